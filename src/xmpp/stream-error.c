/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The <stream:error/> that ends a stream as a GError and back (RFC 6120 §4.9). */
#include "config.h"

#include "xmpp/stream-error.h"

#include "xml/error.h"
#include "xmpp/error-text.h"
#include "xmpp/ns.h"

static const char *const conditions[] = {
#define CONDITION(code, name) [XMPP_STREAM_ERROR_##code] = name
  CONDITION (BAD_FORMAT, "bad-format"),
  CONDITION (BAD_NAMESPACE_PREFIX, "bad-namespace-prefix"),
  CONDITION (CONFLICT, "conflict"),
  CONDITION (CONNECTION_TIMEOUT, "connection-timeout"),
  CONDITION (HOST_GONE, "host-gone"),
  CONDITION (HOST_UNKNOWN, "host-unknown"),
  CONDITION (IMPROPER_ADDRESSING, "improper-addressing"),
  CONDITION (INTERNAL_SERVER_ERROR, "internal-server-error"),
  CONDITION (INVALID_FROM, "invalid-from"),
  CONDITION (INVALID_NAMESPACE, "invalid-namespace"),
  CONDITION (INVALID_XML, "invalid-xml"),
  CONDITION (NOT_AUTHORIZED, "not-authorized"),
  CONDITION (NOT_WELL_FORMED, "not-well-formed"),
  CONDITION (POLICY_VIOLATION, "policy-violation"),
  CONDITION (REMOTE_CONNECTION_FAILED, "remote-connection-failed"),
  CONDITION (RESET, "reset"),
  CONDITION (RESOURCE_CONSTRAINT, "resource-constraint"),
  CONDITION (RESTRICTED_XML, "restricted-xml"),
  CONDITION (SEE_OTHER_HOST, "see-other-host"),
  CONDITION (SYSTEM_SHUTDOWN, "system-shutdown"),
  CONDITION (UNDEFINED_CONDITION, "undefined-condition"),
  CONDITION (UNSUPPORTED_ENCODING, "unsupported-encoding"),
  CONDITION (UNSUPPORTED_FEATURE, "unsupported-feature"),
  CONDITION (UNSUPPORTED_STANZA_TYPE, "unsupported-stanza-type"),
  CONDITION (UNSUPPORTED_VERSION, "unsupported-version"),
#undef CONDITION
};

typedef struct {
  char *host;
} XmppStreamErrorPrivate;

static void
xmpp_stream_error_private_init (XmppStreamErrorPrivate *priv)
{
}

static void
xmpp_stream_error_private_copy (const XmppStreamErrorPrivate *from, XmppStreamErrorPrivate *to)
{
  to->host = g_strdup (from->host);
}

static void
xmpp_stream_error_private_clear (XmppStreamErrorPrivate *priv)
{
  g_clear_pointer (&priv->host, g_free);
}

G_DEFINE_EXTENDED_ERROR (XmppStreamError, xmpp_stream_error)

/* The first condition in @element that we know. */
static const XmlElement *
find_condition (const XmlElement *element, XmppStreamErrorCode *code)
{
  XmlIter iter = { .parent = element, .ns = XMPP_NS_STREAM_ERRORS };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child))
    for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
      if (g_str_equal (xml_element_get_name (child), conditions[i])) {
        *code = i;
        return child;
      }
  return NULL;
}

GError *
xmpp_stream_error_parse (const XmlElement *element)
{
  XmppStreamErrorCode code = XMPP_STREAM_ERROR_UNDEFINED_CONDITION;
  const XmlElement *condition;
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_return_val_if_fail (element != NULL, NULL);

  condition = find_condition (element, &code);
  text = xmpp_error_dup_text (element, XMPP_NS_STREAM_ERRORS);
  error = g_error_new (XMPP_STREAM_ERROR, code, "%s%s%s", conditions[code],
                       text != NULL ? ": " : "", text != NULL ? text : "");
  if (code == XMPP_STREAM_ERROR_SEE_OTHER_HOST)
    xmpp_stream_error_get_private (error)->host = xmpp_error_dup_token (condition);
  return error;
}

XmlElement *
xmpp_stream_error_build (const GError *error)
{
  XmlElement *element = xml_element_new ("error", XMPP_NS_STREAM);
  XmppStreamErrorCode code = XMPP_STREAM_ERROR_UNDEFINED_CONDITION;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == XML_ERROR)
    code = xmpp_stream_error_from_xml (error);
  else if (error->domain == XMPP_STREAM_ERROR && error->code >= 0 &&
           error->code < (int) G_N_ELEMENTS (conditions))
    code = error->code;

  xml_element_add (element, conditions[code], XMPP_NS_STREAM_ERRORS);
  return element;
}

XmppStreamErrorCode
xmpp_stream_error_from_xml (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == XML_ERROR,
                        XMPP_STREAM_ERROR_UNDEFINED_CONDITION);

  switch ((XmlErrorCode) error->code) {
  case XML_ERROR_NOT_WELL_FORMED:
    return XMPP_STREAM_ERROR_NOT_WELL_FORMED;
  case XML_ERROR_RESTRICTED:
    return XMPP_STREAM_ERROR_RESTRICTED_XML;
  case XML_ERROR_BAD_ENCODING:
    return XMPP_STREAM_ERROR_UNSUPPORTED_ENCODING;
  case XML_ERROR_TOO_DEEP:
  case XML_ERROR_TOO_BIG:
    return XMPP_STREAM_ERROR_POLICY_VIOLATION;
  case XML_ERROR_BAD_FORMAT:
  case XML_ERROR_VALUE:
    return XMPP_STREAM_ERROR_BAD_FORMAT;
  default:
    return XMPP_STREAM_ERROR_UNDEFINED_CONDITION;
  }
}

const char *
xmpp_stream_error_get_host (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == XMPP_STREAM_ERROR, NULL);

  return xmpp_stream_error_get_private (error)->host;
}
