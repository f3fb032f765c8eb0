/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests to a real web server: what they bring, what bounds them, and whom they trust. */

#include "xmpp/transport/http.h"

#include "talk.h"
#include "web.h"

#include "xmpp/transport/connect-error.h"

#include <string.h>

typedef struct {
  SoupServer *server;
  XmppHttp *http;
  guint n_requests;
  char *points_to;
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  fixture->n_requests++;
  if (g_str_equal (path, "/points")) {
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, fixture->points_to);
    return;
  }
  if (g_str_equal (path, "/silent")) {
    soup_server_message_pause (message);
    return;
  }
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie",
                               "ID=7; path=/");
  soup_server_message_set_status (message, g_str_equal (path, "/gone") ? 404 : 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY,
                                    body->length > 0 ? body->data : "hello",
                                    body->length > 0 ? (gsize) body->length : 5);
}

static XmppHttp *
new_http (const char *pin, GTlsCertificate *identity)
{
  g_autoptr (XmppTrust) trust = xmpp_trust_new (pin, pki_get_database (pki), identity);
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);

  return xmpp_http_new (PKI_DOMAIN, trust, direct);
}

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->server = web_new (pki, GPOINTER_TO_INT (kind));
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  fixture->http = new_http (NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_clear_pointer (&fixture->http, xmpp_http_free);
  web_free (fixture->server);
  g_free (fixture->points_to);
}

static XmppHttpReply *
fetch (Fixture *fixture, const char *path, const XmppHttpQuery *query, GError **error)
{
  g_autofree char *url = web_dup_url (fixture->server, FALSE, path);
  XmppHttpQuery complete = *query;
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  complete.url = url;
  if (complete.timeout_ms == 0)
    complete.timeout_ms = 10000;
  if (complete.max_bytes == 0)
    complete.max_bytes = 1000;
  xmpp_http_fetch_async (fixture->http, &complete, NULL, on_reply, &reply);
  result = reply_wait (&reply);
  return xmpp_http_fetch_finish (result, error);
}

static void
check_failed (Fixture *fixture,
              const char *path,
              const XmppHttpQuery *query,
              GQuark domain,
              int code)
{
  GError *error = NULL;

  g_assert_null (fetch (fixture, path, query, &error));
  g_assert_error (error, domain, code);
  g_error_free (error);
}

static void
check_reply (const XmppHttpReply *reply, guint status, const char *body)
{
  g_assert_nonnull (reply);
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), body,
                   strlen (body));
}

static void
test_get_and_post (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("<a/>", 4);
  g_autoptr (XmppHttpReply) got = fetch (fixture, "/", &(XmppHttpQuery){ NULL }, NULL);
  g_autoptr (XmppHttpReply) posted =
    fetch (fixture, "/", &(XmppHttpQuery){ .type = "text/xml", .body = body }, NULL);
  g_autoptr (XmppHttpReply) gone = fetch (fixture, "/gone", &(XmppHttpQuery){ NULL }, NULL);

  check_reply (got, 200, "hello");
  g_assert_cmpstr (got->cookies[0], ==, "ID=7; path=/");
  g_assert_null (got->cookies[1]);
  check_reply (posted, 200, "<a/>");
  check_reply (gone, 404, "hello");
  g_assert_nonnull (xmpp_http_get_tls_facts (fixture->http));
}

static void
test_too_long (Fixture *fixture, gconstpointer kind)
{
  check_failed (fixture, "/", &(XmppHttpQuery){ .max_bytes = 4 }, XMPP_CONNECT_ERROR,
                XMPP_CONNECT_ERROR_NOT_XMPP);
}

static void
test_silent (Fixture *fixture, gconstpointer kind)
{
  check_failed (fixture, "/silent", &(XmppHttpQuery){ .timeout_ms = 100 }, XMPP_CONNECT_ERROR,
                XMPP_CONNECT_ERROR_TIMED_OUT);
}

static void
test_follow (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (XmppHttpReply) reply = NULL;
  g_autoptr (XmppHttpReply) unfollowed = NULL;

  fixture->points_to = web_dup_url (fixture->server, FALSE, "/there");
  reply = fetch (fixture, "/points", &(XmppHttpQuery){ .follow = TRUE }, NULL);
  check_reply (reply, 200, "hello");
  unfollowed = fetch (fixture, "/points", &(XmppHttpQuery){ NULL }, NULL);
  check_reply (unfollowed, 302, "");
}

