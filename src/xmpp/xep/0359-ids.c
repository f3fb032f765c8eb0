/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids of a message that stay with it: its author's and its archives' (XEP-0359). */
#include "config.h"

#include "xmpp/xep/0359-ids.h"

#include "xmpp/ns.h"

#include <string.h>

/* Real ones have about 40 octets; they are stored with each message. */
#define MAX_ID 1023

const char *
xmpp_ids_get (const XmlElement *element)
{
  const char *id = element != NULL ? xml_element_get (element, "id") : NULL;

  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID ? id : NULL;
}

const char *
xmpp_ids_get_origin (const XmlElement *message)
{
  return xmpp_ids_get (xml_element_find (message, "origin-id", XMPP_NS_STANZA_IDS));
}

const char *
xmpp_ids_get_archived (const XmlElement *message, const XmppJid *by)
{
  XmlIter iter = { .parent = message, .name = "stanza-id", .ns = XMPP_NS_STANZA_IDS };
  const XmlElement *child, *found = NULL;

  while (xml_iter_next (&iter, &child)) {
    const char *text = xml_element_get (child, "by");
    g_autoptr (XmppJid) jid = text != NULL ? xmpp_jid_parse_wire (text, NULL) : NULL;

    if (jid == NULL || !xmpp_jid_equal (jid, by))
      continue;
    if (found != NULL)
      return NULL;
    found = child;
  }
  return xmpp_ids_get (found);
}

XmlElement *
xmpp_ids_build_origin (const char *id)
{
  return xml_element_set (xml_element_new ("origin-id", XMPP_NS_STANZA_IDS), "id", id);
}
