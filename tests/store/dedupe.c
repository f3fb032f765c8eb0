/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of which messages are taken for the same one.
 */
#include "config.h"

#include "store/dedupe.h"

#include "tests/store/fixture.h"

#define PEER "romeo@example.org"
#define ROMEO PEER "/balcony"
#define JULIET "juliet@example.org/chamber"

typedef struct {
  const char *sender;
  const char *stanza_id;
  const char *origin_id;
  const char *server_id;
  const char *body;
  StoreMessageKind kind;
  const char *subject;
  StoreDirection direction;
} Copy;

/* Two messages that come one after the other. */
static const struct {
  const char *what;
  Copy first, second;
  gboolean duplicate;
} cases[] = {
  { "no ids at all, same words", { ROMEO, .body = "hi" }, { ROMEO, .body = "hi" }, FALSE },

  /* 1. The archive says so. */
  { "same archive id",
    { ROMEO, "a", .server_id = "s", .body = "hi" },
    { ROMEO, "a", .server_id = "s", .body = "hi" },
    TRUE },
  { "same archive id, all else different",
    { ROMEO, "a", "o", "s", "hi" },
    { PEER "/garden", "b", "p", "s", "ho" },
    TRUE },
  { "same archive id, other direction",
    { JULIET, "a", .server_id = "s", .body = "hi", .direction = STORE_MESSAGE_OUT },
    { JULIET, "a", .server_id = "s", .body = "hi" },
    TRUE },

  /* 2. Sent again by its author. */
  { "sent again after a lost link",
    { ROMEO, "a", "o", "s1", "hi" },
    { ROMEO, "a", "o", "s2", "hi" },
    TRUE },
  { "sent again with a new resource and id",
    { ROMEO, "a", "o", "s1", "hi" },
    { PEER "/garden", "b", "o", "s2", "hi" },
    TRUE },
  { "origin id used again for something else",
    { ROMEO, "a", "o", "s1", "hi" },
    { ROMEO, "a", "o", "s2", "ho" },
    FALSE },
  { "origin id of somebody else",
    { ROMEO, "a", "o", NULL, "hi" },
    { "paris@example.org/x", "b", "o", NULL, "hi" },
    FALSE },
  { "somebody whose name begins so",
    { ROMEO, NULL, "o", NULL, "hi" },
    { PEER ".uk/balcony", NULL, "o", NULL, "hi" },
    FALSE },

  /* 3. Delivered again, or live and from the archive. */
  { "delivered again", { ROMEO, "a", .body = "hi" }, { ROMEO, "a", .body = "hi" }, TRUE },
  { "live, then from the archive",
    { ROMEO, "a", .body = "hi" },
    { ROMEO, "a", .server_id = "s", .body = "hi" },
    TRUE },
  { "from the archive, then live",
    { ROMEO, "a", .server_id = "s", .body = "hi" },
    { ROMEO, "a", .body = "hi" },
    TRUE },
  { "same id, another resource",
    { ROMEO, "a", .body = "hi" },
    { PEER "/garden", "a", .body = "hi" },
    FALSE },
  { "always the same id, other words",
    { ROMEO, "1", .body = "hi" },
    { ROMEO, "1", .body = "ho" },
    FALSE },
  { "always the same id, same words, told apart by the archive",
    { ROMEO, "1", .server_id = "s1", .body = "Alarm!" },
    { ROMEO, "1", .server_id = "s2", .body = "Alarm!" },
    FALSE },
  { "other kind",
    { ROMEO, "a", .body = "hi" },
    { ROMEO, "a", .body = "hi", .kind = STORE_MESSAGE_NORMAL },
    FALSE },
  { "other subject",
    { ROMEO, "a", .body = "hi", .subject = "x" },
    { ROMEO, "a", .body = "hi" },
    FALSE },
  { "subjects only", { ROMEO, "a", .subject = "x" }, { ROMEO, "a", .subject = "x" }, TRUE },
  { "empty is not missing", { ROMEO, "a", .body = "" }, { ROMEO, "a" }, FALSE },
  { "to oneself",
    { JULIET, "a", "o", NULL, "hi", .direction = STORE_MESSAGE_OUT },
    { JULIET, "a", "o", NULL, "hi" },
    FALSE },
  { "my own from another device, twice",
    { JULIET, "a", "o", NULL, "hi", .direction = STORE_MESSAGE_OUT },
    { JULIET, "a", "o", "s", "hi", .direction = STORE_MESSAGE_OUT },
    TRUE },
};

static StoreMessage *
message_of (const Copy *copy, gint64 time)
{
  StoreMessage *message = store_message_new (copy->direction, copy->kind, copy->sender, time);

  message->stanza_id = g_strdup (copy->stanza_id);
  message->origin_id = g_strdup (copy->origin_id);
  message->server_id = g_strdup (copy->server_id);
  message->body = g_strdup (copy->body);
  message->subject = g_strdup (copy->subject);
  return message;
}

