/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Archives of messages on a server, read in pages (XEP-0313). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

/**
 * XmppMamError:
 * @XMPP_MAM_ERROR_INVALID: the answer has no `<fin/>`, or a page without ids
 * @XMPP_MAM_ERROR_TOO_MUCH: the server sends more than was asked for, or more than fits
 */
typedef enum {
  XMPP_MAM_ERROR_INVALID,
  XMPP_MAM_ERROR_TOO_MUCH,
} XmppMamError;

#define XMPP_MAM_ERROR (xmpp_mam_error_quark ())
GQuark xmpp_mam_error_quark (void);

/* The most that xmpp_mam_query_async() asks for at once. */
#define XMPP_MAM_MAX 250

/**
 * XmppMamQuery:
 * @with: (nullable): only the chat with that bare address; %NULL: all
 * @before: (nullable): the page that ends ahead of the message with this id; %NULL: the last page
 * @forwards: the first page instead; without @before
 * @after: (nullable): with @forwards the page that begins behind the message with this id
 * @start: nothing older, µs since 1970 UTC; 0: no limit
 * @end: nothing newer, likewise
 * @text_field: (nullable): see xmpp_mam_text_field_async()
 * @text: (nullable): only messages with these words; with @text_field
 * @max: 1 … XMPP_MAM_MAX messages at the most; the server may give fewer
 *
 * Mostly pages are asked for from the newest to the oldest. Within a page messages stand in their order.
 */
typedef struct {
  const char *with;
  const char *before;
  gboolean forwards;
  const char *after;
  gint64 start;
  gint64 end;
  const char *text_field;
  const char *text;
  guint max;
} XmppMamQuery;

/**
 * XmppMamResult:
 * @id: the archive's, see xmpp_ids_get_archived()
 * @time: when the archive got it, µs since 1970 UTC
 * @message: its addresses are valid or absent
 */
typedef struct {
  char *id;
  gint64 time;
  XmlElement *message;
} XmppMamResult;

/**
 * XmppMamPage:
 * @results: (element-type XmppMamResult): what can be read of the page; the others are left out
 * @first: (nullable): what to give as `before` for the page ahead of this one; %NULL: it is empty
 * @last: (nullable): likewise what to give as `after` for the page behind this one
 * @complete: it reaches the beginning of what was asked for; forwards: the end
 * @stable: FALSE: the archive may still change here (§4.3.2)
 */
typedef struct {
  GPtrArray *results;
  char *first;
  char *last;
  gboolean complete;
  gboolean stable;
} XmppMamPage;

void xmpp_mam_page_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppMamPage, xmpp_mam_page_free)

#define XMPP_TYPE_MAM (xmpp_mam_get_type ())
G_DECLARE_FINAL_TYPE (XmppMam, xmpp_mam, XMPP, MAM, XmppModule)

/**
 * xmpp_mam_query_async:
 *
 * Asks for a page of our own account's archive. Errors: XMPP_MAM_ERROR and those of
 * xmpp_session_query_async(); of these XMPP_STANZA_ERROR_ITEM_NOT_FOUND: `before` is not there.
 */
void xmpp_mam_query_async (XmppMam *self,
                           const XmppMamQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
XmppMamPage *xmpp_mam_query_finish (XmppMam *self,
                                    GAsyncResult *result,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_mam_text_field_async:
 *
 * Asks by which field of its form the archive can be searched for words (§4.1.1, §4.1.4).
 *
 * Returns: (nullable): %NULL without an error: by none. Errors: those of xmpp_session_query_async()
 */
void xmpp_mam_text_field_async (XmppMam *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *xmpp_mam_text_field_finish (XmppMam *self,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_mam_is_result:
 * @message: one for which xmpp_session_is_from_account()
 *
 * Whether it is part of a page and no message for the person to read.
 */
gboolean xmpp_mam_is_result (const XmlElement *message);
