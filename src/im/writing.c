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
#include "store/message-pages.h"
#include "xmpp/timer.h"

#include <string.h>

struct _ImWriting {
  ImConversation *conversation; /* unowned */

  char *draft;            /* what waits is still its beginning */
  char *spoiler;          /* (nullable) */
  ImMessage *replying_to; /* (nullable) */
  gint64 wanted; /* what replying_to was when the program ended, until it is found; 0: nothing */

  GQueue waiting;   /* of Piece: what is to be kept as messages, one after the other */
  gboolean keeping; /* the archive has been given the first of them */
  gboolean dirty;   /* the archive has another draft */
};

/* What the person has sent. */
typedef struct {
  char *text;
  gboolean drafted;    /* it was written here, and is the draft until it is a message */
  ImMessage *original; /* (nullable) */
  char *spoiler;       /* (nullable) */
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_clear_object (&piece->original);
  g_free (piece->spoiler);
  g_free (piece);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Piece, piece_free)

static void
save_draft (ImWriting *self, const char *draft)
{
  self->dirty = FALSE;
  store_conversations_set_draft_async (
    im_conversation_get_db (self->conversation), im_conversation_get_id (self->conversation),
    *draft != '\0' ? draft : NULL, self->spoiler,
    self->replying_to != NULL ? im_message_get_id (self->replying_to) : self->wanted, NULL, NULL,
    NULL);
}

/* Not while it becomes a message, which would be there twice then, or not at all. */
static void
write_draft (ImWriting *self)
{
  if (self->dirty && im_conversation_get_id (self->conversation) != 0 &&
      g_queue_is_empty (&self->waiting))
    save_draft (self, self->draft);
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

static gboolean
set_spoiler (ImWriting *self, const char *hint)
{
  if (g_strcmp0 (self->spoiler, hint) == 0)
    return FALSE;
  g_free (self->spoiler);
  self->spoiler = g_strdup (hint);
  g_object_notify (G_OBJECT (self->conversation), "spoiler");
  return TRUE;
}

/* What of @text does not wait: all of it, when something else was written in the place of what does. */
static const char *
skip_waiting (const ImWriting *self, const char *text)
{
  const char *rest = text;

  for (const GList *l = self->waiting.head; l != NULL; l = l->next) {
    const Piece *piece = l->data;

    if (piece->drafted && !g_str_has_prefix (rest, piece->text))
      return text;
    if (piece->drafted)
      rest += strlen (piece->text);
  }
  return rest;
}

/* What waits is not in the draft any more. */
static void
part_from_draft (ImWriting *self)
{
  for (const GList *l = self->waiting.head; l != NULL; l = l->next)
    ((Piece *) l->data)->drafted = FALSE;
}

/* The archive has the message, and no draft any more. */
static void
kept (ImWriting *self, const Piece *piece)
{
  g_autofree char *draft = g_strdup (self->draft);

  g_object_freeze_notify (G_OBJECT (self->conversation));
  if (g_str_has_prefix (draft, piece->text))
    set_draft (self, draft + strlen (piece->text));
  self->dirty = *self->draft != '\0' || self->spoiler != NULL || self->replying_to != NULL;
  im_conversation_tell_kept (self->conversation, piece->text);
  g_object_thaw_notify (G_OBJECT (self->conversation));
}

static void keep_next (ImWriting *self);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  ImWriting *self = im_conversation_get_writing (conversation);
  g_autoptr (GError) error = NULL;
  g_autoptr (Piece) piece = NULL;

  self->keeping = FALSE;
  if (!im_outbox_add_finish (IM_OUTBOX (source), result, &error)) {
    im_writing_give_up (self, error);
    return;
  }
  piece = g_queue_pop_head (&self->waiting);
  if (piece->drafted)
    kept (self, piece);
  keep_next (self);
  write_draft (self);
}

