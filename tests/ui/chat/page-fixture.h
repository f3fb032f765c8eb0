/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat page in a window, with two made-up conversations.
 */
#pragma once

#include "tests/ui/chat/fake-im.h"
#include "tests/ui/chat/frames.h"
#include "ui/chat/chat-page.h"
#include "ui/chat/history-view.h"
#include "ui/chat/message-row.h"

#define START (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

typedef struct {
  GtkWidget *window;
  UiChatPage *page;
  UiHistoryView *view;
  GtkAdjustment *adjustment;
  ImConversation *juliet;
  ImConversation *nurse;
  guint n_messages;
  GHashTable *marks; /* message → its y in the last frame + 100000 */
  guint n_jumps;
  guint max_rows;
} Fixture;

G_GNUC_UNUSED static void
say (Fixture *f, ImConversation *conversation, gboolean outgoing)
{
  guint n = f->n_messages++;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "Message %u", n);
  for (guint i = 0; i < n * 7919 % 60; i++)
    g_string_append (text, " and so on");
  if (n % 9 == 0)
    g_string_append (text, "\nhttps://example.org/");
  fake_conversation_add (
    conversation,
    fake_message_new (outgoing, START + (gint64) n * 100 * G_USEC_PER_SEC, text->str));
}

G_GNUC_UNUSED static void
fill (Fixture *f, ImConversation *conversation, guint n)
{
  for (guint i = 0; i < n; i++)
    say (f, conversation, i % 5 < 2);
}

G_GNUC_UNUSED static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = gtk_window_new ();
  f->page = ui_chat_page_new ();
  f->juliet = fake_conversation_new ("juliet@capulet.example", "Juliet");
  f->nurse = fake_conversation_new ("nurse@capulet.example", "Nurse");
  f->marks = g_hash_table_new (NULL, NULL);
  fill (f, f->nurse, 30);
  fill (f, f->juliet, GPOINTER_TO_UINT (data));
  if (GPOINTER_TO_UINT (data) > 50)
    fake_conversation_set_window (f->juliet, 50);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 500, 700);
  frames_present (f->window);
  f->view = UI_HISTORY_VIEW (frames_find (GTK_WIDGET (f->page), UI_TYPE_HISTORY_VIEW));
  f->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (f->view));
}

G_GNUC_UNUSED static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (f->n_jumps, ==, 0);
  g_object_add_weak_pointer (G_OBJECT (f->page), (gpointer *) &f->page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_null (f->page);
  g_object_unref (f->juliet);
  g_object_unref (f->nurse);
  g_hash_table_unref (f->marks);
}

G_GNUC_UNUSED static void
open_chat (Fixture *f, ImConversation *conversation)
{
  ui_chat_page_set_conversation (f->page, conversation);
  frames_run (f->window, 2);
}

G_GNUC_UNUSED static guint
n_items (Fixture *f)
{
  GListModel *model = ui_history_view_get_model (f->view);

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}
