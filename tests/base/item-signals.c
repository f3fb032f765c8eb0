/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One callback for a signal of every item of a list.
 */
#include "base/item-signals.h"

static guint n_calls;

static void
on_call (gpointer object)
{
  g_assert_true (G_IS_CANCELLABLE (object));
  n_calls++;
}

static guint
take_calls (void)
{
  guint n = n_calls;

  n_calls = 0;
  return n;
}

/* Any object that emits something will do for an item. */
static GSimpleAction *
append_item (GListStore *list)
{
  GSimpleAction *item = g_simple_action_new ("name", NULL);

  g_list_store_append (list, item);
  return item;
}

static void
test_items_of_before_and_later (void)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  g_autoptr (GCancellable) object = g_cancellable_new ();
  g_autoptr (GSimpleAction) first = append_item (list);
  g_autoptr (GSimpleAction) second = NULL;

  base_item_signals_connect (G_LIST_MODEL (list), "notify::enabled", G_CALLBACK (on_call), object);
  g_assert_cmpuint (take_calls (), ==, 0);
  g_simple_action_set_enabled (first, FALSE);
  g_assert_cmpuint (take_calls (), ==, 1);
  second = append_item (list);
  g_assert_cmpuint (take_calls (), ==, 1);
  g_simple_action_set_enabled (second, FALSE);
  g_assert_cmpuint (take_calls (), ==, 1);
}

static void
test_moved_item_calls_once (void)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  g_autoptr (GCancellable) object = g_cancellable_new ();
  g_autoptr (GSimpleAction) item = append_item (list);

  base_item_signals_connect (G_LIST_MODEL (list), "notify::enabled", G_CALLBACK (on_call), object);
  base_item_signals_connect (G_LIST_MODEL (list), "notify::state", G_CALLBACK (on_call), object);
  g_list_store_remove_all (list);
  g_list_store_append (list, item);
  take_calls ();
  g_simple_action_set_enabled (item, FALSE);
  g_assert_cmpuint (take_calls (), ==, 1);
  g_object_notify (G_OBJECT (item), "state");
  g_assert_cmpuint (take_calls (), ==, 1);
}

static void
test_ends_with_the_object (void)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  GCancellable *object = g_cancellable_new ();
  g_autoptr (GSimpleAction) item = append_item (list);
  g_autoptr (GSimpleAction) other = NULL;

  base_item_signals_connect (G_LIST_MODEL (list), "notify::enabled", G_CALLBACK (on_call), object);
  g_object_unref (object);
  g_simple_action_set_enabled (item, FALSE);
  other = append_item (list);
  g_assert_cmpuint (take_calls (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/item-signals/items-of-before-and-later", test_items_of_before_and_later);
  g_test_add_func ("/base/item-signals/moved-item-calls-once", test_moved_item_calls_once);
  g_test_add_func ("/base/item-signals/ends-with-the-object", test_ends_with_the_object);
  return g_test_run ();
}
