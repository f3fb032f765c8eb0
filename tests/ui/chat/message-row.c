/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message's row shows, and that all of it fits.
 */
#include "config.h"

#include "ui/chat/message-row.h"

#include "tests/ui/chat/fake-im.h"
#include "tests/ui/chat/frames.h"
#include "ui/chat/history-view.h"
#include "ui/chat/message-text.h"
#include "xmpp/stanza-error.h"

#include <time.h>

/* 2026-11-21 12:34:56 UTC */
#define TIME (G_GINT64_CONSTANT (1795264496) * G_USEC_PER_SEC)

typedef struct {
  GtkWidget *window;
  UiHistoryView *view;
  ImConversation *conversation; /* who the messages are of */
  UiMessageFlags flags;
} Fixture;

static GtkWidget *
create_row (gpointer data)
{
  return ui_message_row_new ();
}

static void
bind_row (GtkWidget *row, gpointer item, gpointer before, gpointer after, gpointer data)
{
  Fixture *f = data;

  ui_message_row_bind (UI_MESSAGE_ROW (row), item, f->flags, "juliet@capulet.example");
}

static void
unbind_row (GtkWidget *row, gpointer data)
{
  ui_message_row_unbind (UI_MESSAGE_ROW (row));
}

static const UiHistoryRows rows = { create_row, bind_row, unbind_row };

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;

  f->window = gtk_window_new ();
  f->view = g_object_new (UI_TYPE_HISTORY_VIEW, NULL);
  f->conversation = fake_conversation_new ("juliet@capulet.example", "Juliet");
  list = im_conversation_dup_messages (f->conversation);
  ui_history_view_set_rows (f->view, &rows, f);
  ui_history_view_set_model (f->view, G_LIST_MODEL (list));
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 500, 700);
  frames_present (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->conversation);
}

/* The row of a new message; it becomes the last. */
static GtkWidget *
show (Fixture *f, ImMessage *message)
{
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (f->conversation);
  GtkWidget *row;

  fake_conversation_add (f->conversation, message);
  frames_run (f->window, 2);
  row = ui_history_view_get_row (f->view, g_list_model_get_n_items (G_LIST_MODEL (list)) - 1);
  g_assert_nonnull (row);
  g_assert_true (ui_message_row_get_message (UI_MESSAGE_ROW (row)) == message);
  return row;
}

static GtkWidget *
show_text (Fixture *f, gboolean outgoing, const char *text)
{
  return show (f, fake_message_new (outgoing, TIME, text));
}

/* The text of the visible child with that CSS class, NULL when there is none. */
static const char *
text_of (GtkWidget *row, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && gtk_widget_has_css_class (child, css_class))
      return gtk_label_get_text (GTK_LABEL (child));
  return NULL;
}

static void
test_text (Fixture *f, gconstpointer data)
{
  GtkWidget *row = show_text (f, FALSE, "<b>bold</b> &amp; <a href=\"file:///\">x</a>");

  g_assert_cmpstr (text_of (row, "body"), ==, "<b>bold</b> &amp; <a href=\"file:///\">x</a>");
  g_assert_cmpstr (text_of (row, "sender"), ==, "Juliet");
  g_assert_cmpstr (text_of (row, "time"), ==, "12:34");
  g_assert_null (text_of (row, "day"));
  g_assert_null (text_of (row, "unread"));
  g_assert_null (text_of (row, "subject"));
  g_assert_null (text_of (row, "failure"));
  g_assert_true (gtk_widget_has_css_class (row, "incoming"));

  row = show_text (f, FALSE, "/me <i>waves</i>");
  g_assert_cmpstr (text_of (row, "body"), ==, "Juliet <i>waves</i>");
  g_assert_nonnull (text_of (row, "action"));

  row = show_text (f, TRUE, "🎉");
  g_assert_nonnull (text_of (row, "emoji"));
  g_assert_null (text_of (row, "sender"));
  g_assert_true (gtk_widget_has_css_class (row, "bare"));
  row = show_text (f, TRUE, "plain again");
  g_assert_null (text_of (row, "emoji"));
  g_assert_false (gtk_widget_has_css_class (row, "bare"));
}

