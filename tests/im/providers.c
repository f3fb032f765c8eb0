/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of public servers, right and wrong, and the one that comes with Kith.
 */

#include "im/providers.h"

#include "im/types.h"

#include <glib/gstdio.h>
#include <string.h>

static ImProviders *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return im_providers_parse (bytes, error);
}

static void
test_list (void)
{
  g_autoptr (ImProviders) list =
    parse ("[{\"jid\":\"b.example\",\"inBandRegistration\":true,\"freeOfCharge\":true,"
           "\"serverLocations\":[\"de\",\"fr\",3],\"latestChange\":\"2026-01-02\"},"
           "{\"jid\":\"a.example\",\"inBandRegistration\":true,\"latestChange\":\"2025-05-05\"},"
           "{\"jid\":\"web.example\",\"inBandRegistration\":false,\"latestChange\":\"2027-01-01\"},"
           "{\"jid\":7,\"inBandRegistration\":true},{\"jid\":\"not a "
           "server\",\"inBandRegistration\":true},"
           "{\"jid\":\"me@b.example\",\"inBandRegistration\":true},null,[]]",
           NULL);
  const ImProvider *first, *second;

  g_assert_nonnull (list);
  g_assert_cmpuint (list->providers->len, ==, 2);
  first = list->providers->pdata[0];
  second = list->providers->pdata[1];
  g_assert_cmpstr (first->server, ==, "a.example");
  g_assert_cmpstr (first->countries, ==, "");
  g_assert_false (first->free);
  g_assert_cmpstr (second->countries, ==, "DE, FR");
  g_assert_true (second->free);
  g_assert_cmpstr (list->date, ==, "2026-01-02");
}

static void
test_wrong (void)
{
  static const char *const texts[] = { "", "{}", "[", "3" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", texts[i]);
    g_assert_null (parse (texts[i], &error));
    g_assert_nonnull (error);
  }
}

/* Four megabytes of it would be the end of the stack. */
static void
test_deep (void)
{
  g_autofree char *text = g_strnfill (4 * 1024 * 1024, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_INVALID);
}

static void
test_ours (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "providers.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (ImProviders) list = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  list = parse (text, NULL);
  g_assert_nonnull (list);
  g_assert_cmpuint (list->providers->len, >, 5);
  g_assert_nonnull (list->date);
}

/* @kept: (nullable) */
static char *
dup_first_loaded (const char *kept, const char *bundled)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "kith", NULL);
  g_autofree char *path = g_build_filename (folder, "providers.json", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (bundled, strlen (bundled));
  g_autoptr (ImProviders) list = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (kept != NULL)
    g_assert_true (g_file_set_contents (path, kept, -1, NULL));
  else
    g_unlink (path);
  list = im_providers_load (bytes);
  g_assert_nonnull (list->date);
  return g_strdup (((ImProvider *) list->providers->pdata[0])->server);
}

/* The newer one of what came with the program and what was fetched. */
static void
test_load (void)
{
#define LIST(server, more) "[{\"jid\":\"" server "\",\"inBandRegistration\":true" more "}]"
#define DATED(server, date) LIST (server, ",\"latestChange\":\"" date "\"")
  static const char bundled[] = DATED ("ours.example", "2025-05-05");

  static const struct {
    const char *kept;
    const char *expected;
  } cases[] = {
    { NULL, "ours.example" },
    { DATED ("new.example", "2025-06-01"), "new.example" },
    { DATED ("old.example", "2025-01-01"), "ours.example" },
    { LIST ("undated.example", ""), "undated.example" }, /* as old as its file */
    { "[]", "ours.example" },
    { "damaged", "ours.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *first = dup_first_loaded (cases[i].kept, bundled);

    g_assert_cmpstr (first, ==, cases[i].expected);
  }
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("kith-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "kith", NULL);
  g_autofree char *path = g_build_filename (folder, "providers.json", NULL);
  int status;

  /* Not by G_TEST_OPTION_ISOLATE_DIRS: GLib leaks the names of all but the last test's. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/im/providers/list", test_list);
  g_test_add_func ("/im/providers/wrong", test_wrong);
  g_test_add_func ("/im/providers/deep", test_deep);
  g_test_add_func ("/im/providers/ours", test_ours);
  g_test_add_func ("/im/providers/load", test_load);

  status = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}
