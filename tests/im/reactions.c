/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reactions: counted, and changed.
 */

#include "im/reactions.h"

#define HER "juliet@example.com"
#define US "romeo@example.org"

static void
test_list (void)
{
  g_autoptr (GPtrArray) none = im_reactions_list (NULL, HER);
  g_autoptr (GPtrArray) list = im_reactions_list (HER "\t👋 🐢\n" US "\t🐢 🎉\nnonsense", HER);

  const struct {
    const char *emoji;
    gboolean own, other;
  } expected[] = { { "👋", FALSE, TRUE }, { "🐢", TRUE, TRUE }, { "🎉", TRUE, FALSE } };

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < list->len; i++) {
    const ImReaction *reaction = list->pdata[i];

    g_assert_cmpstr (reaction->emoji, ==, expected[i].emoji);
    g_assert_cmpint (reaction->own, ==, expected[i].own);
    g_assert_cmpint (reaction->other, ==, expected[i].other);
  }
}

static void
check_toggle (const char *text, const char *emoji, const char *expected)
{
  g_auto (GStrv) all = im_reactions_toggle (text, HER, emoji);
  g_autofree char *joined = g_strjoinv (" ", all);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_toggle (void)
{
  g_autoptr (GString) many = g_string_new (US "\t");

  check_toggle (NULL, "👋", "👋");
  check_toggle (HER "\t👋", "👋", "👋");
  check_toggle (HER "\t👋\n" US "\t🐢 🎉", "👋", "🐢 🎉 👋");
  check_toggle (HER "\t👋\n" US "\t🐢 🎉", "🐢", "🎉");
  check_toggle (US "\t🐢", "🐢", "");
  for (gunichar c = 0x1f600; c < 0x1f600 + 20; c++) {
    g_string_append_unichar (many, c);
    g_string_append_c (many, ' ');
  }
  g_assert_null (im_reactions_toggle (many->str, HER, "👋"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/reactions/list", test_list);
  g_test_add_func ("/im/reactions/toggle", test_toggle);
  return g_test_run ();
}
