/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who shall keep a message, and who shall have a copy (XEP-0334). */
#include "config.h"

#include "xmpp/xep/0334-hints.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"

gboolean
xmpp_hints_forbid_store (const XmlElement *message)
{
  return xmpp_message_type (message) != XMPP_MESSAGE_ERROR &&
         (xml_element_find (message, "no-store", XMPP_NS_HINTS) != NULL ||
          xml_element_find (message, "no-permanent-store", XMPP_NS_HINTS) != NULL);
}

XmlElement *
xmpp_hint_build (const char *name)
{
  return xml_element_new (name, XMPP_NS_HINTS);
}
