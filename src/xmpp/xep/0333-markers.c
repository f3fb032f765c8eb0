/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markers of what was displayed, and the wish for them (XEP-0333). */
#include "config.h"

#include "xmpp/xep/0333-markers.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0334-hints.h"

gboolean
xmpp_markers_is_markable (const XmlElement *message)
{
  XmppMessageType type = xmpp_message_type (message);
  const char *id = xmpp_stanza_id (message);

  /* No marker answers a marker (§4.2). */
  return xml_element_find (message, "markable", XMPP_NS_MARKERS) != NULL &&
         xml_element_find (message, "displayed", XMPP_NS_MARKERS) == NULL && id != NULL &&
         *id != '\0' && type != XMPP_MESSAGE_ERROR && type != XMPP_MESSAGE_GROUPCHAT;
}

const char *
xmpp_markers_get_displayed (const XmlElement *message)
{
  const XmlElement *displayed = xml_element_find (message, "displayed", XMPP_NS_MARKERS);
  const char *id = displayed != NULL ? xml_element_get (displayed, "id") : NULL;

  /* An error gives our own marker back. */
  if (id == NULL || *id == '\0' || xmpp_message_type (message) == XMPP_MESSAGE_ERROR)
    return NULL;
  return id;
}

XmlElement *
xmpp_markers_build_markable (void)
{
  return xml_element_new ("markable", XMPP_NS_MARKERS);
}

XmlElement *
xmpp_markers_new_displayed (const XmppJid *to, const char *id)
{
  XmlElement *message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);

  xml_element_set (xml_element_add (message, "displayed", XMPP_NS_MARKERS), "id", id);
  xmpp_hint_add (message, "store");
  return message;
}
