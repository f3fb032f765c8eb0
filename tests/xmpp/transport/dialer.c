/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which endpoint is taken, which error is told, and that it can be given up at any step. */

#include "xmpp/transport/dialer.h"

#include "client.h"
#include "fake-resolver.h"
#include "server.h"
#include "web.h"

#include "xmpp/transport/connect-error.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST "127.0.0.1"

static Pki *pki;

typedef struct {
  FakeResolver *resolver;
  XmppDialTerms *terms;
  Server *good, *direct, *bad, *silent; /* plain, TLS, TLS with a wrong name, TLS without a word */
} Fixture;

static void
listen_only (Peer *peer, gpointer data)
{
  g_free (peer_dup_rest (peer, NULL));
}

static void
shake_hands (Peer *peer, gpointer data)
{
  PkiKind *shown = data;

  if (peer_start_tls (peer, pki_get_credentials (pki, *shown), NULL))
    g_free (peer_dup_rest (peer, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static PkiKind good = PKI_GOOD, bad = PKI_WRONG_NAME;

  fixture->resolver = fake_resolver_new ();
  fixture->terms = xmpp_dial_terms_new (PKI_DOMAIN);
  fixture->terms->resolver = g_object_ref (G_RESOLVER (fixture->resolver));
  fixture->terms->trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);
  fixture->terms->road = XMPP_ROAD_TCP;
  /* Neither is to come by itself unless a test wants it. */
  fixture->terms->stagger_ms = 60000;
  fixture->terms->timeouts = (XmppTimeouts){ 60000, 60000, 60000 };
  fixture->good = server_new (listen_only, NULL);
  fixture->direct = server_new (shake_hands, &good);
  fixture->bad = server_new (shake_hands, &bad);
  fixture->silent = server_new (listen_only, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  xmpp_dial_terms_free (fixture->terms);
  g_object_unref (fixture->resolver);
  server_free (fixture->good);
  server_free (fixture->direct);
  server_free (fixture->bad);
  server_free (fixture->silent);
}

/* The next endpoint to be tried. */
static void
offer (Fixture *fixture, XmppTlsMode mode, guint16 port)
{
  static guint16 priority;

  fake_resolver_add (fixture->resolver, mode == XMPP_TLS_DIRECT ? "xmpps-client" : "xmpp-client",
                     HOST, port, priority++, 0);
}

/* Where nobody listens. */
static guint16
find_closed_port (void)
{
  Server *server = server_new (listen_only, NULL);
  guint16 port = server_get_port (server);

  server_free (server);
  return port;
}

static XmppTransport *
dial (const XmppDialTerms *terms, GError **error)
{
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  xmpp_dial_async (terms, NULL, on_reply, &reply);
  result = reply_wait (&reply);
  return xmpp_dial_finish (result, error);
}

static void
check_connected (const XmppDialTerms *terms, guint16 port, XmppTransportFlags flags)
{
  GError *error = NULL;
  g_autoptr (XmppTransport) transport = dial (terms, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xmpp_transport_get_endpoint (transport)->port, ==, port);
  g_assert_cmpint (xmpp_transport_get_flags (transport), ==, flags);
}

static void
check_failed (const XmppDialTerms *terms, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dial (terms, &error));
  g_assert_error (error, domain, code);
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_connected (fixture->terms, server_get_port (fixture->good), XMPP_TRANSPORT_CAN_STARTTLS);
}

static void
test_direct (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->direct));
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_connected (fixture->terms, server_get_port (fixture->direct), XMPP_TRANSPORT_SECURE);
  g_assert_cmpuint (server_get_n_clients (fixture->good), ==, 0);
}

static void
test_mode (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->direct));
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  fixture->terms->mode = XMPP_TLS_START;
  check_connected (fixture->terms, server_get_port (fixture->good), XMPP_TRANSPORT_CAN_STARTTLS);
  g_assert_cmpuint (server_get_n_clients (fixture->direct), ==, 0);
}

