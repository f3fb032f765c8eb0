/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chat as a whole: reading back, what is unread, where it was left, what stands in the way.
 */
#include "config.h"

#include "ui/chat/chat-page.h"

#include "tests/ui/chat/page-fixture.h"
#include "ui/chat/composer.h"
#include "xmpp/stanza-error.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

#define TOLERANCE 1.5

/* How far the rows that were there in the last frame are from where they should be now. */
static void
check_moved (Fixture *f, double expected, gboolean check)
{
  GHashTable *now = g_hash_table_new (NULL, NULL);
  double height = gtk_widget_get_height (GTK_WIDGET (f->view));
  guint n_rows = 0, n_common = 0;

  for (guint i = 0; i < n_items (f); i++) {
    GtkWidget *row = ui_history_view_get_row (f->view, i);
    graphene_rect_t bounds;
    gpointer before;
    double y;

    if (row == NULL)
      continue;
    n_rows++;
    g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &bounds));
    /* The lower edge: above it, what stands over the message comes and goes with its neighbours. */
    y = bounds.origin.y + bounds.size.height;
    g_hash_table_insert (now, ui_message_row_get_message (UI_MESSAGE_ROW (row)),
                         GINT_TO_POINTER ((int) y + 100000));
    before = g_hash_table_lookup (f->marks, ui_message_row_get_message (UI_MESSAGE_ROW (row)));
    if (before == NULL || y < 0 || y > height)
      continue;
    n_common++;
    if (fabs (y - (GPOINTER_TO_INT (before) - 100000 + expected)) > TOLERANCE)
      f->n_jumps += check;
  }
  f->max_rows = MAX (f->max_rows, n_rows);
  g_assert_true (!check || n_common > 0);
  g_hash_table_unref (f->marks);
  f->marks = now;
}

/* All the way back through the archive, by pages that come while it is being scrolled. */
static void
test_read_back (Fixture *f, gconstpointer data)
{
  double value;
  clock_t begun;
  guint n = 0;

  open_chat (f, f->juliet);
  g_assert_cmpuint (n_items (f), ==, 50);
  check_moved (f, 0, FALSE);
  begun = clock ();
  value = gtk_adjustment_get_value (f->adjustment);
  while (n++ < 420) {
    double before = gtk_adjustment_get_value (f->adjustment);

    /* In turns by the wheel, and along a path of its own as fingers do. */
    value = n % 100 < 50 ? before - 95 : value - 95;
    gtk_adjustment_set_value (f->adjustment, value);
    frames_run (f->window, 1);
    if (before - 95 < gtk_adjustment_get_lower (f->adjustment))
      break;
    check_moved (f, before - value, TRUE);
    value = gtk_adjustment_get_value (f->adjustment);
    if (n % 40 == 0)
      say (f, f->juliet, FALSE);
  }
  g_test_message ("%u frames back, %.2f ms each, at most %u rows, %u messages, %u jumps", n,
                  (double) (clock () - begun) * 1000 / CLOCKS_PER_SEC / n, f->max_rows, n_items (f),
                  f->n_jumps);
  g_assert_cmpuint (n, >, 250);
  g_assert_cmpuint (f->max_rows, <, 60);
  g_assert_cmpuint (n_items (f), <=, IM_MESSAGE_LIST_MAX);

  /* And forth again, of which nothing is new. */
  for (n = 0; n < 120; n++) {
    double before = gtk_adjustment_get_value (f->adjustment);

    gtk_adjustment_set_value (f->adjustment, before + 90);
    frames_run (f->window, 1);
    check_moved (f, before - gtk_adjustment_get_value (f->adjustment), TRUE);
  }
}

static void
test_width (Fixture *f, gconstpointer data)
{
  static const int widths[] = { 480, 440, 400, 360, 620, 900, 500 };

  open_chat (f, f->juliet);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_value (f->adjustment) - 1200);
  frames_run (f->window, 1);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    graphene_rect_t bounds;
    guint position;
    int offset;

    g_assert_true (ui_history_view_get_place (f->view, &position, &offset));
    frames_set_width (f->window, widths[i]);
    g_assert_true (gtk_widget_compute_bounds (ui_history_view_get_row (f->view, position),
                                              GTK_WIDGET (f->view), &bounds));
    g_assert_cmpfloat (fabs (bounds.origin.y - offset), <=, TOLERANCE);
  }
}

