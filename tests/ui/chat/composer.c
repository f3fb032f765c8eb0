/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing, keeping and sending a message.
 */
#include "config.h"

#include "ui/chat/composer.h"

#include "tests/ui/chat/fake-im.h"
#include "tests/ui/chat/frames.h"

typedef struct {
  GtkWidget *window;
  UiComposer *composer;
  GtkTextBuffer *buffer;
  ImConversation *romeo;
  ImConversation *juliet;
  guint n_sent;
} Fixture;

static void
on_sent (Fixture *f)
{
  f->n_sent++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = gtk_window_new ();
  f->composer = g_object_new (UI_TYPE_COMPOSER, NULL);
  f->romeo = fake_conversation_new ("romeo@montague.example", "Romeo");
  f->juliet = fake_conversation_new ("juliet@capulet.example", "Juliet");
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->composer));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 50);
  g_signal_connect_swapped (f->composer, "sent", G_CALLBACK (on_sent), f);
  frames_present (f->window);
  f->buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW)));
  ui_composer_set_conversation (f->composer, f->juliet);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->romeo);
  g_object_unref (f->juliet);
}

static void
write_text (Fixture *f, const char *text)
{
  gtk_text_buffer_insert_at_cursor (f->buffer, text, -1);
}

static char *
read_text (Fixture *f)
{
  char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  return text;
}

static void
assert_text (Fixture *f, const char *expected)
{
  g_autofree char *text = read_text (f);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
can_send (Fixture *f)
{
  GtkWidget *button =
    gtk_widget_get_last_child (gtk_widget_get_last_child (GTK_WIDGET (f->composer)));

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "composer.send");
  return gtk_widget_get_sensitive (button);
}

static void
test_send (Fixture *f, gconstpointer data)
{
  g_assert_false (can_send (f));
  write_text (f, " \n ");
  g_assert_false (can_send (f));
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  g_assert_null (fake_conversation_get_sent (f->juliet));
  write_text (f, "But soft!\nWhat light");
  g_assert_true (can_send (f));
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  g_assert_cmpstr (fake_conversation_get_sent (f->juliet), ==, " \n But soft!\nWhat light");
  g_assert_cmpuint (f->n_sent, ==, 1);
  assert_text (f, "");
  g_assert_false (can_send (f));
  /* What has been sent does not come back. */
  g_assert_false (gtk_text_buffer_get_can_undo (f->buffer));
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  gtk_text_buffer_begin_user_action (f->buffer);
  write_text (f, "oops");
  gtk_text_buffer_end_user_action (f->buffer);
  gtk_text_buffer_undo (f->buffer);
  assert_text (f, "");
  gtk_text_buffer_redo (f->buffer);
  assert_text (f, "oops");
}

static void
test_draft (Fixture *f, gconstpointer data)
{
  write_text (f, "half a th");
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "");
  while (*im_conversation_get_draft (f->juliet) == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "half a th");

  /* At once when the chat changes. */
  write_text (f, "ought");
  ui_composer_set_conversation (f->composer, f->romeo);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "half a thought");
  g_assert_cmpstr (im_conversation_get_draft (f->romeo), ==, "");
  assert_text (f, "");

  /* Undoing does not bring one chat's text into another. */
  g_assert_false (gtk_text_buffer_get_can_undo (f->buffer));
  write_text (f, "x");
  ui_composer_set_conversation (f->composer, f->juliet);
  assert_text (f, "half a thought");
  g_assert_false (gtk_text_buffer_get_can_undo (f->buffer));
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  ui_composer_set_conversation (f->composer, NULL);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "");
  g_assert_cmpstr (im_conversation_get_draft (f->romeo), ==, "x");
}

/* The archive would not have it. */
static void
test_comes_back (Fixture *f, gconstpointer data)
{
  write_text (f, "not kept");
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "");
  im_conversation_set_draft (f->juliet, "not kept");
  assert_text (f, "not kept");

  /* Nor is it lost when the person writes on. */
  write_text (f, ", and more");
  im_conversation_set_draft (f->juliet, "the other");
  assert_text (f, "not kept, and more\nthe other");
  ui_composer_save_draft (f->composer);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "not kept, and more\nthe other");
  assert_text (f, "not kept, and more\nthe other");
}

