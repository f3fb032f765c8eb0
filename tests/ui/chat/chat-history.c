/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one does in a history: go to a message or a day, answer, select; and many messages at once.
 */
#include "config.h"

#include "ui/chat/chat-history.h"

#include "tests/ui/chat/page-fixture.h"
#include "ui/chat/composer.h"
#include "ui/chat/day-bar.h"
#include "ui/chat/quote.h"
#include "ui/chat/reply-bar.h"
#include "ui/chat/selection-bar.h"

#include <time.h>

static gboolean
is_highlighted (Fixture *f, guint position)
{
  return gtk_widget_has_css_class (ui_history_view_get_row (f->view, position), "highlighted");
}

/* A message far back, in a chat that is just being opened; then one that is in the window. */
static void
test_show_message (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessage) target = NULL;
  g_autoptr (ImMessage) found = NULL;
  guint position;

  fake_conversation_set_window (f->juliet, 900);
  open_chat (f, f->juliet);
  target = g_list_model_get_item (ui_history_view_get_model (f->view), 300);
  open_chat (f, f->nurse);
  fake_conversation_set_window (f->juliet, 50);
  ui_chat_page_set_conversation (f->page, f->juliet);
  ui_chat_page_show_message (f->page, im_message_get_id (target));
  frames_run (f->window, 3);
  for (position = 0; position < n_items (f); position++) {
    found = g_list_model_get_item (ui_history_view_get_model (f->view), position);
    if (found == target)
      break;
    g_clear_object (&found);
  }
  g_assert_true (found == target);
  g_assert_true (is_highlighted (f, position));
  g_assert_cmpint (ui_history_view_get_offset (f->view, position), ==,
                   gtk_widget_get_height (GTK_WIDGET (f->view)) / 3);
  g_assert_false (ui_history_view_get_at_end (f->view));

  g_clear_object (&target);
  target = g_list_model_get_item (ui_history_view_get_model (f->view), position + 3);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.show-message", "x",
                              im_message_get_id (target));
  frames_run (f->window, 2);
  g_assert_true (is_highlighted (f, position + 3));
  g_assert_false (is_highlighted (f, position));
  while (is_highlighted (f, position + 3))
    g_main_context_iteration (NULL, TRUE);
}

/* The label of the bar over the history; NULL while it is hidden. */
static const char *
day_bar (Fixture *f)
{
  GtkWidget *bar = frames_find (GTK_WIDGET (f->page), UI_TYPE_DAY_BAR);
  GtkWidget *button = frames_find (bar, GTK_TYPE_MENU_BUTTON);

  return button != NULL ? gtk_menu_button_get_label (GTK_MENU_BUTTON (button)) : NULL;
}

static void
wait_for_day (Fixture *f, const char *day)
{
  while (day_bar (f) == NULL || !g_str_has_suffix (day_bar (f), day))
    g_main_context_iteration (NULL, TRUE);
}

/* Messages are 100 s apart, so there are 864 in a day; the first ones are of 21 September 2026. */
static void
test_days (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessage) first = NULL;
  g_autofree char *day = NULL;
  guint position;

  open_chat (f, f->juliet);
  wait_for_day (f, "23 September");
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.show-day", "s", "2026-09-22");
  frames_run (f->window, 3);
  g_assert_true (ui_history_view_get_top (f->view, &position));
  g_assert_cmpint (ui_history_view_get_offset (f->view, position), ==, 0);
  first = g_list_model_get_item (ui_history_view_get_model (f->view), position);
  g_assert_cmpint (im_message_get_time (first) / G_USEC_PER_SEC % 86400, <, 100);
  /* Its own heading is there. */
  while (day_bar (f) != NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_value (f->adjustment) + 400);
  frames_run (f->window, 2);
  wait_for_day (f, "22 September");
  /* Later than all. */
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.show-day", "s", "2027-01-01");
  frames_run (f->window, 3);
  g_assert_true (ui_history_view_get_at_end (f->view));
}

