/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream over a WebSocket against a real one: its beginning, its end, and all that can go wrong. */

#include "xmpp/transport/websocket.h"

#include "talk.h"
#include "web.h"

#include "xml/error.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/transport/connect-error.h"

#include <string.h>

#define OPEN "<open xmlns='" XMPP_NS_FRAMING "' from='example.test' id='1' version='1.0'/>"
#define CLOSE "<close xmlns='" XMPP_NS_FRAMING "'/>"
#define FEATURES "<stream:features xmlns:stream='" XMPP_NS_STREAM "'/>"

typedef struct {
  SoupServer *server;
  GString *heard;     /* all that the client said */
  const char *answer; /* (nullable): to <message/> */
  gboolean mute;      /* answers no <close/> */
  Client *client;
} Fixture;

static void
serve (SoupWebsocketConnection *socket, const char *text, gpointer data)
{
  Fixture *fixture = data;

  g_string_append (fixture->heard, text);
  if (g_str_has_prefix (text, "<open")) {
    soup_websocket_connection_send_text (socket, OPEN);
    soup_websocket_connection_send_text (socket, FEATURES);
  } else if (g_str_has_prefix (text, "<message")) {
    if (fixture->answer != NULL)
      soup_websocket_connection_send_text (socket, fixture->answer);
    else
      soup_websocket_connection_send_binary (socket, "x", 1);
  } else if (g_str_has_prefix (text, "<close")) {
    if (!fixture->mute)
      soup_websocket_connection_send_text (socket, CLOSE);
  } else if (g_str_has_prefix (text, "<drop")) {
    g_io_stream_close (soup_websocket_connection_get_io_stream (socket), NULL, NULL);
  } else {
    soup_websocket_connection_send_text (socket, text);
  }
}

static Client *
new_web_client (SoupServer *server, const char *path, const char *pin, const XmppTimeouts *timeouts)
{
  g_autofree char *url = web_dup_url (server, TRUE, path);
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new_for_url (XMPP_ROAD_WEBSOCKET, url, NULL);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (pin, pki_get_database (pki), NULL);
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);

  return client_new (xmpp_websocket_new (endpoint, PKI_DOMAIN, trust, direct, timeouts));
}

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->server = web_new (pki, GPOINTER_TO_INT (kind));
  fixture->heard = g_string_new (NULL);
  web_add_socket (fixture->server, "/ws", serve, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_clear_pointer (&fixture->client, client_free);
  web_free (fixture->server);
  g_string_free (fixture->heard, TRUE);
}

static void
start (Fixture *fixture, const XmppTimeouts *timeouts)
{
  GError *error = NULL;

  fixture->client = new_web_client (fixture->server, "/ws", NULL, timeouts);
  g_assert_true (client_connect (fixture->client, &error));
  g_assert_no_error (error);
  client_open (fixture->client, PKI_DOMAIN);
  WAIT_UNTIL (fixture->client->elements->len == 1);
  g_assert_cmpuint (fixture->client->n_opened, ==, 1);
}

static void
test_exchange (Fixture *fixture, gconstpointer kind)
{
  Client *client;
  const XmppTlsFacts *facts;
  GError *error = NULL;

  start (fixture, &patient);
  client = fixture->client;
  facts = xmpp_transport_get_tls_facts (client->transport);
  if (GPOINTER_TO_INT (kind) == PKI_GOOD) {
    g_autofree char *pin = pki_dup_pin (pki, PKI_GOOD);

    g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, XMPP_TRANSPORT_SECURE);
    g_assert_cmpstr (facts->certificate->sha256, ==, pin);
    g_assert_cmpint (facts->version, ==, G_TLS_PROTOCOL_VERSION_TLS_1_3);
    g_assert_nonnull (facts->cipher);
  } else {
    g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, 0);
    g_assert_null (facts);
  }
  g_assert_null (
    xmpp_transport_dup_binding (client->transport, G_TLS_CHANNEL_BINDING_TLS_EXPORTER, &error));
  g_assert_error (error, G_TLS_CHANNEL_BINDING_ERROR, G_TLS_CHANNEL_BINDING_ERROR_NOT_AVAILABLE);
  g_clear_error (&error);

  client_open (client, PKI_DOMAIN); /* as after SASL */
  client_send (client, "iq", "a");
  client_send (client, "iq", "b");
  WAIT_UNTIL (client->elements->len == 4);
  g_assert_cmpuint (client->n_opened, ==, 2);
  g_assert_cmpstr (xml_element_get (client_last (client), "id"), ==, "b");

  xmpp_transport_close (client->transport);
  xmpp_transport_close (client->transport);
  client_send (client, "iq", "too-late");
  g_assert_cmpuint (client->n_closed, ==, 0);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  g_assert_cmpstr (fixture->heard->str, ==,
                   "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.test' "
                   "version='1.0'/><open xmlns='urn:ietf:params:xml:ns:xmpp-framing' "
                   "to='example.test' version='1.0'/><iq xmlns='jabber:client' id='a'/><iq "
                   "xmlns='jabber:client' id='b'/><close "
                   "xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
}

