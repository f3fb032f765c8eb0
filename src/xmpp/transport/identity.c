/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a certificate with its key and makes sure that the key can be used. */

#include "config.h"

#include "xmpp/transport/identity.h"

#include "base/data.h"
#include "xmpp/sasl/secret.h"

#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/pkcs11.h>

/* Chains of certificates are some kilobytes. */
#define MAX_FILE (1024 * 1024)

/* Of whatever kind. */
#define MAX_NAMES 100

/* Three parts of 1023 octets, and what is between them (RFC 7622 §3.1) */
#define MAX_ADDRESS 3071

/* id-on-xmppAddr (RFC 6120 §13.7.1.4) */
#define XMPP_ADDRESS_OID "1.3.6.1.5.5.7.8.5"

G_DEFINE_QUARK (xmpp_identity_error, xmpp_identity_error)

struct _Load {
  char *place;
  char *password; /* (nullable) */
};

BASE_DEFINE_DATA (Load, load)

static void
load_cleanup (Load *self)
{
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->password, xmpp_secret_free);
}

static gboolean
is_on_card (const char *place)
{
  return g_ascii_strncasecmp (place, "pkcs11:", 7) == 0;
}

static gboolean
is_pkcs12 (const char *place)
{
  g_autofree char *lower = g_ascii_strdown (place, -1);

  return g_str_has_suffix (lower, ".p12") || g_str_has_suffix (lower, ".pfx");
}

gboolean
xmpp_identity_takes_password (const char *place)
{
  return is_on_card (place) || is_pkcs12 (place);
}

gboolean
xmpp_identity_is_storable (const char *place)
{
  return !is_on_card (place) || strstr (place, "pin-value=") == NULL;
}

static XmppIdentityError
judge_gnutls (int code)
{
  switch (code) {
  case GNUTLS_E_PKCS11_PIN_ERROR:
  case GNUTLS_E_PKCS11_PIN_EXPIRED:
  case GNUTLS_E_PKCS11_PIN_LOCKED:
    return XMPP_IDENTITY_ERROR_PASSWORD;
  case GNUTLS_E_PARSING_ERROR:
    return XMPP_IDENTITY_ERROR_UNREADABLE;
  default:
    return XMPP_IDENTITY_ERROR_NO_CARD;
  }
}

/* GIO would find out about a missing key or a wrong PIN only in the middle of the handshake. */
static gboolean
check_key (const char *uri, gboolean has_pin, GError **error)
{
  gnutls_privkey_t key;
  XmppIdentityError verdict;
  int code;

  gnutls_privkey_init (&key);
  code = gnutls_privkey_import_url (key, uri, 0);
  gnutls_privkey_deinit (key);
  if (code >= 0)
    return TRUE;
  /* Without a PIN the keys of most cards are not to be seen. */
  verdict = has_pin || judge_gnutls (code) != XMPP_IDENTITY_ERROR_NO_CARD
              ? judge_gnutls (code)
              : XMPP_IDENTITY_ERROR_PASSWORD;
  g_set_error (error, XMPP_IDENTITY_ERROR, verdict, "The key cannot be used: %s",
               gnutls_strerror (code));
  return FALSE;
}

/* GIO has no other way to take a PIN over all roads than in the URI (RFC 7512 §2.4). It is put there
 * for this process alone, and never stored or told. */
static char *
add_pin (const char *place, const char *pin)
{
  g_autofree char *escaped = g_uri_escape_string (pin, NULL, FALSE);
  char *uri = g_strdup_printf ("%s%cpin-value=%s", place, strchr (place, '?') ? '&' : '?', escaped);

  xmpp_secret_wipe (escaped, strlen (escaped));
  return uri;
}

static GTlsCertificate *
load_from_card (const char *place, const char *pin, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) fault = NULL;
  char *uri;

  if (!xmpp_identity_is_storable (place)) {
    g_set_error_literal (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PIN_IN_URI,
                         "The PIN must not be in the address");
    return NULL;
  }
  uri = pin != NULL ? add_pin (place, pin) : g_strdup (place);
  certificate = g_tls_certificate_new_from_pkcs11_uris (uri, NULL, &fault);
  if (certificate == NULL)
    g_set_error (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_NO_CARD,
                 "There is no such certificate on a card: %s", fault->message);
  else if (!check_key (uri, pin != NULL, error))
    g_clear_object (&certificate);
  xmpp_secret_free (uri);
  return g_steal_pointer (&certificate);
}