static GtkWidget *
unread_row (Fixture *f, guint *position)
{
  for (guint i = 0; i < n_items (f); i++) {
    GtkWidget *row = ui_history_view_get_row (f->view, i);

    for (GtkWidget *child = row != NULL ? gtk_widget_get_first_child (row) : NULL; child != NULL;
         child = gtk_widget_get_next_sibling (child))
      if (gtk_widget_has_css_class (child, "unread") && gtk_widget_get_visible (child)) {
        *position = i;
        return row;
      }
  }
  return NULL;
}

/* Once the rows have come to rest. */
static void
wait_until_read (ImConversation *conversation)
{
  while (im_conversation_get_unread (conversation) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_unread (Fixture *f, gconstpointer data)
{
  guint position = 0;
  graphene_rect_t bounds;
  GtkWidget *row;

  fake_conversation_set_unread (f->juliet, 12);
  ui_chat_page_set_in_front (f->page, TRUE);
  open_chat (f, f->juliet);
  g_assert_true (fake_conversation_get_open (f->juliet));
  row = unread_row (f, &position);
  g_assert_nonnull (row);
  /* 12 that came in, of 3 in each 5: the 20 newest. */
  g_assert_cmpuint (position, ==, 50 - 20 + 2);
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, 48);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 12);

  ui_history_view_scroll_to_end (f->view);
  wait_until_read (f->juliet);

  /* The line stays while it is read, and goes when that is over. */
  ui_history_view_scroll_to (f->view, position, 100);
  frames_run (f->window, 2);
  g_assert_nonnull (unread_row (f, &position));
  ui_chat_page_set_in_front (f->page, FALSE);
  frames_run (f->window, 2);
  g_assert_null (unread_row (f, &position));
  g_assert_false (fake_conversation_get_open (f->juliet));
}

/* What is unread can all be seen at once. */
static void
test_few_unread (Fixture *f, gconstpointer data)
{
  guint position;

  fake_conversation_set_unread (f->juliet, 1);
  open_chat (f, f->juliet);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 1);
  ui_chat_page_set_in_front (f->page, TRUE);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 0);
  g_assert_nonnull (unread_row (f, &position));

  fake_conversation_set_unread (f->nurse, 1);
  open_chat (f, f->nurse);
  wait_until_read (f->nurse);
  g_assert_nonnull (unread_row (f, &position));
}

static void
test_unread_while_away (Fixture *f, gconstpointer data)
{
  guint position = 0;

  ui_chat_page_set_in_front (f->page, TRUE);
  open_chat (f, f->juliet);
  say (f, f->juliet, FALSE);
  fake_conversation_set_unread (f->juliet, 1);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 0);
  frames_run (f->window, 2);
  g_assert_null (unread_row (f, &position));

  ui_chat_page_set_in_front (f->page, FALSE);
  say (f, f->juliet, FALSE);
  fake_conversation_set_unread (f->juliet, 1);
  say (f, f->juliet, FALSE);
  fake_conversation_set_unread (f->juliet, 2);
  frames_run (f->window, 2);
  g_assert_nonnull (unread_row (f, &position));
  g_assert_cmpuint (position, ==, n_items (f) - 2);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 2);
  ui_chat_page_set_in_front (f->page, TRUE);
  g_assert_cmpuint (im_conversation_get_unread (f->juliet), ==, 0);
}

/* What the button says that leads to the end. */
static const char *
end_label (Fixture *f)
{
  GtkWidget *revealer = frames_find (GTK_WIDGET (f->page), GTK_TYPE_REVEALER);

  g_assert_nonnull (revealer);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  return gtk_label_get_text (GTK_LABEL (frames_find (revealer, GTK_TYPE_LABEL)));
}

static void
test_new_button (Fixture *f, gconstpointer data)
{
  GtkWidget *revealer = frames_find (GTK_WIDGET (f->page), GTK_TYPE_REVEALER);

  open_chat (f, f->juliet);
  g_assert_null (revealer);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_value (f->adjustment) - 900);
  say (f, f->juliet, FALSE);
  say (f, f->juliet, FALSE);
  frames_run (f->window, 2);
  g_assert_cmpstr (end_label (f), ==, "2 new messages");
  revealer = frames_find (GTK_WIDGET (f->page), GTK_TYPE_REVEALER);
  gtk_widget_activate_action (revealer, "chat.scroll-to-end", NULL);
  frames_run (f->window, 2);
  g_assert_true (ui_history_view_get_at_end (f->view));
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

