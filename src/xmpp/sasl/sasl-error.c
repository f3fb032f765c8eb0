/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a sign-in did not succeed (RFC 6120 §6.5). */
#include "config.h"

#include "xmpp/sasl/sasl-error.h"

#include "xmpp/error-text.h"
#include "xmpp/ns.h"

typedef struct {
  char *text;
} XmppSaslErrorPrivate;

/* RFC 6120 §6.5.1 to §6.5.11 */
static const struct {
  const char *condition;
  XmppSaslError code;
} conditions[] = {
  { "aborted", XMPP_SASL_ERROR_ABORTED },
  { "account-disabled", XMPP_SASL_ERROR_ACCOUNT_DISABLED },
  { "credentials-expired", XMPP_SASL_ERROR_CREDENTIALS_EXPIRED },
  { "encryption-required", XMPP_SASL_ERROR_ENCRYPTION_REQUIRED },
  { "incorrect-encoding", XMPP_SASL_ERROR_INCORRECT_ENCODING },
  { "invalid-authzid", XMPP_SASL_ERROR_INVALID_AUTHZID },
  { "invalid-mechanism", XMPP_SASL_ERROR_INVALID_MECHANISM },
  { "malformed-request", XMPP_SASL_ERROR_MALFORMED_REQUEST },
  { "mechanism-too-weak", XMPP_SASL_ERROR_MECHANISM_TOO_WEAK },
  { "not-authorized", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "temporary-auth-failure", XMPP_SASL_ERROR_TEMPORARY },
};

static void
xmpp_sasl_error_private_init (XmppSaslErrorPrivate *priv)
{
}

static void
xmpp_sasl_error_private_copy (const XmppSaslErrorPrivate *from, XmppSaslErrorPrivate *to)
{
  to->text = g_strdup (from->text);
}

static void
xmpp_sasl_error_private_clear (XmppSaslErrorPrivate *priv)
{
  g_free (priv->text);
}

G_DEFINE_EXTENDED_ERROR (XmppSaslError, xmpp_sasl_error)

GError *
xmpp_sasl_error_parse (const XmlElement *failure)
{
  const char *condition = "no reason";
  XmppSaslError code = XMPP_SASL_ERROR_REFUSED;
  g_autofree char *text = xmpp_error_dup_text (failure, xml_element_get_ns (failure));
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    if (xml_element_find (failure, conditions[i].condition, XMPP_NS_SASL) != NULL) {
      condition = conditions[i].condition;
      code = conditions[i].code;
      break;
    }
  }
  error = g_error_new (XMPP_SASL_ERROR, code, "The server refuses the sign-in: %s%s%s", condition,
                       text != NULL ? ": " : "", text != NULL ? text : "");
  xmpp_sasl_error_get_private (error)->text = g_steal_pointer (&text);
  return error;
}

const char *
xmpp_sasl_error_get_text (const GError *error)
{
  g_return_val_if_fail (error->domain == XMPP_SASL_ERROR, NULL);

  return xmpp_sasl_error_get_private (error)->text;
}
