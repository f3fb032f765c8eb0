/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream over real sockets: its beginning, STARTTLS, its end, and everything that can go wrong on
 * the way. */

#include "xmpp/transport/tcp.h"

#include "talk.h"

#include "xml/error.h"
#include "xmpp/ns.h"
#include "xmpp/transport/connect-error.h"

#define PROCEED "<proceed xmlns='" XMPP_NS_TLS "'/>"

/* --- Good streams --- */

typedef struct {
  GBytes *exporter, *end_point;
  char *alpn;
} Seen;

static void
seen_clear (Seen *seen)
{
  g_clear_pointer (&seen->exporter, g_bytes_unref);
  g_clear_pointer (&seen->end_point, g_bytes_unref);
  g_free (seen->alpn);
}

static void
note (Seen *seen, Peer *peer)
{
  seen->exporter = peer_dup_binding (peer, GNUTLS_CB_TLS_EXPORTER);
  seen->end_point = peer_dup_binding (peer, GNUTLS_CB_TLS_SERVER_END_POINT);
  seen->alpn = peer_dup_alpn (peer);
}

static void
converse (Peer *peer)
{
  gboolean clean;
  g_autofree char *rest = NULL;

  greet (peer);
  peer_expect (peer, "<iq id='a'/><iq id='b'/>");
  peer_say (peer, "<iq id='c'/> <iq id='d'/>");
  peer_expect (peer, END);
  peer_say (peer, "<message id='late'/>" END);
  rest = peer_dup_rest (peer, &clean);
  g_assert_cmpstr (rest, ==, "");
  g_assert_true (clean);
}

static void
serve_starttls (Peer *peer, gpointer data)
{
  greet (peer);
  peer_expect (peer, "<starttls xmlns='" XMPP_NS_TLS "'/>");
  peer_say (peer, PROCEED);
  if (!peer_start_tls (peer, pki_get_credentials (pki, PKI_GOOD), NULL))
    g_error ("no handshake");
  note (data, peer);
  converse (peer);
}

static void
serve_tls (Peer *peer, gpointer data)
{
  if (!peer_start_tls (peer, pki_get_credentials (pki, PKI_GOOD), NULL))
    g_error ("no handshake");
  note (data, peer);
  converse (peer);
}

static void
secure_on_proceed (gpointer data, const XmlElement *element)
{
  if (xml_element_is (element, "proceed", XMPP_NS_TLS))
    client_secure (data);
}

static void
ask_for_tls (Client *client)
{
  client->on_element = secure_on_proceed;
  xmpp_transport_send (client->transport, xml_element_new ("starttls", XMPP_NS_TLS));
}

static void
check_binding (Client *client, GTlsChannelBindingType type, GBytes *expected)
{
  GError *error = NULL;
  g_autoptr (GBytes) binding = xmpp_transport_dup_binding (client->transport, type, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (binding, expected));
}

static void
check_conversation (Client *client, const Seen *seen)
{
  const XmppTlsFacts *facts = xmpp_transport_get_tls_facts (client->transport);
  g_autofree char *pin = pki_dup_pin (pki, PKI_GOOD);
  guint n_opened = client->n_opened;
  guint n_elements = client->elements->len + 3; /* features, c, d */

  g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, XMPP_TRANSPORT_SECURE);
  g_assert_cmpint (facts->version, ==, G_TLS_PROTOCOL_VERSION_TLS_1_3);
  g_assert_nonnull (facts->cipher);
  g_assert_cmpstr (facts->certificate->sha256, ==, pin);

  client_open (client, PKI_DOMAIN);
  WAIT_UNTIL (client->n_opened == n_opened + 1);
  check_binding (client, G_TLS_CHANNEL_BINDING_TLS_EXPORTER, seen->exporter);
  check_binding (client, G_TLS_CHANNEL_BINDING_TLS_SERVER_END_POINT, seen->end_point);

  client_send (client, "iq", "a");
  client_send (client, "iq", "b");
  WAIT_UNTIL (client->elements->len >= n_elements);
  g_assert_cmpstr (xml_element_get (client_last (client), "id"), ==, "d");

  xmpp_transport_close (client->transport);
  xmpp_transport_close (client->transport);
  client_send (client, "iq", "too-late");
  g_assert_cmpuint (client->n_closed, ==, 0);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  /* What came on its way to the end. */
  g_assert_cmpstr (xml_element_get (client_last (client), "id"), ==, "late");
}