static void
test_next (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_START, find_closed_port ());
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->bad));
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_connected (fixture->terms, server_get_port (fixture->good), XMPP_TRANSPORT_CAN_STARTTLS);
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->silent));
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->direct));
  fixture->terms->stagger_ms = 50;
  check_connected (fixture->terms, server_get_port (fixture->direct), XMPP_TRANSPORT_SECURE);
  g_assert_cmpuint (server_get_n_clients (fixture->silent), ==, 1);
}

/* A person can do something about the certificate. */
static void
test_most_telling (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_START, find_closed_port ());
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->bad));
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->silent));
  fixture->terms->timeouts.handshake_ms = 1000;
  check_failed (fixture->terms, XMPP_TLS_ERROR, XMPP_TLS_ERROR_WRONG_NAME);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_START, find_closed_port ());
  offer (fixture, XMPP_TLS_DIRECT, find_closed_port ());
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED);
}

static void
test_lookup (Fixture *fixture, gconstpointer data)
{
  fake_resolver_fail (fixture->resolver, "xmpp-client", G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_LOOKUP_FAILED);
}

static void
test_host (Fixture *fixture, gconstpointer data)
{
  fixture->terms->host = g_strdup (HOST);
  fixture->terms->port = server_get_port (fixture->good);
  fixture->terms->mode = XMPP_TLS_START;
  check_connected (fixture->terms, server_get_port (fixture->good), XMPP_TRANSPORT_CAN_STARTTLS);

  /* The name in the certificate is still the domain's. */
  fixture->terms->port = server_get_port (fixture->direct);
  fixture->terms->mode = XMPP_TLS_ANY;
  check_connected (fixture->terms, server_get_port (fixture->direct), XMPP_TRANSPORT_SECURE);
  g_assert_cmpuint (fake_resolver_get_n_asked (fixture->resolver), ==, 0);
}

static void
test_no_srv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->direct));
  g_free (fixture->terms->domain);
  /* Should somebody listen there, it is not with a certificate of ours. */
  fixture->terms->domain = g_strdup ("localhost");
  fixture->terms->mode = XMPP_TLS_DIRECT;
  fixture->terms->no_srv = TRUE;
  g_assert_null (dial (fixture->terms, &error));
  g_assert_cmpuint (fake_resolver_get_n_asked (fixture->resolver), ==, 0);
  g_assert_cmpuint (server_get_n_clients (fixture->direct), ==, 0);
}

static void
test_literal (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->terms->domain);
  fixture->terms->domain = g_strdup ("[::1]");
  fixture->terms->port = find_closed_port ();
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED);
}

static void
test_international (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->terms->domain);
  fixture->terms->domain = g_strdup ("bücher.test");
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_connected (fixture->terms, server_get_port (fixture->good), XMPP_TRANSPORT_CAN_STARTTLS);
  g_assert_true (fake_resolver_asked_only (fixture->resolver, "xn--bcher-kva.test"));
}

/* --- Silence and patience --- */

/* A port that never answers: its queue of new connections is full. */
typedef struct {
  int listener, queued[4];
  guint16 port;
} BlackHole;

static void
black_hole_open (BlackHole *self)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t n_bytes = sizeof address;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (bind (self->listener, (struct sockaddr *) &address, n_bytes));
  g_assert_no_errno (getsockname (self->listener, (struct sockaddr *) &address, &n_bytes));
  g_assert_no_errno (listen (self->listener, 0));
  self->port = ntohs (address.sin_port);
  for (guint i = 0; i < G_N_ELEMENTS (self->queued); i++) {
    self->queued[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    connect (self->queued[i], (struct sockaddr *) &address, sizeof address);
  }
}

static void
black_hole_close (BlackHole *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->queued); i++)
    close (self->queued[i]);
  close (self->listener);
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  BlackHole hole;

  black_hole_open (&hole);
  offer (fixture, XMPP_TLS_START, hole.port);
  fixture->terms->timeouts.connect_ms = 100;
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
  black_hole_close (&hole);
}

