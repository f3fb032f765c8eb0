/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the sorted model, by an observer that knows it from its signals alone. */
#include "config.h"

#include "base/sorted-model.h"

#include "base/random.h"

#define TEST_TYPE_ITEM (test_item_get_type ())
G_DECLARE_FINAL_TYPE (TestItem, test_item, TEST, ITEM, GObject)

struct _TestItem {
  GObject parent_instance;

  guint key;
};

G_DEFINE_FINAL_TYPE (TestItem, test_item, G_TYPE_OBJECT)

static void
test_item_class_init (TestItemClass *klass)
{
}

static void
test_item_init (TestItem *self)
{
}

static TestItem *
item_new (guint key)
{
  TestItem *item = g_object_new (TEST_TYPE_ITEM, NULL);

  item->key = key;
  return item;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const TestItem *one = a, *two = b;
  gboolean *descending = data;
  int order = (one->key > two->key) - (one->key < two->key);

  return descending != NULL && *descending ? -order : order;
}

/* A model, and a copy of it that is kept up to date by the signals. */
typedef struct {
  BaseSortedModel *model;
  GPtrArray *copy;
  guint n_signals;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpuint (position + n_removed, <=, fixture->copy->len);
  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->copy, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->copy, (int) (position + i),
                        g_list_model_get_item (model, position + i));
  g_assert_cmpuint (fixture->copy->len, ==, g_list_model_get_n_items (model));
  fixture->n_signals++;
}

static void
fixture_init (Fixture *fixture, gboolean *descending)
{
  fixture->model = base_sorted_model_new (TEST_TYPE_ITEM, compare, descending, NULL);
  fixture->copy = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->n_signals = 0;
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  g_object_unref (fixture->model);
  g_ptr_array_unref (fixture->copy);
}

/* The model is in order, and the copy is the same. */
static void
check (Fixture *fixture, gboolean *descending, guint n_signals)
{
  GListModel *model = G_LIST_MODEL (fixture->model);
  guint n_items = g_list_model_get_n_items (model);

  g_assert_cmpuint (fixture->n_signals, ==, n_signals);
  fixture->n_signals = 0;
  g_assert_cmpuint (fixture->copy->len, ==, n_items);
  for (guint i = 0; i < n_items; i++) {
    g_autoptr (TestItem) item = g_list_model_get_item (model, i);

    g_assert_true (item == g_ptr_array_index (fixture->copy, i));
    if (i > 0)
      g_assert_cmpint (compare (g_ptr_array_index (fixture->copy, i - 1), item, descending), <=, 0);
  }
  g_assert_null (g_list_model_get_item (model, n_items));
}

static void
assert_keys (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++) {
    g_autoptr (TestItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);

    g_string_append_printf (keys, "%u ", item->key);
  }
  g_assert_cmpstr (keys->str, ==, expected);
}

static void
test_one_by_one (void)
{
  static const guint keys[] = { 5, 1, 9, 5, 3 };
  TestItem *items[G_N_ELEMENTS (keys)];
  Fixture fixture;

  fixture_init (&fixture, NULL);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture.model)) == TEST_TYPE_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    items[i] = item_new (keys[i]);
    base_sorted_model_insert (fixture.model, items[i]);
    check (&fixture, NULL, 1);
  }
  assert_keys (&fixture, "1 3 5 5 9 ");
  /* Equals stay in the order in which they came. */
  g_assert_cmpuint (base_sorted_model_get_position (fixture.model, items[0]), ==, 2);
  g_assert_cmpuint (base_sorted_model_get_position (fixture.model, items[3]), ==, 3);

  g_assert_true (base_sorted_model_remove (fixture.model, items[0]));
  check (&fixture, NULL, 1);
  g_assert_false (base_sorted_model_remove (fixture.model, items[0]));
  g_assert_false (base_sorted_model_contains (fixture.model, items[0]));
  g_assert_true (base_sorted_model_contains (fixture.model, items[1]));
  g_assert_cmpuint (base_sorted_model_get_position (fixture.model, items[0]), ==, G_MAXUINT);
  base_sorted_model_reposition (fixture.model, items[0]);
  check (&fixture, NULL, 0);
  assert_keys (&fixture, "1 3 5 9 ");

  base_sorted_model_remove_all (fixture.model);
  check (&fixture, NULL, 1);
  base_sorted_model_remove_all (fixture.model);
  check (&fixture, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_object_unref (items[i]);
  fixture_clear (&fixture);
}