static void
test_place (Fixture *f, gconstpointer data)
{
  guint position, again;
  int offset, offset_again;

  open_chat (f, f->juliet);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_value (f->adjustment) - 1500);
  frames_run (f->window, 2);
  g_assert_true (ui_history_view_get_place (f->view, &position, &offset));
  open_chat (f, f->nurse);
  g_assert_true (ui_history_view_get_at_end (f->view));
  open_chat (f, f->juliet);
  g_assert_true (ui_history_view_get_place (f->view, &again, &offset_again));
  g_assert_cmpuint (again, ==, position);
  g_assert_cmpint (offset_again, ==, offset);

  /* What is unread comes before the place. */
  open_chat (f, f->nurse);
  for (guint i = 0; i < 40; i++)
    say (f, f->juliet, FALSE);
  fake_conversation_set_unread (f->juliet, 40);
  open_chat (f, f->juliet);
  g_assert_nonnull (unread_row (f, &position));
  g_assert_cmpuint (position, ==, n_items (f) - 40);
  g_assert_cmpint (ui_history_view_get_offset (f->view, position), ==, 48);
  g_assert_cmpstr (end_label (f), ==, "40 new messages");

  /* One that was left at its end is found at its end, with what came since. */
  say (f, f->nurse, FALSE);
  open_chat (f, f->nurse);
  g_assert_true (ui_history_view_get_at_end (f->view));
}

/* The place is further back than the page that a chat opens with. */
static void
test_far_place (Fixture *f, gconstpointer data)
{
  g_autoptr (ImMessage) left = NULL;
  g_autoptr (ImMessage) found = NULL;
  guint position;
  int offset, offset_again;

  open_chat (f, f->juliet);
  for (guint i = 0; i < 150; i++) {
    ui_history_view_scroll_pages (f->view, -0.5);
    frames_run (f->window, 1);
  }
  g_assert_true (ui_history_view_get_place (f->view, &position, &offset));
  left = g_list_model_get_item (ui_history_view_get_model (f->view), position);
  ui_chat_page_set_conversation (f->page, NULL);
  fake_conversation_set_window (f->juliet, 50);
  open_chat (f, f->juliet);
  g_assert_true (ui_history_view_get_place (f->view, &position, &offset_again));
  found = g_list_model_get_item (ui_history_view_get_model (f->view), position);
  g_assert_true (found == left);
  g_assert_cmpint (offset_again, ==, offset);

  /* From there to the end: another window of the archive. */
  gtk_widget_activate_action (GTK_WIDGET (f->view), "chat.scroll-to-end", NULL);
  g_assert_cmpuint (ui_history_view_get_n_new (f->view), ==, 0);
  frames_run (f->window, 2);
  g_assert_true (ui_history_view_get_at_end (f->view));
  /* Of which nothing is new. */
  ui_history_view_scroll_to (f->view, 0, 0);
  frames_run (f->window, 1);
  g_assert_null (unread_row (f, &position));
}

static void
test_send (Fixture *f, gconstpointer data)
{
  guint position;

  fake_conversation_set_unread (f->juliet, 3);
  open_chat (f, f->juliet);
  g_assert_nonnull (unread_row (f, &position));
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_value (f->adjustment) - 3000);
  frames_run (f->window, 1);
  ui_chat_page_focus_composer (f->page);
  ui_chat_page_propose_text (f->page, "Good night!");
  gtk_widget_activate_action (frames_find (GTK_WIDGET (f->page), UI_TYPE_COMPOSER), "composer.send",
                              NULL);
  frames_run (f->window, 2);
  g_assert_cmpstr (fake_conversation_get_sent (f->juliet), ==, "Good night!");
  g_assert_true (ui_history_view_get_at_end (f->view));
  g_assert_null (unread_row (f, &position));
}