/* The stream after the server has said @answer: how it ends, and that we said why. */
static void
check_end (Fixture *fixture, const char *answer, GQuark domain, int code, const char *told)
{
  start (fixture, &patient);
  fixture->answer = answer;
  client_send (fixture->client, "message", "1");
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_error (fixture->client->error, domain, code);
  if (told != NULL)
    g_assert_nonnull (strstr (fixture->heard->str, told));
}

static void
test_bad_xml (Fixture *fixture, gconstpointer kind)
{
  check_end (fixture, "<message><body>", XML_ERROR, XML_ERROR_NOT_WELL_FORMED, "<not-well-formed ");
}

static void
test_two_elements (Fixture *fixture, gconstpointer kind)
{
  check_end (fixture, "<message/><message/>", XML_ERROR, XML_ERROR_NOT_WELL_FORMED, NULL);
}

static void
test_binary (Fixture *fixture, gconstpointer kind)
{
  check_end (fixture, NULL, XML_ERROR, XML_ERROR_RESTRICTED, "<restricted-xml ");
}

static void
test_too_big (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *body = g_strnfill (5 * 1024 * 1024, 'x');
  g_autofree char *message = g_strdup_printf ("<message>%s</message>", body);

  check_end (fixture, message, G_IO_ERROR, G_IO_ERROR_FAILED, NULL);
}

static void
test_elsewhere (Fixture *fixture, gconstpointer kind)
{
  check_end (fixture,
             "<close xmlns='" XMPP_NS_FRAMING "' see-other-uri='wss://b.example.test/ws'/>",
             XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SEE_OTHER_HOST, "<close ");
  g_assert_cmpstr (xmpp_stream_error_get_host (fixture->client->error), ==,
                   "wss://b.example.test/ws");
}

static void
test_server_closes (Fixture *fixture, gconstpointer kind)
{
  start (fixture, &patient);
  fixture->answer = CLOSE;
  client_send (fixture->client, "message", "1");
  WAIT_UNTIL (fixture->client->n_closed == 1);
  g_assert_no_error (fixture->client->error);
  g_assert_nonnull (strstr (fixture->heard->str, "<close "));
}

static void
test_drop (Fixture *fixture, gconstpointer kind)
{
  start (fixture, &patient);
  client_send (fixture->client, "drop", "1");
  while (fixture->client->n_closed == 0) {
    g_main_context_iteration (NULL, TRUE);
    client_send (fixture->client, "iq", "unaware");
  }
  g_assert_nonnull (fixture->client->error);
  g_assert_cmpint (fixture->client->error->domain, ==, G_IO_ERROR);
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
  fixture->client = new_web_client (fixture->server, "/ws", NULL, &patient);
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
  WAIT_UNTIL (fixture->client->transport == NULL);
  g_assert_cmpuint (fixture->client->n_closed, ==, 0);
}

/* --- What never becomes a stream --- */

