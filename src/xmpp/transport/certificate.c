/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person can be told about a certificate (RFC 5280 §4.1). */

#include "config.h"

#include "xmpp/transport/certificate.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (XmppCertificate,
                     xmpp_certificate,
                     xmpp_certificate_ref,
                     xmpp_certificate_unref)

/* Takes @time. */
static gint64
to_us (GDateTime *time)
{
  gint64 us;

  if (time == NULL)
    return 0;

  us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  g_date_time_unref (time);
  return us;
}

static char **
dup_dns_names (GTlsCertificate *tls)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (tls);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && i < names->len; i++) {
    gsize n_bytes;
    const char *bytes = g_bytes_get_data (g_ptr_array_index (names, i), &n_bytes);
    g_autofree char *raw = g_strndup (bytes, n_bytes);

    /* A host name is ASCII; what is not could only be there to look like another one. */
    if (strlen (raw) == n_bytes && g_str_is_ascii (raw))
      g_strv_builder_add (builder, raw);
  }
  return g_strv_builder_end (builder);
}

static void
clear (gpointer data)
{
  XmppCertificate *self = data;

  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->sha256);
  g_strfreev (self->dns_names);
  g_free (self->pem);
  g_object_unref (self->tls);
}

XmppCertificate *
xmpp_certificate_new (GTlsCertificate *tls)
{
  XmppCertificate *self = g_atomic_rc_box_new0 (XmppCertificate);

  self->subject = g_tls_certificate_get_subject_name (tls);
  self->issuer = g_tls_certificate_get_issuer_name (tls);
  self->not_before = to_us (g_tls_certificate_get_not_valid_before (tls));
  self->not_after = to_us (g_tls_certificate_get_not_valid_after (tls));
  self->sha256 = xmpp_certificate_dup_sha256 (tls);
  self->dns_names = dup_dns_names (tls);
  g_object_get (tls, "certificate-pem", &self->pem, NULL);
  self->tls = g_object_ref (tls);
  return self;
}

XmppCertificate *
xmpp_certificate_ref (const XmppCertificate *self)
{
  return g_atomic_rc_box_acquire ((XmppCertificate *) self);
}

void
xmpp_certificate_unref (XmppCertificate *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

char *
xmpp_certificate_dup_sha256 (GTlsCertificate *tls)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (tls, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}
