/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages as a view sees them.
 */

#include "im/message-private.h"

#include "xmpp/stanza-error.h"

#include <string.h>

static StoreMessage *
new_record (gint64 id, gint64 time)
{
  StoreMessage *record =
    store_message_new (STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, "romeo@example.org/orchard", time);

  record->id = id;
  record->state = STORE_MESSAGE_PENDING;
  record->body = g_strdup ("O, speak again");
  return record;
}

static void
on_notify (ImMessage *message, GParamSpec *pspec, guint *n_seen)
{
  (*n_seen)++;
}

static void
test_state (void)
{
  g_autoptr (StoreMessage) record = new_record (7, 1000);
  g_autoptr (ImMessage) message = im_message_new (record, "romeo");
  guint n_seen = 0;

  g_assert_cmpint (im_message_get_id (message), ==, 7);
  g_assert_cmpint (im_message_get_time (message), ==, 1000);
  g_assert_true (im_message_get_outgoing (message));
  g_assert_cmpstr (im_message_get_sender (message), ==, "romeo");
  g_assert_cmpstr (im_message_get_body (message), ==, "O, speak again");
  g_assert_null (im_message_get_subject (message));
  g_assert_cmpint (im_message_get_state (message), ==, IM_MESSAGE_PENDING);

  g_signal_connect (message, "notify::state", G_CALLBACK (on_notify), &n_seen);
  im_message_update (message, record);
  g_assert_cmpuint (n_seen, ==, 0);
  record->state = STORE_MESSAGE_FAILED;
  record->error_condition = g_strdup ("remote-server-not-found");
  record->error_text = g_strdup ("nowhere");
  im_message_update (message, record);
  g_assert_cmpuint (n_seen, ==, 1);
  g_assert_error (im_message_get_error (message), XMPP_STANZA_ERROR,
                  XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND);
  record->state = STORE_MESSAGE_DELIVERED;
  im_message_update (message, record);
  g_assert_null (im_message_get_error (message));
}

static void
test_clipped (void)
{
  g_autoptr (StoreMessage) record = new_record (1, 0);
  g_autoptr (ImMessage) whole = NULL;
  g_autoptr (ImMessage) clipped = NULL;

  g_free (record->body);
  record->body = g_strnfill (IM_MESSAGE_MAX_BODY, 'x');
  whole = im_message_new (record, "romeo");
  g_assert_false (im_message_get_clipped (whole));
  g_assert_cmpuint (strlen (im_message_get_body (whole)), ==, IM_MESSAGE_MAX_BODY);

  /* The last two bytes that would fit are half of a character. */
  g_free (record->body);
  record->body = g_strnfill (IM_MESSAGE_MAX_BODY - 2, 'x');
  record->body = g_realloc (record->body, IM_MESSAGE_MAX_BODY + 10);
  memcpy (record->body + IM_MESSAGE_MAX_BODY - 2, "€€", sizeof "€€");
  clipped = im_message_new (record, "romeo");
  g_assert_true (im_message_get_clipped (clipped));
  g_assert_cmpuint (strlen (im_message_get_body (clipped)), ==, IM_MESSAGE_MAX_BODY - 2);
}

static void
test_compare (void)
{
  g_autoptr (StoreMessage) a = new_record (5, 10);
  g_autoptr (StoreMessage) b = new_record (6, 10);
  g_autoptr (StoreMessage) c = new_record (1, 11);
  g_autoptr (ImMessage) message = im_message_new (b, "romeo");

  g_assert_cmpint (im_message_compare (message, a), ==, 1);
  g_assert_cmpint (im_message_compare (message, b), ==, 0);
  g_assert_cmpint (im_message_compare (message, c), ==, -1);
}

static void
test_subject_only (void)
{
  g_autoptr (StoreMessage) record =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_HEADLINE, "example.org", 0);
  g_autoptr (ImMessage) message = NULL;

  record->subject = g_strdup ("Maintenance");
  message = im_message_new (record, "example.org");
  g_assert_cmpstr (im_message_get_subject (message), ==, "Maintenance");
  g_assert_cmpstr (im_message_get_body (message), ==, "");
  g_assert_cmpint (im_message_get_kind (message), ==, IM_MESSAGE_HEADLINE);
  g_assert_cmpint (im_message_get_state (message), ==, IM_MESSAGE_RECEIVED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/message/state", test_state);
  g_test_add_func ("/im/message/clipped", test_clipped);
  g_test_add_func ("/im/message/compare", test_compare);
  g_test_add_func ("/im/message/subject-only", test_subject_only);
  return g_test_run ();
}
