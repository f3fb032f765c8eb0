/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person writes in a chat.
 */

#include "im/writing.h"

#include "base/text.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "xmpp/timer.h"

#include <string.h>

/* Drafts are written when the person pauses, not at each key. */
#define DRAFT_DELAY (1 * XMPP_SECOND)

struct _ImWriting {
  ImConversation *conversation; /* unowned */

  char *draft;
  char *spoiler;          /* (nullable) */
  ImMessage *replying_to; /* (nullable) */
  GPtrArray *unsaved;     /* (nullable): of Unsaved */

  gboolean draft_dirty;
  XmppTimer *draft_timer; /* (nullable): most conversations need none */
};

/* What was sent before there was an id. */
typedef struct {
  char *body;
  char *spoiler; /* (nullable) */
} Unsaved;

static void
unsaved_free (gpointer self)
{
  Unsaved *unsaved = self;

  g_free (unsaved->body);
  g_free (unsaved->spoiler);
  g_free (unsaved);
}

static void
write_draft (ImWriting *self)
{
  gint64 id = im_conversation_get_id (self->conversation);

  if (!self->draft_dirty || id == 0)
    return;
  self->draft_dirty = FALSE;
  store_conversations_set_draft_async (im_conversation_get_db (self->conversation), id,
                                       *self->draft != '\0' ? self->draft : NULL, NULL, NULL, NULL);
}

static void
on_draft_due (gpointer user_data)
{
  write_draft (user_data);
}

/* FALSE: it is that already. */
static gboolean
set_draft (ImWriting *self, const char *draft)
{
  if (g_str_equal (self->draft, draft))
    return FALSE;
  g_free (self->draft);
  self->draft = g_strdup (draft);
  g_object_notify (G_OBJECT (self->conversation), "draft");
  return TRUE;
}

/* FALSE: there is nothing to send, or nobody to send it. */
static gboolean
add (ImWriting *self, const char *text, ImMessage *original, const char *spoiler)
{
  ImAccount *account = im_conversation_get_account (self->conversation);
  g_autofree char *body = NULL;
  gsize length = strlen (text);
  Unsaved *unsaved;

  if (base_text_is_blank (text) || account == NULL)
    return FALSE;
  while (text[length - 1] == '\n' || text[length - 1] == '\r')
    length--;
  body = g_strndup (text, length);
  im_peer_end_composing (im_conversation_get_peer (self->conversation));
  if (im_conversation_get_id (self->conversation) != 0) {
    im_outbox_add (im_account_get_outbox (account), self->conversation, body, original, spoiler);
    return TRUE;
  }
  if (self->unsaved == NULL)
    self->unsaved = g_ptr_array_new_with_free_func (unsaved_free);
  unsaved = g_new (Unsaved, 1);
  *unsaved = (Unsaved){ g_steal_pointer (&body), g_strdup (spoiler) };
  g_ptr_array_add (self->unsaved, unsaved);
  im_conversations_save (im_account_get_conversations (account), self->conversation);
  return TRUE;
}

ImWriting *
im_writing_new (ImConversation *conversation)
{
  ImWriting *self = g_new0 (ImWriting, 1);

  self->conversation = conversation;
  self->draft = g_strdup ("");
  return self;
}

void
im_writing_free (ImWriting *self)
{
  g_clear_pointer (&self->draft_timer, xmpp_timer_free);
  g_clear_pointer (&self->unsaved, g_ptr_array_unref);
  g_clear_object (&self->replying_to);
  g_free (self->spoiler);
  g_free (self->draft);
  g_free (self);
}

void
im_writing_load (ImWriting *self, const StoreConversation *record)
{
  if (record->draft != NULL && *self->draft == '\0')
    set_draft (self, record->draft);
}

void
im_writing_catch_up (ImWriting *self)
{
  g_autoptr (GPtrArray) unsaved = g_steal_pointer (&self->unsaved);
  ImAccount *account = im_conversation_get_account (self->conversation);

  write_draft (self);
  for (guint i = 0; unsaved != NULL && account != NULL && i < unsaved->len; i++) {
    const Unsaved *message = unsaved->pdata[i];

    im_outbox_add (im_account_get_outbox (account), self->conversation, message->body, NULL,
                   message->spoiler);
  }
}

