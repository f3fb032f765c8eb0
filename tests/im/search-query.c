/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types to search messages, and what of a message is shown.
 */

#include "im/search-query.h"

#include "im/hit.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)
#define NOW (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC) /* 2026-09-21, 13:33 */
#define TODAY (NOW - NOW % DAY)

static char *
join (GPtrArray *texts)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new ();

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (ended, texts->pdata[i]);
  g_ptr_array_add (ended, NULL);
  return g_strjoinv ("|", (char **) ended->pdata);
}

static void
test_words (void)
{
  static const struct {
    const char *text, *phrases;
    gboolean open;
  } cases[] = {
    { "", "", FALSE },
    { "  ", "", FALSE },
    { "hello", "hello", TRUE },
    { "hello ", "hello", FALSE },
    { "hello wor", "hello|wor", TRUE },
    { "\"good night\"", "good night", FALSE },
    { "\"good ni", "good ni", TRUE },
    { "„gute Nacht“ x", "gute Nacht|x", TRUE },
    { "a\"b c\"d", "a|b c|d", TRUE },
    { "\"\"", "", FALSE },
    { "今日は東京", "今日は東京", TRUE },
    /* Not an operator, so words. */
    { "has:cheese", "has:cheese", TRUE },
    { "before:lunch x", "before:lunch|x", TRUE },
    { "after:2026-13-01 ", "after:2026-13-01", FALSE },
    { "after:2026-11-21x ", "after:2026-11-21x", FALSE },
    { "from: x", "from:|x", TRUE },
    { "https://example.org/", "https://example.org/", TRUE },
    { "re:\"a b\"", "re:\"a b\"", FALSE },
    /* It has no value yet. */
    { "x from:", "x", FALSE },
    { "x in:\"", "x", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImSearchQuery) query = im_search_query_parse (cases[i].text, NOW);
    g_autofree char *phrases = join (query->sought->phrases);

    g_assert_cmpstr (phrases, ==, cases[i].phrases);
    g_assert_true (query->sought->open == cases[i].open);
    g_assert_cmpuint (query->from->len + query->in->len, ==, 0);
    g_assert_true (im_search_query_is_empty (query) == (*cases[i].phrases == '\0'));
  }
}

static void
test_operators (void)
{
  g_autoptr (ImSearchQuery) query = im_search_query_parse (
    "from:me FROM:romeo in:\"Group Friends\" has:link has:FILE rose before:today"
    " after:yesterday in:tybalt",
    NOW);
  g_autoptr (ImSearchQuery) dated = im_search_query_parse ("before:2026-09-21 after:2026-9-1", NOW);
  g_autofree char *in = join (query->in);

  g_assert_cmpuint (query->sought->phrases->len, ==, 1);
  g_assert_cmpstr (query->sought->phrases->pdata[0], ==, "rose");
  g_assert_false (query->sought->open);
  g_assert_cmpint (query->sought->by, ==, STORE_SEARCH_BY_ME);
  g_assert_cmpuint (query->from->len, ==, 1);
  g_assert_cmpstr (query->from->pdata[0], ==, "romeo");
  g_assert_cmpstr (in, ==, "Group Friends|tybalt");
  g_assert_true (query->sought->with_link && query->sought->with_file);
  g_assert_cmpint (query->sought->before, ==, TODAY);
  g_assert_cmpint (query->sought->since, ==, TODAY - DAY);
  g_assert_false (im_search_query_is_empty (query));
  g_assert_cmpint (dated->sought->before, ==, TODAY);
  g_assert_cmpint (dated->sought->since, ==, TODAY - 20 * DAY);
  g_assert_false (im_search_query_is_empty (dated));
}

/* The part where it is, in one line; what is found is still in brackets. */
static void
test_snippet (void)
{
  static const struct {
    const char *ahead, *found, *behind, *snippet;
  } cases[] = {
    { "", "rose", "", "[rose]" },
    { "a ", "rose", "\nby any", "a [rose] by any" },
    { "What is in a name? That which we call a ", "rose", "",
      "…is in a name? That which we call a [rose]" },
    { "ああああああああああああああああああ", "東京", "。", "…ああああああああああああ[東京]。" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strconcat (cases[i].ahead, cases[i].found, cases[i].behind, NULL);
    g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
    g_autoptr (GArray) cut_spans = NULL;
    BaseSpan span = { (guint) strlen (cases[i].ahead), 0 };
    g_autofree char *snippet = NULL;
    GString *marked;

    span.end = span.start + (guint) strlen (cases[i].found);
    g_array_append_val (spans, span);
    snippet = im_hit_cut (body, spans, &cut_spans);
    g_assert_cmpuint (cut_spans->len, ==, 1);
    span = g_array_index (cut_spans, BaseSpan, 0);
    marked = g_string_new (snippet);
    g_string_insert_c (marked, span.end, ']');
    g_string_insert_c (marked, span.start, '[');
    g_assert_cmpstr (marked->str, ==, cases[i].snippet);
    g_string_free (marked, TRUE);
  }
}

/* Of a long text a part, however much of it is found. */
static void
test_long (void)
{
  g_autofree char *body = g_strnfill (100000, 'x');
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  g_autoptr (GArray) cut_spans = NULL;
  BaseSpan span = { 50000, 100000 };
  g_autofree char *snippet = NULL;

  g_array_append_val (spans, span);
  snippet = im_hit_cut (body, spans, &cut_spans);
  g_assert_cmpuint (strlen (snippet), <=, IM_HIT_SNIPPET + 6);
  g_assert_cmpuint (cut_spans->len, ==, 1);
  g_assert_cmpuint (g_array_index (cut_spans, BaseSpan, 0).end, <=, strlen (snippet));
  g_assert_true (g_utf8_validate (snippet, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/search-query/words", test_words);
  g_test_add_func ("/im/search-query/operators", test_operators);
  g_test_add_func ("/im/search-query/snippet", test_snippet);
  g_test_add_func ("/im/search-query/long", test_long);
  return g_test_run ();
}
