/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests which words a search sees in texts of many scripts, and where.
 */
#include "config.h"

#include "base/words.h"

#include <string.h>

static gboolean
note_word (const BaseWord *word, gpointer user_data)
{
  GString *words = user_data;

  g_assert_cmpuint (word->span.start, <, word->span.end);
  g_assert_cmpuint (word->first_end, <=, word->span.end);
  g_assert_true (g_utf8_validate_len (word->text, word->n_bytes, NULL));
  if (words->len > 0)
    g_string_append_c (words, word->beside ? '+' : ' ');
  g_string_append_len (words, word->text, (gssize) word->n_bytes);
  if (word->open)
    g_string_append_c (words, '*');
  return TRUE;
}

static char *
words_of (const char *text, BaseWordsMode mode)
{
  GString *words = g_string_new (NULL);

  base_words_each (text, strlen (text), mode, note_word, words);
  return g_string_free (words, FALSE);
}

static void
test_kept (void)
{
  static const struct {
    const char *text, *words;
  } cases[] = {
    { "", "" },
    { " \t\n", "" },
    { "Wherefore art thou, Romeo?", "wherefore art thou romeo" },
    { "don't e-mail 12:30", "don t e mail 12 30" },
    { "https://example.org/a_b?c=1", "https example org a b c 1" },
    { "Crème brûlée", "creme brulee" },
    { "Cre\u0300me", "creme" },
    { "Straße STRASSE", "strasse strasse" },
    { "Smørrebrød Ærø Łódź İstanbul", "smorrebrod aero lodz istanbul" },
    { "ﬁne ＷＩＤＥ", "fine wide" },
    { "Ёлка и Чай", "елка и чаи" },
    { "Καλημέρα Σίσυφος", "καλημερα σισυφοσ" },
    { "שָׁלוֹם", "שלום" },
    { "مَرْحَبًا أحمد", "مرحبا احمد" },
    { "हिन्दी", "हिन्दी" },
    /* Pairs where there are no spaces. */
    { "東京", "東京+京" },
    { "京", "京" },
    { "東京タワー", "東京 京タ タワ ワー+ー" },
    { "我在Kith里", "我在+在 kith 里" },
    { "中文。英文", "中文+文 英文+文" },
    { "สวัสดี", "สว วั ัส สด ดี+ี" },
    { "학교에서", "학교 교에 에서+서" },
    /* が in one and in two characters, and of half width */
    { "が", "か\u3099" },
    { "か\u3099", "か\u3099" },
    { "ｶﾞｽ", "カ\u3099ス+ス" },
    { "カ\u3099ス", "カ\u3099ス+ス" },
    /* Signs, and what is not seen. */
    { "nice 🎉🎉!", "nice 🎉 🎉" },
    { "👍🏽 ❤️", "👍 ❤" },
    { "co\u00adop\u200d", "coop" },
    { "\u0301x", "x" },
    { "a\ufffdb", "a \ufffd b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = words_of (cases[i].text, BASE_WORDS_KEPT);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_sought (void)
{
  static const struct {
    const char *text, *words;
  } cases[] = {
    { "Romeo", "romeo" },
    { "東", "東*" },
    { "東京", "東京" },
    { "東京タ", "東京 京タ" },
    { "x東y", "x 東* y" },
    { "か\u3099", "か\u3099*" },
    /* What came out can be sought again. */
    { "か\u3099ス", "か\u3099ス" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = words_of (cases[i].text, BASE_WORDS_SOUGHT);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static gboolean
note_spans (const BaseWord *word, gpointer user_data)
{
  g_string_append_printf (user_data, "%u-%u-%u ", word->span.start, word->first_end,
                          word->span.end);
  return TRUE;
}

static void
test_spans (void)
{
  const char text[] = "Éa, 東京x🎉";
  g_autoptr (GString) spans = g_string_new (NULL);

  base_words_each (text, strlen (text), BASE_WORDS_KEPT, note_spans, spans);
  g_assert_cmpstr (spans->str, ==, "0-3-3 5-8-11 8-11-11 11-12-12 12-16-16 ");
}

static gboolean
stop_at_second (const BaseWord *word, gpointer user_data)
{
  int *n = user_data;

  return ++*n < 2;
}

static void
test_enough (void)
{
  int n = 0;

  base_words_each ("a b 東京", strlen ("a b 東京"), BASE_WORDS_KEPT, stop_at_second, &n);
  g_assert_cmpint (n, ==, 2);
}

/* Too long for anybody to type: cut, and at the same place wherever it stands. */
static void
test_long (void)
{
  g_autofree char *letters = g_strnfill (100000, 'x');
  g_autofree char *kept = words_of (letters, BASE_WORDS_KEPT);
  g_autofree char *sought = words_of (letters + 1, BASE_WORDS_SOUGHT);
  g_autoptr (GString) marks = g_string_new ("e");
  g_autofree char *with_marks = NULL;

  g_assert_cmpuint (strlen (kept), ==, BASE_WORD_MAX_BYTES);
  g_assert_cmpstr (kept, ==, sought);
  for (int i = 0; i < 1000; i++)
    g_string_append (marks, "\u0e31\u3099\u0301\u20dd");
  with_marks = words_of (marks->str, BASE_WORDS_KEPT);
  g_assert_cmpuint (strlen (with_marks), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/words/kept", test_kept);
  g_test_add_func ("/base/words/sought", test_sought);
  g_test_add_func ("/base/words/spans", test_spans);
  g_test_add_func ("/base/words/enough", test_enough);
  g_test_add_func ("/base/words/long", test_long);
  return g_test_run ();
}