/* (nullable): the row that shows @message */
static GtkWidget *
row_of (Fixture *f, ImMessage *message)
{
  for (guint i = 0; i < n_items (f); i++) {
    GtkWidget *row = ui_history_view_get_row (f->view, i);

    if (row != NULL && ui_message_row_get_message (UI_MESSAGE_ROW (row)) == message)
      return row;
  }
  return NULL;
}

/* Reply to a message far up, see what it was, and follow the quote back to it. */
static void
test_reply (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessage) original = NULL;
  ImMessage *answer;
  GtkWidget *composer, *quote;

  open_chat (f, f->juliet);
  composer = frames_find (GTK_WIDGET (f->page), UI_TYPE_COMPOSER);
  g_assert_null (frames_find (GTK_WIDGET (f->page), UI_TYPE_REPLY_BAR));
  original = g_list_model_get_item (ui_history_view_get_model (f->view), 0);
  ui_history_view_scroll_to (f->view, 0, 100);
  frames_run (f->window, 2);
  gtk_widget_activate_action (row_of (f, original), "chat.reply", NULL);
  frames_run (f->window, 2);
  g_assert_nonnull (frames_find (GTK_WIDGET (f->page), UI_TYPE_REPLY_BAR));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)), composer));

  /* Another chat knows nothing of it, and this one still does afterwards. */
  open_chat (f, f->nurse);
  g_assert_null (frames_find (GTK_WIDGET (f->page), UI_TYPE_REPLY_BAR));
  open_chat (f, f->juliet);
  g_assert_nonnull (frames_find (GTK_WIDGET (f->page), UI_TYPE_REPLY_BAR));
  ui_chat_page_propose_text (f->page, "So it is");
  gtk_widget_activate_action (composer, "composer.send", NULL);
  g_assert_true (fake_conversation_get_answered (f->juliet) == original);
  frames_run (f->window, 2);
  g_assert_null (frames_find (GTK_WIDGET (f->page), UI_TYPE_REPLY_BAR));

  answer = fake_message_new (TRUE, START + G_GINT64_CONSTANT (900000000000), "So it is");
  fake_message_set_quote (answer, im_message_get_id (original), "Juliet", "Message 0");
  fake_conversation_add (f->juliet, answer);
  ui_history_view_scroll_to_end (f->view);
  frames_run (f->window, 2);
  quote = frames_find (ui_history_view_get_row (f->view, n_items (f) - 1), UI_TYPE_QUOTE);
  g_assert_nonnull (quote);
  g_signal_emit_by_name (quote, "clicked");
  frames_run (f->window, 3);
  g_assert_nonnull (row_of (f, original));
  g_assert_true (gtk_widget_has_css_class (row_of (f, original), "highlighted"));
}