static void
test_resend (Fixture *f, gconstpointer data)
{
  ImMessage *message = fake_message_new (TRUE, START, "lost");
  GtkWidget *button;

  fake_message_set_state (message, IM_MESSAGE_FAILED,
                          xmpp_stanza_error_new (XMPP_STANZA_ERROR_GONE, NULL));
  open_chat (f, f->juliet);
  fake_conversation_add (f->juliet, message);
  frames_run (f->window, 2);
  button = frames_find (ui_history_view_get_row (f->view, n_items (f) - 1), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (fake_conversation_get_retried (f->juliet) == message);
}

static void
test_header (Fixture *f, gconstpointer data)
{
  AdwWindowTitle *title =
    ADW_WINDOW_TITLE (frames_find (GTK_WIDGET (f->page), ADW_TYPE_WINDOW_TITLE));

  open_chat (f, f->juliet);
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Juliet");
  fake_conversation_set_contact (f->juliet, IM_SHOW_AWAY, NULL, IM_SUBSCRIPTION_BOTH, FALSE);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Away");
  fake_conversation_set_contact (f->juliet, IM_SHOW_AWAY, "at the <ball>", IM_SUBSCRIPTION_BOTH,
                                 FALSE);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Away — at the <ball>");
  fake_conversation_set_typing (f->juliet, TRUE);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Writing…");
  fake_conversation_set_typing (f->juliet, FALSE);
  fake_conversation_remove_contact (f->juliet);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "juliet@capulet.example");
  open_chat (f, f->nurse);
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Nurse");
}

/* From which account one writes is said where there is more than one. */
static void
test_sender (Fixture *f, gconstpointer data)
{
  GType type = g_type_from_name ("UiChatSender");
  ImAccount *account = im_conversation_get_account (f->juliet);
  GtkWidget *sender;

  open_chat (f, f->juliet);
  g_assert_null (frames_find (GTK_WIDGET (f->page), type));
  g_object_set (account, "alone", FALSE, "name", "Verona", NULL);
  frames_run (f->window, 1);
  sender = frames_find (GTK_WIDGET (f->page), type);
  g_assert_nonnull (sender);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (frames_find (sender, GTK_TYPE_LABEL))), ==,
                   "From Verona");
}

/* The text of the visible banner of that kind. */
static const char *
banner (Fixture *f, const char *css_class)
{
  GType type = g_type_from_name ("UiChatBanners");
  GtkWidget *banners = frames_find (GTK_WIDGET (f->page), type);

  for (GtkWidget *box = gtk_widget_get_first_child (banners); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    if (gtk_widget_get_visible (box) && gtk_widget_has_css_class (box, css_class))
      return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (box)));
  return NULL;
}

static void
act (Fixture *f, const char *action)
{
  GtkWidget *banners = frames_find (GTK_WIDGET (f->page), g_type_from_name ("UiChatBanners"));

  g_assert_true (gtk_widget_activate_action (banners, action, NULL));
}

static void
test_connection (Fixture *f, gconstpointer data)
{
  open_chat (f, f->juliet);
  g_assert_null (banner (f, "connection"));
  fake_conversation_set_account_state (f->juliet, IM_ACCOUNT_OFFLINE);
  g_assert_cmpstr (banner (f, "connection"), ==,
                   "You are offline: messages will be sent when you are back online.");
  fake_conversation_set_account_state (f->juliet, IM_ACCOUNT_WAITING);
  g_assert_cmpstr (banner (f, "connection"), ==,
                   "Not connected: messages will be sent when you are back online.");
  act (f, "chat.connect");
  g_assert_cmpint (im_account_get_state (im_conversation_get_account (f->juliet)), ==,
                   IM_ACCOUNT_CONNECTING);
  /* Not worth a word unless it takes long. */
  g_assert_null (banner (f, "connection"));
  fake_conversation_set_account_state (f->juliet, IM_ACCOUNT_ONLINE);
  g_assert_null (banner (f, "connection"));
  fake_conversation_set_account_state (f->juliet, IM_ACCOUNT_FAILED);
  g_assert_nonnull (banner (f, "connection"));
  open_chat (f, f->nurse);
  g_assert_null (banner (f, "connection"));
}

static void
test_subscription (Fixture *f, gconstpointer data)
{
  open_chat (f, f->juliet);
  g_assert_null (banner (f, "contact"));
  fake_conversation_set_contact (f->juliet, IM_SHOW_OFFLINE, NULL, IM_SUBSCRIPTION_FROM, FALSE);
  g_assert_cmpstr (banner (f, "contact"), ==, "You do not see when \u2068Juliet\u2069 is online.");
  fake_conversation_set_contact (f->juliet, IM_SHOW_OFFLINE, NULL, IM_SUBSCRIPTION_FROM, TRUE);
  g_assert_cmpstr (banner (f, "contact"), ==,
                   "\u2068Juliet\u2069 has not yet let you see when they are online.");
  act (f, "chat.ask");
  g_assert_cmpuint (fake_conversation_get_n_asked (f->juliet), ==, 1);
  g_assert_null (banner (f, "contact"));

  fake_conversation_add_request (f->juliet, "It’s <me>");
  g_assert_cmpstr (banner (f, "contact"), ==,
                   "\u2068Juliet\u2069 wants to see when you are online: “It’s <me>”");
  act (f, "chat.accept");
  g_assert_cmpuint (fake_conversation_get_n_asked (f->juliet), ==, 2);
  g_assert_null (banner (f, "contact"));

  open_chat (f, f->nurse);
  fake_conversation_remove_contact (f->nurse);
  g_assert_cmpstr (banner (f, "contact"), ==, "\u2068Nurse\u2069 is not in your contacts.");
  act (f, "chat.dismiss");
  g_assert_null (banner (f, "contact"));
}

