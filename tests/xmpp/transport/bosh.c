/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream over BOSH against a small connection manager that loses, repeats and delays. */

#include "xmpp/transport/bosh.h"

#include "talk.h"
#include "web.h"

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/transport/connect-error.h"

#include <string.h>

#define BODY "<body xmlns='" XMPP_NS_HTTP_BIND "' xmlns:stream='" XMPP_NS_STREAM "'"
#define FEATURES BODY "><stream:features/></body>"

typedef struct {
  SoupServer *server;
  Client *client;
  SoupServerMessage *held; /* (nullable) */
  GHashTable *answers;     /* rid → text, for requests that come again */
  guint n_created, n_lost, n_repeated, n_refused;
  guint lose_each; /* of so many requests one is lost before it is handled, one after; 0: none */
  guint n_requests;
  guint64 latest; /* rid that was answered: one before it is not held back any more */
  gboolean mute;  /* answers nothing any more */
  const char *end;
} Fixture;

static void
respond (SoupServerMessage *message, const char *text)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/xml", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
release (Fixture *fixture, const char *text)
{
  SoupServerMessage *held = g_steal_pointer (&fixture->held);

  if (held == NULL)
    return;
  respond (held, text);
  soup_server_message_unpause (held);
  g_object_unref (held);
}

/* Every stanza comes back. */
static char *
make_answer (Fixture *fixture, const XmlElement *body)
{
  g_autoptr (GString) text = g_string_new (BODY);
  XmlIter iter = { .parent = body };
  const XmlElement *child;

  if (xml_element_get (body, "sid") == NULL) {
    fixture->n_created++;
    return g_strdup (BODY " xmlns:xmpp='urn:xmpp:xbosh' sid='s1' requests='2' hold='1' "
                          "xmpp:version='1.0'><stream:features/></body>");
  }
  if (g_strcmp0 (xml_element_get (body, "type"), "terminate") == 0)
    return g_strdup (BODY " type='terminate'/>");
  if (xml_element_get_with_ns (body, "restart", XMPP_NS_XBOSH) != NULL)
    return g_strdup (FEATURES);

  g_string_append_c (text, '>');
  while (xml_iter_next (&iter, &child))
    xml_writer_append (text, child, NULL);
  g_string_append (text, "</body>");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* 503, as from a proxy, is how an answer is lost. */
static gboolean
is_lost (Fixture *fixture, SoupServerMessage *message, guint when)
{
  if (fixture->lose_each == 0 || fixture->n_requests % fixture->lose_each != when)
    return FALSE;
  fixture->n_lost++;
  soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  return TRUE;
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
  g_autoptr (XmlElement) body = NULL;
  const char *rid, *known;

  if (g_str_equal (soup_server_message_get_method (message), "GET")) {
    soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    return;
  }
  fixture->n_requests++;
  if (fixture->mute) {
    soup_server_message_pause (message);
    return;
  }
  if (is_lost (fixture, message, 1))
    return;

  body =
    xml_parser_parse_document (content->data, (gssize) content->length, XML_LIMITS_DEFAULT, NULL);
  rid = xml_element_get (body, "rid");
  known = g_hash_table_lookup (fixture->answers, rid);
  if (known != NULL) {
    fixture->n_repeated++;
    respond (message, known);
    return;
  }
  if (fixture->end != NULL) {
    respond (message, fixture->end);
    release (fixture, fixture->end);
    return;
  }

  if (xml_element_find (body, NULL, NULL) == NULL && xml_element_get (body, "sid") != NULL &&
      xml_element_get (body, "type") == NULL &&
      xml_element_get_with_ns (body, "restart", XMPP_NS_XBOSH) == NULL &&
      g_ascii_strtoull (rid, NULL, 10) > fixture->latest) {
    release (fixture, BODY "/>");
    fixture->held = g_object_ref (message);
    soup_server_message_pause (message);
    return;
  }
  release (fixture, BODY "/>");
  fixture->latest = MAX (fixture->latest, g_ascii_strtoull (rid, NULL, 10));
  g_hash_table_insert (fixture->answers, g_strdup (rid), make_answer (fixture, body));
  if (!is_lost (fixture, message, 2))
    respond (message, g_hash_table_lookup (fixture->answers, rid));
}

static void
connect_client (Fixture *fixture, const char *path, const XmppTimeouts *timeouts)
{
  g_autofree char *url = web_dup_url (fixture->server, FALSE, path);
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new_for_url (XMPP_ROAD_BOSH, url, NULL);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);

  fixture->client = client_new (xmpp_bosh_new (endpoint, PKI_DOMAIN, trust, direct, timeouts));
}

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->server = web_new (pki, GPOINTER_TO_INT (kind));
  fixture->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_server_add_handler (fixture->server, "/bosh", on_request, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_clear_pointer (&fixture->client, client_free);
  g_clear_object (&fixture->held);
  web_free (fixture->server);
  g_hash_table_unref (fixture->answers);
}

