/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came from the server's archive (XEP-0313): pages of messages, and which stretches of it are
 * here.
 */
#pragma once

#include "store/changes.h"

/**
 * StoreMamSpan:
 * @id: > 0
 * @oldest_id: the server's id of its oldest message
 * @oldest_time: the time that this one was stored with, µs since 1970 UTC
 * @newest_time: of its newest message, likewise
 * @to_start: the server has nothing that is older
 *
 * A stretch of the server's archive that is here without a gap.
 */
typedef struct {
  gint64 id;
  char *oldest_id;
  gint64 oldest_time;
  gint64 newest_time;
  gboolean to_start;
} StoreMamSpan;

void store_mam_span_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreMamSpan, store_mam_span_free)

/* Forgets what is here of all archives, so that they are read again from end to end. */
void store_mam_forget_async (StoreDb *db,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean store_mam_forget_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* The stretches of @account's archive, the newest first. */
void store_mam_list_async (StoreDb *db,
                           gint64 account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *store_mam_list_finish (StoreDb *db,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of StoreMamSpan */

/**
 * StoreMamItem:
 * @peer: the bare address of the conversation
 * @message: (nullable): as for store_messages_insert_incoming_async(), with its server_id
 * @change: (nullable): as for store_changes_add_async(), likewise
 * @delivered: (nullable): the stanza_id of a message of ours that reached @peer (XEP-0184)
 * @displayed: (nullable): the stanza_id of a message that was read (XEP-0333)
 * @direction: IN: it is ours, and @peer has read it; OUT: the person has read it elsewhere
 *
 * It has one of the four in the middle.
 */
typedef struct {
  char *peer;
  StoreMessage *message;
  StoreChange *change;
  char *delivered;
  char *displayed;
  StoreDirection direction;
} StoreMamItem;

/* Takes @message or @change. */
StoreMamItem *store_mam_item_new (const char *peer,
                                  StoreMessage *message,
                                  StoreChange *change,
                                  const char *delivered) G_GNUC_WARN_UNUSED_RESULT;
StoreMamItem *store_mam_item_new_displayed (const char *peer,
                                            StoreDirection direction,
                                            const char *displayed) G_GNUC_WARN_UNUSED_RESULT;
void store_mam_item_free (gpointer self); /* a GDestroyNotify */

/**
 * StoreMamPage:
 * @items: (element-type StoreMamItem): the oldest first
 * @span: the stretch that the page lies right below; 0: it begins a new one
 * @below: the next stretch below; 0: there is none
 * @oldest_id: (nullable): the server's id of the page's oldest message; %NULL: the page is empty
 * @oldest_time: the time of that message
 * @newest_time: of the page's newest message; read only for a new stretch
 * @complete: nothing is left between the page and @below, or the beginning of the archive
 * @keep: for how long messages are kept: see keep.h
 */
typedef struct {
  GPtrArray *items;
  gint64 span;
  gint64 below;
  char *oldest_id;
  gint64 oldest_time;
  gint64 newest_time;
  gboolean complete;
  int keep;
} StoreMamPage;

void store_mam_page_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreMamPage, store_mam_page_free)

/**
 * StoreMamOutcome:
 * @span: the stretch that the page is in now; 0: the page was empty and there is none
 * @added: (element-type StoreMessage): what is new here, the oldest first
 * @changed: (element-type StoreMessage): messages that were here and of which the archive knew more
 * @settled: (element-type StoreChange): what was to be sent, and the archive has it
 * @n_too_old: how many were left out because nothing as old as that is kept here
 * @conversations: (element-type StoreConversation): those of all, each once, as they are now
 */
typedef struct {
  gint64 span;
  GPtrArray *added;
  GPtrArray *changed;
  GPtrArray *settled;
  guint n_too_old;
  GPtrArray *conversations;
} StoreMamOutcome;

void store_mam_outcome_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreMamOutcome, store_mam_outcome_free)

/**
 * store_mam_add_async:
 * @page: (transfer full)
 *
 * Keeps a page and notes what stretch it lengthens, in one transaction: whatever happens, a stretch
 * has no holes. What is here already is not kept twice; see store_messages_insert_incoming_async().
 * What was written before an answer of the person themselves counts as seen. What was erased here,
 * and what is older than it may be, is left out.
 *
 * STORE_ERROR_NOT_FOUND: the account was removed.
 */
void store_mam_add_async (StoreDb *db,
                          gint64 account,
                          StoreMamPage *page,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
StoreMamOutcome *
store_mam_add_finish (StoreDb *db, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
