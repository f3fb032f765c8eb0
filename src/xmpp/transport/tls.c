/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TLS towards the server of an account, which fails closed (RFC 6120 §13.7, RFC 7590), and the
 * pinning of certificates that no authority vouches for. */

#include "config.h"

#include "base/data.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/deadline.h"
#include "xmpp/transport/tls.h"

typedef GError XmppTlsError;

typedef struct {
  XmppCertificate *certificate;
  GTlsCertificateFlags flags;
} XmppTlsErrorPrivate;

static void
xmpp_tls_error_private_init (XmppTlsErrorPrivate *self)
{
}

static void
xmpp_tls_error_private_copy (const XmppTlsErrorPrivate *self, XmppTlsErrorPrivate *copy)
{
  copy->certificate = self->certificate ? xmpp_certificate_ref (self->certificate) : NULL;
  copy->flags = self->flags;
}

static void
xmpp_tls_error_private_clear (XmppTlsErrorPrivate *self)
{
  g_clear_pointer (&self->certificate, xmpp_certificate_unref);
}

G_DEFINE_EXTENDED_ERROR (XmppTlsError, xmpp_tls_error)

/* The worst first: it is the one that the error is named after. */
static const struct {
  GTlsCertificateFlags flag;
  XmppTlsErrorCode code;
  const char *message;
} faults[] = {
  { G_TLS_CERTIFICATE_REVOKED, XMPP_TLS_ERROR_REVOKED, "was revoked by its issuer" },
  { G_TLS_CERTIFICATE_INSECURE, XMPP_TLS_ERROR_INSECURE, "is signed with a broken algorithm" },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, XMPP_TLS_ERROR_UNKNOWN_CA, "is signed by nobody known" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, XMPP_TLS_ERROR_WRONG_NAME, "is for another domain" },
  { G_TLS_CERTIFICATE_EXPIRED, XMPP_TLS_ERROR_EXPIRED, "has expired" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, XMPP_TLS_ERROR_NOT_YET_VALID, "is not valid yet" },
};

struct _Handshake {
  XmppTrust *trust;
  GTlsConnection *connection;
  gulong accept_id;
  XmppDeadline *deadline;
};

BASE_DEFINE_DATA (Handshake, handshake)

static void
handshake_cleanup (Handshake *self)
{
  g_clear_signal_handler (&self->accept_id, self->connection);
  xmpp_trust_free (self->trust);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->deadline, xmpp_deadline_free);
}

static void
refuse (GError **error,
        XmppTlsErrorCode code,
        GTlsCertificate *certificate,
        GTlsCertificateFlags flags,
        const char *message)
{
  GError *refusal = g_error_new (XMPP_TLS_ERROR, code, "The server's certificate %s", message);
  XmppTlsErrorPrivate *priv = xmpp_tls_error_get_private (refusal);

  priv->certificate = xmpp_certificate_new (certificate);
  priv->flags = flags;
  g_propagate_error (error, refusal);
}

XmppCertificate *
xmpp_tls_error_get_certificate (const GError *error)
{
  const XmppTlsErrorPrivate *priv =
    error->domain == XMPP_TLS_ERROR ? xmpp_tls_error_get_private (error) : NULL;

  return priv ? priv->certificate : NULL;
}

GTlsCertificateFlags
xmpp_tls_error_get_flags (const GError *error)
{
  const XmppTlsErrorPrivate *priv =
    error->domain == XMPP_TLS_ERROR ? xmpp_tls_error_get_private (error) : NULL;

  return priv ? priv->flags : 0;
}

XmppTrust *
xmpp_trust_new (const char *pin, GTlsDatabase *database, GTlsCertificate *identity)
{
  XmppTrust *self = g_new0 (XmppTrust, 1);

  self->pin = g_strdup (pin);
  g_set_object (&self->database, database);
  g_set_object (&self->identity, identity);
  return self;
}

XmppTrust *
xmpp_trust_copy (const XmppTrust *self)
{
  return xmpp_trust_new (self->pin, self->database, self->identity);
}

void
xmpp_trust_free (XmppTrust *self)
{
  g_free (self->pin);
  g_clear_object (&self->database);
  g_clear_object (&self->identity);
  g_free (self);
}

