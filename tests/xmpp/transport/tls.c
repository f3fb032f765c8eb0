/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which servers are believed: the policy by table, and with real handshakes. */

#include "xmpp/transport/tls.h"

#include "client.h"
#include "server.h"

#include "xmpp/transport/connect-error.h"

#include <string.h>

static Pki *pki;

static void
test_judge (void)
{
  const struct {
    PkiKind shown;
    int pinned; /* PkiKind, or -1 */
    GTlsCertificateFlags flags;
    int expected; /* XmppTlsErrorCode, or -1 */
  } cases[] = {
    { PKI_GOOD, -1, 0, -1 },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_UNKNOWN_CA, XMPP_TLS_ERROR_UNKNOWN_CA },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_BAD_IDENTITY, XMPP_TLS_ERROR_WRONG_NAME },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_EXPIRED, XMPP_TLS_ERROR_EXPIRED },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_NOT_ACTIVATED, XMPP_TLS_ERROR_NOT_YET_VALID },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_REVOKED, XMPP_TLS_ERROR_REVOKED },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_INSECURE, XMPP_TLS_ERROR_INSECURE },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_GENERIC_ERROR, XMPP_TLS_ERROR_BAD_CERTIFICATE },
    { PKI_GOOD, -1, 1 << 20, XMPP_TLS_ERROR_BAD_CERTIFICATE },
    /* The worst gives the name. */
    { PKI_GOOD, -1,
      G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_BAD_IDENTITY,
      XMPP_TLS_ERROR_UNKNOWN_CA },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_BAD_IDENTITY,
      XMPP_TLS_ERROR_WRONG_NAME },
    { PKI_GOOD, -1, G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_REVOKED,
      XMPP_TLS_ERROR_REVOKED },
    /* A pin forgives all but a revocation … */
    { PKI_SELF_SIGNED, PKI_SELF_SIGNED, 0, -1 },
    { PKI_SELF_SIGNED, PKI_SELF_SIGNED, G_TLS_CERTIFICATE_UNKNOWN_CA, -1 },
    { PKI_SELF_SIGNED, PKI_SELF_SIGNED, G_TLS_CERTIFICATE_VALIDATE_ALL & ~G_TLS_CERTIFICATE_REVOKED,
      -1 },
    { PKI_SELF_SIGNED, PKI_SELF_SIGNED, G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_REVOKED,
      XMPP_TLS_ERROR_REVOKED },
    /* … and nobody else, not even somebody with a good certificate. */
    { PKI_GOOD, PKI_SELF_SIGNED, 0, XMPP_TLS_ERROR_PIN_CHANGED },
    { PKI_RENEWED, PKI_GOOD, 0, XMPP_TLS_ERROR_PIN_CHANGED },
    { PKI_GOOD, PKI_SELF_SIGNED, G_TLS_CERTIFICATE_EXPIRED, XMPP_TLS_ERROR_PIN_CHANGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GTlsCertificate) shown = pki_dup_certificate (pki, cases[i].shown);
    g_autofree char *sha256 = xmpp_certificate_dup_sha256 (shown);
    g_autofree char *pin = cases[i].pinned < 0 ? NULL : pki_dup_pin (pki, cases[i].pinned);
    g_autoptr (XmppTrust) trust = xmpp_trust_new (pin, NULL, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GError) copy = NULL;
    gboolean passed = xmpp_trust_judge (trust, shown, cases[i].flags, &error);

    if (cases[i].expected < 0) {
      g_assert_no_error (error);
      g_assert_true (passed);
      continue;
    }
    g_assert_false (passed);
    g_assert_error (error, XMPP_TLS_ERROR, cases[i].expected);

    /* What was refused travels with the error and its copies. */
    copy = g_error_copy (error);
    g_clear_error (&error);
    g_assert_cmpstr (xmpp_tls_error_get_certificate (copy)->sha256, ==, sha256);
    g_assert_cmpint (xmpp_tls_error_get_flags (copy), ==, cases[i].flags);
  }
}