/* One after the other: when one cannot be kept, those behind it shall not go out before it. */
static void
keep_next (ImWriting *self)
{
  ImAccount *account = im_conversation_get_account (self->conversation);
  const Piece *piece = g_queue_peek_head (&self->waiting);
  g_autofree char *body = NULL;
  gsize length;

  if (piece == NULL || account == NULL || self->keeping ||
      im_conversation_get_id (self->conversation) == 0)
    return;
  length = strlen (piece->text);
  while (piece->text[length - 1] == '\n' || piece->text[length - 1] == '\r')
    length--;
  body = g_strndup (piece->text, length);
  self->keeping = TRUE;
  im_outbox_add_async (im_account_get_outbox (account), self->conversation, body, piece->original,
                       piece->spoiler, piece->drafted, on_kept, g_object_ref (self->conversation));
}

static Piece *
add (ImWriting *self, const char *text)
{
  ImAccount *account = im_conversation_get_account (self->conversation);
  Piece *piece = g_new0 (Piece, 1);

  piece->text = g_strdup (text);
  g_queue_push_tail (&self->waiting, piece);
  im_peer_end_composing (im_conversation_get_peer (self->conversation));
  if (im_conversation_get_id (self->conversation) == 0)
    im_conversations_save (im_account_get_conversations (account), self->conversation);
  return piece;
}

ImWriting *
im_writing_new (ImConversation *conversation)
{
  ImWriting *self = g_new0 (ImWriting, 1);

  self->conversation = conversation;
  self->draft = g_strdup ("");
  g_queue_init (&self->waiting);
  return self;
}

