/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream over real sockets: its beginning, STARTTLS, its end, and everything that can go wrong on
 * the way. */

#include "xmpp/transport/tcp.h"

#include "client.h"
#include "server.h"

#include "xml/error.h"
#include "xmpp/ns.h"
#include "xmpp/transport/connect-error.h"

#include <string.h>
#include <time.h>

#define HEADER                                                                                     \
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "                                     \
  "xmlns:stream='http://etherx.jabber.org/streams' from='example.test' id='1' version='1.0'>"
#define END "</stream:stream>"
#define PROCEED "<proceed xmlns='" XMPP_NS_TLS "'/>"

static Pki *pki;

/* For what must not come within a test's time, and for what must come soon. */
static const XmppTimeouts patient = { .connect_ms = 10000,
                                      .handshake_ms = 10000,
                                      .close_ms = 10000 };
static const XmppTimeouts impatient = { .connect_ms = 100, .handshake_ms = 100, .close_ms = 100 };

static Client *
new_client (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts)
{
  g_autoptr (XmppEndpoint) endpoint =
    xmpp_endpoint_new ("127.0.0.1", server_get_port (server), mode);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);

  return client_new (xmpp_tcp_new (endpoint, PKI_DOMAIN, trust, NULL, timeouts));
}

/* Connected and opened. */
static Client *
begin (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts)
{
  Client *client = new_client (server, mode, timeouts);
  GError *error = NULL;

  g_assert_true (client_connect (client, &error));
  g_assert_no_error (error);
  client_open (client, PKI_DOMAIN);
  return client;
}

static void
end (Client *client, Server *server)
{
  client_free (client);
  server_free (server);
}

/* --- Servers --- */

/* What both sides say at the beginning of a stream. */
static void
greet (Peer *peer)
{
  peer_expect (peer, "<stream:stream ");
  peer_expect (peer, ">");
  peer_say (peer, HEADER "<stream:features/>");
}

static void
serve_direct (Peer *peer)
{
  if (!peer_start_tls (peer, pki_get_credentials (pki, PKI_GOOD), NULL))
    g_error ("no handshake");
  greet (peer);
}

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

static void
stay_silent (Peer *peer, gpointer data)
{
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_silent_tls (void)
{
  Server *server = server_new (stay_silent, NULL);
  Client *client = new_client (server, XMPP_TLS_DIRECT, &impatient);
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
  Client *client = begin (server, XMPP_TLS_START, &impatient);

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
    serve_direct (peer);
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
  greet (peer);
  peer_say (peer, "<stream:error/>" END);
  peer_reset (peer);
}

/* The server has given its reason and is gone before we can say anything. */
static void
test_last_words (void)
{
  Server *server = server_new (explain_and_vanish, NULL);
  Client *client = begin (server, XMPP_TLS_START, &patient);

  WAIT_UNTIL (client->n_opened == 1);
  client_send (client, "iq", "a");
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

/* --- Pieces --- */

static void
say_by_bytes (Peer *peer, gpointer data)
{
  const char *words = "<message><body>\xc3\xa9\xf0\x9f\x8e\x88&amp;</body></message>" END;
  gboolean *tls = data;

  if (*tls)
    serve_direct (peer);
  else
    greet (peer);
  for (const char *byte = words; *byte != '\0'; byte++)
    peer_say_bytes (peer, byte, 1);
  peer_expect (peer, END);
}

static void
test_bytes (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (say_by_bytes, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);
    g_autofree char *body = NULL;

    WAIT_UNTIL (client->n_closed == 1);
    g_assert_no_error (client->error);
    body = xml_element_dup_child_text (client_last (client), "body", NULL);
    g_assert_cmpstr (body, ==, "\xc3\xa9\xf0\x9f\x8e\x88&");
    end (client, server);
  }
}

#define N_LETTERS 300
#define LETTER_SIZE 20000

static char *
write_body (guint id)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; body->len < LETTER_SIZE; i++)
    g_string_append_printf (body, "%u ", id * i);
  return g_string_free (body, FALSE);
}

/* Reads by some kilobytes, so that our writes are cut anywhere. */
static void
read_slowly (Peer *peer, gpointer data)
{
  gboolean *tls = data;

  if (*tls)
    serve_direct (peer);
  else
    greet (peer);
  for (guint i = 0; i < N_LETTERS; i++) {
    g_autofree char *letter = g_strdup_printf ("<message id='%u'><body>", i);
    g_autofree char *body = write_body (i);

    peer_expect (peer, letter);
    peer_expect (peer, body);
    peer_expect (peer, "</body></message>");
  }
  peer_expect (peer, END);
  peer_say (peer, END);
}

