/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window onto the archive: pages at both ends, live messages, jumps.
 */

#include "im/message-list.h"

#include "rig.h"
#include "store/conn.h"

#define N_MESSAGES 1000

/* Messages "0" … at one a second, straight into the archive. */
static ImConversation *
fill (ImRig *rig, guint n_messages)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  for (guint i = 0; i < n_messages; i++) {
    g_autoptr (StoreMessage) message = store_message_new (
      STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "juliet@example.com/a", (gint64) i * G_USEC_PER_SEC);

    message->body = g_strdup_printf ("%u", i);
    store_messages_insert_incoming_async (rig->db, im_account_get_id (rig->account),
                                          "juliet@example.com", message, NULL, NULL, NULL);
  }
  im_rig_settle (rig);
  return juliet;
}

static const char *
body_at (ImMessageList *list, guint position)
{
  g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), position);

  return im_message_get_body (message);
}

static guint
length (ImMessageList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
assert_range (ImMessageList *list, const char *first, const char *last, guint n_items)
{
  g_assert_cmpuint (length (list), ==, n_items);
  g_assert_cmpstr (body_at (list, 0), ==, first);
  g_assert_cmpstr (body_at (list, n_items - 1), ==, last);
}

static int
load_older (ImMessageList *list)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_message_list_load_older_async (list, NULL, im_rig_done, &result);
  return im_message_list_load_older_finish (list, im_rig_await (&result), NULL);
}

static int
load_newer (ImMessageList *list)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_message_list_load_newer_async (list, NULL, im_rig_done, &result);
  return im_message_list_load_newer_finish (list, im_rig_await (&result), NULL);
}

static gboolean
jump (ImMessageList *list, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_message_list_jump_async (list, id, NULL, im_rig_done, &result);
  return im_message_list_jump_finish (list, im_rig_await (&result), error);
}

static ImMessageList *
open_list (ImRig *rig, ImConversation *conversation)
{
  ImMessageList *list = im_conversation_dup_messages (conversation);

  g_assert_false (im_message_list_get_loaded (list));
  im_rig_settle (rig);
  g_assert_true (im_message_list_get_loaded (list));
  return list;
}

static void
test_window (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, N_MESSAGES));
  g_autoptr (ImMessage) kept = NULL;

  assert_range (list, "950", "999", 50);
  g_assert_true (im_message_list_get_at_end (list));
  g_assert_false (im_message_list_get_at_start (list));
  g_assert_cmpint (load_newer (list), ==, 0);

  kept = g_list_model_get_item (G_LIST_MODEL (list), 0);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpint (load_older (list), ==, 50);
  assert_range (list, "600", "999", 400);
  g_assert_true (im_message_list_get_at_end (list));
  g_assert_cmpint (load_older (list), ==, 50);
  assert_range (list, "550", "949", 400);
  g_assert_false (im_message_list_get_at_end (list));

  /* Back again: the same objects as long as they were in the window. */
  g_assert_cmpint (load_newer (list), ==, 50);
  assert_range (list, "600", "999", 400);
  while (load_older (list) > 0)
    ;
  g_assert_true (im_message_list_get_at_start (list));
  assert_range (list, "0", "399", 400);
  while (load_newer (list) > 0)
    ;
  g_assert_true (im_message_list_get_at_end (list));
  g_assert_false (im_message_list_get_at_start (list));
  g_assert_cmpstr (body_at (list, length (list) - 1), ==, "999");
}