static void
check_refused (Fixture *fixture, const char *path, const char *pin, GQuark domain, int code)
{
  GError *error = NULL;

  fixture->client = new_web_client (fixture->server, path, pin, &impatient);
  g_assert_false (client_connect (fixture->client, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (fixture->heard->str, ==, "");
  g_clear_error (&error);
}

static void
test_self_signed (Fixture *fixture, gconstpointer kind)
{
  check_refused (fixture, "/ws", NULL, XMPP_TLS_ERROR, XMPP_TLS_ERROR_UNKNOWN_CA);
}

static void
test_wrong_name (Fixture *fixture, gconstpointer kind)
{
  check_refused (fixture, "/ws", NULL, XMPP_TLS_ERROR, XMPP_TLS_ERROR_WRONG_NAME);
}

static void
test_other_pin (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *pin = pki_dup_pin (pki, PKI_RENEWED);

  check_refused (fixture, "/ws", pin, XMPP_TLS_ERROR, XMPP_TLS_ERROR_PIN_CHANGED);
}

static void
test_pin (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *pin = pki_dup_pin (pki, PKI_SELF_SIGNED);
  GError *error = NULL;

  fixture->client = new_web_client (fixture->server, "/ws", pin, &patient);
  g_assert_true (client_connect (fixture->client, &error));
  g_assert_no_error (error);
}

static void
test_not_found (Fixture *fixture, gconstpointer kind)
{
  check_refused (fixture, "/elsewhere", NULL, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP);
}

static void
on_other_socket (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 SoupWebsocketConnection *socket,
                 gpointer user_data)
{
}

static void
test_other_protocol (Fixture *fixture, gconstpointer kind)
{
  soup_server_add_websocket_handler (fixture->server, "/other", NULL, NULL, on_other_socket, NULL,
                                     NULL);
  check_refused (fixture, "/other", NULL, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP);
}

static void
stay_silent (Peer *peer, gpointer data)
{
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_silence (void)
{
  static const XmppTimeouts short_ones = { .connect_ms = 50, .handshake_ms = 50, .close_ms = 50 };
  Server *server = server_new (stay_silent, NULL);
  g_autofree char *url = g_strdup_printf ("wss://127.0.0.1:%u/ws", server_get_port (server));
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new_for_url (XMPP_ROAD_WEBSOCKET, url, NULL);
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);
  Client *client =
    client_new (xmpp_websocket_new (endpoint, PKI_DOMAIN, NULL, direct, &short_ones));
  GError *error = NULL;

  g_assert_false (client_connect (client, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
  g_clear_error (&error);
  end (client, server);
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
  add ("/transport/websocket/exchange", PKI_GOOD, test_exchange);
  add ("/transport/websocket/exchange-plain", PKI_N_KINDS, test_exchange);
  add ("/transport/websocket/bad-xml", PKI_GOOD, test_bad_xml);
  add ("/transport/websocket/two-elements", PKI_GOOD, test_two_elements);
  add ("/transport/websocket/binary", PKI_GOOD, test_binary);
  add ("/transport/websocket/too-big", PKI_N_KINDS, test_too_big);
  add ("/transport/websocket/elsewhere", PKI_GOOD, test_elsewhere);
  add ("/transport/websocket/server-closes", PKI_GOOD, test_server_closes);
  add ("/transport/websocket/drop", PKI_N_KINDS, test_drop);
  add ("/transport/websocket/silent-close", PKI_GOOD, test_silent_close);
  add ("/transport/websocket/close-unopened", PKI_GOOD, test_close_unopened);
  add ("/transport/websocket/drop-in-handler", PKI_GOOD, test_drop_in_handler);
  add ("/transport/websocket/self-signed", PKI_SELF_SIGNED, test_self_signed);
  add ("/transport/websocket/wrong-name", PKI_WRONG_NAME, test_wrong_name);
  add ("/transport/websocket/other-pin", PKI_GOOD, test_other_pin);
  add ("/transport/websocket/pin", PKI_SELF_SIGNED, test_pin);
  add ("/transport/websocket/not-found", PKI_GOOD, test_not_found);
  add ("/transport/websocket/other-protocol", PKI_GOOD, test_other_protocol);
  g_test_add_func ("/transport/websocket/silence", test_silence);
  status = g_test_run ();
  talk_clear ();
  return status;
}
