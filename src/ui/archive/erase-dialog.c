/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks before messages are erased, says who keeps theirs, and erases.
 */
#include "config.h"

#include "ui/archive/erase-dialog.h"

#include "base/data.h"
#include "im/account.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

/* What is to be erased: one message, a chat or an account. */
struct _Question {
  GtkWidget *window;
  ImRetention *retention;
  ImConversation *conversation; /* (nullable) */
  ImAccount *account;           /* (nullable) */
  gint64 message;               /* 0: all of the chat */
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *self)
{
  g_clear_object (&self->window);
  g_clear_object (&self->retention);
  g_clear_object (&self->conversation);
  g_clear_object (&self->account);
}

static void
question_release (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
tell (GtkWidget *window, const char *text)
{
  /* The person may have closed the window in the meantime. */
  if (gtk_widget_get_visible (window))
    gtk_widget_activate_action (window, "win.toast", "s", text);
}

static void
tell_error (GtkWidget *window, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  tell (window, words);
}

static void
on_message_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_retention_erase_message_finish (IM_RETENTION (source), result, &error))
    tell_error (window, error);
}

static void
on_chat_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (im_retention_erase_conversation_finish (IM_RETENTION (source), result, &error))
    tell (window, _ ("The chat has been erased."));
  else
    tell_error (window, error);
}

static void
on_account_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (im_retention_erase_account_finish (IM_RETENTION (source), result, &error))
    tell (window, _ ("The messages have been erased."));
  else
    tell_error (window, error);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;
  GtkWidget *window = question->window;

  if (!g_str_equal (response, "erase"))
    return;
  if (question->message != 0)
    im_retention_erase_message_async (question->retention, question->conversation,
                                      question->message, on_message_erased, g_object_ref (window));
  else if (question->conversation != NULL)
    im_retention_erase_conversation_async (question->retention, question->conversation,
                                           on_chat_erased, g_object_ref (window));
  else
    im_retention_erase_account_async (question->retention, question->account, on_account_erased,
                                      g_object_ref (window));
}

/* @question: (transfer full) */
static void
present (Question *question, const char *heading, const char *body)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (question->window), heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_release,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static Question *
question_new (GtkWidget *origin, ImRetention *retention)
{
  Question *self = question_alloc ();

  self->window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (origin)));
  self->retention = g_object_ref (retention);
  return self;
}

void
ui_erase_message_present (GtkWidget *origin,
                          ImRetention *retention,
                          ImConversation *conversation,
                          gint64 message)
{
  Question *question = question_new (origin, retention);

  question->conversation = g_object_ref (conversation);
  question->message = message;
  present (question, _ ("Erase This Message Here?"),
           _ ("It is erased from this computer only. Others keep theirs, and so do your other "
              "devices and your server."));
}

void
ui_erase_chat_present (GtkWidget *origin, ImRetention *retention, ImConversation *conversation)
{
  Question *question = question_new (origin, retention);
  g_autofree char *heading = NULL;

  question->conversation = g_object_ref (conversation);
  /* Translators: %s is with whom the chat is. */
  heading = g_strdup_printf (_ ("Erase the Chat With %s?"),
                             im_conversation_get_display_name (conversation));
  present (question, heading,
           _ ("All its messages are erased from this computer and do not come back. Others keep "
              "theirs, and so do your other devices and your server. What still waits to be sent "
              "stays."));
}

void
ui_erase_account_present (GtkWidget *origin, ImRetention *retention, ImAccount *account)
{
  Question *question = question_new (origin, retention);
  g_autofree char *heading = NULL;

  question->account = g_object_ref (account);
  /* Translators: %s is the address of an account. */
  heading = g_strdup_printf (_ ("Erase All Messages of %s?"), im_account_get_address (account));
  present (question, heading,
           _ ("The messages of all its chats are erased from this computer and do not come back. "
              "Others keep theirs, and so do your other devices and your server. The account and "
              "its contacts stay, and so does what still waits to be sent."));
}