static void
test_judge_nothing (void)
{
  g_autofree char *pin = pki_dup_pin (pki, PKI_GOOD);
  g_autoptr (XmppTrust) unpinned = xmpp_trust_new (NULL, NULL, NULL);
  g_autoptr (XmppTrust) pinned = xmpp_trust_new (pin, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (xmpp_trust_judge (unpinned, NULL, 0, NULL));
  g_assert_false (xmpp_trust_judge (pinned, NULL, 0, &error));
  g_assert_error (error, XMPP_TLS_ERROR, XMPP_TLS_ERROR_BAD_HANDSHAKE);
  g_assert_null (xmpp_tls_error_get_certificate (error));
}

static void
test_other_errors (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "");

  g_assert_null (xmpp_tls_error_get_certificate (error));
  g_assert_cmpint (xmpp_tls_error_get_flags (error), ==, 0);
}

/* --- Real handshakes --- */

typedef struct {
  PkiKind shown;
  const char *priority; /* (nullable): the server's */
  gboolean completed;   /* the server's opinion */
  char *alpn, *sni;
  gboolean resumed, has_certificate;
} Handshake;

static void
handshake_clear (Handshake *self)
{
  g_clear_pointer (&self->alpn, g_free);
  g_clear_pointer (&self->sni, g_free);
}

static void
shake_hands (Peer *peer, gpointer data)
{
  Handshake *handshake = data;

  handshake->completed =
    peer_start_tls (peer, pki_get_credentials (pki, handshake->shown), handshake->priority);
  if (!handshake->completed)
    return;

  handshake_clear (handshake);
  handshake->alpn = peer_dup_alpn (peer);
  handshake->sni = peer_dup_sni (peer);
  handshake->resumed = peer_was_resumed (peer);
  handshake->has_certificate = peer_has_certificate (peer);
  peer_say (peer, "hello");
  g_free (peer_dup_rest (peer, NULL));
}

static GIOStream *
connect_to (Server *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GError *error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", server_get_port (server), NULL, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (connection);
}

/* The connection, or why there is none. */
static GTlsConnection *
try (Server *server, const XmppTrust *trust, guint timeout_ms, GError **error)
{
  g_autoptr (GIOStream) base = connect_to (server);
  g_autoptr (GAsyncResult) result = NULL;
  Reply reply = { NULL };

  xmpp_tls_connect_async (base, PKI_DOMAIN, "xmpp-client", trust, timeout_ms, NULL, on_reply,
                          &reply);
  result = reply_wait (&reply);
  return xmpp_tls_connect_finish (result, error);
}

/* Reads what the server says after the handshake, with it TLS 1.3's tickets, and hangs up. */
static void
hear (GTlsConnection *connection)
{
  char buffer[16];
  gsize n;

  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                          buffer, strlen ("hello"), &n, NULL, NULL));
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
}

typedef struct {
  const char *name;
  PkiKind shown;
  int pinned;   /* PkiKind, or -1 */
  int expected; /* XmppTlsErrorCode, or -1 */
} Case;

static const Case cases[] = {
  { "good", PKI_GOOD, -1, -1 },
  { "expired", PKI_EXPIRED, -1, XMPP_TLS_ERROR_EXPIRED },
  { "not-yet-valid", PKI_NOT_YET_VALID, -1, XMPP_TLS_ERROR_NOT_YET_VALID },
  { "wrong-name", PKI_WRONG_NAME, -1, XMPP_TLS_ERROR_WRONG_NAME },
  { "unknown-ca", PKI_SELF_SIGNED, -1, XMPP_TLS_ERROR_UNKNOWN_CA },
  { "pinned", PKI_SELF_SIGNED, PKI_SELF_SIGNED, -1 },
  { "pinned-and-expired", PKI_EXPIRED_SELF_SIGNED, PKI_EXPIRED_SELF_SIGNED, -1 },
  { "pinned-and-good", PKI_GOOD, PKI_GOOD, -1 },
  { "pin-changed", PKI_SELF_SIGNED, PKI_GOOD, XMPP_TLS_ERROR_PIN_CHANGED },
  { "pin-changed-to-good", PKI_RENEWED, PKI_GOOD, XMPP_TLS_ERROR_PIN_CHANGED },
};