static void
test_starttls (void)
{
  Seen seen = { NULL };
  Server *server = server_new (serve_starttls, &seen);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, XMPP_TRANSPORT_CAN_STARTTLS);
  g_assert_null (xmpp_transport_get_tls_facts (client->transport));
  WAIT_UNTIL (client->elements->len == 1);
  ask_for_tls (client);
  WAIT_UNTIL (client->secured);
  g_assert_no_error (client->secure_error);
  check_conversation (client, &seen);
  end (client, server);
  /* ALPN tells direct TLS from other protocols; here there are none. */
  g_assert_null (seen.alpn);
  seen_clear (&seen);
}

static void
test_direct (void)
{
  Seen seen = { NULL };
  Server *server = server_new (serve_tls, &seen);
  Client *client = new_client (server, XMPP_TLS_DIRECT, &patient);

  g_assert_true (client_connect (client, NULL));
  check_conversation (client, &seen);
  end (client, server);
  g_assert_cmpstr (seen.alpn, ==, "xmpp-client");
  seen_clear (&seen);
}

static void
test_no_binding (void)
{
  Server *server = server_new (serve_starttls, NULL);
  Client *client = new_client (server, XMPP_TLS_START, &patient);
  g_autoptr (GError) error = NULL;

  g_assert_null (
    xmpp_transport_dup_binding (client->transport, G_TLS_CHANNEL_BINDING_TLS_EXPORTER, &error));
  g_assert_error (error, G_TLS_CHANNEL_BINDING_ERROR, G_TLS_CHANNEL_BINDING_ERROR_INVALID_STATE);
  end (client, server);
}

/* --- Connecting --- */

static void
never_called (Peer *peer, gpointer data)
{
  g_assert_not_reached ();
}

