/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody suggests whom to have on the contact list (XEP-0144). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

typedef enum {
  XMPP_EXCHANGE_ADD,
  XMPP_EXCHANGE_DELETE,
  XMPP_EXCHANGE_MODIFY,
} XmppExchangeAction;

/**
 * XmppExchangeItem:
 * @jid: bare
 * @name: (nullable): 1023 octets at most
 * @groups: never %NULL, 16 at most
 */
typedef struct {
  XmppExchangeAction action;
  XmppJid *jid;
  char *name;
  GStrv groups;
} XmppExchangeItem;

XmppExchangeItem *xmpp_exchange_item_copy (const XmppExchangeItem *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_exchange_item_free (gpointer self); /* a GDestroyNotify */

/* More than this at once is not to be believed (§6); the rest is left out. */
#define XMPP_EXCHANGE_MAX_ITEMS 200

/* @x: an <x/> of it. What is no address, or there twice, is left out. Returns: (element-type
 * XmppExchangeItem) */
GPtrArray *xmpp_exchange_parse (const XmlElement *x) G_GNUC_WARN_UNUSED_RESULT;

/**
 * XmppExchange::suggested:
 * @from: (type XmppJid): as it is in the stanza; our own account where there is none
 * @items: (element-type XmppExchangeItem): at least one
 *
 * Anybody can send it: whether @from is trusted is for the receiver to decide.
 */
#define XMPP_TYPE_EXCHANGE (xmpp_exchange_get_type ())
G_DECLARE_FINAL_TYPE (XmppExchange, xmpp_exchange, XMPP, EXCHANGE, XmppModule)
