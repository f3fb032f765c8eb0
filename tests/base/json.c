/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "base/json.h"

#include <string.h>

static gboolean
is_shallow (const char *text)
{
  return base_json_is_shallow (text, strlen (text));
}

static void
test_shallow (void)
{
  g_assert_true (is_shallow (""));
  g_assert_true (is_shallow ("[{\"a\": [1, -2.5e+3, true, null]}, \"[[\\\"[[\"]\r\n"));
  g_assert_true (is_shallow ("\"open"));
  g_assert_true (is_shallow ("\"open\\"));
}

static void
test_deep (void)
{
  g_autofree char *limit = g_strnfill (32, '[');
  g_autofree char *deep = g_strnfill (33, '{');

  g_assert_true (is_shallow (limit));
  g_assert_false (is_shallow (deep));
}

/* Brackets that close nothing but what a count of brackets says. */
static void
test_hidden (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 33; i++)
    g_string_append (text, "[\"]\\\"]\",");
  g_assert_false (is_shallow (text->str));
  g_assert_false (is_shallow ("[ /* ] */"));
  g_assert_false (is_shallow ("[ // ]"));
  g_assert_false (is_shallow ("[ ']' ]"));
  g_assert_false (base_json_is_shallow ("[\0]", 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/shallow", test_shallow);
  g_test_add_func ("/json/deep", test_deep);
  g_test_add_func ("/json/hidden", test_hidden);

  return g_test_run ();
}