static void
test_refused (void)
{
  Server *server = server_new (never_called, NULL);
  Client *client = new_client (server, XMPP_TLS_START, &patient);
  g_autoptr (GError) error = NULL;

  server_free (server);
  g_assert_false (client_connect (client, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED);
  client_free (client);
}

/* For handshakes that will not come. */
static const XmppTimeouts hasty = { .connect_ms = 10000, .handshake_ms = 100, .close_ms = 100 };

static void
stay_silent (Peer *peer, gpointer data)
{
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_silent_tls (void)
{
  Server *server = server_new (stay_silent, NULL);
  Client *client = new_client (server, XMPP_TLS_DIRECT, &hasty);
  g_autoptr (GError) error = NULL;

  g_assert_false (client_connect (client, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
  end (client, server);
}

/* --- STARTTLS gone wrong --- */

typedef struct {
  const char *tail; /* (nullable): what is said together with <proceed/> */
  PkiKind shown;
  char *rest; /* what was heard after <proceed/> */
} Trap;

static void
set_trap (Peer *peer, gpointer data)
{
  Trap *trap = data;
  g_autofree char *words = g_strconcat (PROCEED, trap->tail, NULL);

  greet (peer);
  peer_expect (peer, "<starttls xmlns='" XMPP_NS_TLS "'/>");
  peer_say (peer, words);
  if (trap->tail == NULL)
    peer_start_tls (peer, pki_get_credentials (pki, trap->shown), NULL);
  trap->rest = peer_dup_rest (peer, NULL);
}

static void
check_trap (Trap *trap, int code)
{
  Server *server = server_new (set_trap, trap);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  WAIT_UNTIL (client->elements->len == 1);
  ask_for_tls (client);
  WAIT_UNTIL (client->secured);
  g_assert_error (client->secure_error, XMPP_TLS_ERROR, code);
  g_assert_cmpint (xmpp_transport_get_flags (client->transport), ==, XMPP_TRANSPORT_CAN_STARTTLS);

  /* Not a word more to this server. */
  client_send (client, "iq", "secret");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  xmpp_transport_close (client->transport);
  WAIT_UNTIL (client->n_closed == 1);
  end (client, server);
  g_assert_cmpstr (trap->rest, ==, "");
  g_free (trap->rest);
}

static void
test_injected (void)
{
  static const char *const tails[] = {
    " ", "<", "<stream:features/>", "</stream:stream>", "\x16\x03\x03\x00\x01x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++) {
    Trap trap = { .tail = tails[i] };

    check_trap (&trap, XMPP_TLS_ERROR_INJECTED);
  }
}

static void
test_bad_certificate (void)
{
  Trap trap = { .shown = PKI_WRONG_NAME };

  check_trap (&trap, XMPP_TLS_ERROR_WRONG_NAME);
}

static void
proceed_into_silence (Peer *peer, gpointer data)
{
  greet (peer);
  peer_say (peer, PROCEED);
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_silent_starttls (void)
{
  Server *server = server_new (proceed_into_silence, NULL);
  Client *client = begin (server, XMPP_TLS_START, &hasty);

  ask_for_tls (client);
  WAIT_UNTIL (client->secured);
  g_assert_error (client->secure_error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
  end (client, server);
}

static void
secure_and_close (gpointer data, const XmlElement *element)
{
  Client *client = data;

  if (xml_element_is (element, "proceed", XMPP_NS_TLS)) {
    client_secure (client);
    xmpp_transport_close (client->transport);
  }
}

/* Closed in the middle of the handshake. */
static void
test_close_while_securing (void)
{
  Server *server = server_new (proceed_into_silence, NULL);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  client->on_element = secure_and_close;
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_true (client->secured);
  g_assert_nonnull (client->secure_error);
  end (client, server);
}

/* --- Ends --- */

static void
end_first (Peer *peer, gpointer data)
{
  greet (peer);
  peer_say (peer, "<iq/>" END);
  peer_expect (peer, END);
}

static void
test_server_ends (void)
{
  Server *server = server_new (end_first, NULL);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  g_assert_cmpuint (client->elements->len, ==, 2);
  end (client, server);
}

static void
greet_and_listen (Peer *peer, gpointer data)
{
  greet (peer);
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_server_never_ends (void)
{
  Server *server = server_new (greet_and_listen, NULL);
  Client *client = begin (server, XMPP_TLS_START, &impatient);

  WAIT_UNTIL (client->elements->len == 1);
  xmpp_transport_close (client->transport);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  end (client, server);
}

static void
test_close_unopened (void)
{
  Server *server = server_new (stay_silent, NULL);
  Client *client = new_client (server, XMPP_TLS_START, &patient);

  g_assert_true (client_connect (client, NULL));
  xmpp_transport_close (client->transport);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  end (client, server);
}

typedef struct {
  gboolean tls;
  const char *words;
  void (*vanish) (Peer *peer);
} Vanishing;

static void
vanish (Peer *peer, gpointer data)
{
  const Vanishing *vanishing = data;

  if (vanishing->tls)
    greet_within_tls (peer);
  else
    greet (peer);
  peer_say (peer, vanishing->words);
  vanishing->vanish (peer);
}

static void
check_vanished (Vanishing vanishing, GQuark domain, int code)
{
  Server *server = server_new (vanish, &vanishing);
  Client *client = begin (server, vanishing.tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);

  WAIT_UNTIL (client->n_closed == 1);
  g_assert_error (client->error, domain, code);
  g_assert_cmpuint (client->elements->len, ==, 1);
  end (client, server);
}

static void
test_vanished (void)
{
  check_vanished ((Vanishing){ FALSE, "", peer_drop }, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  check_vanished ((Vanishing){ FALSE, "<iq><a", peer_drop }, G_IO_ERROR,
                  G_IO_ERROR_CONNECTION_CLOSED);
  check_vanished ((Vanishing){ FALSE, "<iq><a", peer_reset }, G_IO_ERROR,
                  G_IO_ERROR_CONNECTION_CLOSED);
  /* Without the farewell of TLS anybody on the way could have cut it. */
  check_vanished ((Vanishing){ TRUE, "<iq><a", peer_drop }, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static void
explain_and_vanish (Peer *peer, gpointer data)
{
  int *vanished = data;

  greet (peer);
  peer_say (peer, "<iq/><stream:error/>" END);
  peer_reset (peer);
  g_atomic_int_set (vanished, TRUE);
}

static int vanished;

/* Takes its time, so that our answer comes before the next look at what else has come. */
static void
answer_too_late (gpointer data, const XmlElement *element)
{
  gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_MILLISECOND;

  if (!xml_element_is (element, "iq", XMPP_NS_CLIENT))
    return;
  while (!g_atomic_int_get (&vanished) || g_get_monotonic_time () < until)
    g_thread_yield ();
  client_send (data, "iq", "a");
}

/* The server has given its reason, and is gone before we have listened. */
static void
test_last_words (void)
{
  Server *server = server_new (explain_and_vanish, &vanished);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  client->on_element = answer_too_late;
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);
  g_assert_true (xml_element_is (client_last (client), "error", XMPP_NS_STREAM));
  end (client, server);
}

static void
say_nonsense (Peer *peer, gpointer data)
{
  greet (peer);
  peer_say (peer, "<iq id='good'/><a></b><iq id='never'/>");
  peer_expect (peer, "<stream:error><not-well-formed xmlns='" XMPP_NS_STREAM_ERRORS
                     "'/></stream:error>" END);
}

static void
test_nonsense (void)
{
  Server *server = server_new (say_nonsense, NULL);
  Client *client = begin (server, XMPP_TLS_START, &impatient);

  WAIT_UNTIL (client->n_closed == 1);
  g_assert_error (client->error, XML_ERROR, XML_ERROR_NOT_WELL_FORMED);
  g_assert_cmpstr (xml_element_get (client_last (client), "id"), ==, "good");
  end (client, server);
}

/* --- Dropped --- */

static void
test_drop (void)
{
  Server *server = server_new (greet_and_listen, NULL);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  WAIT_UNTIL (client->elements->len == 1);
  client_send (client, "iq", "a");
  end (client, server);
}

static void
drop (gpointer data, const XmlElement *element)
{
  Client *client = data;

  g_clear_object (&client->transport);
}

static void
greet_twice (Peer *peer, gpointer data)
{
  greet (peer);
  peer_say (peer, "<iq/><iq/>");
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_drop_in_handler (void)
{
  Server *server = server_new (greet_twice, NULL);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  client->on_element = drop;
  WAIT_UNTIL (client->elements->len == 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (client->elements->len, ==, 1);
  g_assert_cmpuint (client->n_closed, ==, 0);
  end (client, server);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  talk_init ();
  g_test_add_func ("/transport/tcp/starttls", test_starttls);
  g_test_add_func ("/transport/tcp/direct", test_direct);
  g_test_add_func ("/transport/tcp/no-binding", test_no_binding);
  g_test_add_func ("/transport/tcp/refused", test_refused);
  g_test_add_func ("/transport/tcp/silent-tls", test_silent_tls);
  g_test_add_func ("/transport/tcp/injected", test_injected);
  g_test_add_func ("/transport/tcp/bad-certificate", test_bad_certificate);
  g_test_add_func ("/transport/tcp/silent-starttls", test_silent_starttls);
  g_test_add_func ("/transport/tcp/close-while-securing", test_close_while_securing);
  g_test_add_func ("/transport/tcp/server-ends", test_server_ends);
  g_test_add_func ("/transport/tcp/server-never-ends", test_server_never_ends);
  g_test_add_func ("/transport/tcp/close-unopened", test_close_unopened);
  g_test_add_func ("/transport/tcp/vanished", test_vanished);
  g_test_add_func ("/transport/tcp/last-words", test_last_words);
  g_test_add_func ("/transport/tcp/nonsense", test_nonsense);
  g_test_add_func ("/transport/tcp/drop", test_drop);
  g_test_add_func ("/transport/tcp/drop-in-handler", test_drop_in_handler);
  status = g_test_run ();
  talk_clear ();
  return status;
}
