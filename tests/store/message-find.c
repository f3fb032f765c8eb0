/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of finding one message: by its time, and by the name that another one gives it.
 */
#include "config.h"

#include "store/message-find.h"

#include "tests/store/fixture.h"

#define PEER "romeo@example.org"
#define OTHER "nurse@example.org"

typedef struct {
  StoreDb *db;
  gint64 account;
  gint64 conversation;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, "juliet@example.org");
  f->conversation = add_conversation (f->db, f->account, PEER);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_db (f->db);
}

static gint64
add (Fixture *f, const char *peer, gint64 time, const char *stanza_id, const char *origin_id)
{
  g_autoptr (StoreMessage) message =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, peer, time);
  g_autoptr (StoreInsertion) insertion = NULL;

  message->stanza_id = g_strdup (stanza_id);
  message->origin_id = g_strdup (origin_id);
  message->body = g_strdup_printf ("%" G_GINT64_FORMAT, time);
  insertion = insert_incoming (f->db, f->account, peer, message);
  g_assert_false (insertion->duplicate);
  return insertion->message->id;
}

static gint64
find_at (Fixture *f, gint64 time)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  gint64 id;

  store_messages_find_at_async (f->db, f->conversation, time, NULL, on_done, &wait);
  id = store_messages_find_at_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return id;
}

/* 0: there is none */
static gint64
find_named (Fixture *f, const char *name, gint64 from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) found = NULL;
  g_auto (Wait) wait = { 0 };

  store_messages_find_named_async (f->db, name, from, NULL, on_done, &wait);
  found = store_messages_find_named_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return found != NULL ? found->id : 0;
}

static void
test_at (Fixture *f, gconstpointer data)
{
  gint64 late, early;

  g_assert_cmpint (find_at (f, 0), ==, 0);
  late = add (f, PEER, 3000, NULL, NULL);
  early = add (f, PEER, 1000, NULL, NULL);
  add (f, OTHER, 500, NULL, NULL);
  g_assert_cmpint (find_at (f, G_MININT64), ==, early);
  g_assert_cmpint (find_at (f, 1000), ==, early);
  g_assert_cmpint (find_at (f, 1001), ==, late);
  g_assert_cmpint (find_at (f, 3001), ==, 0);
}

static void
test_named (Fixture *f, gconstpointer data)
{
  gint64 original = add (f, PEER, 1000, "s", "o");
  gint64 again, reply, later;

  add (f, OTHER, 1500, "s", "o");
  reply = add (f, PEER, 9000, "r", NULL);
  g_assert_cmpint (find_named (f, "o", reply), ==, original);
  g_assert_cmpint (find_named (f, "s", reply), ==, original);
  g_assert_cmpint (find_named (f, "x", reply), ==, 0);
  g_assert_cmpint (find_named (f, "r", reply), ==, 0);

  again = add (f, PEER, 2000, "s", NULL);
  g_assert_cmpint (find_named (f, "s", reply), ==, again);
  later = add (f, PEER, 10000, "s", NULL);
  g_assert_cmpint (find_named (f, "s", reply), ==, again);
  g_assert_cmpint (find_named (f, "s", later), ==, again);
  add (f, PEER, 12000, "late", NULL);
  g_assert_cmpint (find_named (f, "late", reply), >, later);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/message-find/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("at", test_at);
  ADD ("named", test_named);
#undef ADD
  return g_test_run ();
}