static void
test_reposition (void)
{
  TestItem *items[5];
  Fixture fixture;

  fixture_init (&fixture, NULL);
  for (guint i = 0; i < 5; i++) {
    items[i] = item_new (10 * i);
    base_sorted_model_insert (fixture.model, items[i]);
    g_object_unref (items[i]);
  }
  fixture.n_signals = 0;
  items[2]->key = 25; /* between the same neighbours */
  base_sorted_model_reposition (fixture.model, items[2]);
  check (&fixture, NULL, 0);
  items[2]->key = 30; /* equal to the next */
  base_sorted_model_reposition (fixture.model, items[2]);
  check (&fixture, NULL, 0);
  items[2]->key = 99;
  base_sorted_model_reposition (fixture.model, items[2]);
  check (&fixture, NULL, 2);
  assert_keys (&fixture, "0 10 30 40 99 ");
  items[4]->key = 5;
  base_sorted_model_reposition (fixture.model, items[4]);
  check (&fixture, NULL, 2);
  assert_keys (&fixture, "0 5 10 30 99 ");
  fixture_clear (&fixture);
}

static void
test_many (void)
{
  TestItem *items[100];
  Fixture fixture;

  fixture_init (&fixture, NULL);
  base_sorted_model_insert_many (fixture.model, NULL, 0);
  check (&fixture, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = item_new (i * 37 % 100);
  base_sorted_model_insert_many (fixture.model, (gpointer *) items, 50);
  check (&fixture, NULL, 1);
  base_sorted_model_insert_many (fixture.model, (gpointer *) items + 50, 50);
  check (&fixture, NULL, 1);

  base_sorted_model_reposition_many (fixture.model, (gpointer *) items, 100);
  check (&fixture, NULL, 0);
  for (guint i = 0; i < 40; i++)
    items[i]->key = i * 61 % 100;
  base_sorted_model_reposition_many (fixture.model, (gpointer *) items, 40);
  check (&fixture, NULL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_object_unref (items[i]);
  fixture_clear (&fixture);
}

/* Only what lies between the changed ones is told to have changed. */
static void
test_smallest_range (void)
{
  TestItem *items[10];
  Fixture fixture;

  fixture_init (&fixture, NULL);
  for (guint i = 0; i < 10; i++) {
    items[i] = item_new (10 * i);
    base_sorted_model_insert (fixture.model, items[i]);
  }
  g_ptr_array_remove_range (fixture.copy, 0, 10);
  g_signal_handlers_disconnect_by_data (fixture.model, &fixture);
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (fixture.copy, items[i]);
  g_signal_connect (fixture.model, "items-changed", G_CALLBACK (on_items_changed), &fixture);
  fixture.n_signals = 0;
  items[4]->key = 65;
  items[6]->key = 35;
  base_sorted_model_reposition_many (fixture.model, (gpointer *) items + 4, 3);
  check (&fixture, NULL, 1);
  assert_keys (&fixture, "0 10 20 30 35 50 65 70 80 90 ");
  items[1]->key = 33;
  base_sorted_model_reposition_many (fixture.model, (gpointer *) items + 1, 1);
  check (&fixture, NULL, 1);
  items[9]->key = 34;
  base_sorted_model_reposition_many (fixture.model, (gpointer *) items + 9, 1);
  check (&fixture, NULL, 1);
  assert_keys (&fixture, "0 20 30 33 34 35 50 65 70 80 ");
  fixture_clear (&fixture);
}

static void
test_resort (void)
{
  gboolean descending = FALSE;
  Fixture fixture;

  fixture_init (&fixture, &descending);
  base_sorted_model_resort (fixture.model);
  check (&fixture, &descending, 0);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (TestItem) item = item_new (i);

    base_sorted_model_insert (fixture.model, item);
  }
  fixture.n_signals = 0;
  descending = TRUE;
  base_sorted_model_resort (fixture.model);
  check (&fixture, &descending, 1);
  assert_keys (&fixture, "4 3 2 1 0 ");
  fixture_clear (&fixture);
}

/* Ten thousand contacts, and all that chance does with them. */
static void
test_large (void)
{
  enum { N = 10000 };

  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  Fixture fixture;

  fixture_init (&fixture, NULL);
  for (guint i = 0; i < N; i++)
    g_ptr_array_add (items, item_new (base_random_uint32_below (N)));
  base_sorted_model_insert_many (fixture.model, items->pdata, N);
  check (&fixture, NULL, 1);
  for (guint i = 0; i < 5000; i++) {
    TestItem *item = g_ptr_array_index (items, base_random_uint32_below (N));

    item->key = base_random_uint32_below (N);
    base_sorted_model_reposition (fixture.model, item);
    if (base_random_uint32_below (4) == 0 && base_sorted_model_remove (fixture.model, item))
      base_sorted_model_insert (fixture.model, item);
  }
  check (&fixture, NULL, fixture.n_signals);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.model)), ==, N);
  fixture_clear (&fixture);
}