/* What was written offline comes back from the archive with the time at which it was sent. */
static void
test_own_after_days (void)
{
  static const Copy copy = { JULIET, "a", "o", "s", "hi", .direction = STORE_MESSAGE_OUT };
  static const gint64 start = G_GINT64_CONSTANT (1031699305000000);
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  g_autoptr (StoreMessage) written = message_of (&copy, start);
  g_autoptr (StoreMessage) archived =
    message_of (&copy, start + G_GINT64_CONSTANT (9 * 86400) * G_USEC_PER_SEC);
  g_autoptr (StoreInsertion) first = NULL;
  g_autoptr (StoreInsertion) second = NULL;

  g_clear_pointer (&written->server_id, g_free);
  first = insert_incoming (db, account, PEER, written);
  second = insert_incoming (db, account, PEER, archived);
  g_assert_true (second->duplicate);
  g_assert_cmpint (second->message->id, ==, first->message->id);
  close_db (db);
}

/* What is said again after a long time is said anew. */
static void
test_time (void)
{
  static const gint64 start = G_GINT64_CONSTANT (1031699305000000);
  static const gint64 hour = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;

  static const struct {
    Copy copy;
    gint64 limit;
  } repeated[] = {
    { { ROMEO, "1", .body = "Backup done" }, hour },
    { { ROMEO, .origin_id = "1", .body = "Backup done" }, 24 * hour },
  };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++) {
    StoreDb *db = open_db (":memory:");
    gint64 account = add_account (db, "juliet@example.org");

    const struct {
      gint64 time;
      gboolean duplicate;
    } steps[] = {
      { start, FALSE },
      { start + repeated[i].limit, TRUE },
      { start - repeated[i].limit, TRUE },
      { start + repeated[i].limit + 1, FALSE },
      { start - repeated[i].limit - 1, FALSE },
    };

    for (guint j = 0; j < G_N_ELEMENTS (steps); j++) {
      g_autoptr (StoreMessage) message = message_of (&repeated[i].copy, steps[j].time);
      g_autoptr (StoreInsertion) kept = insert_incoming (db, account, PEER, message);

      g_assert_cmpint (kept->duplicate, ==, steps[j].duplicate);
    }
    close_db (db);
  }
}

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (StoreMessage) first = message_of (&cases[i].first, 1);
    g_autoptr (StoreMessage) second = message_of (&cases[i].second, 2);
    g_autoptr (StoreInsertion) kept = NULL;
    g_autoptr (StoreInsertion) again = NULL;
    StoreDb *db = open_db (":memory:");
    gint64 account = add_account (db, "juliet@example.org");

    g_test_message ("%s", cases[i].what);
    kept = insert_incoming (db, account, PEER, first);
    g_assert_false (kept->duplicate);
    again = insert_incoming (db, account, PEER, second);
    g_assert_cmpint (again->duplicate, ==, cases[i].duplicate);
    g_assert_true ((again->message->id == kept->message->id) == cases[i].duplicate);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM message"), ==, cases[i].duplicate ? 1 : 2);
    /* Of several copies in the archive a page tells which one this is. */
    if (cases[i].duplicate)
      g_assert_cmpstr (again->message->server_id, ==, cases[i].first.server_id);
    if (cases[i].duplicate)
      g_assert_cmpuint (again->conversation->unread, ==, kept->conversation->unread);
    close_db (db);
  }
}

/* What one conversation has says nothing about another. */
static void
test_conversations (void)
{
  g_autoptr (StoreMessage) message = message_of (&(Copy){ ROMEO, "a", "o", "s", "hi" }, 1);
  g_autoptr (StoreInsertion) first = NULL;
  g_autoptr (StoreInsertion) second = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");

  first = insert_incoming (db, account, PEER, message);
  second = insert_incoming (db, account, "paris@example.org", message);
  g_assert_false (second->duplicate);
  close_db (db);
}

/* A program that always sends the same id: each new text is kept, and the last ones are known again
 * without looking at all of them. */
static void
test_same_id (void)
{
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  g_autoptr (StoreMessage) again = NULL;
  g_autoptr (StoreInsertion) insertion = NULL;

  for (int i = 0; i < 100; i++) {
    g_autofree char *body = g_strdup_printf ("line %d", i);
    g_autoptr (StoreMessage) message = message_of (&(Copy){ ROMEO, "1", .body = body }, i);

    store_insertion_free (insert_incoming (db, account, PEER, message));
  }
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message"), ==, 100);
  again = message_of (&(Copy){ ROMEO, "1", .body = "line 90" }, 100);
  insertion = insert_incoming (db, account, PEER, again);
  g_assert_true (insertion->duplicate);
  g_assert_cmpint (insertion->message->time, ==, 90);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/dedupe/rules", test_rules);
  g_test_add_func ("/store/dedupe/time", test_time);
  g_test_add_func ("/store/dedupe/own-after-days", test_own_after_days);
  g_test_add_func ("/store/dedupe/conversations", test_conversations);
  g_test_add_func ("/store/dedupe/same-id", test_same_id);
  return g_test_run ();
}
