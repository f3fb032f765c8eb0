/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counting gate with a queue, for one thread.
 */

#include "im/turns.h"

typedef struct {
  gpointer owner;
  ImTurnFunc func; /* NULL: it is having its turn */
} Turn;

struct _ImTurns {
  guint n_at_once;
  GQueue turns; /* of Turn: those that have it, then those that wait */
};

static guint
count_running (ImTurns *self)
{
  guint n_running = 0;

  for (GList *l = self->turns.head; l != NULL && ((Turn *) l->data)->func == NULL; l = l->next)
    n_running++;
  return n_running;
}

/* The first that waits stands right behind those that run. */
static void
run_next (ImTurns *self)
{
  guint n_running = count_running (self);
  Turn *turn = g_queue_peek_nth (&self->turns, n_running);

  if (turn != NULL && n_running < self->n_at_once) {
    ImTurnFunc func = g_steal_pointer (&turn->func);

    func (turn->owner);
  }
}

static GList *
find_owner (ImTurns *self, gpointer owner)
{
  for (GList *l = self->turns.head; l != NULL; l = l->next)
    if (((Turn *) l->data)->owner == owner)
      return l;
  return NULL;
}

static void
clear (gpointer data)
{
  ImTurns *self = data;

  g_queue_clear_full (&self->turns, g_free);
}

ImTurns *
im_turns_new (guint n_at_once)
{
  ImTurns *self = g_rc_box_new0 (ImTurns);

  self->n_at_once = n_at_once;
  g_queue_init (&self->turns);
  return self;
}

ImTurns *
im_turns_ref (ImTurns *self)
{
  return g_rc_box_acquire (self);
}

void
im_turns_unref (ImTurns *self)
{
  g_rc_box_release_full (self, clear);
}

void
im_turns_ask (ImTurns *self, gpointer owner, ImTurnFunc func)
{
  Turn *turn = g_new0 (Turn, 1);

  g_return_if_fail (find_owner (self, owner) == NULL);

  turn->owner = owner;
  turn->func = func;
  g_queue_push_tail (&self->turns, turn);
  run_next (self);
}

void
im_turns_done (ImTurns *self, gpointer owner)
{
  GList *link = find_owner (self, owner);

  if (link == NULL)
    return;
  g_free (link->data);
  g_queue_delete_link (&self->turns, link);
  run_next (self);
}