static void
test_flags (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  f->flags = UI_MESSAGE_CONTINUES | UI_MESSAGE_CONTINUED;
  row = show_text (f, FALSE, "more");
  g_assert_null (text_of (row, "sender"));
  g_assert_true (gtk_widget_has_css_class (row, "continues"));
  g_assert_true (gtk_widget_has_css_class (row, "continued"));

  f->flags = UI_MESSAGE_NEW_DAY | UI_MESSAGE_FIRST_UNREAD;
  row = show_text (f, FALSE, "new");
  g_assert_nonnull (text_of (row, "day"));
  g_assert_cmpstr (text_of (row, "unread"), ==, "New messages");
  g_assert_false (gtk_widget_has_css_class (row, "continues"));
}

static void
test_kinds (Fixture *f, gconstpointer data)
{
  ImMessage *message = fake_message_new (FALSE, TIME, "text");
  GtkWidget *row;

  fake_message_set_kind (message, IM_MESSAGE_NORMAL, "About <this>");
  row = show (f, message);
  g_assert_cmpstr (text_of (row, "subject"), ==, "About <this>");

  message = fake_message_new (FALSE, TIME, "text");
  fake_message_set_kind (message, IM_MESSAGE_HEADLINE, NULL);
  row = show (f, message);
  g_assert_cmpstr (text_of (row, "sender"), ==, "Announcement from Juliet");
  g_assert_true (gtk_widget_has_css_class (row, "headline"));
  g_assert_null (text_of (row, "subject"));

  message = fake_message_new (FALSE, TIME, "text");
  fake_message_set_kind (message, IM_MESSAGE_ERROR, NULL);
  row = show (f, message);
  g_assert_cmpstr (text_of (row, "sender"), ==, "Error report from Juliet");
  g_assert_true (gtk_widget_has_css_class (row, "error-report"));

  message = fake_message_new (FALSE, TIME, "");
  fake_message_set_kind (message, IM_MESSAGE_ERROR, NULL);
  row = show (f, message);
  g_assert_cmpstr (text_of (row, "body"), ==, "The message was not delivered.");
}

static const char *
icon_of (GtkWidget *row)
{
  GtkWidget *image = frames_find (row, GTK_TYPE_IMAGE);

  return image != NULL ? gtk_image_get_icon_name (GTK_IMAGE (image)) : NULL;
}

static void
test_states (Fixture *f, gconstpointer data)
{
  ImMessage *message = fake_message_new (TRUE, TIME, "on its way");
  GtkWidget *row, *button;

  fake_message_set_state (message, IM_MESSAGE_PENDING, NULL);
  row = show (f, message);
  g_assert_cmpstr (icon_of (row), ==, "kith-pending-symbolic");
  g_assert_null (frames_find (row, GTK_TYPE_BUTTON));
  fake_message_set_state (message, IM_MESSAGE_SENT, NULL);
  g_assert_cmpstr (icon_of (row), ==, "kith-sent-symbolic");
  fake_message_set_state (message, IM_MESSAGE_DELIVERED, NULL);
  g_assert_cmpstr (icon_of (row), ==, "kith-delivered-symbolic");
  fake_message_set_state (message, IM_MESSAGE_FAILED,
                          xmpp_stanza_error_new (XMPP_STANZA_ERROR_ITEM_NOT_FOUND, "No <such>"));
  frames_run (f->window, 2);
  g_assert_cmpstr (icon_of (row), ==, "kith-failed-symbolic");
  g_assert_cmpstr (
    text_of (row, "failure"), ==,
    "This address does not exist. Check how it is written. The server says: “No <such>”");
  button = frames_find (row, GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "chat.resend");
  g_assert_cmpint (
    g_variant_get_int64 (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button))), ==,
    im_message_get_id (message));
  fake_message_set_state (message, IM_MESSAGE_PENDING, NULL);
  frames_run (f->window, 2);
  g_assert_null (text_of (row, "failure"));
  g_assert_null (frames_find (row, GTK_TYPE_BUTTON));

  row = show_text (f, FALSE, "came in");
  g_assert_null (icon_of (row));
}