void
im_writing_free (ImWriting *self)
{
  g_queue_clear_full (&self->waiting, piece_free);
  g_clear_object (&self->replying_to);
  g_free (self->spoiler);
  g_free (self->draft);
  g_free (self);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  ImWriting *self = im_conversation_get_writing (conversation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = store_messages_around_finish (STORE_DB (source), result, &error);

  if (found == NULL && !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Cannot look for what a draft answers: %s", error->message);
  if (found != NULL && self->wanted != 0)
    self->replying_to = im_conversation_make_message (conversation, found->pdata[0]);
  self->wanted = 0;
  g_object_notify (G_OBJECT (conversation), "replying-to");
}

void
im_writing_load (ImWriting *self, const StoreConversation *record)
{
  if (*self->draft != '\0' || self->spoiler != NULL || self->replying_to != NULL)
    return;
  if (record->draft != NULL)
    set_draft (self, record->draft);
  if (record->draft_spoiler != NULL)
    set_spoiler (self, record->draft_spoiler);
  self->wanted = record->draft_reply;
  if (self->wanted != 0)
    store_messages_around_async (im_conversation_get_db (self->conversation), record->id,
                                 self->wanted, 0, NULL, on_found,
                                 g_object_ref (self->conversation));
}

void
im_writing_catch_up (ImWriting *self)
{
  keep_next (self);
  write_draft (self);
}

void
im_writing_flush (ImWriting *self)
{
  const Piece *piece = g_queue_peek_head (&self->waiting);

  /* The archive does one thing after the other: this comes behind the message. */
  if (self->keeping && piece->drafted && g_str_has_prefix (self->draft, piece->text))
    save_draft (self, self->draft + strlen (piece->text));
  else if (self->dirty && im_conversation_get_id (self->conversation) != 0)
    save_draft (self, self->draft);
}

/* All of it is hidden rather than what was to be is shown. @spoiler: (nullable) */
static void
hide_again (ImWriting *self, const char *spoiler)
{
  if (spoiler != NULL && self->spoiler == NULL)
    im_conversation_set_spoiler (self->conversation, spoiler);
}

void
im_writing_put_back (ImWriting *self, const char *body, const char *spoiler)
{
  g_autofree char *text =
    *self->draft != '\0' ? g_strconcat (self->draft, "\n", body, NULL) : g_strdup (body);

  im_conversation_set_draft (self->conversation, text);
  hide_again (self, spoiler);
}

void
im_writing_give_up (ImWriting *self, const GError *error)
{
  GQueue waiting = self->waiting;

  if (g_queue_is_empty (&waiting) || self->keeping)
    return;
  g_queue_init (&self->waiting);
  self->dirty = TRUE;
  for (const GList *l = waiting.head; l != NULL; l = l->next) {
    const Piece *piece = l->data;

    if (!piece->drafted)
      im_writing_put_back (self, piece->text, piece->spoiler);
    else
      hide_again (self, piece->spoiler);
    if (piece->original != NULL && piece->drafted && self->replying_to == NULL)
      im_conversation_set_replying_to (self->conversation, piece->original);
  }
  g_queue_clear_full (&waiting, piece_free);
  write_draft (self);
  g_object_notify (G_OBJECT (self->conversation), "draft");
  im_conversation_tell_not_kept (self->conversation, NULL, NULL, error);
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
  self->dirty = TRUE;
  write_draft (self);
}

void
im_conversation_send (ImConversation *conversation, const char *text)
{
  im_conversation_reply (conversation, text, NULL);
}

void
im_conversation_reply (ImConversation *conversation, const char *text, ImMessage *original)
{
  ImWriting *self = im_conversation_get_writing (conversation);

  if (base_text_is_blank (text) || im_conversation_get_account (conversation) == NULL)
    return;
  g_set_object (&add (self, text)->original, original);
  keep_next (self);
}

gboolean
im_conversation_can_write (ImConversation *conversation, const char *text)
{
  const char *rest = skip_waiting (im_conversation_get_writing (conversation), text);

  return !base_text_is_blank (rest) && im_conversation_get_account (conversation) != NULL;
}

void
im_conversation_write (ImConversation *conversation, const char *text)
{
  ImWriting *self = im_conversation_get_writing (conversation);
  const char *rest = skip_waiting (self, text);
  Piece *piece;

  if (!im_conversation_can_write (conversation, text))
    return;
  if (rest == text)
    part_from_draft (self);
  piece = add (self, rest);
  piece->drafted = TRUE;
  g_set_object (&piece->original, self->replying_to);
  piece->spoiler = g_strdup (self->spoiler);
  im_conversation_set_replying_to (conversation, NULL);
  im_conversation_set_spoiler (conversation, NULL);
  /* Without telling: in a moment it is none any more, and lists of chats would flicker. */
  g_free (self->draft);
  self->draft = g_strdup (text);
  self->dirty = TRUE;
  keep_next (self);
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

  if (!set_spoiler (self, hint))
    return;
  self->dirty = TRUE;
  write_draft (self);
}

ImMessage *
im_conversation_get_replying_to (ImConversation *conversation)
{
  return im_conversation_get_writing (conversation)->replying_to;
}

void
im_conversation_set_replying_to (ImConversation *conversation, ImMessage *message)
{
  ImWriting *self = im_conversation_get_writing (conversation);

  self->wanted = 0;
  if (!g_set_object (&self->replying_to, message))
    return;
  g_object_notify (G_OBJECT (conversation), "replying-to");
  self->dirty = TRUE;
  write_draft (self);
}

void
im_conversation_take_begun (ImConversation *conversation, ImConversation *from)
{
  const char *draft = im_conversation_get_draft (from);
  const char *spoiler = im_conversation_get_spoiler (from);

  if (conversation == from || im_conversation_get_spoiler (conversation) != NULL ||
      !g_queue_is_empty (&im_conversation_get_writing (from)->waiting) ||
      *im_conversation_get_draft (conversation) != '\0' || (*draft == '\0' && spoiler == NULL))
    return;
  im_conversation_set_spoiler (conversation, spoiler);
  im_conversation_set_draft (conversation, draft);
  im_conversation_set_draft (from, NULL);
  im_conversation_set_spoiler (from, NULL);
  im_conversation_set_replying_to (from, NULL);
}
