/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message in the window: the archive's record with what a view needs beside it.
 */

#include "im/message-private.h"

#include "base/props.h"
#include "base/text.h"
#include "im/failure.h"
#include "im/reply.h"

#include <string.h>

struct _ImMessage {
  GObject parent_instance;

  gint64 id;
  gint64 time;
  char *sender;
  char *subject;
  char *body;
  char *reactions;
  char *partner;      /* (nullable) */
  char *partner_name; /* (nullable) */
  gint64 edited;
  gint64 retracted;
  char *extra;
  gboolean outgoing;
  gboolean clipped;
  gboolean has_id;
  ImMessageKind kind;
  ImMessageState state;
  GError *error;
  ImQuote *quote;
  char *name;
  char *author;
};

G_DEFINE_FINAL_TYPE (ImMessage, im_message, G_TYPE_OBJECT)

enum {
  PROP_ID = 1,
  PROP_TIME,
  PROP_SENDER,
  PROP_SUBJECT,
  PROP_BODY,
  PROP_EDITED,
  PROP_RETRACTED,
  PROP_REACTIONS,
  PROP_EXTRA,
  PROP_OUTGOING,
  PROP_CLIPPED,
  PROP_KIND,
  PROP_STATE,
  PROP_ERROR,
  PROP_QUOTE,
  N_PROPS
};

static const BaseProp table[] = {
  { "id", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, id), BASE_RO },
  { "time", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, time), BASE_RO },
  { "sender", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, sender), BASE_RO },
  { "subject", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, subject), BASE_RO },
  { "body", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, body), BASE_RO },
  { "edited", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, edited), BASE_RO },
  { "retracted", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, retracted), BASE_RO },
  { "reactions", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, reactions), BASE_RO },
  { "extra", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, extra), BASE_RO },
  { "outgoing", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessage, outgoing), BASE_RO },
  { "clipped", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessage, clipped), BASE_RO },
  { "kind", 0, im_message_kind_get_type, G_STRUCT_OFFSET (ImMessage, kind), BASE_RO },
  { "state", 0, im_message_state_get_type, G_STRUCT_OFFSET (ImMessage, state), BASE_RO },
  { "error", 0, g_error_get_type, G_STRUCT_OFFSET (ImMessage, error), BASE_RO },
  { "quote", 0, im_quote_get_type, G_STRUCT_OFFSET (ImMessage, quote), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static char *
clip_body (const char *body, gboolean *clipped)
{
  gsize n_bytes = strlen (body);

  *clipped = n_bytes > IM_MESSAGE_MAX_BODY;
  if (*clipped)
    n_bytes = base_text_clip (body, IM_MESSAGE_MAX_BODY);
  return g_strndup (body, n_bytes);
}

gint64
im_message_get_id (ImMessage *self)
{
  return self->id;
}

gboolean
im_message_get_outgoing (ImMessage *self)
{
  return self->outgoing;
}

const char *
im_message_get_sender (ImMessage *self)
{
  return self->sender;
}

gint64
im_message_get_time (ImMessage *self)
{
  return self->time;
}

ImMessageKind
im_message_get_kind (ImMessage *self)
{
  return self->kind;
}

const char *
im_message_get_subject (ImMessage *self)
{
  return self->subject;
}

const char *
im_message_get_body (ImMessage *self)
{
  return self->body;
}

const char *
im_message_get_extra (ImMessage *self)
{
  return self->extra;
}

gboolean
im_message_get_clipped (ImMessage *self)
{
  return self->clipped;
}

gint64
im_message_get_edited (ImMessage *self)
{
  return self->edited;
}

gint64
im_message_get_retracted (ImMessage *self)
{
  return self->retracted;
}

const char *
im_message_get_reactions (ImMessage *self)
{
  return self->reactions;
}

const char *
im_message_get_partner (ImMessage *self)
{
  return self->partner;
}

const char *
im_message_get_partner_name (ImMessage *self)
{
  return self->partner_name;
}

gboolean
im_message_get_has_id (ImMessage *self)
{
  return self->has_id;
}

ImMessageState
im_message_get_state (ImMessage *self)
{
  return self->state;
}

const GError *
im_message_get_error (ImMessage *self)
{
  return self->error;
}

const ImQuote *
im_message_get_quote (ImMessage *self)
{
  return self->quote;
}

gboolean
im_message_can_be_answered (ImMessage *self)
{
  return self->name != NULL && (self->kind == IM_MESSAGE_CHAT || self->kind == IM_MESSAGE_NORMAL);
}

const char *
im_message_get_name (ImMessage *self)
{
  return self->name;
}

const char *
im_message_get_author (ImMessage *self)
{
  return self->author;
}

void
im_message_take_quote (ImMessage *self, ImQuote *quote)
{
  im_quote_free (self->quote);
  self->quote = quote;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUOTE]);
}

static GError *
make_error (const StoreMessage *record)
{
  if (record->state != STORE_MESSAGE_FAILED && record->kind != STORE_MESSAGE_ERROR)
    return NULL;
  return im_failure_new (record->error_condition, record->error_text);
}