static void
test_busy (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, 200));
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (GError) error = NULL;

  im_message_list_load_older_async (list, NULL, im_rig_done, &one);
  im_message_list_load_older_async (list, NULL, im_rig_done, &two);
  g_assert_cmpint (im_message_list_load_older_finish (list, im_rig_await (&two), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpint (im_message_list_load_older_finish (list, im_rig_await (&one), NULL), ==, 50);
}

/* A jump waits for the load that is under way, and only the last one is wanted. */
static void
test_jump_while_busy (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, N_MESSAGES));
  g_autoptr (GAsyncResult) older = NULL;
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  im_message_list_find_at_async (list, 299 * G_USEC_PER_SEC + 1, NULL, im_rig_done, &found);
  id = im_message_list_find_at_finish (list, im_rig_await (&found), &error);
  g_assert_no_error (error);
  im_message_list_load_older_async (list, NULL, im_rig_done, &older);
  im_message_list_jump_async (list, 0, NULL, im_rig_done, &one);
  im_message_list_jump_async (list, id, NULL, im_rig_done, &two);
  g_assert_false (im_message_list_jump_finish (list, im_rig_await (&one), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (im_message_list_load_older_finish (list, im_rig_await (&older), NULL), ==, 50);
  g_assert_true (im_message_list_jump_finish (list, im_rig_await (&two), NULL));
  assert_range (list, "250", "350", 101);
}

static void
test_jump (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, N_MESSAGES));
  g_autoptr (GError) error = NULL;
  gint64 id;

  while (load_older (list) > 0)
    ;
  {
    g_autoptr (ImMessage) target = g_list_model_get_item (G_LIST_MODEL (list), 100);

    id = im_message_get_id (target);
  }
  g_assert_true (jump (list, 0, &error));
  assert_range (list, "950", "999", 50);
  g_assert_true (im_message_list_get_at_end (list));
  g_assert_true (jump (list, id, &error));
  g_assert_no_error (error);
  assert_range (list, "50", "150", 101);
  g_assert_false (im_message_list_get_at_end (list));
  g_assert_false (im_message_list_get_at_start (list));
  g_assert_false (jump (list, 123456, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  assert_range (list, "50", "150", 101);
}

static void
add_old (ImRig *rig, ImConversation *conversation, const char *body, double seconds)
{
  g_autoptr (StoreMessage) message =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "juliet@example.com/a",
                       (gint64) (seconds * G_USEC_PER_SEC));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (StoreInsertion) insertion = NULL;

  message->body = g_strdup (body);
  store_messages_insert_incoming_async (rig->db, im_account_get_id (rig->account),
                                        "juliet@example.com", message, NULL, im_rig_done, &result);
  insertion = store_messages_insert_incoming_finish (rig->db, im_rig_await (&result), NULL);
  im_conversation_show (conversation, insertion->message);
}

/* Pages from the server's archive need not all be shown when the window is at the start. */
static void
test_old_before_start (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet = fill (rig, IM_MESSAGE_LIST_PAGE - 2);
  g_autoptr (ImMessageList) list = open_list (rig, juliet);

  g_assert_true (im_message_list_get_at_start (list));
  add_old (rig, juliet, "c", -1);
  add_old (rig, juliet, "b", -2);
  assert_range (list, "b", "47", IM_MESSAGE_LIST_PAGE);
  add_old (rig, juliet, "a", -3);
  assert_range (list, "b", "47", IM_MESSAGE_LIST_PAGE);
  g_assert_false (im_message_list_get_at_start (list));
  g_assert_cmpint (load_older (list), ==, 1);
  assert_range (list, "a", "47", IM_MESSAGE_LIST_PAGE + 1);
}

static void
test_live (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet = fill (rig, 60);
  g_autoptr (ImMessageList) list = open_list (rig, juliet);

  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/a'><body>new</body>"
                    "</message>\n");
  im_rig_settle (rig);
  assert_range (list, "10", "new", 51);

  /* From the server's archive, and so further up; and before the window, where it does not belong
   * yet. */
  add_old (rig, juliet, "late", 30.5);
  add_old (rig, juliet, "too late", 3.5);
  assert_range (list, "10", "new", 52);
  g_assert_cmpstr (body_at (list, 21), ==, "late");
  g_assert_cmpint (load_older (list), ==, 11);
  g_assert_cmpstr (body_at (list, 4), ==, "too late");
  g_assert_true (im_message_list_get_at_start (list));
}

/* What comes while the window is elsewhere is found on the way back. */
static void
test_away_from_end (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet = fill (rig, 600);
  g_autoptr (ImMessageList) list = open_list (rig, juliet);

  while (load_older (list) > 0)
    ;
  assert_range (list, "0", "399", 400);
  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/a'><body>new</body>"
                    "</message>\n");
  im_rig_settle (rig);
  assert_range (list, "0", "399", 400);
  while (load_newer (list) > 0)
    ;
  g_assert_cmpstr (body_at (list, length (list) - 1), ==, "new");
}

static void
test_dropped (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet = fill (rig, 10);
  ImMessageList *list = im_conversation_dup_messages (juliet);
  ImMessageList *same = im_conversation_dup_messages (juliet);

  g_assert_true (list == same);
  g_object_unref (same);
  im_rig_settle (rig);
  g_assert_cmpuint (length (list), ==, 10);
  g_assert_true (im_message_list_get_at_start (list));
  g_assert_finalize_object (list);
}

