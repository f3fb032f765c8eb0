/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emoji by their names.
 */
#include "config.h"

#include "ui/chat/emoji-names.h"

static void
test_find (void)
{
  static const struct {
    const char *prefix, *emoji, *name;
  } cases[] = {
    { "tada", "🎉", "tada" },           { "party_p", "🎉", "party_popper" },
    { "popper", "🎉", "party_popper" }, { "+1", "👍", "+1" },
    { "heart", "❤️", "heart" },    { "grinning", "😀", "grinning_face" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) found = ui_emoji_find (cases[i].prefix, 6);
    const UiEmojiName *first;

    g_assert_cmpuint (found->len, >, 0);
    g_assert_cmpuint (found->len, <=, 6);
    first = found->pdata[0];
    g_assert_cmpstr (first->emoji, ==, cases[i].emoji);
    g_assert_cmpstr (first->name, ==, cases[i].name);
  }
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) found = ui_emoji_find ("nothing_is_named_so", 6);
  g_autofree char *tada = ui_emoji_get ("tada");

  g_assert_cmpuint (found->len, ==, 0);
  g_assert_null (ui_emoji_get ("tad"));
  g_assert_cmpstr (tada, ==, "🎉");
}

static void
test_prefix (void)
{
  static const struct {
    const char *line, *prefix;
  } cases[] = {
    { ":ta", "ta" },
    { "hi :tada", "tada" },
    { ":+1", "+1" },
    { ":t", NULL },
    { "at 12:30", NULL },
    { "https://a", NULL },
    { "a:bc", NULL },
    { "", NULL },
    { ":", NULL },
    { ":tada ", NULL },
    { ":Tada", NULL },
    { "ü :ok", "ok" },
    { "😀 :heart_e", "heart_e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (ui_emoji_prefix (cases[i].line), ==, cases[i].prefix);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/emoji-names/find", test_find);
  g_test_add_func ("/emoji-names/nothing", test_nothing);
  g_test_add_func ("/emoji-names/prefix", test_prefix);

  return g_test_run ();
}