/* XEP-0461 §4.1. A message that is sent again has a new one. */
static void
set_name (ImMessage *self, const StoreMessage *record)
{
  g_free (self->name);
  self->name = g_strdup (record->origin_id != NULL ? record->origin_id : record->stanza_id);
}

ImMessage *
im_message_new (const StoreMessage *record, const char *sender)
{
  ImMessage *self = g_object_new (IM_TYPE_MESSAGE, NULL);

  self->id = record->id;
  self->time = record->time;
  self->sender = g_strdup (sender);
  self->subject = g_strdup (record->subject);
  self->body = clip_body (record->body != NULL ? record->body : "", &self->clipped);
  self->edited = record->edited;
  self->retracted = record->retracted;
  self->reactions = g_strdup (record->reactions);
  self->has_id = record->stanza_id != NULL;
  self->extra = g_strdup (record->extra);
  self->outgoing = record->direction == STORE_MESSAGE_OUT;
  self->kind = im_message_kind_from_store (record->kind);
  self->state = im_message_state_from_store (record->state);
  self->error = make_error (record);
  set_name (self, record);
  self->author = g_strdup (record->sender);
  if (record->reply_to != NULL) {
    g_autofree char *quoted = im_reply_dup_quoted (record);

    self->quote = im_quote_new (0, NULL, quoted);
  }
  return self;
}

void
im_message_set_partner (ImMessage *self, const char *address, const char *name)
{
  g_free (self->partner);
  g_free (self->partner_name);
  self->partner = g_strdup (address);
  self->partner_name = g_strdup (name);
}

/* What was corrected, taken back or reacted to. */
static void
update_content (ImMessage *self, const StoreMessage *record)
{
  g_autofree char *body = clip_body (record->body != NULL ? record->body : "", &self->clipped);

  g_object_freeze_notify (G_OBJECT (self));
  base_prop_set_int64 (self, &self->edited, record->edited, props[PROP_EDITED]);
  base_prop_set_int64 (self, &self->retracted, record->retracted, props[PROP_RETRACTED]);
  base_prop_set_string (self, &self->extra, record->extra, props[PROP_EXTRA]);
  base_prop_set_string (self, &self->body, body, props[PROP_BODY]);
  base_prop_set_string (self, &self->extra, record->extra, props[PROP_EXTRA]);
  base_prop_set_string (self, &self->reactions, record->reactions, props[PROP_REACTIONS]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
im_message_update (ImMessage *self, const StoreMessage *record)
{
  ImMessageState state = im_message_state_from_store (record->state);

  g_return_if_fail (self->id == record->id);

  set_name (self, record);
  base_prop_set_int64 (self, &self->time, record->time, props[PROP_TIME]);
  update_content (self, record);
  if (self->state == state)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  g_clear_error (&self->error);
  self->error = make_error (record);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  g_object_thaw_notify (G_OBJECT (self));
}

int
im_message_compare (ImMessage *self, const StoreMessage *record)
{
  if (self->time != record->time)
    return self->time < record->time ? -1 : 1;
  return self->id != record->id ? (self->id < record->id ? -1 : 1) : 0;
}

ImMessageState
im_message_state_from_store (StoreMessageState state)
{
  switch (state) {
  case STORE_MESSAGE_PENDING:
    return IM_MESSAGE_PENDING;
  case STORE_MESSAGE_SENT:
    return IM_MESSAGE_SENT;
  case STORE_MESSAGE_DELIVERED:
    return IM_MESSAGE_DELIVERED;
  case STORE_MESSAGE_FAILED:
    return IM_MESSAGE_FAILED;
  case STORE_MESSAGE_READ:
    return IM_MESSAGE_READ;
  case STORE_MESSAGE_RECEIVED:
  default:
    return IM_MESSAGE_RECEIVED;
  }
}

ImMessageKind
im_message_kind_from_store (StoreMessageKind kind)
{
  switch (kind) {
  case STORE_MESSAGE_NORMAL:
    return IM_MESSAGE_NORMAL;
  case STORE_MESSAGE_HEADLINE:
    return IM_MESSAGE_HEADLINE;
  case STORE_MESSAGE_ERROR:
    return IM_MESSAGE_ERROR;
  case STORE_MESSAGE_CHAT:
  default:
    return IM_MESSAGE_CHAT;
  }
}

static void
im_message_finalize (GObject *object)
{
  g_clear_pointer (&IM_MESSAGE (object)->partner, g_free);
  g_clear_pointer (&IM_MESSAGE (object)->partner_name, g_free);
  base_props_clear (object, table, G_N_ELEMENTS (table));
  g_clear_pointer (&IM_MESSAGE (object)->name, g_free);
  g_clear_pointer (&IM_MESSAGE (object)->author, g_free);
  G_OBJECT_CLASS (im_message_parent_class)->finalize (object);
}

static void
im_message_class_init (ImMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = im_message_finalize;
  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
}

static void
im_message_init (ImMessage *self)
{
}
