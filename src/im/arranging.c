/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a chat stands in the list, and whether the person is told of what is new in it. What they
 * want comes into force by what the archive says of it then, so both are always the same.
 */

#include "im/conversation-private.h"

#include "im/person-private.h"
#include "store/reading.h"

static void
on_arranged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_conversations_arrange_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    im_conversation_update (self, record);
  else if (!g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_warning ("Cannot arrange a chat: %s", error->message);
}

static void
arrange (ImConversation *self, gboolean pinned, gboolean archived, gint64 muted_until)
{
  if (im_conversation_get_id (self) != 0)
    store_conversations_arrange_async (im_conversation_get_db (self), im_conversation_get_id (self),
                                       pinned, archived, muted_until, NULL, on_arranged,
                                       g_object_ref (self));
}

/* All chats with a person stand at one place. */
static void
arrange_all (ImConversation *self, gboolean pinned, gboolean archived, gint64 muted_until)
{
  ImPerson *person = im_person_of_conversation (self);

  if (person == NULL)
    arrange (self, pinned, archived, muted_until);
  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++) {
    ImConversation *other = im_person_find_conversation (person, i);

    if (other != NULL)
      arrange (other, pinned, archived, muted_until);
  }
}

void
im_conversation_set_pinned (ImConversation *self, gboolean pinned)
{
  arrange_all (self, pinned, im_conversation_get_archived (self),
               im_conversation_get_muted_until (self));
}

void
im_conversation_set_archived (ImConversation *self, gboolean archived)
{
  arrange_all (self, im_conversation_get_pinned (self), archived,
               im_conversation_get_muted_until (self));
}

void
im_conversation_mute (ImConversation *self, gint64 until)
{
  arrange_all (self, im_conversation_get_pinned (self), im_conversation_get_archived (self), until);
}

void
im_conversation_arrange_like (ImConversation *self, ImConversation *model)
{
  arrange (self, im_conversation_get_pinned (model), im_conversation_get_archived (model),
           im_conversation_get_muted_until (model));
}

static void
on_marked_unread (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_reading_unsee_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    im_conversation_update (self, record);
  else if (!g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_warning ("Cannot mark as unread: %s", error->message);
}

void
im_conversation_mark_unread (ImConversation *self)
{
  if (im_conversation_get_id (self) == 0)
    return;
  im_conversation_see_no_more (self);
  store_reading_unsee_async (im_conversation_get_db (self), im_conversation_get_id (self), NULL,
                             on_marked_unread, g_object_ref (self));
}
