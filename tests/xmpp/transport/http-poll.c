/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream by polling against a small server that checks each key. */

#include "xmpp/transport/http-poll.h"

#include "talk.h"
#include "web.h"

#include "xml/error.h"
#include "xmpp/ns.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/key-sequence.h"

#include <string.h>

typedef struct {
  SoupServer *server;
  Client *client;
  char *expected; /* (nullable): the key that is due, hashed */
  GString *heard;
  GString *to_say;
  const char *cookie; /* (nullable): instead of the session's */
  gboolean balanced;  /* what stands before the server has cookies of its own */
  guint n_requests;
  guint piece;  /* how much an answer brings; 0: all */
  guint status; /* of HTTP */
} Fixture;

static void
check_keys (Fixture *fixture, char **words)
{
  guint n = g_strv_length (words);

  if (fixture->expected == NULL) {
    g_assert_cmpstr (words[0], ==, "0");
    g_assert_cmpuint (n, ==, 2);
  } else {
    g_autofree char *hashed = xmpp_key_derive (XMPP_KEY_BASE64, words[1], 1);

    g_assert_cmpstr (words[0], ==, "7");
    g_assert_cmpstr (hashed, ==, fixture->expected);
  }
  g_free (fixture->expected);
  fixture->expected = g_strdup (words[n - 1]);
}

static void
listen_to (Fixture *fixture, const char *xml)
{
  g_string_append (fixture->heard, xml);
  if (strstr (xml, "<stream:stream") != NULL)
    g_string_append (fixture->to_say, HEADER "<stream:features/>");
  if (strstr (xml, "<iq") != NULL)
    g_string_append (fixture->to_say, strstr (xml, "<iq"));
  else if (strstr (xml, "<message") != NULL)
    g_string_append (fixture->to_say, "<message></wrong>");
  else if (strstr (xml, END) != NULL)
    g_string_append (fixture->to_say, END);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *content = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *body = g_strndup (content->data, content->length);
  char *comma = strchr (body, ',');
  g_auto (GStrv) words = NULL;
  gsize n_bytes;

  soup_server_message_set_status (message, fixture->status, NULL);
  if (comma == NULL)
    return; /* the first look */
  fixture->n_requests++;
  *comma = '\0';
  words = g_strsplit (body, ";", 3);
  check_keys (fixture, words);
  listen_to (fixture, comma + 1);

  n_bytes = fixture->piece ? MIN (fixture->piece, fixture->to_say->len) : fixture->to_say->len;
  if (fixture->balanced)
    soup_message_headers_append (headers, "Set-Cookie", "SRV=2; path=/");
  soup_message_headers_append (headers, "Set-Cookie",
                               fixture->cookie ? fixture->cookie : "ID=7; path=/webclient/");
  if (fixture->balanced)
    soup_message_headers_append (headers, "Set-Cookie", "ROUTE=b; path=/");
  soup_server_message_set_response (message, "text/xml", SOUP_MEMORY_COPY, fixture->to_say->str,
                                    n_bytes);
  g_string_erase (fixture->to_say, 0, (gssize) n_bytes);
}

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->server = web_new (pki, GPOINTER_TO_INT (kind));
  fixture->heard = g_string_new (NULL);
  fixture->to_say = g_string_new (NULL);
  fixture->status = SOUP_STATUS_OK;
  soup_server_add_handler (fixture->server, "/poll", on_request, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_clear_pointer (&fixture->client, client_free);
  web_free (fixture->server);
  g_string_free (fixture->heard, TRUE);
  g_string_free (fixture->to_say, TRUE);
  g_free (fixture->expected);
}

static gboolean
connect_client (Fixture *fixture, const char *path, const XmppTimeouts *timeouts, GError **error)
{
  g_autofree char *url = web_dup_url (fixture->server, FALSE, path);
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new_for_url (XMPP_ROAD_POLLING, url, NULL);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);

  fixture->client = client_new (xmpp_http_poll_new (endpoint, PKI_DOMAIN, trust, direct, timeouts));
  return client_connect (fixture->client, error);
}