static GTlsCertificate *
parse (const char *text, gsize length, const char *place, const char *password, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *key = NULL;
  gboolean of_password;

  if (is_pkcs12 (place))
    certificate = g_tls_certificate_new_from_pkcs12 ((const guint8 *) text, length,
                                                     password != NULL ? password : "", &fault);
  else
    certificate = g_tls_certificate_new_from_pem (text, length, &fault);
  if (certificate == NULL) {
    of_password = g_error_matches (fault, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD);
    g_set_error (error, XMPP_IDENTITY_ERROR,
                 of_password                          ? XMPP_IDENTITY_ERROR_PASSWORD
                 : strstr (text, "ENCRYPTED") != NULL ? XMPP_IDENTITY_ERROR_LOCKED_KEY
                                                      : XMPP_IDENTITY_ERROR_UNREADABLE,
                 "The certificate cannot be read: %s", fault->message);
    return NULL;
  }

  g_object_get (certificate, "private-key-pem", &key, NULL);
  if (key == NULL) {
    g_set_error_literal (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_NO_KEY,
                         "There is no key to the certificate");
    return NULL;
  }
  xmpp_secret_wipe (key, strlen (key));
  return g_steal_pointer (&certificate);
}

static GTlsCertificate *
load_from_file (const char *place, const char *password, GError **error)
{
  GTlsCertificate *certificate = NULL;
  g_autoptr (GError) fault = NULL;
  char *text = NULL;
  gsize length = 0;
  GStatBuf facts;

  if (g_stat (place, &facts) == 0 && (!S_ISREG (facts.st_mode) || facts.st_size > MAX_FILE)) {
    g_set_error_literal (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_UNREADABLE,
                         "This is no file with a certificate");
    return NULL;
  }
  if (!g_file_get_contents (place, &text, &length, &fault)) {
    g_set_error (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_MISSING, "%s", fault->message);
    return NULL;
  }
  certificate = parse (text, length, place, password, error);
  xmpp_secret_wipe (text, length);
  g_free (text);
  return certificate;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  GError *error = NULL;
  GTlsCertificate *certificate = is_on_card (load->place)
                                   ? load_from_card (load->place, load->password, &error)
                                   : load_from_file (load->place, load->password, &error);

  if (certificate != NULL)
    g_task_return_pointer (task, certificate, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
xmpp_identity_load_async (const char *place,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = load_alloc ();

  g_task_set_source_tag (task, xmpp_identity_load_async);
  load->place = g_strdup (place);
  load->password = g_strdup (password);
  load_to_task (load, task);
  g_task_run_in_thread (task, load_in_thread);
}

GTlsCertificate *
xmpp_identity_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_address (gnutls_x509_crt_t x509, guint i)
{
  char oid[64] = "";
  gsize size = sizeof oid - 1;
  int type = gnutls_x509_crt_get_subject_alt_othername_oid (x509, i, oid, &size);

  return type >= 0 && g_str_equal (oid, XMPP_ADDRESS_OID);
}

static gboolean
is_of (gnutls_x509_crt_t x509, guint i, const XmppJid *account)
{
  char name[MAX_ADDRESS + 1] = "";
  gsize size = sizeof name - 1;
  g_autoptr (XmppJid) jid = NULL;

  if (gnutls_x509_crt_get_subject_alt_name (x509, i, name, &size, NULL) >= 0)
    jid = xmpp_jid_parse_wire (name, NULL);
  return jid != NULL && xmpp_jid_equal (jid, account);
}

/* Whether all the addresses that it has are one, that of @account. */
static gboolean
names_only (gnutls_x509_crt_t x509, const XmppJid *account)
{
  guint n = 0;
  gboolean is_own = FALSE;

  for (guint i = 0; i < MAX_NAMES; i++) {
    if (is_address (x509, i)) {
      n++;
      is_own = is_of (x509, i, account);
    }
  }
  return n == 1 && is_own;
}

const char *
xmpp_identity_get_authzid (GTlsCertificate *certificate, const XmppJid *account)
{
  g_autoptr (GByteArray) der = NULL;
  gnutls_x509_crt_t x509;
  gboolean is_clear;

  g_object_get (certificate, "certificate", &der, NULL);
  gnutls_x509_crt_init (&x509);
  is_clear = der != NULL &&
             gnutls_x509_crt_import (x509, &(gnutls_datum_t){ der->data, der->len },
                                     GNUTLS_X509_FMT_DER) >= 0 &&
             names_only (x509, account);
  gnutls_x509_crt_deinit (x509);
  return is_clear ? "" : xmpp_jid_string (account);
}
