/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is at an entity: the answer of disco#items (XEP-0030 §4). */
#include "config.h"

#include "xmpp/xep/0030-disco-items.h"

#include "xmpp/ns.h"

static void
item_free (gpointer data)
{
  XmppDiscoItem *item = data;

  xmpp_jid_unref (item->jid);
  g_free (item->node);
  g_free (item->name);
  g_free (item);
}

XmlElement *
xmpp_disco_items_build_get (const char *node)
{
  return xml_element_set (xml_element_new ("query", XMPP_NS_DISCO_ITEMS), "node", node);
}

GPtrArray *
xmpp_disco_items_parse (const XmlElement *query)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  XmlIter iter = { .parent = query, .name = "item", .ns = XMPP_NS_DISCO_ITEMS };
  const XmlElement *child;

  while (query != NULL && xml_iter_next (&iter, &child) && items->len < XMPP_DISCO_MAX_ITEMS) {
    const char *address = xml_element_get (child, "jid");
    XmppJid *jid = address != NULL ? xmpp_jid_parse_wire (address, NULL) : NULL;
    XmppDiscoItem *item;

    if (jid == NULL)
      continue;
    item = g_new (XmppDiscoItem, 1);
    *item = (XmppDiscoItem){ jid, g_strdup (xml_element_get (child, "node")),
                             g_strdup (xml_element_get (child, "name")) };
    g_ptr_array_add (items, item);
  }
  return items;
}
