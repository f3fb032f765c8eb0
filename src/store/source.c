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
  self->message = message;
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
  g_free (imported);
}

char *
store_source_dup_text (const char *text)
{
  gsize n_bytes = text != NULL ? strnlen (text, STORE_SOURCE_MAX_BODY) : 0;

  return n_bytes > 0 ? g_utf8_make_valid (text, (gssize) n_bytes) : NULL;
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
