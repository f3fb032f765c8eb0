/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks somebody after a question, or lets them in again.
 */
#include "config.h"

#include "ui/contact/block-dialog.h"

#include "base/data.h"
#include "im/blocking.h"
#include "ui/error-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What to do with the answer. */
struct _Question {
  GtkWidget *origin;
  ImAccount *account;
  XmppJid *jid;
  GtkWidget *reports[XMPP_REPORT_ABUSE + 1]; /* (nullable): one is checked */
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *self)
{
  g_clear_object (&self->origin);
  g_clear_object (&self->account);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
}

static void
question_release (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) origin = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (im_blocking_change_finish (IM_ACCOUNT (source), result, &error))
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (origin, "win.toast", "s", words);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;
  XmppReport report = XMPP_REPORT_NONE;

  if (!g_str_equal (response, "block"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (question->reports); i++)
    if (question->reports[i] != NULL &&
        gtk_check_button_get_active (GTK_CHECK_BUTTON (question->reports[i])))
      report = i;
  im_blocking_block_async (question->account, question->jid, report, NULL, on_changed,
                           g_object_ref (question->origin));
}

/* A choice of what to tell the server's people. */
static GtkWidget *
new_reports (Question *question)
{
  const char *const labels[] = { [XMPP_REPORT_NONE] = N_ ("Do _not report them"),
                                 [XMPP_REPORT_SPAM] = N_ ("Report _spam to the server"),
                                 [XMPP_REPORT_ABUSE] = N_ ("Report _abuse to the server") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    question->reports[i] = gtk_check_button_new_with_mnemonic (_ (labels[i]));
    if (i > 0)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (question->reports[i]),
                                  GTK_CHECK_BUTTON (question->reports[0]));
    gtk_box_append (GTK_BOX (box), question->reports[i]);
  }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (question->reports[XMPP_REPORT_NONE]), TRUE);
  return box;
}

void
ui_block_dialog_present (GtkWidget *origin,
                         ImAccount *account,
                         const char *address,
                         const char *name)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;
  Question *question;

  if (jid == NULL)
    return;

  question = question_alloc ();
  question->origin = g_object_ref (origin);
  question->account = g_object_ref (account);
  question->jid = g_steal_pointer (&jid);

  /* Translators: %s is the name or the address of somebody. */
  heading = g_strdup_printf (_ ("Block %s?"), name);
  dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (origin)), heading, NULL));
  adw_message_dialog_set_body (
    dialog, _ ("Their messages no longer reach you, and they see you as offline. "
               "They are not told."));
  if (xmpp_blocking_get_can_report (im_blocking_get (account)))
    adw_message_dialog_set_extra_child (dialog, new_reports (question));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "block", _ ("_Block"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "block", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_release,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_unblock (GtkWidget *origin, ImAccount *account, const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);

  if (jid != NULL)
    im_blocking_unblock_async (account, jid, NULL, on_changed, g_object_ref (origin));
}