static gboolean
on_later (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
check_cancelled (Fixture *fixture, guint delay_ms)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply reply = { NULL };

  xmpp_dial_async (fixture->terms, cancellable, on_reply, &reply);
  g_timeout_add (delay_ms, on_later, cancellable);
  result = reply_wait (&reply);
  g_assert_null (xmpp_dial_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_lookup (Fixture *fixture, gconstpointer data)
{
  fake_resolver_stay_silent (fixture->resolver, "xmpp-client");
  check_cancelled (fixture, 20);
}

static void
test_cancel_connect (Fixture *fixture, gconstpointer data)
{
  BlackHole hole;

  black_hole_open (&hole);
  offer (fixture, XMPP_TLS_START, find_closed_port ());
  offer (fixture, XMPP_TLS_START, hole.port);
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_cancelled (fixture, 50);
  g_assert_cmpuint (server_get_n_clients (fixture->good), ==, 0);
  black_hole_close (&hole);
}

static void
test_cancel_handshake (Fixture *fixture, gconstpointer data)
{
  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->silent));
  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  check_cancelled (fixture, 50);
  g_assert_cmpuint (server_get_n_clients (fixture->silent), ==, 1);
  g_assert_cmpuint (server_get_n_clients (fixture->good), ==, 0);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply reply = { NULL };

  g_cancellable_cancel (cancellable);
  xmpp_dial_async (fixture->terms, cancellable, on_reply, &reply);
  result = reply_wait (&reply);
  g_assert_null (xmpp_dial_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_resolver_get_n_asked (fixture->resolver), ==, 0);
}

/* --- Proxies --- */

/* SOCKS 5 (RFC 1928), for one name that only the proxy knows. */
static void
play_proxy (Peer *peer, gpointer data)
{
  static const char request[] = "\x05\x01\x00\x03\x10"
                                "hidden.host.test"
                                "\x14\x66"; /* 5222 */
  g_autoptr (GBytes) greeting = peer_read (peer, 2);
  const guint8 *bytes = g_bytes_get_data (greeting, NULL);
  g_autoptr (GBytes) methods = NULL;
  g_autoptr (GBytes) asked = NULL;

  g_assert_cmpuint (bytes[0], ==, 5);
  methods = peer_read (peer, bytes[1]);
  peer_say_bytes (peer, "\x05\x00", 2);
  asked = peer_read (peer, sizeof request - 1);
  g_assert_cmpmem (g_bytes_get_data (asked, NULL), g_bytes_get_size (asked), request,
                   sizeof request - 1);
  peer_say_bytes (peer, "\x05\x00\x00\x01\x7f\x00\x00\x01\x14\x66", 10);
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  Server *proxy = server_new (play_proxy, NULL);
  g_autofree char *uri = g_strdup_printf ("socks5://" HOST ":%u", server_get_port (proxy));

  fixture->terms->proxies = g_simple_proxy_resolver_new (uri, NULL);
  fixture->terms->host = g_strdup ("hidden.host.test");
  fixture->terms->mode = XMPP_TLS_START;
  check_connected (fixture->terms, 5222, XMPP_TRANSPORT_CAN_STARTTLS);
  server_free (proxy);
}

