/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the ways to people.
 */
#include "config.h"

#include "store/people.h"

#include "tests/store/fixture.h"

static void
free_way (gpointer way)
{
  store_way_free (way);
}

/* @ways: "account address" each */
static void
put (StoreDb *db, gint64 person, const char *const *ways)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_way);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  for (guint i = 0; ways[i] != NULL; i++)
    g_ptr_array_add (
      list, store_way_new (g_ascii_strtoll (ways[i], NULL, 10), strchr (ways[i], ' ') + 1, person));
  store_people_put_async (db, person, list, NULL, on_done, &wait);
  g_assert_true (store_people_put_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* All of them in one line. */
static char *
describe (StoreDb *db)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) ways = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_people_load_async (db, NULL, on_done, &wait);
  ways = store_people_load_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ways->len; i++) {
    const StoreWay *way = ways->pdata[i];

    g_string_append_printf (text, "%s%d:%d/%s", i > 0 ? " " : "", (int) way->person,
                            (int) way->account, way->jid);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_ways (StoreDb *db, const char *expected)
{
  g_autofree char *ways = describe (db);

  g_assert_cmpstr (ways, ==, expected);
}

static void
test_put (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  StoreDb *db = open_db (path);

  add_account (db, "home@example.org");
  add_account (db, "work@example.com");
  assert_ways (db, "");
  put (db, 1, (const char *const[]){ "1 b@example.net", "2 a@example.net", NULL });
  put (db, 2, (const char *const[]){ "1 c@example.net", "2 c@example.net", NULL });
  close_db (db);
  db = open_db (path);
  assert_ways (db, "1:1/b@example.net 1:2/a@example.net 2:1/c@example.net 2:2/c@example.net");

  /* What leads to another one now leads there only, and one without ways is forgotten. */
  put (db, 1,
       (const char *const[]){ "2 a@example.net", "1 b@example.net", "2 c@example.net", NULL });
  assert_ways (db, "1:2/a@example.net 1:1/b@example.net 1:2/c@example.net 2:1/c@example.net");
  put (db, 2, (const char *const[]){ NULL });
  assert_ways (db, "1:2/a@example.net 1:1/b@example.net 1:2/c@example.net");
  close_db (db);
  remove_folder (folder);
}

static void
test_removed_account (void)
{
  StoreDb *db = open_db (":memory:");
  gint64 home = add_account (db, "home@example.org");

  add_account (db, "work@example.com");
  put (db, 1, (const char *const[]){ "1 b@example.net", "2 b@example.net", NULL });
  g_assert_cmpint (home, ==, 1);
  get_int (db, "DELETE FROM account WHERE id = 1 RETURNING 1");
  assert_ways (db, "1:2/b@example.net");
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/people/put", test_put);
  g_test_add_func ("/store/people/removed-account", test_removed_account);
  return g_test_run ();
}
