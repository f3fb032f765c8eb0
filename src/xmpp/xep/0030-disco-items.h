/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is at an entity: the answer of disco#items (XEP-0030 §4). */
#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"

/* More than this are left out. */
#define XMPP_DISCO_MAX_ITEMS 1000

typedef struct {
  XmppJid *jid;
  char *node, *name; /* (nullable) */
} XmppDiscoItem;

/* @node: (nullable) */
XmlElement *xmpp_disco_items_build_get (const char *node) G_GNUC_WARN_UNUSED_RESULT;

/* @query: (nullable). (element-type XmppDiscoItem); items without a valid address are left out. */
GPtrArray *xmpp_disco_items_parse (const XmlElement *query) G_GNUC_WARN_UNUSED_RESULT;