static void
play_http_proxy (Peer *peer, gpointer data)
{
  peer_expect (peer, "CONNECT hidden.host.test:5222 HTTP/1.0\r\n");
  peer_expect (peer, "\r\n\r\n");
  peer_say (peer, "HTTP/1.0 200 Connected\r\n\r\n");
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_http_proxy (Fixture *fixture, gconstpointer data)
{
  Server *proxy = server_new (play_http_proxy, NULL);
  g_autofree char *uri = g_strdup_printf ("http://" HOST ":%u", server_get_port (proxy));

  fixture->terms->proxies = g_simple_proxy_resolver_new (uri, NULL);
  fixture->terms->host = g_strdup ("hidden.host.test");
  fixture->terms->mode = XMPP_TLS_START;
  check_connected (fixture->terms, 5222, XMPP_TRANSPORT_CAN_STARTTLS);
  server_free (proxy);
}

static void
refuse (Peer *peer, gpointer data)
{
  g_autoptr (GBytes) greeting = peer_read (peer, 2);

  peer_say_bytes (peer, "\x05\xff", 2); /* no acceptable method */
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_proxy_refuses (Fixture *fixture, gconstpointer data)
{
  Server *proxy = server_new (refuse, NULL);
  g_autofree char *uri = g_strdup_printf ("socks5://" HOST ":%u", server_get_port (proxy));

  fixture->terms->proxies = g_simple_proxy_resolver_new (uri, NULL);
  fixture->terms->host = g_strdup ("hidden.host.test");
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_PROXY);
  server_free (proxy);
}

/* --- The roads over the web --- */

/* A domain with a WebSocket and a host-meta file, and TCP on a port where nobody listens. */
typedef struct {
  SoupServer *server;
  char *socket_url, *links;
  guint n_asked;
} Web;

static void
on_host_meta (SoupServer *server,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query,
              gpointer user_data)
{
  Web *web = user_data;

  web->n_asked++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/xrd+xml", SOUP_MEMORY_COPY, web->links,
                                    strlen (web->links));
}

static void
on_socket_text (SoupWebsocketConnection *socket, const char *text, gpointer data)
{
}

static void
web_start (Web *web, Fixture *fixture, PkiKind kind)
{
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);

  *web = (Web){ .server = web_new (pki, kind) };
  web->socket_url = web_dup_url (web->server, TRUE, "/ws");
  web->links = g_strdup_printf ("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link "
                                "rel='urn:xmpp:alt-connections:websocket' href='%s'/></XRD>",
                                web->socket_url);
  soup_server_add_handler (web->server, "/.well-known/host-meta", on_host_meta, web, NULL);
  web_add_socket (web->server, "/ws", on_socket_text, NULL);
  fixture->terms->site = web_dup_url (web->server, FALSE, "");
  fixture->terms->proxies = g_steal_pointer (&direct);
  fixture->terms->road = XMPP_ROAD_ANY;
}

static void
web_end (Web *web)
{
  web_free (web->server);
  g_free (web->socket_url);
  g_free (web->links);
}

static void
check_road (const XmppDialTerms *terms, XmppRoad road)
{
  GError *error = NULL;
  g_autoptr (XmppTransport) transport = dial (terms, &error);

  g_assert_no_error (error);
  g_assert_cmpint (xmpp_transport_get_endpoint (transport)->road, ==, road);
}

static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_START, find_closed_port ());
  web_start (&web, fixture, PKI_GOOD);
  check_road (fixture->terms, XMPP_ROAD_WEBSOCKET);
  g_assert_cmpuint (web.n_asked, ==, 1);
  web_end (&web);
}

static void
test_slow_tcp (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->silent));
  fixture->terms->stagger_ms = 20;
  web_start (&web, fixture, PKI_GOOD);
  check_road (fixture->terms, XMPP_ROAD_WEBSOCKET);
  web_end (&web);
}

static void
test_tcp_first (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  web_start (&web, fixture, PKI_GOOD);
  check_road (fixture->terms, XMPP_ROAD_TCP);
  g_assert_cmpuint (web.n_asked, ==, 0);
  web_end (&web);
}

/* A certificate that was refused is not to be walked around. */
static void
test_refused_certificate (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->bad));
  web_start (&web, fixture, PKI_GOOD);
  check_failed (fixture->terms, XMPP_TLS_ERROR, XMPP_TLS_ERROR_WRONG_NAME);
  g_assert_cmpuint (web.n_asked, ==, 0);
  web_end (&web);
}

static void
test_no_road (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_START, find_closed_port ());
  web_start (&web, fixture, PKI_GOOD);
  g_free (web.links);
  web.links = g_strdup ("<html/>");
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED);
  g_assert_cmpuint (web.n_asked, ==, 2); /* in both forms */

  fixture->terms->road = XMPP_ROAD_WEBSOCKET;
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_ROAD);
  web_end (&web);
}