/* What the archive says of a message that is there: to where it belongs now, the others stay. */
static void
move (ImMessageList *list, guint position, double time)
{
  g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), position);
  g_autoptr (StoreMessage) record = store_message_new (
    STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "juliet@example.com/a", (gint64) (time * G_USEC_PER_SEC));

  record->id = im_message_get_id (message);
  record->body = g_strdup (im_message_get_body (message));
  im_conversation_show_state (im_message_list_get_conversation (list), record);
}

static void
test_moved (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, 10));
  g_autoptr (ImMessage) first = NULL;

  move (list, 9, 4.2);
  move (list, 9, 4.1);
  move (list, 0, 5.5);
  assert_range (list, "1", "7", 10);
  g_assert_cmpstr (body_at (list, 3), ==, "4");
  g_assert_cmpstr (body_at (list, 4), ==, "8");
  g_assert_cmpstr (body_at (list, 5), ==, "9");
  g_assert_cmpstr (body_at (list, 6), ==, "5");
  g_assert_cmpstr (body_at (list, 7), ==, "0");

  /* In its place it is told the time, and stays the same object. */
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  move (list, 0, 1.5);
  g_assert_cmpint (im_message_get_time (first), ==, 1500000);
  g_assert_cmpstr (body_at (list, 0), ==, "1");
}

/* Several move, one after the other, in a window that has more above it. */
static void
test_moved_at_start (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, 60));

  assert_range (list, "10", "59", 50);
  move (list, 2, 9.93);
  move (list, 2, 9.92);
  move (list, 2, 9.91);
  assert_range (list, "10", "59", 50);
  g_assert_cmpstr (body_at (list, 1), ==, "11");
  g_assert_cmpstr (body_at (list, 2), ==, "12");
}

/* There may be others between where the last one stands and where it belongs. */
static void
test_moved_at_end (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = open_list (rig, fill (rig, 600));

  while (load_older (list) > 0)
    ;
  move (list, 399, 398.5);
  assert_range (list, "0", "399", 400);
  move (list, 399, 450.5);
  assert_range (list, "0", "398", 399);
}

static gpointer
set_time_job (StoreConn *conn, gpointer data, GError **error)
{
  const StoreMessage *record = data;

  return store_conn_run (conn, error, "UPDATE message SET time = ? WHERE id = ?",
                         STORE_INT (record->time), STORE_INT (record->id))
           ? STORE_DONE
           : NULL;
}

/* The message with that body, which stands for its second and its id, moves in the archive. */
static void
move_kept (ImRig *rig, ImConversation *conversation, guint body, gint64 time)
{
  StoreMessage *record =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "juliet@example.com/a", time);

  record->id = body + 1;
  record->body = g_strdup_printf ("%u", body);
  store_db_run_async (rig->db, STORE_WRITE, set_time_job, record, store_message_free, NULL, NULL,
                      NULL, NULL);
  im_conversation_show_state (conversation, record);
  im_rig_settle (rig);
}

/* What was above the window, and not shown, can come into it; and the window's first can move above it. */
static void
test_moved_in (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet = fill (rig, 60);
  g_autoptr (ImMessageList) list = open_list (rig, juliet);

  move_kept (rig, juliet, 4, 30 * G_USEC_PER_SEC + 1);
  assert_range (list, "10", "59", 51);
  g_assert_cmpstr (body_at (list, 21), ==, "4");

  move_kept (rig, juliet, 10, 6 * G_USEC_PER_SEC + 1);
  assert_range (list, "10", "59", 54);
  g_assert_cmpstr (body_at (list, 1), ==, "7");
  g_assert_cmpstr (body_at (list, 3), ==, "9");
  g_assert_cmpstr (body_at (list, 4), ==, "11");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("message-list", "window", test_window);
  im_rig_add_unmanaged ("message-list", "busy", test_busy);
  im_rig_add_unmanaged ("message-list", "jump-while-busy", test_jump_while_busy);
  im_rig_add_unmanaged ("message-list", "jump", test_jump);
  im_rig_add_unmanaged ("message-list", "live", test_live);
  im_rig_add ("message-list", "old-before-start", test_old_before_start);
  im_rig_add_unmanaged ("message-list", "away-from-end", test_away_from_end);
  im_rig_add_unmanaged ("message-list", "moved", test_moved);
  im_rig_add_unmanaged ("message-list", "moved-at-start", test_moved_at_start);
  im_rig_add_unmanaged ("message-list", "moved-at-end", test_moved_at_end);
  im_rig_add_unmanaged ("message-list", "moved-in", test_moved_in);
  im_rig_add_unmanaged ("message-list", "dropped", test_dropped);
  return g_test_run ();
}