static void
test_half_writes (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (read_slowly, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);

    for (guint i = 0; i < N_LETTERS; i++) {
      XmlElement *letter = xml_element_new ("message", XMPP_NS_CLIENT);
      g_autofree char *body = write_body (i);

      xml_element_set_uint (letter, "id", i);
      xml_element_add_text_child (letter, "body", NULL, body);
      xmpp_transport_send (client->transport, letter);
      g_main_context_iteration (NULL, FALSE);
    }
    xmpp_transport_close (client->transport);
    WAIT_UNTIL (client->n_closed == 1);
    g_assert_no_error (client->error);
    end (client, server);
  }
}

/* --- Too much --- */

typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean over;
} Gate;

static void
never_read (Peer *peer, gpointer data)
{
  Gate *gate = data;

  greet (peer);
  g_mutex_lock (&gate->mutex);
  while (!gate->over)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
test_back_pressure (void)
{
  Gate gate = { .over = FALSE };
  Server *server;
  Client *client;
  g_autofree char *body = g_strnfill (1000 * 1000, 'x');
  guint n_sent = 0;

  g_mutex_init (&gate.mutex);
  g_cond_init (&gate.cond);
  server = server_new (never_read, &gate);
  client = begin (server, XMPP_TLS_START, &impatient);

  /* Some goes into the buffers of the system, some waits, then it is too much. */
  while (client->n_closed == 0) {
    XmlElement *letter = xml_element_new ("message", XMPP_NS_CLIENT);

    g_assert_cmpuint (n_sent, <, 100);
    n_sent += client->error == NULL;
    xmpp_transport_send (client->transport, xml_element_text (letter, body));
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if (n_sent > 40)
      WAIT_UNTIL (client->n_closed == 1);
  }
  g_assert_cmpuint (n_sent, >, 16);
  g_assert_error (client->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  g_mutex_lock (&gate.mutex);
  gate.over = TRUE;
  g_cond_signal (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  end (client, server);
  g_mutex_clear (&gate.mutex);
  g_cond_clear (&gate.cond);
}

#define FLOOD_SIZE (50 * 1000 * 1000)

static void
flood (Peer *peer, gpointer data)
{
  gboolean *tls = data;
  g_autoptr (GString) block = g_string_new (NULL);
  gsize n = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append (block,
                     "<presence from='romeo@example.test/orchard'><show>away</show></presence>");
  if (*tls)
    serve_direct (peer);
  else
    greet (peer);
  for (; n < FLOOD_SIZE; n += block->len)
    peer_say_bytes (peer, block->str, block->len);
  peer_say (peer, END);
  peer_expect (peer, END);
}

static guint n_flooded;

static void
count (gpointer data, const XmlElement *element)
{
  Client *client = data;

  n_flooded++;
  g_ptr_array_set_size (client->elements, 0);
}

/* Somebody who wants to draw a window, 60 times a second. */
typedef struct {
  guint n_turns;
  gint64 cpu_us, longest_us;
} Painter;

/* What this thread has used: others that use the machine do not count. */
static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
on_paint (gpointer data)
{
  Painter *painter = data;
  gint64 now = get_cpu_us ();

  painter->longest_us = MAX (painter->longest_us, now - painter->cpu_us);
  painter->cpu_us = now;
  painter->n_turns++;
  return G_SOURCE_CONTINUE;
}

static void
test_flood (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (flood, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);
    Painter painter = { .cpu_us = get_cpu_us () };
    /* As GTK does, below the priority of input. */
    guint id = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 16, on_paint, &painter, NULL);

    n_flooded = 0;
    client->on_element = count;
    WAIT_UNTIL (client->n_closed == 1);
    g_source_remove (id);
    g_assert_no_error (client->error);
    g_assert_cmpuint (n_flooded, >, FLOOD_SIZE / 100);
    g_test_message ("%s: %u turns, the longest after %" G_GINT64_FORMAT " µs",
                    tls ? "TLS" : "plain", painter.n_turns, painter.longest_us);
    g_assert_cmpint (painter.longest_us, <, 50000);
    g_assert_cmpuint (painter.n_turns, >, 10);
    end (client, server);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  pki = pki_new ();
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
  g_test_add_func ("/transport/tcp/bytes", test_bytes);
  g_test_add_func ("/transport/tcp/half-writes", test_half_writes);
  g_test_add_func ("/transport/tcp/back-pressure", test_back_pressure);
  g_test_add_func ("/transport/tcp/flood", test_flood);
  status = g_test_run ();
  pki_free (pki);
  return status;
}