/* The archive takes its time: what was sent stays until it has it, and what is typed meanwhile stays. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  fake_conversation_set_slow (f->juliet);
  write_text (f, "Parting is");
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  assert_text (f, "Parting is");
  g_assert_false (can_send (f));
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  g_assert_cmpuint (f->n_sent, ==, 1);

  write_text (f, "such");
  g_assert_true (can_send (f));
  fake_conversation_keep (f->juliet);
  assert_text (f, "such");
  g_assert_true (can_send (f));
  ui_composer_save_draft (f->composer);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "such");

  /* It is kept while another chat is shown. */
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  ui_composer_set_conversation (f->composer, f->romeo);
  fake_conversation_keep (f->juliet);
  ui_composer_set_conversation (f->composer, f->juliet);
  assert_text (f, "");
}

static void
test_draft_on_dispose (Fixture *f, gconstpointer data)
{
  write_text (f, "not lost");
  gtk_window_set_child (GTK_WINDOW (f->window), NULL);
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "not lost");
}

static void
test_composing (Fixture *f, gconstpointer data)
{
  g_assert_false (fake_conversation_get_composing (f->juliet));
  write_text (f, "s");
  g_assert_true (fake_conversation_get_composing (f->juliet));
  gtk_text_buffer_set_text (f->buffer, "", -1);
  g_assert_false (fake_conversation_get_composing (f->juliet));
  write_text (f, "s");
  ui_composer_set_conversation (f->composer, f->romeo);
  g_assert_false (fake_conversation_get_composing (f->juliet));
  /* A draft that is shown again is not being written. */
  ui_composer_set_conversation (f->composer, f->juliet);
  assert_text (f, "s");
  g_assert_false (fake_conversation_get_composing (f->juliet));
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autofree char *most = g_strnfill (UI_COMPOSER_MAX_BYTES, 'x');
  g_autofree char *none = ui_composer_dup_limit_words (most);
  g_autofree char *more = g_strconcat (most, "ä", NULL);
  g_autofree char *much = g_strconcat (most, "äöü", NULL);
  g_autofree char *one = ui_composer_dup_limit_words (more);
  g_autofree char *three = ui_composer_dup_limit_words (much);

  g_assert_null (none);
  g_assert_cmpstr (one, ==, "This is 1 character too long for one message.");
  g_assert_cmpstr (three, ==, "This is 3 characters too long for one message.");
  gtk_text_buffer_set_text (f->buffer, most, -1);
  g_assert_true (can_send (f));
  gtk_text_buffer_set_text (f->buffer, more, -1);
  g_assert_false (can_send (f));
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  g_assert_null (fake_conversation_get_sent (f->juliet));
  assert_text (f, more);
}

static void
test_disabled (Fixture *f, gconstpointer data)
{
  ImAccount *account = im_conversation_get_account (f->juliet);
  GtkWidget *hint = gtk_widget_get_first_child (GTK_WIDGET (f->composer));

  write_text (f, "well");
  g_assert_false (gtk_widget_get_visible (hint));
  g_object_set (account, "enabled", FALSE, NULL);
  g_assert_false (can_send (f));
  g_assert_true (gtk_widget_get_visible (hint));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (hint)), ==,
                   "This account is switched off, so nothing can be sent from it.");
  g_object_set (account, "enabled", TRUE, NULL);
  g_assert_true (can_send (f));
  g_assert_false (gtk_widget_get_visible (hint));
}

static void
test_propose (Fixture *f, gconstpointer data)
{
  ui_composer_propose_text (f->composer, "hello");
  assert_text (f, "hello");
  ui_composer_propose_text (f->composer, "hello");
  assert_text (f, "hello");
  ui_composer_propose_text (f->composer, "again");
  assert_text (f, "hello\nagain");
}

static void
test_paste (Fixture *f, gconstpointer data)
{
  GtkWidget *view = frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW);
  g_autofree char *text = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (view), "two\r\nlines");
  write_text (f, "[]");
  g_signal_emit_by_name (view, "paste-clipboard");
  do {
    g_main_context_iteration (NULL, TRUE);
    g_free (text);
    text = read_text (f);
  } while (g_str_equal (text, "[]"));
  g_assert_cmpstr (text, ==, "[]two\nlines");
  gtk_text_buffer_undo (f->buffer);
  assert_text (f, "[]");
}

/* It grows with its text, up to some lines. */
static void
test_height (Fixture *f, gconstpointer data)
{
  int one, three, many;

  gtk_widget_measure (GTK_WIDGET (f->composer), GTK_ORIENTATION_VERTICAL, 400, NULL, &one, NULL,
                      NULL);
  write_text (f, "1\n2\n3");
  frames_run (f->window, 3);
  gtk_widget_measure (GTK_WIDGET (f->composer), GTK_ORIENTATION_VERTICAL, 400, NULL, &three, NULL,
                      NULL);
  for (guint i = 0; i < 30; i++)
    write_text (f, "\nmore");
  frames_run (f->window, 3);
  gtk_widget_measure (GTK_WIDGET (f->composer), GTK_ORIENTATION_VERTICAL, 400, NULL, &many, NULL,
                      NULL);
  g_test_message ("1 line: %d px, 3: %d px, 33: %d px", one, three, many);
  g_assert_cmpint (one, <, 50);
  g_assert_cmpint (three, >, one + 20);
  g_assert_cmpint (many, >, three);
  g_assert_cmpint (many, <, 170);
}

