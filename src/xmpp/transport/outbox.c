/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes on their way out, in one write at a time. */

#include "config.h"

#include "xmpp/transport/outbox.h"

#include <string.h>

/* A write goes on while the socket takes it, so a great one could hold the main loop. */
#define MAX_WRITE (64 * 1024)

/* Enough for what one turn usually brings, so that a buffer with a password is seldom moved. */
#define BUFFER_SIZE 4096

struct _XmppOutbox {
  const XmppOutboxEvents *events;
  gpointer data;
  gsize max_bytes;
  GOutputStream *stream; /* (nullable) */
  GCancellable *cancellable;
  GString *queue;
  GBytes *writing; /* (nullable) */
  gsize n_written;
  gboolean busy; /* a write is under way */
  guint flush_id;
};

/* A queue may have held a password. */
static void
wipe (gpointer data)
{
  GString *string = data;

  explicit_bzero (string->str, string->len);
  g_string_free (string, TRUE);
}

static gsize
count_waiting (XmppOutbox *self)
{
  gsize n_writing = self->writing ? g_bytes_get_size (self->writing) - self->n_written : 0;

  return n_writing + self->queue->len;
}

static void flush (XmppOutbox *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppOutbox *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n_bytes = g_output_stream_write_bytes_finish (G_OUTPUT_STREAM (source), result, &error);

  /* Then the outbox is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->busy = FALSE;
  if (n_bytes < 0) {
    self->events->failed (error, self->data);
    return;
  }

  self->n_written += n_bytes;
  if (self->n_written == g_bytes_get_size (self->writing))
    g_clear_pointer (&self->writing, g_bytes_unref);

  if (count_waiting (self) == 0)
    self->events->drained (self->data);
  else
    flush (self);
}

static void
flush (XmppOutbox *self)
{
  g_autoptr (GBytes) piece = NULL;

  if (self->busy || self->stream == NULL || count_waiting (self) == 0)
    return;

  if (self->writing == NULL) {
    GString *queue = g_steal_pointer (&self->queue);

    self->queue = g_string_sized_new (BUFFER_SIZE);
    self->writing = g_bytes_new_with_free_func (queue->str, queue->len, wipe, queue);
    self->n_written = 0;
  }

  piece =
    g_bytes_new_from_bytes (self->writing, self->n_written,
                            MIN (g_bytes_get_size (self->writing) - self->n_written, MAX_WRITE));
  self->busy = TRUE;
  g_output_stream_write_bytes_async (self->stream, piece, G_PRIORITY_DEFAULT, self->cancellable,
                                     on_written, self);
}

static gboolean
on_flush (gpointer user_data)
{
  XmppOutbox *self = user_data;

  self->flush_id = 0;
  if (count_waiting (self) > self->max_bytes) {
    g_autoptr (GError) error = g_error_new (
      G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
      "The server has not taken the last %" G_GSIZE_FORMAT " bytes", count_waiting (self));

    self->events->failed (error, self->data);
  } else {
    flush (self);
  }
  return G_SOURCE_REMOVE;
}

static void
schedule (XmppOutbox *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_flush, self, NULL);
}

XmppOutbox *
xmpp_outbox_new (const XmppOutboxEvents *events, gsize max_bytes, gpointer data)
{
  XmppOutbox *self = g_new0 (XmppOutbox, 1);

  self->events = events;
  self->max_bytes = max_bytes;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->queue = g_string_sized_new (BUFFER_SIZE);
  return self;
}

void
xmpp_outbox_free (XmppOutbox *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->writing, g_bytes_unref);
  wipe (self->queue);
  g_free (self);
}

void
xmpp_outbox_set_stream (XmppOutbox *self, GOutputStream *stream)
{
  g_return_if_fail (!self->busy);

  g_set_object (&self->stream, stream);
  if (stream != NULL && self->queue->len > 0)
    schedule (self);
}

GString *
xmpp_outbox_edit (XmppOutbox *self)
{
  schedule (self);
  return self->queue;
}

gboolean
xmpp_outbox_is_drained (XmppOutbox *self)
{
  return !self->busy && count_waiting (self) == 0;
}