/* What it said at first is nowhere to be seen once it says something else. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  ImMessage *message = fake_message_new (FALSE, TIME, "airlock");
  GtkWidget *row = show (f, message);
  GtkWidget *button;

  fake_message_change (message, "window", TIME + 1, 0, "romeo@example.net\t👋");
  frames_run (f->window, 2);
  g_assert_cmpstr (text_of (row, "body"), ==, "window");
  g_assert_cmpstr (text_of (row, "time"), ==, "Edited 12:34");
  button = frames_find (row, GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "👋 1");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Romeo");
  g_assert_false (gtk_widget_has_css_class (button, "own"));
  fake_message_change (message, "window", TIME + 1, 0,
                       "juliet@example.org\t👋\nromeo@example.net\t👋");
  frames_run (f->window, 2);
  g_assert_true (frames_find (row, GTK_TYPE_BUTTON) == button);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "👋 2");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "You and Romeo");
  g_assert_true (gtk_widget_has_css_class (button, "own"));
  fake_message_change (message, "", TIME + 1, TIME + 2, NULL);
  frames_run (f->window, 2);
  g_assert_cmpstr (text_of (row, "body"), ==, "Juliet took this message back");
  g_assert_cmpstr (text_of (row, "time"), ==, "12:34");
  g_assert_null (frames_find (row, GTK_TYPE_BUTTON));
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  GtkWidget *row = show_text (f, TRUE, "Good night");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Romeo, 12:34:\nGood night\nDelivered");
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, 1);
  show_text (f, TRUE, "and more");
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_SET_SIZE, 2);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->view), GTK_ACCESSIBLE_ROLE_LIST);
}

/* Every part lies within its row and has at least the room that it asks for. */
static void
check_parts (GtkWidget *row, int width)
{
  int height = gtk_widget_get_height (row);

  g_assert_cmpint (gtk_widget_get_width (row), ==, width);
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    graphene_rect_t bounds;
    int minimum;

    if (!gtk_widget_get_visible (child))
      continue;
    g_assert_true (gtk_widget_compute_bounds (child, row, &bounds));
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_assert_cmpfloat (bounds.size.width, >=, (float) minimum);
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, (int) bounds.size.width, &minimum, NULL,
                        NULL, NULL);
    g_assert_cmpfloat (bounds.size.height, >=, (float) minimum);
    if (gtk_widget_has_css_class (child, "bubble")) {
      /* Not too wide to read, and room on the other side, so that one sees who wrote. */
      g_assert_cmpfloat (bounds.size.width, <=, 600);
      if (gtk_widget_has_css_class (row, "outgoing"))
        g_assert_cmpfloat (bounds.origin.x, >=, 36);
      else
        g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, (float) width - 36);
    }
    g_assert_cmpfloat (bounds.origin.x, >=, 0);
    g_assert_cmpfloat (bounds.origin.y, >=, 0);
    g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, (float) width);
    g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, (float) height);
  }
}