static void
assert_caret_in_sight (Fixture *f)
{
  GtkTextView *view = GTK_TEXT_VIEW (frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW));
  GtkTextIter caret;
  GdkRectangle area;
  int y;

  gtk_text_buffer_get_iter_at_mark (f->buffer, &caret, gtk_text_buffer_get_insert (f->buffer));
  gtk_text_view_get_iter_location (view, &caret, &area);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, 0, area.y, NULL, &y);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y + area.height, <=, gtk_widget_get_height (GTK_WIDGET (view)));
}

static double
scrolled_by (Fixture *f)
{
  GtkWidget *view = frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW);

  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
}

/* Until the scrolling, which is animated, has come to its end. */
static void
wait_for_rest (Fixture *f)
{
  double before;
  guint n_same = 0;

  frames_run (f->window, 3);
  while (n_same < 20) {
    before = scrolled_by (f);
    gtk_widget_queue_draw (GTK_WIDGET (f->composer));
    frames_run (f->window, 1);
    n_same = scrolled_by (f) == before ? n_same + 1 : 0;
  }
}

/* It grows before it scrolls, and what is written stays in sight. */
static void
test_caret (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->composer));
  GtkWidget *view = frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW);
  g_autoptr (GString) lines = g_string_new (NULL);

  gtk_widget_set_valign (GTK_WIDGET (f->composer), GTK_ALIGN_END);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 500);
  frames_run (f->window, 2);
  for (guint i = 0; i < 4; i++) {
    write_text (f, "A line\n");
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view),
                                        gtk_text_buffer_get_insert (f->buffer));
    wait_for_rest (f);
    assert_caret_in_sight (f);
    g_assert_cmpfloat (scrolled_by (f), ==, 0);
  }
  gtk_text_buffer_set_text (f->buffer, "", -1);
  frames_run (f->window, 2);
  for (guint i = 0; i < 200; i++)
    g_string_append (lines, "A line\n");
  gdk_clipboard_set_text (clipboard, lines->str);
  g_signal_emit_by_name (view, "paste-clipboard");
  while (gtk_text_buffer_get_line_count (f->buffer) < 200)
    frames_run (f->window, 1);
  wait_for_rest (f);
  assert_text (f, lines->str);
  g_assert_cmpfloat (scrolled_by (f), >, 0);
  assert_caret_in_sight (f);
}

/* The draft is safe while another message is edited. */
static void
test_edit (Fixture *f, gconstpointer data)
{
  ImMessage *message = fake_message_new (TRUE, g_get_real_time (), "nigth");

  fake_conversation_add (f->juliet, message);
  write_text (f, "begun");
  ui_composer_edit (f->composer, message);
  assert_text (f, "nigth");
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "begun");
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.stop-editing", NULL);
  assert_text (f, "begun");
  g_assert_cmpstr (im_message_get_body (message), ==, "nigth");

  ui_composer_edit (f->composer, message);
  gtk_text_buffer_set_text (f->buffer, "night", -1);
  gtk_widget_activate_action (GTK_WIDGET (f->composer), "composer.send", NULL);
  assert_text (f, "begun");
  g_assert_cmpstr (im_message_get_body (message), ==, "night");
  g_assert_null (fake_conversation_get_sent (f->juliet));
  g_assert_cmpstr (im_conversation_get_draft (f->juliet), ==, "begun");
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  GtkWidget *view = frames_find (GTK_WIDGET (f->composer), GTK_TYPE_TEXT_VIEW);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Message");
}

int
main (int argc, char **argv)
{
  frames_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/composer/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("send", test_send);
  ADD ("undo", test_undo);
  ADD ("draft", test_draft);
  ADD ("comes-back", test_comes_back);
  ADD ("kept", test_kept);
  ADD ("draft-on-dispose", test_draft_on_dispose);
  ADD ("composing", test_composing);
  ADD ("limit", test_limit);
  ADD ("disabled", test_disabled);
  ADD ("propose", test_propose);
  ADD ("paste", test_paste);
  ADD ("height", test_height);
  ADD ("caret", test_caret);
  ADD ("edit", test_edit);
  ADD ("accessible", test_accessible);
#undef ADD
  return g_test_run ();
}
