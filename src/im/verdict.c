/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Judges the errors of transport, negotiation, authentication and stream.
 */

#include "im/verdict.h"

#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stream-error.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

#include <string.h>

/*
 * Everything that is not the server's passing trouble stops: a password must not be tried again and
 * again, and what looks like an attack needs a person's eye.
 */
static ImVerdict
judge_sasl (int code)
{
  switch ((XmppSaslError) code) {
  case XMPP_SASL_ERROR_NOT_AUTHORIZED:
  case XMPP_SASL_ERROR_NO_CREDENTIALS:
  case XMPP_SASL_ERROR_PREPARATION:
    return IM_VERDICT_PASSWORD;
  case XMPP_SASL_ERROR_TEMPORARY:
  case XMPP_SASL_ERROR_ABORTED:
    return IM_VERDICT_LATER;
  case XMPP_SASL_ERROR_ACCOUNT_DISABLED:
  case XMPP_SASL_ERROR_CREDENTIALS_EXPIRED:
  case XMPP_SASL_ERROR_ENCRYPTION_REQUIRED:
  case XMPP_SASL_ERROR_INCORRECT_ENCODING:
  case XMPP_SASL_ERROR_INVALID_AUTHZID:
  case XMPP_SASL_ERROR_INVALID_MECHANISM:
  case XMPP_SASL_ERROR_MALFORMED_REQUEST:
  case XMPP_SASL_ERROR_MECHANISM_TOO_WEAK:
  case XMPP_SASL_ERROR_REFUSED:
  case XMPP_SASL_ERROR_NO_MECHANISM:
  case XMPP_SASL_ERROR_DOWNGRADE:
  case XMPP_SASL_ERROR_BINDING:
  case XMPP_SASL_ERROR_SERVER_UNPROVEN:
  case XMPP_SASL_ERROR_PROTOCOL:
  default:
    return IM_VERDICT_PERSON;
  }
}

/* Without a certificate that passed nothing secret was sent, so trying again costs only time. */
static ImVerdict
judge_tls (const GError *error)
{
  if (error->code == XMPP_TLS_ERROR_REVOKED)
    return IM_VERDICT_PERSON;
  return xmpp_tls_error_get_certificate (error) != NULL ? IM_VERDICT_TRUST : IM_VERDICT_LATER;
}

ImVerdict
im_verdict_of (const GError *error)
{
  if (error == NULL)
    return IM_VERDICT_LATER;
  if (error->domain == XMPP_SASL_ERROR)
    return judge_sasl (error->code);
  if (error->domain == XMPP_TLS_ERROR)
    return judge_tls (error);
  if (g_error_matches (error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_CONFLICT))
    return IM_VERDICT_CONFLICT;
  if (g_error_matches (error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SEE_OTHER_HOST))
    return xmpp_stream_error_get_host (error) != NULL ? IM_VERDICT_ELSEWHERE : IM_VERDICT_LATER;
  if (error->domain == G_FILE_ERROR ||
      g_error_matches (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL))
    return IM_VERDICT_PERSON;
  return IM_VERDICT_LATER;
}

static gboolean
parse_port (const char *text, guint16 *port)
{
  guint64 number;

  if (*text == '\0') {
    *port = 0;
    return TRUE;
  }
  if (*text != ':' || !g_ascii_string_to_unsigned (text + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = number;
  return TRUE;
}

gboolean
im_verdict_parse_host (const char *text, char **host, guint16 *port)
{
  const char *colon = strchr (text, ':');
  const char *end = colon != NULL ? colon : text + strlen (text);
  guint16 found = 0;

  if (*text == '[') {
    end = strchr (++text, ']');
    if (end == NULL || !parse_port (end + 1, &found))
      return FALSE;
  } else if (colon != NULL && strchr (colon + 1, ':') != NULL) {
    end = text + strlen (text); /* IPv6 without brackets, against the rules but without doubt */
  } else if (!parse_port (end, &found)) {
    return FALSE;
  }
  if (end == text)
    return FALSE;
  *host = g_strndup (text, end - text);
  *port = found;
  return TRUE;
}
