/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the cache of capabilities.
 */
#include "config.h"

#include "store/caps.h"

#include "tests/store/fixture.h"

static char *
lookup (StoreDb *db, const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  char *xml;

  store_caps_lookup_async (db, hash, NULL, on_done, &wait);
  xml = store_caps_lookup_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return xml;
}

static void
insert (StoreDb *db, const char *hash, const char *xml)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_caps_insert_async (db, hash, xml, NULL, on_done, &wait);
  g_assert_true (store_caps_insert_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *xml = NULL;
  g_autofree char *replaced = NULL;
  StoreDb *db = open_db (path);

  g_assert_null (lookup (db, "sha-1:a"));
  insert (db, "sha-1:a", "<query/>");
  close_db (db);
  db = open_db (path);
  xml = lookup (db, "sha-1:a");
  g_assert_cmpstr (xml, ==, "<query/>");
  insert (db, "sha-1:a", "<query node=''/>");
  replaced = lookup (db, "sha-1:a");
  g_assert_cmpstr (replaced, ==, "<query node=''/>");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM caps"), ==, 1);
  close_db (db);
  remove_folder (folder);
}

static void
test_too_long (void)
{
  g_autofree char *longest = g_strnfill (STORE_CAPS_MAX_BYTES, 'x');
  g_autofree char *too_long = g_strnfill (STORE_CAPS_MAX_BYTES + 1, 'x');
  g_autofree char *kept = NULL;
  StoreDb *db = open_db (":memory:");

  insert (db, "sha-1:a", longest);
  kept = lookup (db, "sha-1:a");
  g_assert_cmpstr (kept, ==, longest);
  insert (db, "sha-1:b", too_long);
  g_assert_null (lookup (db, "sha-1:b"));
  close_db (db);
}

/* What was not used for longest goes, and looking up is using. */
static void
test_eviction (void)
{
  g_autofree char *used = NULL;
  g_autofree char *last = NULL;
  StoreDb *db = open_db (":memory:");

  for (int i = 0; i < STORE_CAPS_MAX; i++) {
    g_autofree char *hash = g_strdup_printf ("sha-1:%d", i);

    insert (db, hash, hash);
  }
  /* As if all that had been days ago, the first one the longest. */
  g_assert_cmpint (get_int (db, "UPDATE caps SET used = rowid RETURNING 1"), ==, 1);
  used = lookup (db, "sha-1:0");
  g_assert_cmpstr (used, ==, "sha-1:0");
  g_clear_pointer (&used, g_free);

  insert (db, "sha-1:new", "new");
  insert (db, "sha-1:newer", "newer");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM caps"), ==, STORE_CAPS_MAX);
  used = lookup (db, "sha-1:0");
  g_assert_cmpstr (used, ==, "sha-1:0");
  g_assert_null (lookup (db, "sha-1:1"));
  g_assert_null (lookup (db, "sha-1:2"));
  last = lookup (db, "sha-1:3");
  g_assert_nonnull (last);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/caps/round-trip", test_round_trip);
  g_test_add_func ("/store/caps/too-long", test_too_long);
  g_test_add_func ("/store/caps/eviction", test_eviction);
  return g_test_run ();
}
