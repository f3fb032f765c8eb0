/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does to a message afterwards, with the questions that it takes.
 */
#include "config.h"

#include "ui/chat/message-actions.h"

#include "base/data.h"
#include "im/amend.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_HEIGHT 400

struct _Request {
  GtkWidget *parent;
  ImConversation *conversation;
  ImMessage *message;
};

BASE_DEFINE_DATA (Request, request)

static void
request_cleanup (Request *self)
{
  g_clear_object (&self->parent);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
}

static Request *
request_new (GtkWidget *parent, ImConversation *conversation, ImMessage *message)
{
  Request *request = request_alloc ();

  request->parent = g_object_ref (parent);
  request->conversation = g_object_ref (conversation);
  request->message = g_object_ref (message);
  return request;
}

static void
request_destroy (gpointer request, GClosure *closure)
{
  request_free (request);
}

static void
on_take_back (AdwMessageDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "take-back"))
    im_amend_take_back (request->conversation, request->message);
}

void
ui_message_take_back (GtkWidget *parent, ImConversation *conversation, ImMessage *message)
{
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Take Back This Message?"),
    _ ("It disappears here, and the other side is asked to remove it too. Who has read it already "
       "has read it, and a program that does not know how to remove it still shows it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "take-back", _ ("_Take Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take-back",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_take_back),
                         request_new (parent, conversation, message), request_destroy, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  else
    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
new_version (const ImVersion *version)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *when =
    ui_date_time_text (version->time, ui_clock_get_hours_24 (ui_clock_get ()));

  gtk_box_append (GTK_BOX (box), new_label (when != NULL ? when : "", "dim-label"));
  gtk_box_append (GTK_BOX (box), new_label (version->text, NULL));
  return box;
}

static void
show_versions (const Request *request, const GPtrArray *versions)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (request->parent)),
                                              _ ("Versions of This Message"), NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < versions->len; i++)
    gtk_box_append (GTK_BOX (box), new_version (versions->pdata[i]));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_versions (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions =
    im_amend_list_versions_finish (IM_CONVERSATION (source), result, &error);

  if (versions == NULL)
    g_warning ("Earlier versions cannot be read: %s", error->message);
  else if (gtk_widget_get_root (request->parent) != NULL)
    show_versions (request, versions);
}

void
ui_message_show_versions (GtkWidget *parent, ImConversation *conversation, ImMessage *message)
{
  im_amend_list_versions_async (conversation, message, NULL, on_versions,
                                request_new (parent, conversation, message));
}

ImMessage *
ui_message_find (ImConversation *conversation, gint64 id)
{
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (conversation);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i - 1);

    if (im_message_get_id (message) == id)
      return g_steal_pointer (&message);
  }
  return NULL;
}
