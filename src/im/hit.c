/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message that a search found.
 */

#include "im/hit.h"

#include "im/conversation.h"

#include <string.h>

#define ELLIPSIS "…"

/* Bytes ahead of the first span. */
#define AHEAD 36

struct _ImHit {
  GObject parent_instance;

  ImConversation *conversation;
  gint64 id;
  gint64 time;
  gboolean outgoing;
  char *snippet;
  GArray *spans;
};

G_DEFINE_FINAL_TYPE (ImHit, im_hit, G_TYPE_OBJECT)

/* Where to begin so that what is found is in view: at a word, if one begins soon. */
static gsize
begin_of_snippet (const char *body, gsize first)
{
  const char *at = body + (first > AHEAD ? first - AHEAD : 0);

  if (at == body)
    return 0;
  while ((*at & 0xc0) == 0x80)
    at++;
  for (const char *word = at; word < body + first; word = g_utf8_next_char (word))
    if (g_unichar_isspace (g_utf8_get_char (word)))
      return (gsize) (g_utf8_next_char (word) - body);
  return (gsize) (at - body);
}

char *
im_hit_cut (const char *body, const GArray *spans, GArray **cut_spans)
{
  gsize first = spans->len > 0 ? g_array_index (spans, BaseSpan, 0).start : 0;
  gsize begin = begin_of_snippet (body, first);
  gsize n_bytes = base_text_clip (body + begin, IM_HIT_SNIPPET);
  gsize shift = begin > 0 ? strlen (ELLIPSIS) : 0;
  GString *snippet = g_string_new (begin > 0 ? ELLIPSIS : NULL);

  g_string_append_len (snippet, body + begin, (gssize) n_bytes);
  for (char *at = snippet->str; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  if (body[begin + n_bytes] != '\0')
    g_string_append (snippet, ELLIPSIS);
  *cut_spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  for (guint i = 0; i < spans->len; i++) {
    BaseSpan span = g_array_index (spans, BaseSpan, i);

    if (span.start >= begin + n_bytes)
      break;
    span.start = (guint) (span.start - begin + shift);
    span.end = (guint) (MIN (span.end, begin + n_bytes) - begin + shift);
    g_array_append_val (*cut_spans, span);
  }
  return g_string_free (snippet, FALSE);
}

ImHit *
im_hit_new (ImConversation *conversation, const StoreHit *record)
{
  ImHit *self = g_object_new (IM_TYPE_HIT, NULL);

  self->conversation = g_object_ref (conversation);
  self->id = record->message->id;
  self->time = record->message->time;
  self->outgoing = record->message->direction == STORE_MESSAGE_OUT;
  self->snippet = im_hit_cut (record->message->body, record->spans, &self->spans);
  return self;
}

ImConversation *
im_hit_get_conversation (ImHit *self)
{
  return self->conversation;
}

gint64
im_hit_get_id (ImHit *self)
{
  return self->id;
}

gint64
im_hit_get_time (ImHit *self)
{
  return self->time;
}

gboolean
im_hit_get_outgoing (ImHit *self)
{
  return self->outgoing;
}

const char *
im_hit_get_snippet (ImHit *self)
{
  return self->snippet;
}

const GArray *
im_hit_get_spans (ImHit *self)
{
  return self->spans;
}

static void
im_hit_finalize (GObject *object)
{
  ImHit *self = IM_HIT (object);

  g_clear_object (&self->conversation);
  g_free (self->snippet);
  g_clear_pointer (&self->spans, g_array_unref);
  G_OBJECT_CLASS (im_hit_parent_class)->finalize (object);
}

static void
im_hit_class_init (ImHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_hit_finalize;
}

static void
im_hit_init (ImHit *self)
{
}