/* Tab goes round: messages, entry; and back. */
static void
test_focus (Fixture *f, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (f->window);
  GtkWidget *composer = frames_find (GTK_WIDGET (f->page), UI_TYPE_COMPOSER);

  open_chat (f, f->juliet);
  ui_chat_page_focus_composer (f->page);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), composer));
  gtk_widget_child_focus (GTK_WIDGET (f->page), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) ==
                 ui_history_view_get_row (f->view, n_items (f) - 1));
  gtk_widget_child_focus (GTK_WIDGET (f->page), GTK_DIR_UP);
  g_assert_true (gtk_window_get_focus (window) ==
                 ui_history_view_get_row (f->view, n_items (f) - 2));
  for (guint i = 0; i < 4 && !gtk_widget_is_ancestor (gtk_window_get_focus (window), composer); i++)
    gtk_widget_child_focus (GTK_WIDGET (f->page), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), composer));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  open_chat (f, f->juliet);
  g_assert_cmpuint (ui_history_view_get_n_rows (f->view), ==, 0);
  ui_chat_page_set_in_front (f->page, TRUE);
  /* The count may come before the message. */
  fake_conversation_set_unread (f->juliet, 1);
  say (f, f->juliet, FALSE);
  wait_until_read (f->juliet);
  frames_run (f->window, 2);
  g_assert_cmpuint (ui_history_view_get_n_rows (f->view), ==, 1);
  g_assert_true (ui_history_view_get_at_end (f->view));
}

/* Each chat keeps its own hint, whatever was in the entry. */
static void
test_spoiler_hints (Fixture *f, gconstpointer data)
{
  GtkWidget *bar, *entry;

  im_conversation_set_spoiler (f->juliet, "Who dies");
  im_conversation_set_spoiler (f->nurse, "Who is to blame");
  open_chat (f, f->juliet);
  bar = frames_find (GTK_WIDGET (f->page), g_type_from_name ("UiSpoilerBar"));
  entry = frames_find (bar, GTK_TYPE_ENTRY);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Who dies");
  open_chat (f, f->nurse);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Who is to blame");
  g_assert_cmpstr (im_conversation_get_spoiler (f->nurse), ==, "Who is to blame");
  g_assert_cmpstr (im_conversation_get_spoiler (f->juliet), ==, "Who dies");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Whose fault");
  g_assert_cmpstr (im_conversation_get_spoiler (f->nurse), ==, "Whose fault");
  im_conversation_set_spoiler (f->nurse, NULL);
  g_assert_false (gtk_widget_get_visible (bar));
}

int
main (int argc, char **argv)
{
  frames_init (&argc, &argv);
#define ADD(path, n, func)                                                                         \
  g_test_add ("/chat-page/" path, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)
  ADD ("read-back", 600, test_read_back);
  ADD ("width", 300, test_width);
  ADD ("unread", 100, test_unread);
  ADD ("few-unread", 10, test_few_unread);
  ADD ("unread-while-away", 100, test_unread_while_away);
  ADD ("new-button", 100, test_new_button);
  ADD ("place", 100, test_place);
  ADD ("far-place", 900, test_far_place);
  ADD ("send", 100, test_send);
  ADD ("resend", 10, test_resend);
  ADD ("header", 10, test_header);
  ADD ("sender", 10, test_sender);
  ADD ("connection", 10, test_connection);
  ADD ("subscription", 10, test_subscription);
  ADD ("focus", 10, test_focus);
  ADD ("empty", 0, test_empty);
  ADD ("spoiler-hints", 10, test_spoiler_hints);
#undef ADD
  return g_test_run ();
}
