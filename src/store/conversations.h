/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations: with whom, what is unread, what was being typed, what was said last.
 */
#pragma once

#include "store/db.h"

/* The numbers are in the file. */
typedef enum {
  STORE_CONVERSATION_CHAT = 0, /* one person */
  STORE_CONVERSATION_ANNOUNCEMENTS =
    1, /* what servers and strangers announce; nobody writes there */
} StoreConversationKind;

/* The peer of an account's announcements: nobody has that address. */
#define STORE_ANNOUNCEMENTS_PEER ""

/**
 * StoreConversation:
 * @id: > 0, never used again after a removal
 * @jid: the bare address of the peer, prepared, or STORE_ANNOUNCEMENTS_PEER; one conversation of an
 *   account for each
 * @draft: (nullable): what was typed and not sent
 * @draft_spoiler: (nullable): it is to be hidden, and is about that, if not ""
 * @draft_reply: the id of the message that it is to answer, 0: none
 * @unread: how many incoming messages have not been seen
 * @pinned: it stands above the others
 * @archived: it is kept apart until something is new in it
 * @muted_until: µs since 1970: nobody is told of what comes before; 0: not muted,
 *   STORE_MUTED_FOR_EVER: until the person changes it
 * @last_message: the id of the newest message by (time, id), 0: none yet
 * @last_time: its time; that of the conversation's beginning while there is none
 * @last_outgoing: the person wrote it
 * @last_retracted: it was taken back
 * @last_preview: (nullable): the first STORE_PREVIEW_CHARS characters of it
 */
typedef struct {
  gint64 id;
  gint64 account;
  char *jid;
  StoreConversationKind kind;
  char *draft;
  char *draft_spoiler;
  gint64 draft_reply;
  guint unread;
  gboolean pinned;
  gboolean archived;
  gint64 muted_until;
  gint64 last_message;
  gint64 last_time;
  gboolean last_outgoing;
  gboolean last_retracted;
  char *last_preview;
} StoreConversation;

#define STORE_PREVIEW_CHARS 200

/* In the place of what is not to be seen before it is asked for, and of what cannot be read. */
#define STORE_PREVIEW_SPOILER "▒▒▒▒▒"
#define STORE_PREVIEW_ENCRYPTED "🔒"
#define STORE_MUTED_FOR_EVER G_MAXINT64

StoreConversation *
store_conversation_copy (const StoreConversation *self) G_GNUC_WARN_UNUSED_RESULT;
void store_conversation_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreConversation, store_conversation_free)

/* All conversations of an account, the newest first. */
void store_conversations_list_async (StoreDb *db,
                                     gint64 account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *store_conversations_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreConversation */

/* The conversation of @account with @jid; @kind is that of a new one. STORE_ERROR_NOT_FOUND: the
 * account was removed. */
void store_conversations_ensure_async (StoreDb *db,
                                       gint64 account,
                                       const char *jid,
                                       StoreConversationKind kind,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
StoreConversation *store_conversations_ensure_finish (StoreDb *db,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @draft, @spoiler, @reply: as StoreConversation has them; a message that is gone is no reply. No error when
 * the conversation is gone. */
void store_conversations_set_draft_async (StoreDb *db,
                                          gint64 conversation,
                                          const char *draft,
                                          const char *spoiler,
                                          gint64 reply,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean store_conversations_set_draft_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* One message has been seen, and what came before it not. Returns the conversation;
 * STORE_ERROR_NOT_FOUND: it is gone. */
void store_conversations_see_one_async (StoreDb *db,
                                        gint64 conversation,
                                        gint64 message,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
StoreConversation *store_conversations_see_one_finish (StoreDb *db,
                                                       GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where it stands in the list, and whether the person is told of what is new: see the members of
 * StoreConversation. Returns it; STORE_ERROR_NOT_FOUND: it is gone. */
void store_conversations_arrange_async (StoreDb *db,
                                        gint64 conversation,
                                        gboolean pinned,
                                        gboolean archived,
                                        gint64 muted_until,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
StoreConversation *store_conversations_arrange_finish (StoreDb *db,
                                                       GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
