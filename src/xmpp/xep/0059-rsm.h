/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long answers in pages (XEP-0059). */
#pragma once

#include "xml/element.h"

/**
 * XmppRsmPage:
 * @first: (nullable): the id of the first item of the page; ask for what is before it with this
 * @last: (nullable): the same for the last and what is after it
 * @count: how many items there are in all, -1 if the other did not tell
 *
 * What an answer tells of its page. Without @first and @last it is empty.
 */
typedef struct {
  char *first;
  char *last;
  gint64 count;
} XmppRsmPage;

void xmpp_rsm_page_clear (XmppRsmPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XmppRsmPage, xmpp_rsm_page_clear)

/**
 * xmpp_rsm_build_before:
 * @before: (nullable): the page that ends ahead of this item; %NULL: the last page (§2.5)
 * @max: how many items at the most; the other may give fewer
 */
XmlElement *xmpp_rsm_build_before (const char *before, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* @after: (nullable): the page that begins behind this item; %NULL: the first page (§2.2) */
XmlElement *xmpp_rsm_build_after (const char *after, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the <set/> in @parent. Ids that are absurdly long and a count that is no number are taken
 * for absent. @page is overwritten, not cleared. */
void xmpp_rsm_read (const XmlElement *parent, XmppRsmPage *page);