static void
check_case (const Case *test, const char *priority)
{
  Handshake handshake = { .shown = test->shown, .priority = priority };
  Server *server = server_new (shake_hands, &handshake);
  g_autofree char *pin = test->pinned < 0 ? NULL : pki_dup_pin (pki, test->pinned);
  g_autofree char *shown = pki_dup_pin (pki, test->shown);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (pin, pki_get_database (pki), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsConnection) connection = try (server, trust, 10000, &error);

  if (test->expected < 0) {
    g_assert_no_error (error);
    g_assert_nonnull (connection);
    hear (connection);
  } else {
    g_assert_null (connection);
    g_assert_error (error, XMPP_TLS_ERROR, test->expected);
    g_assert_cmpstr (xmpp_tls_error_get_certificate (error)->sha256, ==, shown);
  }

  server_free (server);
  if (test->expected < 0) {
    g_assert_true (handshake.completed);
    g_assert_cmpstr (handshake.alpn, ==, "xmpp-client");
    g_assert_cmpstr (handshake.sni, ==, PKI_DOMAIN);
    g_assert_false (handshake.has_certificate);
  }
  handshake_clear (&handshake);
}

static void
test_handshake_1_3 (gconstpointer data)
{
  check_case (data, "NORMAL:-VERS-ALL:+VERS-TLS1.3");
}

static void
test_handshake_1_2 (gconstpointer data)
{
  check_case (data, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
}

/* The system's authorities know nothing of ours. */
static void
test_system_database (void)
{
  Handshake handshake = { .shown = PKI_GOOD };
  Server *server = server_new (shake_hands, &handshake);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (try (server, trust, 10000, &error));
  g_assert_error (error, XMPP_TLS_ERROR, XMPP_TLS_ERROR_UNKNOWN_CA);
  server_free (server);
  handshake_clear (&handshake);
}

static void
test_client_certificate (void)
{
  Handshake handshake = { .shown = PKI_GOOD };
  Server *server = server_new (shake_hands, &handshake);
  g_autoptr (GTlsCertificate) identity = pki_dup_certificate (pki, PKI_CLIENT);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), identity);
  GError *error = NULL;
  g_autoptr (GTlsConnection) connection = try (server, trust, 10000, &error);

  g_assert_no_error (error);
  hear (connection);
  server_free (server);
  g_assert_true (handshake.has_certificate);
  handshake_clear (&handshake);
}

static void
check_refused (ServerScript script, gpointer data, guint timeout_ms, GQuark domain, int code)
{
  Server *server = server_new (script, data);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (try (server, trust, timeout_ms, &error));
  g_assert_error (error, domain, code);
  server_free (server);
}

