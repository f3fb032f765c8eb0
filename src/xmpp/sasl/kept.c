/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token on the first line, and the offer of the server as XML behind it. */
#include "config.h"

#include "xmpp/sasl/kept.h"

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/secret.h"

#include <string.h>

/* A server that offers more is asked anew each time. */
#define MAX_OFFER 8192

char *
xmpp_sasl_kept_build (const XmppSaslToken *token, const XmlElement *offer)
{
  char *text = xmpp_sasl_token_dup_text (token);
  g_autofree char *xml = offer != NULL ? xml_writer_dup (offer, NULL) : NULL;
  char *both;

  if (xml == NULL || strlen (xml) > MAX_OFFER)
    return text;
  both = g_strconcat (text, "\n", xml, NULL);
  xmpp_secret_free (text);
  return both;
}

XmppSaslToken *
xmpp_sasl_kept_parse (const char *text, XmlElement **offer)
{
  const char *end = strchr (text, '\n');
  char *line = end != NULL ? g_strndup (text, end - text) : g_strdup (text);
  XmppSaslToken *token = xmpp_sasl_token_parse (line);
  g_autoptr (XmlElement) element = NULL;

  xmpp_secret_free (line);
  *offer = NULL;
  if (token == NULL || end == NULL)
    return token;
  element = xml_parser_parse_document (end + 1, -1, XML_LIMITS_DEFAULT, NULL);
  if (element != NULL && xml_element_is (element, "features", XMPP_NS_STREAM))
    *offer = g_steal_pointer (&element);
  return token;
}