void
im_writing_flush (ImWriting *self)
{
  write_draft (self);
}

void
im_writing_put_back (ImWriting *self, const char *body, const char *spoiler)
{
  g_autofree char *text =
    *self->draft != '\0' ? g_strconcat (self->draft, "\n", body, NULL) : g_strdup (body);

  im_conversation_set_draft (self->conversation, text);
  /* All of it is hidden rather than what was to be is shown. */
  if (spoiler != NULL && self->spoiler == NULL)
    im_conversation_set_spoiler (self->conversation, spoiler);
}

gboolean
im_writing_put_all_back (ImWriting *self)
{
  g_autoptr (GPtrArray) unsaved = g_steal_pointer (&self->unsaved);

  for (guint i = 0; unsaved != NULL && i < unsaved->len; i++) {
    const Unsaved *message = unsaved->pdata[i];

    im_writing_put_back (self, message->body, message->spoiler);
  }
  return unsaved != NULL;
}

const char *
im_conversation_get_draft (ImConversation *conversation)
{
  return im_conversation_get_writing (conversation)->draft;
}

void
im_conversation_set_draft (ImConversation *conversation, const char *draft)
{
  ImWriting *self = im_conversation_get_writing (conversation);

  if (!set_draft (self, draft != NULL ? draft : ""))
    return;
  self->draft_dirty = TRUE;
  if (*self->draft == '\0') {
    write_draft (self); /* it has become a message, which must not be there twice after a crash */
    return;
  }
  if (self->draft_timer == NULL)
    self->draft_timer = xmpp_timer_new (on_draft_due, self);
  xmpp_timer_set (self->draft_timer, xmpp_timer_now () + DRAFT_DELAY);
}

void
im_conversation_send (ImConversation *conversation, const char *text)
{
  im_conversation_reply (conversation, text, NULL);
}

void
im_conversation_reply (ImConversation *conversation, const char *text, ImMessage *original)
{
  add (im_conversation_get_writing (conversation), text, original, NULL);
}

void
im_conversation_write (ImConversation *conversation, const char *text)
{
  ImWriting *self = im_conversation_get_writing (conversation);

  if (!add (self, text, self->replying_to, self->spoiler))
    return;
  im_conversation_set_replying_to (conversation, NULL);
  im_conversation_set_spoiler (conversation, NULL);
}

const char *
im_conversation_get_spoiler (ImConversation *conversation)
{
  return im_conversation_get_writing (conversation)->spoiler;
}

void
im_conversation_set_spoiler (ImConversation *conversation, const char *hint)
{
  ImWriting *self = im_conversation_get_writing (conversation);

  if (g_strcmp0 (self->spoiler, hint) == 0)
    return;
  g_free (self->spoiler);
  self->spoiler = g_strdup (hint);
  g_object_notify (G_OBJECT (conversation), "spoiler");
}

ImMessage *
im_conversation_get_replying_to (ImConversation *conversation)
{
  return im_conversation_get_writing (conversation)->replying_to;
}

void
im_conversation_set_replying_to (ImConversation *conversation, ImMessage *message)
{
  if (g_set_object (&im_conversation_get_writing (conversation)->replying_to, message))
    g_object_notify (G_OBJECT (conversation), "replying-to");
}

void
im_conversation_take_begun (ImConversation *conversation, ImConversation *from)
{
  const char *draft = im_conversation_get_draft (from);
  const char *spoiler = im_conversation_get_spoiler (from);

  if (conversation == from || *im_conversation_get_draft (conversation) != '\0' ||
      (*draft == '\0' && spoiler == NULL))
    return;
  im_conversation_set_spoiler (conversation, spoiler);
  im_conversation_set_draft (conversation, draft);
  im_conversation_set_draft (from, NULL);
  im_conversation_set_spoiler (from, NULL);
  im_conversation_set_replying_to (from, NULL);
}
