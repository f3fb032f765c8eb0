/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds what a reply answers.
 */

#include "im/original.h"

#include "base/data.h"
#include "im/content.h"
#include "im/conversation-private.h"
#include "store/conversations.h"
#include "store/message-find.h"

struct _Search {
  ImConversation *conversation;
  ImMessage *reply;
};

BASE_DEFINE_DATA (Search, search)

static void
search_cleanup (Search *self)
{
  g_clear_object (&self->conversation);
  g_clear_object (&self->reply);
}

/* What a spoiler hides is not given away above a reply to it. */
static ImQuote *
quote (const StoreMessage *original, const char *sender)
{
  return im_quote_new (original->id, sender,
                       im_content_is_spoiler (original->extra) ? STORE_PREVIEW_SPOILER
                                                               : original->body);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) original =
    store_messages_find_named_finish (STORE_DB (source), result, &error);
  g_autofree char *sender = NULL;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Cannot look for what was answered: %s", error->message);
  if (original == NULL)
    return;
  sender = im_conversation_dup_sender (search->conversation, original);
  im_message_take_quote (search->reply, quote (original, sender));
}

void
im_original_find (ImConversation *conversation, ImMessage *reply, const char *name)
{
  Search *search = search_alloc ();

  search->conversation = g_object_ref (conversation);
  search->reply = g_object_ref (reply);
  store_messages_find_named_async (im_conversation_get_db (conversation), name,
                                   im_message_get_id (reply), NULL, on_found, search);
}

void
im_original_update (ImMessage *reply, const StoreMessage *original)
{
  const ImQuote *shown = im_message_get_quote (reply);

  if (shown != NULL && shown->id == original->id && shown->id != 0)
    im_message_take_quote (reply, quote (original, shown->sender));
}