static void
test_forged_site (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_START, find_closed_port ());
  web_start (&web, fixture, PKI_WRONG_NAME);
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED);
  g_assert_cmpuint (web.n_asked, ==, 0);
  web_end (&web);
}

/* Nor while TCP has not given up yet. */
static void
test_forged_site_first (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_DIRECT, server_get_port (fixture->silent));
  fixture->terms->stagger_ms = 20;
  fixture->terms->timeouts.handshake_ms = 1500;
  web_start (&web, fixture, PKI_WRONG_NAME);
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
  g_assert_cmpuint (web.n_asked, ==, 0);
  web_end (&web);
}

static void
test_wanted_road (Fixture *fixture, gconstpointer data)
{
  Web web;

  offer (fixture, XMPP_TLS_START, server_get_port (fixture->good));
  web_start (&web, fixture, PKI_GOOD);
  fixture->terms->road = XMPP_ROAD_WEBSOCKET;
  check_road (fixture->terms, XMPP_ROAD_WEBSOCKET);
  g_assert_cmpuint (web.n_asked, ==, 1);
  fixture->terms->url = g_strdup (web.socket_url);
  check_road (fixture->terms, XMPP_ROAD_WEBSOCKET);
  g_assert_cmpuint (web.n_asked, ==, 1);
  web_end (&web);
}

static void
test_bad_url (Fixture *fixture, gconstpointer data)
{
  fixture->terms->road = XMPP_ROAD_WEBSOCKET;
  fixture->terms->url = g_strdup ("https://" HOST "/ws");
  check_failed (fixture->terms, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL);
}

static void
test_url_without_tls (Fixture *fixture, gconstpointer data)
{
  Web web;

  web_start (&web, fixture, PKI_N_KINDS);
  fixture->terms->road = XMPP_ROAD_WEBSOCKET;
  fixture->terms->url = g_strdup (web.socket_url);
  check_failed (fixture->terms, XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS);
  fixture->terms->no_tls = TRUE;
  check_road (fixture->terms, XMPP_ROAD_WEBSOCKET);
  web_end (&web);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  pki = pki_new ();
  add ("/transport/dialer/start", test_start);
  add ("/transport/dialer/direct", test_direct);
  add ("/transport/dialer/mode", test_mode);
  add ("/transport/dialer/next", test_next);
  add ("/transport/dialer/slow", test_slow);
  add ("/transport/dialer/most-telling", test_most_telling);
  add ("/transport/dialer/refused", test_refused);
  add ("/transport/dialer/lookup", test_lookup);
  add ("/transport/dialer/host", test_host);
  add ("/transport/dialer/no-srv", test_no_srv);
  add ("/transport/dialer/literal", test_literal);
  add ("/transport/dialer/international", test_international);
  add ("/transport/dialer/timeout", test_timeout);
  add ("/transport/dialer/cancel-lookup", test_cancel_lookup);
  add ("/transport/dialer/cancel-connect", test_cancel_connect);
  add ("/transport/dialer/cancel-handshake", test_cancel_handshake);
  add ("/transport/dialer/cancelled-before", test_cancelled_before);
  add ("/transport/dialer/proxy", test_proxy);
  add ("/transport/dialer/http-proxy", test_http_proxy);
  add ("/transport/dialer/proxy-refuses", test_proxy_refuses);
  add ("/transport/dialer/blocked", test_blocked);
  add ("/transport/dialer/slow-tcp", test_slow_tcp);
  add ("/transport/dialer/tcp-first", test_tcp_first);
  add ("/transport/dialer/refused-certificate", test_refused_certificate);
  add ("/transport/dialer/no-road", test_no_road);
  add ("/transport/dialer/forged-site", test_forged_site);
  add ("/transport/dialer/forged-site-first", test_forged_site_first);
  add ("/transport/dialer/wanted-road", test_wanted_road);
  add ("/transport/dialer/bad-url", test_bad_url);
  add ("/transport/dialer/url-without-tls", test_url_without_tls);
  status = g_test_run ();
  pki_free (pki);
  return status;
}