/* In any order, copied in that of the chat, also those that are out of the window by then. */
static void
test_select (Fixture *f, gconstpointer data)
{
  UiSelectionBar *bar;
  g_autoptr (ImMessage) one = NULL;
  g_autoptr (ImMessage) two = NULL;
  g_autofree char *text = NULL;
  const char *first, *second;

  open_chat (f, f->juliet);
  one = g_list_model_get_item (ui_history_view_get_model (f->view), n_items (f) - 3);
  two = g_list_model_get_item (ui_history_view_get_model (f->view), n_items (f) - 1);
  bar = UI_SELECTION_BAR (frames_find (GTK_WIDGET (f->page), UI_TYPE_SELECTION_BAR));
  g_assert_null (frames_find (GTK_WIDGET (bar), GTK_TYPE_LABEL));
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.select", "x", im_message_get_id (two));
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.select", "x", im_message_get_id (one));
  frames_run (f->window, 2);
  g_assert_nonnull (frames_find (GTK_WIDGET (bar), GTK_TYPE_LABEL));
  g_assert_true (gtk_widget_has_css_class (row_of (f, one), "chosen"));
  g_assert_true (gtk_widget_has_css_class (row_of (f, two), "chosen"));
  for (guint i = 0; i < 100; i++) {
    ui_history_view_scroll_pages (f->view, -0.5);
    frames_run (f->window, 1);
  }
  text = ui_selection_bar_dup_text (bar);
  first = strstr (text, im_message_get_body (one));
  second = strstr (text, im_message_get_body (two));
  g_assert_true (first != NULL && second != NULL && first < second);
  g_assert_true (g_str_has_prefix (text, im_message_get_sender (one)));

  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.scroll-to-end", NULL);
  frames_run (f->window, 3);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.select", "x", im_message_get_id (one));
  frames_run (f->window, 2);
  g_assert_false (gtk_widget_has_css_class (row_of (f, one), "chosen"));
  g_assert_true (gtk_widget_has_css_class (row_of (f, two), "chosen"));
  /* Another chat has nothing selected. */
  open_chat (f, f->nurse);
  g_assert_null (frames_find (GTK_WIDGET (bar), GTK_TYPE_LABEL));
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

/* What comes from the server, does not, and is all. */
static void
test_fetch (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  GtkWidget *page = GTK_WIDGET (f->page);
  GtkWidget *focus;

  open_chat (f, f->juliet);
  list = im_conversation_dup_messages (f->juliet);
  do {
    ui_history_view_scroll_to (f->view, 0, 0);
    frames_run (f->window, 3);
  } while (!im_message_list_get_at_start (list));
  ui_history_view_scroll_to (f->view, 0, 0);
  frames_run (f->window, 2);
  g_assert_false (shows (page, "The chat begins here."));
  fake_message_list_set_fetch (list, TRUE, NULL, FALSE);
  while (!shows (page, "Fetching messages from the server…"))
    g_main_context_iteration (NULL, TRUE);
  fake_message_list_set_fetch (
    list, FALSE, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Not signed in"), FALSE);
  frames_run (f->window, 2);
  g_assert_false (shows (page, "Fetching messages from the server…"));
  g_assert_true (shows (page, "What is missing here cannot be fetched."));
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.fetch-again", NULL);
  focus = gtk_root_get_focus (gtk_widget_get_root (page));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (f->view)));
  fake_message_list_set_fetch (list, FALSE, NULL, TRUE);
  frames_run (f->window, 2);
  g_assert_false (shows (page, "What is missing here cannot be fetched."));
  g_assert_true (shows (page, "The chat begins here."));
}

/* Many messages within one frame cost no more rows than one can see. */
static void
test_flood (Fixture *f, gconstpointer data)
{
  double worst = 0;

  open_chat (f, f->juliet);
  for (guint frame = 0; frame < 20; frame++) {
    clock_t begun;

    for (guint i = 0; i < 35; i++)
      say (f, f->juliet, i % 5 < 2);
    begun = clock ();
    frames_run (f->window, 1);
    worst = MAX (worst, (double) (clock () - begun) * 1000 / CLOCKS_PER_SEC);
    g_assert_true (ui_history_view_get_at_end (f->view));
    g_assert_nonnull (ui_history_view_get_row (f->view, n_items (f) - 1));
  }
  g_test_message ("at most %.1f ms for a frame with 35 new messages, %u rows", worst,
                  ui_history_view_get_n_rows (f->view));
}

int
main (int argc, char **argv)
{
  frames_init (&argc, &argv);
#define ADD(path, n, func)                                                                         \
  g_test_add ("/chat-history/" path, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)
  ADD ("show-message", 900, test_show_message);
  ADD ("days", 2000, test_days);
  ADD ("reply", 100, test_reply);
  ADD ("select", 900, test_select);
  ADD ("fetch", 100, test_fetch);
  ADD ("flood", 100, test_flood);
#undef ADD
  return g_test_run ();
}