/* Either GnuTLS does not do it or we do not like it; by default both sides still could. */
static void
test_old_version (void)
{
  Handshake handshake = { .shown = PKI_GOOD, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT" };

  check_refused (shake_hands, &handshake, 10000, XMPP_TLS_ERROR, XMPP_TLS_ERROR_OLD_VERSION);
  handshake_clear (&handshake);
}

static void
speak (Peer *peer, gpointer data)
{
  peer_say (peer, data);
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_plain_text (void)
{
  char xml[] = "<?xml version='1.0'?><stream:stream><stream:error/></stream:stream>";

  check_refused (speak, xml, 10000, XMPP_TLS_ERROR, XMPP_TLS_ERROR_BAD_HANDSHAKE);
}

static void
hang_up (Peer *peer, gpointer data)
{
  peer_drop (peer);
}

static void
test_hang_up (void)
{
  check_refused (hang_up, NULL, 10000, XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS);
}

static void
stay_silent (Peer *peer, gpointer data)
{
  g_free (peer_dup_rest (peer, NULL));
}

static void
test_silence (void)
{
  check_refused (stay_silent, NULL, 100, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
}

static void
test_cancel (void)
{
  Server *server = server_new (stay_silent, NULL);
  g_autoptr (GIOStream) base = connect_to (server);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply reply = { NULL };

  xmpp_tls_connect_async (base, PKI_DOMAIN, NULL, trust, 10000, cancellable, on_reply, &reply);
  g_cancellable_cancel (cancellable);
  result = reply_wait (&reply);
  g_assert_null (xmpp_tls_connect_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_clear_object (&base);
  server_free (server);
}

/* --- Resumption: GIO switches it off in programs that call g_test_init() --- */

static gboolean
resume (Server *server, const char *pin, GError **error)
{
  g_autoptr (XmppTrust) trust = xmpp_trust_new (pin, pki_get_database (pki), NULL);
  g_autoptr (GTlsConnection) connection = try (server, trust, 10000, error);

  if (connection == NULL)
    return FALSE;
  hear (connection);
  return TRUE;
}

/* A session that began while the certificate was pinned must not be resumed into an account that
 * has no pin, or another one. */
static int
run_resumption (void)
{
  Handshake handshake = { .shown = PKI_SELF_SIGNED };
  Server *server = server_new (shake_hands, &handshake);
  g_autofree char *pin = pki_dup_pin (pki, PKI_SELF_SIGNED);
  g_autofree char *other = pki_dup_pin (pki, PKI_GOOD);
  g_autoptr (GError) unpinned = NULL;
  g_autoptr (GError) changed = NULL;
  GError *error = NULL;
  gboolean resumed;

  g_assert_true (resume (server, pin, &error));
  g_assert_no_error (error);
  g_assert_true (resume (server, pin, &error));
  g_assert_no_error (error);
  g_assert_false (resume (server, NULL, &unpinned));
  g_assert_error (unpinned, XMPP_TLS_ERROR, XMPP_TLS_ERROR_UNKNOWN_CA);
  g_assert_false (resume (server, other, &changed));
  g_assert_error (changed, XMPP_TLS_ERROR, XMPP_TLS_ERROR_PIN_CHANGED);

  g_assert_cmpuint (server_get_n_clients (server), ==, 4);
  server_free (server);
  resumed = handshake.resumed;
  handshake_clear (&handshake);
  /* Else this has tested nothing. */
  g_assert_true (resumed);
  return 0;
}

static void
test_resumption (void)
{
  GError *error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--resumption", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  gboolean resumption = argc == 2 && strcmp (argv[1], "--resumption") == 0;
  int status;

  if (!resumption)
    g_test_init (&argc, &argv, NULL);
  pki = pki_new ();
  if (resumption) {
    status = run_resumption ();
    pki_free (pki);
    return status;
  }

  g_test_add_func ("/transport/tls/judge", test_judge);
  g_test_add_func ("/transport/tls/judge-nothing", test_judge_nothing);
  g_test_add_func ("/transport/tls/other-errors", test_other_errors);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *now = g_strconcat ("/transport/tls/1.3/", cases[i].name, NULL);
    g_autofree char *before = g_strconcat ("/transport/tls/1.2/", cases[i].name, NULL);

    g_test_add_data_func (now, &cases[i], test_handshake_1_3);
    g_test_add_data_func (before, &cases[i], test_handshake_1_2);
  }
  g_test_add_func ("/transport/tls/system-database", test_system_database);
  g_test_add_func ("/transport/tls/client-certificate", test_client_certificate);
  g_test_add_func ("/transport/tls/old-version", test_old_version);
  g_test_add_func ("/transport/tls/plain-text", test_plain_text);
  g_test_add_func ("/transport/tls/hang-up", test_hang_up);
  g_test_add_func ("/transport/tls/silence", test_silence);
  g_test_add_func ("/transport/tls/cancel", test_cancel);
  g_test_add_func ("/transport/tls/resumption", test_resumption);
  status = g_test_run ();
  pki_free (pki);
  return status;
}