static void
start (Fixture *fixture)
{
  GError *error = NULL;

  g_assert_true (connect_client (fixture, "/poll", &patient, &error));
  g_assert_no_error (error);
  client_open (fixture->client, PKI_DOMAIN);
  WAIT_UNTIL (fixture->client->elements->len == 1);
  g_assert_cmpuint (fixture->client->n_opened, ==, 1);
}

static void
test_exchange (Fixture *fixture, gconstpointer kind)
{
  Client *client;

  start (fixture);
  client = fixture->client;
  g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, XMPP_TRANSPORT_SECURE);
  client_send (client, "iq", "a");
  client_send (client, "iq", "b");
  WAIT_UNTIL (client->elements->len == 3);
  client_open (client, PKI_DOMAIN);
  WAIT_UNTIL (client->n_opened == 2);
  /* More than one sequence of keys. */
  for (guint i = 0; i < 80; i++) {
    client_send (client, "iq", "c");
    WAIT_UNTIL (client->elements->len == 5 + i);
  }

  xmpp_transport_close (client->transport);
  xmpp_transport_close (client->transport);
  client_send (client, "iq", "too-late");
  g_assert_cmpuint (client->n_closed, ==, 0);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  g_assert_true (g_str_has_suffix (fixture->heard->str, END));
}

/* XEP-0025 §3: an answer may end anywhere. */
static void
test_pieces (Fixture *fixture, gconstpointer kind)
{
  fixture->piece = 30;
  start (fixture);
  client_send (fixture->client, "iq", "a");
  WAIT_UNTIL (fixture->client->elements->len == 2);
  g_assert_cmpuint (fixture->n_requests, >, 4);
}

static void
check_end (Fixture *fixture, GQuark domain, int code)
{
  client_send (fixture->client, "message", "1");
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_error (fixture->client->error, domain, code);
}

static void
test_session_gone (Fixture *fixture, gconstpointer kind)
{
  start (fixture);
  fixture->cookie = "ID=-3:0";
  check_end (fixture, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_no_cookie (Fixture *fixture, gconstpointer kind)
{
  start (fixture);
  fixture->cookie = "theme=dark";
  check_end (fixture, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_more_cookies (Fixture *fixture, gconstpointer kind)
{
  fixture->balanced = TRUE;
  start (fixture);
  fixture->cookie = "ID=-3:0";
  check_end (fixture, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_http_error (Fixture *fixture, gconstpointer kind)
{
  start (fixture);
  fixture->status = SOUP_STATUS_BAD_GATEWAY;
  check_end (fixture, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_bad_xml (Fixture *fixture, gconstpointer kind)
{
  start (fixture);
  check_end (fixture, XML_ERROR, XML_ERROR_NOT_WELL_FORMED);
  g_assert_nonnull (strstr (fixture->heard->str, "<not-well-formed "));
}

static void
drop_transport (gpointer data, const XmlElement *element)
{
  Client *client = data;

  g_clear_object (&client->transport);
}

static void
test_drop_in_handler (Fixture *fixture, gconstpointer kind)
{
  start (fixture);
  fixture->client->on_element = drop_transport;
  client_send (fixture->client, "iq", "a");
  client_send (fixture->client, "iq", "b");
  WAIT_UNTIL (fixture->client->transport == NULL);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
}

static void
test_not_found (Fixture *fixture, gconstpointer kind)
{
  GError *error = NULL;

  g_assert_false (connect_client (fixture, "/elsewhere", &patient, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP);
  g_error_free (error);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (PKI_GOOD), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  talk_init ();
  add ("/transport/http-poll/exchange", test_exchange);
  add ("/transport/http-poll/pieces", test_pieces);
  add ("/transport/http-poll/session-gone", test_session_gone);
  add ("/transport/http-poll/no-cookie", test_no_cookie);
  add ("/transport/http-poll/more-cookies", test_more_cookies);
  add ("/transport/http-poll/http-error", test_http_error);
  add ("/transport/http-poll/bad-xml", test_bad_xml);
  add ("/transport/http-poll/drop-in-handler", test_drop_in_handler);
  add ("/transport/http-poll/not-found", test_not_found);
  status = g_test_run ();
  talk_clear ();
  return status;
}
