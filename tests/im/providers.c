/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of public servers, right and wrong, and the one that comes with Kith.
 */

#include "im/providers.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/im/providers/list", test_list);
  g_test_add_func ("/im/providers/wrong", test_wrong);
  g_test_add_func ("/im/providers/ours", test_ours);

  return g_test_run ();
}
