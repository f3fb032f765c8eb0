/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody suggests whom to have on the contact list (XEP-0144): out of messages and requests. */
#include "config.h"

#include "xmpp/xep/0144-exchange.h"

#include "base/text.h"
#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/stanza.h"

#define MAX_NAME 1023
#define MAX_GROUPS 16

struct _XmppExchange {
  XmppModule parent_instance;
};

static guint suggested_signal;

G_DEFINE_FINAL_TYPE (XmppExchange, xmpp_exchange, XMPP_TYPE_MODULE)

XmppExchangeItem *
xmpp_exchange_item_copy (const XmppExchangeItem *self)
{
  XmppExchangeItem *copy = g_memdup2 (self, sizeof *self);

  copy->jid = xmpp_jid_ref (self->jid);
  copy->name = g_strdup (self->name);
  copy->groups = g_strdupv (self->groups);
  return copy;
}

void
xmpp_exchange_item_free (gpointer self)
{
  XmppExchangeItem *item = self;

  xmpp_jid_unref (item->jid);
  g_free (item->name);
  g_strfreev (item->groups);
  g_free (item);
}

/* (nullable): NULL for blank text */
static char *
clip (const char *text)
{
  g_autofree char *copy = NULL;

  if (text == NULL || base_text_is_blank (text))
    return NULL;
  copy = g_strdup (text);
  copy[base_text_clip (copy, MAX_NAME)] = '\0';
  return g_strstrip (g_steal_pointer (&copy));
}

static GStrv
read_groups (const XmlElement *element)
{
  g_autoptr (GStrvBuilder) groups = g_strv_builder_new ();
  XmlIter iter = { .parent = element, .name = "group", .ns = XMPP_NS_EXCHANGE };
  const XmlElement *child;
  guint n_groups = 0;

  while (n_groups < MAX_GROUPS && xml_iter_next (&iter, &child)) {
    g_autofree char *text = xml_element_dup_text (child);
    g_autofree char *group = clip (text);

    if (group == NULL)
      continue;
    g_strv_builder_add (groups, group);
    n_groups++;
  }
  return g_strv_builder_end (groups);
}

static gboolean
read_action (const XmlElement *element, XmppExchangeAction *action)
{
  const char *text = xml_element_get (element, "action");

  if (text == NULL || g_str_equal (text, "add"))
    *action = XMPP_EXCHANGE_ADD;
  else if (g_str_equal (text, "delete"))
    *action = XMPP_EXCHANGE_DELETE;
  else if (g_str_equal (text, "modify"))
    *action = XMPP_EXCHANGE_MODIFY;
  else
    return FALSE;
  return TRUE;
}

GPtrArray *
xmpp_exchange_parse (const XmlElement *x)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (xmpp_exchange_item_free);
  g_autoptr (GHashTable) named = g_hash_table_new (xmpp_jid_hash, xmpp_jid_equal);
  XmlIter iter = { .parent = x, .name = "item", .ns = XMPP_NS_EXCHANGE };
  const XmlElement *child;

  while (items->len < XMPP_EXCHANGE_MAX_ITEMS && xml_iter_next (&iter, &child)) {
    const char *address = xml_element_get (child, "jid");
    g_autoptr (XmppJid) full = address != NULL ? xmpp_jid_parse_wire (address, NULL) : NULL;
    g_autoptr (XmppJid) jid = full != NULL ? xmpp_jid_bare (full) : NULL;
    XmppExchangeAction action;
    XmppExchangeItem *item;

    if (jid == NULL || !read_action (child, &action) || g_hash_table_contains (named, jid))
      continue;
    item = g_new0 (XmppExchangeItem, 1);
    item->action = action;
    item->jid = g_steal_pointer (&jid);
    item->name = clip (xml_element_get (child, "name"));
    item->groups = read_groups (child);
    g_hash_table_add (named, item->jid);
    g_ptr_array_add (items, item);
  }
  return items;
}

static void
announce (XmppModule *module, XmppJid *from, const XmlElement *x)
{
  g_autoptr (GPtrArray) items = xmpp_exchange_parse (x);

  if (from == NULL)
    from = xmpp_session_get_account (xmpp_module_get_session (module));
  if (items->len > 0)
    g_signal_emit (module, suggested_signal, 0, from, items);
}

static void
on_message (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  g_autoptr (XmppJid) from = xmpp_stanza_dup_from (stanza);

  announce (module, from, payload);
}

static void
on_request (XmppModule *module, XmppRequest *request)
{
  announce (module, xmpp_request_get_from (request), xmpp_request_get_payload (request));
  xmpp_request_reply (request, NULL);
}

static void
xmpp_exchange_class_init (XmppExchangeClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_MESSAGE, "x", XMPP_NS_EXCHANGE, .stanza = on_message },
    { XMPP_ON_SET, "x", XMPP_NS_EXCHANGE, .request = on_request },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_EXCHANGE, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
  suggested_signal = g_signal_new ("suggested", XMPP_TYPE_EXCHANGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, XMPP_TYPE_JID, G_TYPE_PTR_ARRAY);
}

static void
xmpp_exchange_init (XmppExchange *self)
{
}