gboolean
xmpp_trust_judge (const XmppTrust *self,
                  GTlsCertificate *certificate,
                  GTlsCertificateFlags flags,
                  GError **error)
{
  gboolean pinned = FALSE;

  if (certificate == NULL) {
    g_set_error (error, XMPP_TLS_ERROR, XMPP_TLS_ERROR_BAD_HANDSHAKE,
                 "The server showed no certificate");
    return FALSE;
  }

  if (self->pin != NULL) {
    g_autofree char *sha256 = xmpp_certificate_dup_sha256 (certificate);

    pinned = g_ascii_strcasecmp (self->pin, sha256) == 0;
    if (!pinned) {
      refuse (error, XMPP_TLS_ERROR_PIN_CHANGED, certificate, flags,
              "is not the one that was pinned");
      return FALSE;
    }
  }

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    if ((flags & faults[i].flag) == 0 || (pinned && faults[i].code != XMPP_TLS_ERROR_REVOKED))
      continue;
    refuse (error, faults[i].code, certificate, flags, faults[i].message);
    return FALSE;
  }

  /* GIO may one day know flags that we do not. */
  if (flags != 0 && !pinned) {
    refuse (error, XMPP_TLS_ERROR_BAD_CERTIFICATE, certificate, flags, "is not acceptable");
    return FALSE;
  }
  return TRUE;
}

/* Asked during a full handshake, if something is wrong with the certificate. */
static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       gpointer user_data)
{
  Handshake *handshake = user_data;

  return xmpp_trust_judge (handshake->trust, certificate, flags, NULL);
}

/* Takes what the handshake failed with. */
static GError *
explain (Handshake *handshake, GError *failure)
{
  g_autoptr (GError) error = failure;

  xmpp_deadline_blame (handshake->deadline, &error);
  if (error->domain == XMPP_CONNECT_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&error);

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return g_error_new (XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS, "The server does not speak TLS: %s",
                        error->message);
  return g_error_new (XMPP_TLS_ERROR, XMPP_TLS_ERROR_BAD_HANDSHAKE, "TLS failed: %s",
                      error->message);
}

static gboolean
check_version (GTlsConnection *connection, GError **error)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (connection);

  if (version == G_TLS_PROTOCOL_VERSION_TLS_1_2 || version == G_TLS_PROTOCOL_VERSION_TLS_1_3)
    return TRUE;

  g_set_error (error, XMPP_TLS_ERROR, XMPP_TLS_ERROR_OLD_VERSION,
               "The server speaks no TLS 1.2 or later");
  return FALSE;
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Handshake *handshake = handshake_from_task (task);
  GTlsConnection *connection = G_TLS_CONNECTION (source);
  GError *failure = NULL, *error = NULL;
  gboolean refused;

  g_clear_signal_handler (&handshake->accept_id, connection);
  g_tls_connection_handshake_finish (connection, result, &failure);
  refused = g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);

  /* Also after success: GIO takes the certificate of a resumed session without asking anybody,
   * though the session may be from a time when somebody else was trusted. */
  if (failure == NULL || refused)
    xmpp_trust_judge (handshake->trust, g_tls_connection_get_peer_certificate (connection),
                      g_tls_connection_get_peer_certificate_errors (connection), &error);
  if (error == NULL && failure != NULL)
    error = explain (handshake, g_steal_pointer (&failure));
  if (error == NULL)
    check_version (connection, &error);
  g_clear_error (&failure);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (connection), g_object_unref);
}

void
xmpp_tls_connect_async (GIOStream *base,
                        const char *domain,
                        const char *protocol,
                        const XmppTrust *trust,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (domain, 0);
  const char *protocols[] = { protocol, NULL };
  Handshake *handshake = handshake_alloc ();
  GIOStream *stream;
  GError *error = NULL;

  g_task_set_source_tag (task, xmpp_tls_connect_async);
  handshake_to_task (handshake, task);
  handshake->trust = xmpp_trust_copy (trust);

  stream = g_tls_client_connection_new (base, identity, &error);
  if (stream == NULL) {
    g_task_return_new_error (task, XMPP_TLS_ERROR, XMPP_TLS_ERROR_BAD_HANDSHAKE, "TLS failed: %s",
                             error->message);
    g_error_free (error);
    return;
  }

  handshake->connection = G_TLS_CONNECTION (stream);
  if (trust->database != NULL)
    g_tls_connection_set_database (handshake->connection, trust->database);
  if (trust->identity != NULL)
    g_tls_connection_set_certificate (handshake->connection, trust->identity);
  if (protocol != NULL)
    g_tls_connection_set_advertised_protocols (handshake->connection, protocols);
  handshake->accept_id = g_signal_connect (handshake->connection, "accept-certificate",
                                           G_CALLBACK (on_accept_certificate), handshake);

  handshake->deadline = xmpp_deadline_new (cancellable, timeout_ms);
  g_tls_connection_handshake_async (handshake->connection, G_PRIORITY_DEFAULT,
                                    xmpp_deadline_get_cancellable (handshake->deadline),
                                    on_handshake, g_steal_pointer (&task));
}

GTlsConnection *
xmpp_tls_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
