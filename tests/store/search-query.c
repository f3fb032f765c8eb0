/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests what is asked of the index of words, and where a text has what is looked for.
 */
#include "config.h"

#include "store/search-query.h"

/* @words: phrases, with | between */
static StoreSearchQuery *
query_of (const char *words, gboolean open)
{
  StoreSearchQuery *query = store_search_query_new ();
  g_auto (GStrv) phrases = g_strsplit (words, "|", -1);

  for (guint i = 0; phrases[i] != NULL; i++)
    g_ptr_array_add (query->phrases, g_strdup (phrases[i]));
  query->open = open;
  return query;
}

static void
test_build (void)
{
  static const struct {
    const char *words;
    gboolean open;
    const char *match;
  } cases[] = {
    { "Romeo", FALSE, "\"romeo\"" },
    { "Romeo", TRUE, "\"romeo\" *" },
    { "good night", FALSE, "\"good\" + \"night\"" },
    { "good night|love", TRUE, "\"good\" + \"night\" AND \"love\" *" },
    { "don't", FALSE, "\"don\" + \"t\"" },
    { "東京タワー", FALSE, "\"東京\" + \"京タ\" + \"タワ\" + \"ワー\"" },
    { "駅", FALSE, "\"駅\" *" },
    { "x駅y", FALSE, "\"x\" + \"駅\" * AND \"y\"" },
    /* Nothing is an operator of FTS5. */
    { "a\"b'(c)*", FALSE, "\"a\" + \"b\" + \"c\"" },
    { "NEAR(a b)|AND|OR|NOT|^x|-y|text:z", FALSE,
      "\"near\" + \"a\" + \"b\" AND \"and\" AND \"or\" AND \"not\" AND \"x\" AND \"y\" AND"
      " \"text\" + \"z\"" },
    { "\"|*|!", TRUE, "\"\x01i\" OR \"\x01o\"" },
    { "", FALSE, "\"\x01i\" OR \"\x01o\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (StoreSearchQuery) query = query_of (cases[i].words, cases[i].open);
    g_autofree char *match = store_search_query_build (query, TRUE);

    g_assert_cmpstr (match, ==, cases[i].match);
    g_assert_true (store_search_query_has_words (query) == (i < G_N_ELEMENTS (cases) - 2));
  }
}

static void
test_filters (void)
{
  g_autoptr (StoreSearchQuery) query = query_of ("x", FALSE);
  g_autoptr (StoreSearchQuery) copy = NULL;
  g_autofree char *match = NULL, *bare = NULL, *nowhere = NULL;
  const gint64 conversations[] = { 3, 17 };

  query->conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (query->conversations, conversations, 2);
  query->by = STORE_SEARCH_BY_ME;
  query->with_link = query->with_file = TRUE;
  copy = store_search_query_copy (query);
  match = store_search_query_build (copy, TRUE);
  g_assert_cmpstr (match, ==,
                   "\"x\" AND (\"\x01"
                   "c3\" OR \"\x01"
                   "c17\") AND \"\x01o\" AND \"\x01l\" AND \"\x01"
                   "f\"");
  copy->by = STORE_SEARCH_BY_OTHERS;
  copy->with_link = copy->with_file = FALSE;
  bare = store_search_query_build (copy, FALSE);
  g_assert_cmpstr (bare, ==,
                   "(\"\x01"
                   "c3\" OR \"\x01"
                   "c17\") AND \"\x01i\"");
  g_array_set_size (copy->conversations, 0);
  nowhere = store_search_query_build (copy, FALSE);
  g_assert_cmpstr (nowhere, ==,
                   "(\"\x01"
                   "c0\") AND \"\x01i\"");
}

static void
test_match (void)
{
  static const struct {
    const char *words;
    gboolean open;
    const char *text;
    const char *spans; /* what is found in brackets; NULL: nothing */
  } cases[] = {
    { "romeo", FALSE, "Romeo, romeo!", "[Romeo], [romeo]!" },
    { "rom", FALSE, "Romeo", NULL },
    { "rom", TRUE, "Romeo", "[Romeo]" },
    { "rom|art", TRUE, "Romeo is an artist", NULL },
    { "romeo|art", TRUE, "Romeo is an artist", "[Romeo] is an [artist]" },
    { "good night", FALSE, "good night, Good  Night", "[good night], [Good  Night]" },
    { "good night", FALSE, "good old night", NULL },
    { "good ni", TRUE, "good nights", "[good nights]" },
    { "a a", FALSE, "a a a", "[a a a]" },
    { "creme", FALSE, "Crème brûlée", "[Crème] brûlée" },
    { "东", FALSE, "广东东", "广[东][东]" },
    { "東京", FALSE, "昨日東京タワー", "昨日[東京]タワー" },
    { "京", FALSE, "東京", "東[京]" },
    { "京", FALSE, "京都と東京", "[京]都と東[京]" },
    { "東京タワー", FALSE, "東京のタワー", NULL },
    { "京 hello", FALSE, "東京 hello", "東[京] [hello]" },
    { "東京 hello", FALSE, "東京 hello", "[東京 hello]" },
    { "สวัส", FALSE, "อ่านสวัสดี", "อ่าน[สวัส]ดี" },
    { "학교", FALSE, "우리 학교에서", "우리 [학교]에서" },
    { "🎉", FALSE, "nice 🎉!", "nice [🎉]!" },
    { "", FALSE, "anything", "anything" },
    { "x", FALSE, "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (StoreSearchQuery) query = query_of (cases[i].words, cases[i].open);
    g_autoptr (GArray) spans = store_search_query_match (query, cases[i].text);
    GString *marked = g_string_new (cases[i].text);

    for (guint j = spans != NULL ? spans->len : 0; j > 0; j--) {
      BaseSpan span = g_array_index (spans, BaseSpan, j - 1);

      g_string_insert_c (marked, span.end, ']');
      g_string_insert_c (marked, span.start, '[');
    }
    g_assert_cmpstr (spans != NULL ? marked->str : NULL, ==, cases[i].spans);
    g_string_free (marked, TRUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/search-query/build", test_build);
  g_test_add_func ("/store/search-query/filters", test_filters);
  g_test_add_func ("/store/search-query/match", test_match);
  return g_test_run ();
}
