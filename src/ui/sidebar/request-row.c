/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody wants to be a contact: who, and the buttons to accept or refuse.
 */
#include "config.h"

#include "ui/sidebar/request-row.h"

#include "im/account.h"
#include "im/blocking.h"
#include "im/contact.h"
#include "im/roster.h"
#include "ui/contact/block-dialog.h"
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef gboolean (*AnswerFunc) (ImRoster *roster, ImRequest *request, GError **error);

static void
answer (GtkButton *button, ImRequest *request, AnswerFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (func (im_account_get_roster (im_request_get_account (request)), request, &error))
    return;

  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (button), "win.toast", "s", words);
}

static void
on_accept (GtkButton *button, gpointer user_data)
{
  answer (button, user_data, im_roster_accept);
}

static void
on_refuse (GtkButton *button, gpointer user_data)
{
  answer (button, user_data, im_roster_refuse);
}

static void
on_block (GtkButton *button, gpointer user_data)
{
  const char *address = im_request_get_address (user_data);

  ui_block_dialog_present (GTK_WIDGET (button), im_request_get_account (user_data), address,
                           address);
}

static GtkWidget *
new_button (const char *label, const char *spoken, ImRequest *request, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (button, TRUE);
  ui_button_names_set_one (button, spoken);
  g_signal_connect_object (button, "clicked", callback, request, 0);
  return button;
}

static GtkWidget *
new_label (const char *text, const char *css_class, int lines)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28); /* or a long text widens the sidebar */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  return label;
}

static GtkWidget *
new_reason (ImRequest *request)
{
  XmppJid *old = im_request_get_moved_from (request);
  ImAccount *account = im_request_get_account (request);
  ImContact *contact =
    old != NULL && account != NULL ? im_roster_find (im_account_get_roster (account), old) : NULL;
  g_autofree char *name = contact != NULL ? im_contact_dup_display_name (contact) : NULL;
  g_autofree char *words = NULL;

  if (contact == NULL)
    return new_label (_ ("Wants to see when you are online"), "caption", 2);
  words = g_strdup_printf (
    /* Translators: the name of a contact, and their old address. */
    _ ("%s has moved here from %s, which confirms it. Accepted, they keep their name and chat."),
    name, xmpp_jid_string (old));
  return new_label (words, "caption", 5);
}

GtkWidget *
ui_request_row_new (ImRequest *request)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *address = im_request_get_address (request);
  const char *nick = im_request_get_nick (request);
  const char *text = im_request_get_text (request);
  /* Translators: %s is an address. */
  g_autofree char *accept_spoken = g_strdup_printf (_ ("Accept %s"), address);
  /* Translators: %s is an address. */
  g_autofree char *refuse_spoken = g_strdup_printf (_ ("Refuse %s"), address);
  /* Translators: %s is an address. */
  g_autofree char *block_spoken = g_strdup_printf (_ ("Block %s"), address);
  GtkWidget *accept, *block;

  gtk_box_append (GTK_BOX (box), new_label (address, "heading", 2));
  gtk_box_append (GTK_BOX (box), new_reason (request));
  if (nick != NULL) {
    /* Translators: the name that somebody gives themselves. */
    g_autofree char *called = g_strdup_printf (_ ("Calls themselves “%s”"), nick);

    gtk_box_append (GTK_BOX (box), new_label (called, "caption", 2));
  }
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (box), new_label (text, "body", 3));

  accept = new_button (_ ("_Accept"), accept_spoken, request, G_CALLBACK (on_accept));
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_box_append (GTK_BOX (buttons), accept);
  gtk_box_append (GTK_BOX (buttons),
                  new_button (_ ("_Refuse"), refuse_spoken, request, G_CALLBACK (on_refuse)));
  block = new_button (_ ("_Block…"), block_spoken, request, G_CALLBACK (on_block));
  g_object_bind_property (im_blocking_get (im_request_get_account (request)), "available", block,
                          "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (buttons), block);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "request-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
