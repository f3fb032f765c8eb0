/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who goes when, with two at once.
 */

#include "im/turns.h"

static void
on_turn (gpointer owner)
{
  (*(int *) owner)++;
}

static void
test_order (void)
{
  g_autoptr (ImTurns) turns = im_turns_new (2);
  int went[4] = { 0 };

  for (guint i = 0; i < 4; i++)
    im_turns_ask (turns, &went[i], on_turn);
  g_assert_true (went[0] == 1 && went[1] == 1 && went[2] == 0 && went[3] == 0);
  im_turns_done (turns, &went[1]);
  g_assert_true (went[2] == 1 && went[3] == 0);
  im_turns_done (turns, &went[1]);
  g_assert_cmpint (went[3], ==, 0);
  im_turns_done (turns, &went[0]);
  g_assert_cmpint (went[3], ==, 1);
}

static void
test_gave_up_waiting (void)
{
  g_autoptr (ImTurns) turns = im_turns_new (1);
  int went[3] = { 0 };

  for (guint i = 0; i < 3; i++)
    im_turns_ask (turns, &went[i], on_turn);
  im_turns_done (turns, &went[1]);
  g_assert_cmpint (went[2], ==, 0);
  im_turns_done (turns, &went[0]);
  g_assert_cmpint (went[1], ==, 0);
  g_assert_cmpint (went[2], ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/turns/order", test_order);
  g_test_add_func ("/im/turns/gave-up-waiting", test_gave_up_waiting);
  return g_test_run ();
}