static void
assert_key_at (Fixture *fixture, guint position, guint key)
{
  g_autoptr (TestItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_cmpuint (item->key, ==, key);
}

/* Backwards, forwards and by jumps, with changes in between. */
static void
test_reading (void)
{
  enum { N = 1000 };

  g_autoptr (TestItem) late = item_new (0);
  guint position = 0;
  Fixture fixture;

  fixture_init (&fixture, NULL);
  for (guint i = 1; i <= N; i++) {
    g_autoptr (TestItem) item = item_new (i);

    base_sorted_model_insert (fixture.model, item);
  }
  for (guint round = 0; round < 20000; round++) {
    guint step = base_random_uint32_below (4);

    position = step == 0 ? base_random_uint32_below (N) : (position + N + step - 2) % N;
    assert_key_at (&fixture, position, position + 1);
    if (round % 20 == 0) {
      base_sorted_model_insert (fixture.model, late);
      assert_key_at (&fixture, position + 1, position + 1);
      base_sorted_model_remove (fixture.model, late);
    }
  }
  fixture_clear (&fixture);
}

static void
count (gpointer data)
{
  guint *n_released = data;

  (*n_released)++;
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare (a, b, NULL);
}

static void
test_releases (void)
{
  guint n_released = 0;
  BaseSortedModel *model = base_sorted_model_new (TEST_TYPE_ITEM, compare_keys, &n_released, count);
  TestItem *item = item_new (1), *watched = item;

  g_object_add_weak_pointer (G_OBJECT (item), (gpointer *) &watched);
  base_sorted_model_insert (model, item);
  g_object_unref (item);
  g_assert_nonnull (watched);
  g_object_unref (model);
  g_assert_null (watched);
  g_assert_cmpuint (n_released, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/sorted-model/one-by-one", test_one_by_one);
  g_test_add_func ("/base/sorted-model/reposition", test_reposition);
  g_test_add_func ("/base/sorted-model/many", test_many);
  g_test_add_func ("/base/sorted-model/smallest-range", test_smallest_range);
  g_test_add_func ("/base/sorted-model/resort", test_resort);
  g_test_add_func ("/base/sorted-model/large", test_large);
  g_test_add_func ("/base/sorted-model/reading", test_reading);
  g_test_add_func ("/base/sorted-model/releases", test_releases);
  return g_test_run ();
}
