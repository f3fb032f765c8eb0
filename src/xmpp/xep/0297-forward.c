/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message inside another one (XEP-0297). */
#include "config.h"

#include "xmpp/xep/0297-forward.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0203-delay.h"

static gboolean
has_valid_addresses (const XmlElement *message)
{
  g_autoptr (XmppJid) from = NULL;
  g_autoptr (XmppJid) to = NULL;

  return xmpp_stanza_parse_from (message, &from, NULL) && xmpp_stanza_parse_to (message, &to, NULL);
}

const XmlElement *
xmpp_forward_read (const XmlElement *parent, gint64 *time_us)
{
  const XmlElement *forwarded = xml_element_find (parent, "forwarded", XMPP_NS_FORWARD);
  const XmlElement *message =
    forwarded != NULL ? xml_element_find (forwarded, "message", XMPP_NS_CLIENT) : NULL;
  gint64 time = 0;

  if (message == NULL || !has_valid_addresses (message))
    return NULL;
  xmpp_delay_read (forwarded, NULL, &time);
  if (time_us != NULL)
    *time_us = time;
  return message;
}
