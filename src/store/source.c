/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other programs have kept.
 */
#include "config.h"

#include "store/source.h"

#include "store/db.h"
#include "store/source-private.h"

#include <string.h>

struct _StoreSource {
  const StoreSourceClass *class;
  gpointer reader;
  double progress;
};

static const StoreSourceClass *const classes[] = {
  [STORE_SOURCE_DINO] = &store_source_dino,
  [STORE_SOURCE_GAJIM] = &store_source_gajim,
  [STORE_SOURCE_PIDGIN] = &store_source_pidgin,
};

StoreImported *
store_imported_new (const char *account, const char *peer, StoreMessage *message)
{
  StoreImported *self = g_new0 (StoreImported, 1);

  self->account = g_utf8_make_valid (account != NULL ? account : "", -1);
  self->peer = g_utf8_make_valid (peer != NULL ? peer : "", -1);
  if (account != NULL && peer != NULL)
    self->message = message;
  else
    store_message_free (message);
  return self;
}

void
store_imported_free (gpointer self)
{
  StoreImported *imported = self;

  if (imported == NULL)
    return;
  g_free (imported->account);
  g_free (imported->peer);
  store_message_free (imported->message);
  g_clear_pointer (&imported->changes, g_ptr_array_unref);
  g_free (imported);
}

char *
store_source_dup_text (const char *text)
{
  gsize n_bytes = text != NULL ? strnlen (text, STORE_SOURCE_MAX_BODY) : 0;

  return n_bytes > 0 ? g_utf8_make_valid (text, (gssize) n_bytes) : NULL;
}

/* @element: (transfer full): XML that the message carries besides its text. Control characters, which
 * no XML can have, would make all of it unreadable. */
static void
add_extra (StoreMessage *message, char *element)
{
  g_autofree char *owned = element;
  g_autofree char *before = message->extra;

  if (strstr (element, "&#x") == NULL)
    message->extra = g_strconcat (before != NULL ? before : "", element, NULL);
  else
    message->extra = g_steal_pointer (&before);
}

StoreChange *
store_imported_add_change (StoreImported *self,
                           StoreChangeKind kind,
                           StoreDirection direction,
                           gint64 time)
{
  const char *sender = direction == STORE_MESSAGE_OUT ? self->account : self->peer;
  gint64 last = self->message->time;
  StoreChange *change;

  g_assert (self->message->stanza_id != NULL);

  if (self->changes == NULL)
    self->changes = g_ptr_array_new_with_free_func (store_change_free);
  for (guint i = 0; i < self->changes->len; i++)
    last = MAX (last, ((StoreChange *) self->changes->pdata[i])->time);
  change =
    store_change_new (kind, direction, sender, MAX (time, last + 1), self->message->stanza_id);
  g_ptr_array_add (self->changes, change);
  return change;
}

void
store_imported_add_reactions (StoreImported *self,
                              StoreDirection direction,
                              gint64 time,
                              const char *emoji,
                              const char *separator)
{
  g_autofree char *text = store_source_dup_text (emoji);
  g_auto (GStrv) each = text != NULL ? g_strsplit (text, separator, -1) : NULL;

  if (each != NULL)
    store_imported_add_change (self, STORE_CHANGE_REACTIONS, direction, time)->body =
      g_strjoinv (" ", each);
}

void
store_source_cut_quote (StoreMessage *message, gint64 n_chars)
{
  g_autofree char *quote = NULL;
  const char *rest;
  char *body;

  if (message->body == NULL || n_chars <= 0 || n_chars >= g_utf8_strlen (message->body, -1))
    return;
  rest = g_utf8_offset_to_pointer (message->body, n_chars);
  quote = g_strndup (message->body, (gsize) (rest - message->body));
  add_extra (message, g_markup_printf_escaped ("<fallback xmlns=\"urn:xmpp:fallback:0\""
                                               " for=\"urn:xmpp:reply:0\">%s</fallback>",
                                               quote));
  body = g_strdup (rest);
  g_free (message->body);
  message->body = body;
}

void
store_source_add_link (StoreMessage *message, const char *url, const char *description)
{
  g_autofree char *link = store_source_dup_text (url);
  g_autofree char *title = store_source_dup_text (description);

  if (link == NULL || (message->body != NULL && strstr (message->body, link) != NULL))
    return;
  add_extra (message, g_markup_printf_escaped ("<x xmlns=\"jabber:x:oob\"><url>%s</url>"
                                               "<desc>%s</desc></x>",
                                               link, title != NULL ? title : ""));
}

char *
store_source_join (const char *bare, const char *resource)
{
  g_autofree char *joined = resource != NULL && *resource != '\0'
                              ? g_strconcat (bare, "/", resource, NULL)
                              : g_strdup (bare);

  return joined != NULL ? g_utf8_make_valid (joined, -1) : g_strdup ("");
}

/* Whatever is the matter with it, it is not the person's own archive. */
static void
name_error (GError **error)
{
  if (error != NULL && *error != NULL && (*error)->domain == STORE_ERROR)
    (*error)->code = STORE_ERROR_FOREIGN;
}

StoreSource *
store_source_open (StoreSourceKind kind, const char *path, GError **error)
{
  gpointer reader;
  StoreSource *self;

  g_return_val_if_fail (kind < STORE_N_SOURCES, NULL);

  reader = classes[kind]->open (path, error);
  if (reader == NULL) {
    name_error (error);
    return NULL;
  }
  self = g_new0 (StoreSource, 1);
  self->class = classes[kind];
  self->reader = reader;
  return self;
}

void
store_source_free (gpointer self)
{
  StoreSource *source = self;

  if (source == NULL)
    return;
  source->class->free (source->reader);
  g_free (source);
}

GPtrArray *
store_source_read (StoreSource *self, guint n, GError **error)
{
  GPtrArray *messages = self->class->read (self->reader, n, &self->progress, error);

  if (messages == NULL)
    name_error (error);
  return messages;
}

double
store_source_get_progress (StoreSource *self)
{
  return self->progress;
}
