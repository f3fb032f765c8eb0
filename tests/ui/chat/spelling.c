/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which words are marked, with a dictionary of English.
 */
#include "config.h"

#include "ui/chat/spelling.h"

static void
test_is_word (void)
{
  static const struct {
    const char *token, *word;
    gboolean is_word;
  } cases[] = {
    { "wrold", "wrold", TRUE },      { "wrold.", "wrold", TRUE },
    { "(wrold)", "wrold", TRUE },    { "don't", "don't", TRUE },
    { "a@b.example", "b", FALSE },   { "https://wrold", "wrold", FALSE },
    { "wrold.org", "wrold", FALSE }, { ":tada:", "tada", FALSE },
    { "r2d2", "r2d2", FALSE },       { "snake_case", "snake", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ui_spelling_is_word (cases[i].token, cases[i].word), ==, cases[i].is_word);
}

/* Waits until the word at @offset is marked as it should be. */
static void
wait_for_mark (UiSpelling *spelling, GtkTextBuffer *buffer, int offset, gboolean marked)
{
  GtkTextIter place, end;

  do {
    g_main_context_iteration (NULL, TRUE);
    gtk_text_buffer_get_iter_at_offset (buffer, &place, offset);
  } while (ui_spelling_find (spelling, &place, &end) != marked);
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  GStrv *words = data;

  *words = ui_spelling_suggest_finish (UI_SPELLING (source), result);
}

static void
test_marks (void)
{
  GtkWidget *view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr (UiSpelling) spelling = ui_spelling_new (GTK_TEXT_VIEW (view));
  g_auto (GStrv) suggestions = NULL;
  GtkTextIter place, end;

  gtk_text_buffer_set_text (buffer, "The wrold is round", -1);
  ui_spelling_set_enabled (spelling, TRUE);
  wait_for_mark (spelling, buffer, 5, TRUE);
  gtk_text_buffer_get_iter_at_offset (buffer, &place, 5);
  g_assert_true (ui_spelling_find (spelling, &place, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&place), ==, 4);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 9);
  gtk_text_buffer_get_iter_at_offset (buffer, &place, 1);
  g_assert_false (ui_spelling_find (spelling, &place, &end));

  /* What is written meanwhile is read afterwards. */
  ui_spelling_suggest_async (spelling, "wrold", 5, NULL, on_suggested, &suggestions);
  gtk_text_buffer_set_text (buffer, "The wrold is squrae", -1);
  while (suggestions == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_strv_contains ((const char *const *) suggestions, "world"));
  g_assert_cmpuint (g_strv_length (suggestions), <=, 5);

  wait_for_mark (spelling, buffer, 15, TRUE);

  gtk_text_buffer_set_text (buffer, "The world is ruond", -1);
  wait_for_mark (spelling, buffer, 15, FALSE);
  wait_for_mark (spelling, buffer, 15, TRUE);
  ui_spelling_set_enabled (spelling, FALSE);
  gtk_text_buffer_get_iter_at_offset (buffer, &place, 15);
  g_assert_false (ui_spelling_find (spelling, &place, &end));
  g_object_unref (view);
}

int
main (int argc, char *argv[])
{
  /* Before the first thread. */
  g_setenv ("LANGUAGE", "en_US", TRUE);
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/spelling/is-word", test_is_word);
  g_test_add_func ("/spelling/marks", test_marks);

  return g_test_run ();
}