static void
test_widths (Fixture *f, gconstpointer data)
{
  static const int widths[] = { 360, 240, 459, 460, 700, 1100 };
  static const char *const texts[] = {
    "x",
    "a text that is longer than one line of a narrow window, and goes on for a while after that",
    "Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
    "several\nlines\n\nand a gap",
    "שלום! נתראה מחר בתחנה בשעה שמונה, ואל תשכחי את הכרטיסים שקנינו אתמול.",
    "👍",
    "https://example.org/a/very/long/path/that/goes/on/and/on/and/on/and/on/and/on?and=on",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < 3; j++) {
      ImMessage *message = fake_message_new (j > 0, TIME, texts[i]);

      if (j == 2)
        fake_message_set_state (message, IM_MESSAGE_FAILED, NULL);
      if (i == 3)
        fake_message_set_kind (message, IM_MESSAGE_NORMAL, texts[1]);
      f->flags = j == 0 ? UI_MESSAGE_NEW_DAY | UI_MESSAGE_FIRST_UNREAD : 0;
      show (f, message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    frames_set_width (f->window, widths[i]);
    ui_history_view_scroll_to (f->view, 0, 0);
    frames_run (f->window, 1);
    while (!ui_history_view_get_at_end (f->view)) {
      for (guint j = 0; j < G_N_ELEMENTS (texts) * 3; j++)
        if (ui_history_view_get_row (f->view, j) != NULL)
          check_parts (ui_history_view_get_row (f->view, j), widths[i]);
      ui_history_view_scroll_pages (f->view, 1);
      frames_run (f->window, 1);
    }
  }
}

/* In lines, and in one that never ends. */
static void
check_long (Fixture *f, const char *lines, const char *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  clock_t begun;
  double ms;
  GtkWidget *row;
  int height;

  while (text->len < 65536)
    g_string_append (text, text->len < 30000 ? lines : line);
  begun = clock ();
  row = show_text (f, FALSE, text->str);
  ms = (double) (clock () - begun) * 1000 / CLOCKS_PER_SEC;
  height = gtk_widget_get_height (row);
  g_test_message ("64 KiB as “%s”: %.1f ms, %d px", line, ms, height);
  g_assert_cmpint (height, <, 40 * UI_TEXT_MAX_LINES);
  g_assert_cmpfloat (ms, <, 100);

  begun = clock ();
  gtk_widget_activate_action (row, "chat.show-all", NULL);
  frames_run (f->window, 2);
  ms = (double) (clock () - begun) * 1000 / CLOCKS_PER_SEC;
  g_test_message ("all of it: %.1f ms, %d px", ms, gtk_widget_get_height (row));
  g_assert_cmpstr (text_of (row, "body"), ==, text->str);
  g_assert_cmpint (gtk_widget_get_height (row), >, 10 * height);
  /* It grew downwards, also from the end of the chat: the person goes on to read. */
  g_assert_false (ui_history_view_get_at_end (f->view));
  check_parts (row, 500);
}

static void
test_long (Fixture *f, gconstpointer data)
{
  check_long (f, "Two households, both alike\n", "in dignity ");
}

static void
test_long_right_to_left (Fixture *f, gconstpointer data)
{
  check_long (f, "עם שני בתים, שווים בכבוד\n", "في البداية كانت الكلمة ");
}

static void
test_long_emoji (Fixture *f, gconstpointer data)
{
  check_long (f, "👩‍👩‍👧‍👦 🇮🇹 👍🏽\n", "👩‍👩‍👧‍👦🎉");
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_assert_nonnull (*text);
}

static char *
copied_by (GtkWidget *row, const char *action)
{
  char *text = NULL;

  g_assert_true (gtk_widget_activate_action (row, action, NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (row), NULL, on_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  GtkWidget *row = show_text (f, FALSE, "/me copies");
  g_autofree char *text = copied_by (row, "chat.copy");
  g_autofree char *details = copied_by (row, "chat.copy-with-details");
  g_autofree char *part = NULL;

  g_assert_cmpstr (text, ==, "/me copies");
  g_assert_cmpstr (details, ==, "Juliet, 12:34:\n/me copies");
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "body"))
      gtk_label_select_region (GTK_LABEL (child), 0, 6);
  part = copied_by (row, "chat.copy");
  g_assert_cmpstr (part, ==, "Juliet");
}

static void
test_menus (Fixture *f, gconstpointer data)
{
  GtkWidget *row = show_text (f, FALSE, "something");
  GtkWidget *popover, *focus;

  show_text (f, FALSE, "below");
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (row, "chat.menu", NULL);
  frames_run (f->window, 2);
  popover = frames_find (row, GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (popover);
  /* In the menu the arrow keys are the menu's. */
  gtk_widget_child_focus (GTK_WIDGET (f->view), GTK_DIR_DOWN);
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_true (gtk_widget_is_ancestor (focus, popover));
  gtk_widget_activate_action (row, "chat.details", NULL);
  frames_run (f->window, 2);
  g_assert_null (frames_find (row, GTK_TYPE_POPOVER_MENU));
  g_assert_nonnull (frames_find (row, GTK_TYPE_POPOVER));
  /* With the message goes what was open on it. */
  ui_history_view_set_model (f->view, NULL);
  frames_run (f->window, 2);
}

int
main (int argc, char **argv)
{
  frames_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/message-row/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("text", test_text);
  ADD ("flags", test_flags);
  ADD ("kinds", test_kinds);
  ADD ("states", test_states);
  ADD ("changes", test_changes);
  ADD ("accessible", test_accessible);
  ADD ("widths", test_widths);
  ADD ("long", test_long);
  ADD ("long-right-to-left", test_long_right_to_left);
  ADD ("long-emoji", test_long_emoji);
  ADD ("copy", test_copy);
  ADD ("menus", test_menus);
#undef ADD
  return g_test_run ();
}
