/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Privacy lists (XEP-0016) that other programs have set. */
#include "config.h"

#include "xmpp/xep/0016-privacy.h"

#include "xmpp/ns.h"

#include <string.h>

#define MAX_NAME 1023

/* (nullable) */
static const char *
get_name (const XmlElement *query, const char *element)
{
  const XmlElement *child = xml_element_find (query, element, XMPP_NS_PRIVACY);
  const char *name = child != NULL ? xml_element_get (child, "name") : NULL;

  return name != NULL && *name != '\0' && strlen (name) <= MAX_NAME ? name : NULL;
}

XmlElement *
xmpp_privacy_build_names (void)
{
  return xml_element_new ("query", XMPP_NS_PRIVACY);
}

XmlElement *
xmpp_privacy_build_get (const char *list)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_PRIVACY);

  xml_element_set (xml_element_add (query, "list", NULL), "name", list);
  return query;
}

XmlElement *
xmpp_privacy_build_activate (const char *list)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_PRIVACY);

  xml_element_set (xml_element_add (query, "active", NULL), "name", list);
  return query;
}

XmlElement *
xmpp_privacy_build_open_list (void)
{
  XmlElement *query = xmpp_privacy_build_get (XMPP_PRIVACY_OPEN_LIST);
  XmlElement *list = (XmlElement *) xml_element_find (query, "list", XMPP_NS_PRIVACY);
  XmlElement *item = xml_element_add (list, "item", NULL);

  xml_element_set (item, "action", "allow");
  xml_element_set (item, "order", "1");
  return query;
}

char *
xmpp_privacy_dup_in_force (const XmlElement *reply)
{
  const XmlElement *query = xml_element_find (reply, "query", XMPP_NS_PRIVACY);
  const char *name = NULL;

  if (query != NULL)
    name = get_name (query, "active");
  if (query != NULL && name == NULL)
    name = get_name (query, "default");
  return g_strdup (name);
}

gboolean
xmpp_privacy_is_left_over (const XmlElement *reply)
{
  const XmlElement *query = xml_element_find (reply, "query", XMPP_NS_PRIVACY);
  XmlIter iter = { .parent = query, .name = "list", .ns = XMPP_NS_PRIVACY };
  const XmlElement *list;
  gboolean found = FALSE;

  while (query != NULL && !found && xml_iter_next (&iter, &list))
    found = g_strcmp0 (xml_element_get (list, "name"), XMPP_PRIVACY_OPEN_LIST) == 0;
  return found && g_strcmp0 (get_name (query, "active"), XMPP_PRIVACY_OPEN_LIST) != 0;
}

/* Granular items have children that say what they are about (§2.1). */
static gboolean
is_block (const XmlElement *item)
{
  XmlIter iter = { .parent = item };
  const XmlElement *child;
  guint n_children = 0;

  while (xml_iter_next (&iter, &child))
    n_children++;
  return g_strcmp0 (xml_element_get (item, "type"), "jid") == 0 &&
         g_strcmp0 (xml_element_get (item, "action"), "deny") == 0 &&
         (n_children == 0 || n_children == 4);
}

gboolean
xmpp_privacy_is_block_list (const XmlElement *reply)
{
  const XmlElement *query = xml_element_find (reply, "query", XMPP_NS_PRIVACY);
  const XmlElement *list = query != NULL ? xml_element_find (query, "list", XMPP_NS_PRIVACY) : NULL;
  XmlIter iter = { .parent = list, .name = "item" };
  const XmlElement *item;

  if (list == NULL)
    return FALSE;
  while (xml_iter_next (&iter, &item))
    if (!is_block (item))
      return FALSE;
  return TRUE;
}
