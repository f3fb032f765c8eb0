/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What notifications say.
 */

#include "im/notification-text.h"

static void
test_body (void)
{
  static const struct {
    guint n_messages;
    const char *text;
    gboolean show_text, markup;
    const char *body;
  } cases[] = {
    { 1, "Hi", TRUE, FALSE, "Hi" },
    { 1, "a <b> & c", TRUE, FALSE, "a <b> & c" },
    { 1, "a <b> & c", TRUE, TRUE, "a &lt;b&gt; &amp; c" },
    { 3, "Hi", TRUE, FALSE, "3 new messages\nHi" },
    { 3, "<u>", TRUE, TRUE, "3 new messages\n&lt;u&gt;" },
    { 1, "secret", FALSE, FALSE, "New message" },
    { 3, "secret", FALSE, TRUE, "3 new messages" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body =
      im_notification_body (&im_notification_words, cases[i].n_messages, cases[i].text,
                            cases[i].show_text, cases[i].markup);

    g_assert_cmpstr (body, ==, cases[i].body);
  }
}

/* Clipped first and escaped then, or an entity could be torn apart. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, '&');
  g_autofree char *body = im_notification_body (&im_notification_words, 1, text, TRUE, TRUE);

  g_assert_cmpuint (g_utf8_strlen (body, -1), <, 2000);
  g_assert_true (g_str_has_prefix (body, "&amp;&amp;"));
  g_assert_true (g_str_has_suffix (body, "&amp;…"));
}

static void
test_words (void)
{
  g_autofree char *one = im_notification_words.count (1);
  g_autofree char *missed = im_notification_words.missed (12, 3);

  g_assert_cmpstr (one, ==, "1 new message");
  g_assert_cmpstr (missed, ==, "12 new messages in 3 chats");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/notification-text/body", test_body);
  g_test_add_func ("/im/notification-text/long", test_long);
  g_test_add_func ("/im/notification-text/words", test_words);
  return g_test_run ();
}
