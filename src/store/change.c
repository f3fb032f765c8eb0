/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that was said later about a message, and what all of it together makes of that message.
 */
#include "config.h"

#include "store/change.h"

#include <string.h>

StoreChange *
store_change_new (StoreChangeKind kind,
                  StoreDirection direction,
                  const char *sender,
                  gint64 time,
                  const char *target)
{
  StoreChange *self = g_new0 (StoreChange, 1);

  self->kind = kind;
  self->direction = direction;
  self->state = direction == STORE_MESSAGE_OUT ? STORE_MESSAGE_SENT : STORE_MESSAGE_RECEIVED;
  self->sender = g_strdup (sender);
  self->time = time;
  self->target = g_strdup (target);
  return self;
}

StoreChange *
store_change_copy (const StoreChange *self)
{
  StoreChange *copy = g_memdup2 (self, sizeof *self);

  copy->sender = g_strdup (self->sender);
  copy->target = g_strdup (self->target);
  copy->stanza_id = g_strdup (self->stanza_id);
  copy->server_id = g_strdup (self->server_id);
  copy->body = g_strdup (self->body);
  copy->extra = g_strdup (self->extra);
  return copy;
}

void
store_change_free (gpointer self)
{
  StoreChange *change = self;

  if (change == NULL)
    return;
  g_free (change->sender);
  g_free (change->target);
  g_free (change->stanza_id);
  g_free (change->server_id);
  g_free (change->body);
  g_free (change->extra);
  g_free (change);
}

gboolean
store_change_is_entitled (const StoreChange *self, const StoreMessage *message)
{
  gsize n_bare = strcspn (message->sender, "/");

  if (message->kind == STORE_MESSAGE_ERROR)
    return FALSE;
  if (self->kind == STORE_CHANGE_REACTIONS)
    return TRUE;
  return self->direction == message->direction && strlen (self->sender) == n_bare &&
         memcmp (self->sender, message->sender, n_bare) == 0;
}

static int
compare_senders (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* A line for each of those who reacted, in an order of no meaning that is always the same. */
static char *
dup_reactions (GHashTable *last)
{
  g_autoptr (GList) senders = g_list_sort (g_hash_table_get_keys (last), compare_senders);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *l = senders; l != NULL; l = l->next) {
    const StoreChange *change = g_hash_table_lookup (last, l->data);

    if (change->body != NULL && *change->body != '\0')
      g_string_append_printf (text, "%s%s\t%s", text->len > 0 ? "\n" : "", change->sender,
                              change->body);
  }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

void
store_change_fold (const StoreMessage *message, const GPtrArray *changes, StoreShown *shown)
{
  g_autoptr (GHashTable) reactions = g_hash_table_new (g_str_hash, g_str_equal); /* by sender */
  gboolean has_retraction = FALSE;

  *shown = (StoreShown){ .body = message->body, .extra = message->extra };
  for (guint i = 0; i < changes->len; i++) {
    StoreChange *change = changes->pdata[i];

    has_retraction |= change->kind == STORE_CHANGE_RETRACTION;
    if (change->state == STORE_MESSAGE_FAILED)
      continue;
    switch (change->kind) {
    case STORE_CHANGE_CORRECTION:
      shown->edited = change->time;
      G_GNUC_FALLTHROUGH;
    case STORE_CHANGE_FIRST:
      shown->body = change->body;
      shown->extra = change->extra;
      break;
    case STORE_CHANGE_RETRACTION:
      shown->retracted = change->time;
      break;
    case STORE_CHANGE_REACTIONS:
      g_hash_table_insert (reactions, change->sender, change);
      break;
    default:
      break;
    }
  }
  /* The server's archive may have told that it was taken back before it has shown by what. */
  if (!has_retraction)
    shown->retracted = message->retracted;
  if (shown->retracted != 0)
    shown->body = shown->extra = NULL;
  else
    shown->reactions = dup_reactions (reactions);
}

void
store_shown_clear (StoreShown *self)
{
  g_clear_pointer (&self->reactions, g_free);
}
