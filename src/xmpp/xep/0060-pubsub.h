/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said to a publish-subscribe service, and what it says, as structs (XEP-0060): pure
 * functions. How they are used with an account's own nodes is in 0163-pep.h. */
#pragma once

#include "xml/element.h"

/* What an answer or an event may have at most; more is left out. */
#define XMPP_PUBSUB_MAX_ITEMS 10000

/**
 * XmppPubsubItem:
 * @id: of the item in its node; at most as long as an address
 * @payload: (nullable): a sealed element; %NULL: it was retracted, or the node gives no payloads
 * @retracted: the item is gone
 */
typedef struct {
  char *id;
  XmlElement *payload;
  gboolean retracted;
} XmppPubsubItem;

void xmpp_pubsub_item_free (gpointer self); /* a GDestroyNotify */

/**
 * XmppPubsubOption:
 *
 * What a node must be like, as `{ "pubsub#access_model", "whitelist" }`; lists end with `{ 0 }`.
 */
typedef struct {
  const char *var, *value;
} XmppPubsubOption;

/* A node with many items, each for the account's own devices only (XEP-0223 §3). */
extern const XmppPubsubOption xmpp_pubsub_private_items[];

/**
 * xmpp_pubsub_read_items:
 * @items: (nullable): the `<items/>` of an answer, or that of an event
 *
 * Its `<item/>` and `<retract/>` children in their order; those without a usable id are left out.
 *
 * Returns: (element-type XmppPubsubItem)
 */
GPtrArray *xmpp_pubsub_read_items (const XmlElement *items) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_pubsub_build_publish:
 * @id: (nullable): the service chooses one if %NULL
 * @payload: (transfer full)
 * @options: (nullable): what the node must be like, else nothing is published (§7.1.5)
 */
XmlElement *xmpp_pubsub_build_publish (const char *node,
                                       const char *id,
                                       XmlElement *payload,
                                       const XmppPubsubOption *options) G_GNUC_WARN_UNUSED_RESULT;

/* §7.2, with a notice to the others who follow the node */
XmlElement *xmpp_pubsub_build_retract (const char *node, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* @id: (nullable): all items if %NULL (§6.5) */
XmlElement *xmpp_pubsub_build_request (const char *node, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the node what @options say (§8.2). */
XmlElement *xmpp_pubsub_build_configure (const char *node,
                                         const XmppPubsubOption *options) G_GNUC_WARN_UNUSED_RESULT;

/* Whether nothing was published because the node is not what the options say (§7.1.5). */
gboolean xmpp_pubsub_is_precondition (const GError *error);