/* The server may know who we are; a web site that only points to it need not. */
static void
test_identity (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (GTlsCertificate) identity = pki_dup_certificate (pki, PKI_CLIENT);
  g_autoptr (XmppHttpReply) found = NULL;
  g_autoptr (XmppHttpReply) reply = NULL;

  xmpp_http_free (fixture->http);
  fixture->http = new_http (NULL, identity);
  found = fetch (fixture, "/", &(XmppHttpQuery){ .follow = TRUE }, NULL);
  check_reply (found, 200, "hello");
  g_assert_cmpuint (web_get_n_identities (fixture->server), ==, 0);

  xmpp_http_free (fixture->http);
  fixture->http = new_http (NULL, identity);
  reply = fetch (fixture, "/", &(XmppHttpQuery){ NULL }, NULL);
  check_reply (reply, 200, "hello");
  g_assert_cmpuint (web_get_n_identities (fixture->server), ==, 1);
}

static void
test_no_way_back (Fixture *fixture, gconstpointer kind)
{
  SoupServer *plain = web_new (pki, PKI_N_KINDS);
  Fixture other = { NULL };

  soup_server_add_handler (plain, NULL, on_request, &other, NULL);
  fixture->points_to = web_dup_url (plain, FALSE, "/there");
  check_failed (fixture, "/points", &(XmppHttpQuery){ .follow = TRUE }, XMPP_TLS_ERROR,
                XMPP_TLS_ERROR_NO_TLS);
  g_assert_cmpuint (other.n_requests, ==, 0);
  web_free (plain);
}

static void
test_refused (Fixture *fixture, gconstpointer kind)
{
  check_failed (fixture, "/", &(XmppHttpQuery){ NULL }, XMPP_TLS_ERROR, XMPP_TLS_ERROR_UNKNOWN_CA);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static void
test_not_tls (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *url = web_dup_url (fixture->server, FALSE, "/");
  g_autofree char *secure = g_strconcat ("https", strchr (url, ':'), NULL);
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  xmpp_http_fetch_async (fixture->http,
                         &(XmppHttpQuery){ .url = secure, .max_bytes = 9, .timeout_ms = 9000 },
                         NULL, on_reply, &reply);
  result = reply_wait (&reply);
  g_assert_null (xmpp_http_fetch_finish (result, &error));
  g_assert_true (error->domain == XMPP_TLS_ERROR || error->domain == XMPP_CONNECT_ERROR);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  g_error_free (error);
}

/* A connection that was let in under one pin is not taken for another. */
static void
test_pins (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *good = pki_dup_pin (pki, PKI_SELF_SIGNED);
  g_autofree char *bad = pki_dup_pin (pki, PKI_GOOD);
  g_autoptr (XmppHttpReply) reply = NULL;

  xmpp_http_free (fixture->http);
  fixture->http = new_http (good, NULL);
  reply = fetch (fixture, "/", &(XmppHttpQuery){ NULL }, NULL);
  check_reply (reply, 200, "hello");
  xmpp_http_free (fixture->http);
  fixture->http = new_http (bad, NULL);
  check_failed (fixture, "/", &(XmppHttpQuery){ NULL }, XMPP_TLS_ERROR, XMPP_TLS_ERROR_PIN_CHANGED);
}

static void
test_bad_url (Fixture *fixture, gconstpointer kind)
{
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  xmpp_http_fetch_async (fixture->http, &(XmppHttpQuery){ .url = "no:url" }, NULL, on_reply,
                         &reply);
  result = reply_wait (&reply);
  g_assert_null (xmpp_http_fetch_finish (result, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL);
  g_error_free (error);
}

static void
test_freed (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *url = web_dup_url (fixture->server, FALSE, "/silent");
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  xmpp_http_fetch_async (fixture->http,
                         &(XmppHttpQuery){ .url = url, .max_bytes = 9, .timeout_ms = 9000 }, NULL,
                         on_reply, &reply);
  WAIT_UNTIL (fixture->n_requests == 1);
  g_clear_pointer (&fixture->http, xmpp_http_free);
  result = reply_wait (&reply);
  g_assert_null (xmpp_http_fetch_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (error);
}

static void
add (const char *path, PkiKind kind, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (kind), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  talk_init ();
  add ("/transport/http/get-and-post", PKI_GOOD, test_get_and_post);
  add ("/transport/http/too-long", PKI_GOOD, test_too_long);
  add ("/transport/http/silent", PKI_GOOD, test_silent);
  add ("/transport/http/follow", PKI_GOOD, test_follow);
  add ("/transport/http/identity", PKI_GOOD, test_identity);
  add ("/transport/http/no-way-back", PKI_GOOD, test_no_way_back);
  add ("/transport/http/refused", PKI_SELF_SIGNED, test_refused);
  add ("/transport/http/not-tls", PKI_N_KINDS, test_not_tls);
  add ("/transport/http/pins", PKI_SELF_SIGNED, test_pins);
  add ("/transport/http/bad-url", PKI_GOOD, test_bad_url);
  add ("/transport/http/freed", PKI_GOOD, test_freed);
  status = g_test_run ();
  talk_clear ();
  return status;
}
