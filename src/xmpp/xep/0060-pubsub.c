/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said to a publish-subscribe service, and what it says, as structs (XEP-0060). */
#include "config.h"

#include "xmpp/xep/0060-pubsub.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/xep/0004-data-forms.h"

/* Ids are addresses where an item stands for a person: RFC 7622 allows them that many octets. */
#define MAX_ID 3071

const XmppPubsubOption xmpp_pubsub_private_items[] = {
  { "pubsub#persist_items", "true" },
  { "pubsub#max_items", "max" },
  { "pubsub#send_last_published_item", "never" },
  { "pubsub#access_model", "whitelist" },
  { 0 },
};

void
xmpp_pubsub_item_free (gpointer self)
{
  XmppPubsubItem *item = self;

  g_free (item->id);
  g_clear_pointer (&item->payload, xml_element_unref);
  g_free (item);
}

/* (nullable) */
static XmppPubsubItem *
read_item (const XmlElement *element)
{
  const char *id = xml_element_get (element, "id");
  const XmlElement *payload = xml_element_find (element, NULL, NULL);
  gboolean retracted = g_str_equal (xml_element_get_name (element), "retract");
  XmppPubsubItem *item;

  if (id == NULL || *id == '\0' || strlen (id) > MAX_ID ||
      (!retracted && !g_str_equal (xml_element_get_name (element), "item")))
    return NULL;
  item = g_new0 (XmppPubsubItem, 1);
  item->id = g_strdup (id);
  item->payload = payload != NULL && !retracted ? xml_element_ref (payload) : NULL;
  item->retracted = retracted;
  return item;
}

GPtrArray *
xmpp_pubsub_read_items (const XmlElement *items)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (xmpp_pubsub_item_free);
  const XmlElement *element;
  XmlIter iter = { .parent = items };

  if (items == NULL)
    return list;
  iter.ns = xml_element_get_ns (items);
  while (list->len < XMPP_PUBSUB_MAX_ITEMS && xml_iter_next (&iter, &element)) {
    XmppPubsubItem *item = read_item (element);

    if (item != NULL)
      g_ptr_array_add (list, item);
  }
  return list;
}

static XmlElement *
build_options (const XmppPubsubOption *options, const char *form_type)
{
  g_autoptr (XmppForm) form = xmpp_form_new ("submit", form_type);

  for (; options->var != NULL; options++)
    xmpp_form_add_value (form, options->var, NULL, options->value);
  return xmpp_form_build (form);
}

XmlElement *
xmpp_pubsub_build_publish (const char *node,
                           const char *id,
                           XmlElement *payload,
                           const XmppPubsubOption *options)
{
  XmlElement *pubsub = xml_element_new ("pubsub", XMPP_NS_PUBSUB);
  XmlElement *publish = xml_element_add (pubsub, "publish", NULL);
  XmlElement *item = xml_element_add (publish, "item", NULL);

  xml_element_set (publish, "node", node);
  xml_element_set (item, "id", id);
  xml_element_take (item, payload);
  if (options != NULL)
    xml_element_take (xml_element_add (pubsub, "publish-options", NULL),
                      build_options (options, XMPP_NS_PUBSUB "#publish-options"));
  return pubsub;
}

XmlElement *
xmpp_pubsub_build_retract (const char *node, const char *id)
{
  XmlElement *pubsub = xml_element_new ("pubsub", XMPP_NS_PUBSUB);
  XmlElement *retract = xml_element_add (pubsub, "retract", NULL);

  xml_element_set (retract, "node", node);
  xml_element_set (retract, "notify", "true");
  xml_element_set (xml_element_add (retract, "item", NULL), "id", id);
  return pubsub;
}

XmlElement *
xmpp_pubsub_build_request (const char *node, const char *id)
{
  XmlElement *pubsub = xml_element_new ("pubsub", XMPP_NS_PUBSUB);
  XmlElement *items = xml_element_add (pubsub, "items", NULL);

  xml_element_set (items, "node", node);
  if (id != NULL)
    xml_element_set (xml_element_add (items, "item", NULL), "id", id);
  return pubsub;
}

XmlElement *
xmpp_pubsub_build_configure (const char *node, const XmppPubsubOption *options)
{
  XmlElement *pubsub = xml_element_new ("pubsub", XMPP_NS_PUBSUB_OWNER);
  XmlElement *configure = xml_element_add (pubsub, "configure", NULL);

  xml_element_set (configure, "node", node);
  xml_element_take (configure, build_options (options, XMPP_NS_PUBSUB "#node_config"));
  return pubsub;
}

gboolean
xmpp_pubsub_is_precondition (const GError *error)
{
  const XmlElement *app;

  if (error == NULL || error->domain != XMPP_STANZA_ERROR)
    return FALSE;
  app = xmpp_stanza_error_get_app (error);
  return app != NULL && xml_element_is (app, "precondition-not-met", XMPP_NS_PUBSUB_ERRORS);
}