static void
start (Fixture *fixture, const XmppTimeouts *timeouts)
{
  GError *error = NULL;

  connect_client (fixture, "/bosh", timeouts);
  g_assert_true (client_connect (fixture->client, &error));
  g_assert_no_error (error);
  client_open (fixture->client, PKI_DOMAIN);
  WAIT_UNTIL (fixture->client->elements->len == 1);
  g_assert_cmpuint (fixture->client->n_opened, ==, 1);
}

/* All come back, in order and once. */
static void
exchange (Fixture *fixture, guint n)
{
  Client *client = fixture->client;
  guint before = client->elements->len;

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    client_send (client, "iq", id);
    if (i % 3 == 0)
      WAIT_UNTIL (client->elements->len == before + i + 1);
  }
  WAIT_UNTIL (client->elements->len == before + n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    g_assert_cmpstr (xml_element_get (g_ptr_array_index (client->elements, before + i), "id"), ==,
                     id);
  }
}

static void
test_exchange (Fixture *fixture, gconstpointer kind)
{
  Client *client;

  start (fixture, &patient);
  client = fixture->client;
  g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==,
                   XMPP_TRANSPORT_NO_RESUMPTION |
                     (GPOINTER_TO_INT (kind) == PKI_GOOD ? XMPP_TRANSPORT_SECURE : 0));
  exchange (fixture, 7);
  client_open (client, PKI_DOMAIN);
  WAIT_UNTIL (client->n_opened == 2);
  exchange (fixture, 7);

  xmpp_transport_close (client->transport);
  xmpp_transport_close (client->transport);
  client_send (client, "iq", "too-late");
  g_assert_cmpuint (client->n_closed, ==, 0);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  g_assert_cmpuint (fixture->n_created, ==, 1);
}

static void
test_losses (Fixture *fixture, gconstpointer kind)
{
  start (fixture, &patient);
  fixture->lose_each = 5;
  exchange (fixture, 12);
  g_assert_cmpuint (fixture->n_lost, >=, 2);
  g_assert_cmpuint (fixture->n_repeated, >=, 1);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
}

static void
test_server_ends (Fixture *fixture, gconstpointer kind)
{
  start (fixture, &patient);
  fixture->end = BODY " type='terminate' condition='system-shutdown'/>";
  client_send (fixture->client, "iq", "a");
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_error (fixture->client->error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN);
}

/* "Once more", but not as fast as it can. */
static void
test_endless_error (Fixture *fixture, gconstpointer kind)
{
  gint64 begun;
  guint before;

  start (fixture, &patient);
  fixture->end = BODY " type='error'/>";
  before = fixture->n_requests;
  begun = g_get_monotonic_time ();
  client_send (fixture->client, "iq", "a");
  WAIT_UNTIL (fixture->n_requests == before + 3);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_USEC_PER_SEC / 4);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
}

static void
test_silent_close (Fixture *fixture, gconstpointer kind)
{
  start (fixture, &impatient);
  fixture->mute = TRUE;
  xmpp_transport_close (fixture->client->transport);
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_no_error (fixture->client->error);
}

static void
test_close_unopened (Fixture *fixture, gconstpointer kind)
{
  connect_client (fixture, "/bosh", &patient);
  g_assert_true (client_connect (fixture->client, NULL));
  xmpp_transport_close (fixture->client->transport);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_no_error (fixture->client->error);
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
  start (fixture, &patient);
  fixture->client->on_element = drop_transport;
  client_send (fixture->client, "iq", "a");
  client_send (fixture->client, "iq", "b");
  WAIT_UNTIL (fixture->client->transport == NULL);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
}

static void
check_refused (Fixture *fixture, const char *path, GQuark domain, int code)
{
  GError *error = NULL;

  connect_client (fixture, path, &patient);
  g_assert_false (client_connect (fixture->client, &error));
  g_assert_error (error, domain, code);
  g_clear_error (&error);
}

static void
test_self_signed (Fixture *fixture, gconstpointer kind)
{
  check_refused (fixture, "/bosh", XMPP_TLS_ERROR, XMPP_TLS_ERROR_UNKNOWN_CA);
}

static void
test_not_found (Fixture *fixture, gconstpointer kind)
{
  check_refused (fixture, "/elsewhere", XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP);
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
  add ("/transport/bosh/exchange", PKI_GOOD, test_exchange);
  add ("/transport/bosh/exchange-plain", PKI_N_KINDS, test_exchange);
  add ("/transport/bosh/losses", PKI_N_KINDS, test_losses);
  add ("/transport/bosh/server-ends", PKI_GOOD, test_server_ends);
  add ("/transport/bosh/endless-error", PKI_GOOD, test_endless_error);
  add ("/transport/bosh/silent-close", PKI_GOOD, test_silent_close);
  add ("/transport/bosh/close-unopened", PKI_GOOD, test_close_unopened);
  add ("/transport/bosh/drop-in-handler", PKI_GOOD, test_drop_in_handler);
  add ("/transport/bosh/self-signed", PKI_SELF_SIGNED, test_self_signed);
  add ("/transport/bosh/not-found", PKI_GOOD, test_not_found);
  status = g_test_run ();
  talk_clear ();
  return status;
}
