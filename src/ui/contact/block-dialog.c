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
  GtkWidget *window;
  ImAccount *account;
  XmppJid *jid;
  GtkWidget *reports[XMPP_REPORT_ABUSE + 1]; /* (nullable): one is checked */
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *self)
{
  g_clear_object (&self->window);
  g_clear_object (&self->account);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
}

/* @jid: (transfer full) */
static Question *
question_new (GtkWidget *window, ImAccount *account, XmppJid *jid)
{
  Question *self = question_alloc ();

  self->window = g_object_ref (window);
  self->account = g_object_ref (account);
  self->jid = jid;
  return self;
}

static void
question_release (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  /* The person may have closed the window in the meantime. */
  if (im_blocking_change_finish (IM_ACCOUNT (source), result, &error) ||
      !gtk_widget_get_visible (window))
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (window, "win.toast", "s", words);
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
                           g_object_ref (question->window));
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
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (origin));
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;
  Question *question;

  if (jid == NULL)
    return;

  /* Translators: %s is the name or the address of somebody. */
  heading = g_strdup_printf (_ ("Block %s?"), name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (window), heading, NULL));
  adw_message_dialog_set_body (
    dialog, im_blocking_has_request (account, jid)
              ? _ ("Their messages no longer reach you, and they see you as offline. "
                   "Their request is declined, which they may notice.")
              : _ ("Their messages no longer reach you, and they see you as offline. "
                   "They are not told."));
  question = question_new (window, account, g_steal_pointer (&jid));
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

static void
on_unblock (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  im_blocking_unblock_async (question->account, question->jid, NULL, on_changed,
                             g_object_ref (question->window));
}

/* @entry: (transfer full): a whole domain */
static void
ask_to_unblock (GtkWidget *window, ImAccount *account, XmppJid *entry)
{
  const char *domain = xmpp_jid_string (entry);
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (window), NULL, NULL));

  /* Translators: %s is the name of a server. */
  adw_message_dialog_format_heading (dialog, _ ("Unblock All of %s?"), domain);
  adw_message_dialog_format_body (
    dialog, _ ("You have blocked everybody at %s. One of them alone cannot be let in again."),
    domain);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "unblock", _ ("_Unblock All"),
                                    NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response::unblock", G_CALLBACK (on_unblock),
                         question_new (window, account, entry), question_release, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_unblock (GtkWidget *origin, ImAccount *account, const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (origin));
  XmppJid *entry = jid != NULL ? xmpp_blocking_find (im_blocking_get (account), jid) : NULL;

  if (entry == NULL)
    return;
  if (xmpp_jid_local (entry) == NULL && xmpp_jid_local (jid) != NULL)
    ask_to_unblock (window, account, xmpp_jid_ref (entry));
  else
    im_blocking_unblock_async (account, entry, NULL, on_changed, g_object_ref (window));
}
