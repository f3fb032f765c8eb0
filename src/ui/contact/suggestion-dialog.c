/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody suggests changes of the contact list: the row that tells of it, and the window to choose in.
 */
#include "config.h"

#include "ui/contact/suggestion-dialog.h"

#include "base/data.h"
#include "im/account.h"
#include "im/contact.h"
#include "im/roster.h"
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"

#include <glib/gi18n.h>

/* What the window chooses from. */
struct _Choice {
  ImSuggestion *suggestion;
  GPtrArray *checks; /* of GtkCheckButton, as the items */
  GtkWidget *origin; /* weak (nullable): where to tell of errors */
};
BASE_DEFINE_DATA (Choice, choice)

static void
choice_cleanup (Choice *self)
{
  g_clear_object (&self->suggestion);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_weak_pointer (&self->origin);
}

/* The name of a contact, else the address. */
static char *
dup_sender (ImSuggestion *suggestion)
{
  XmppJid *from = im_suggestion_get_from (suggestion);
  ImAccount *account = im_suggestion_get_account (suggestion);
  ImContact *contact =
    account != NULL ? im_roster_find (im_account_get_roster (account), from) : NULL;

  return contact != NULL ? im_contact_dup_display_name (contact)
                         : g_strdup (xmpp_jid_string (from));
}

static char *
describe (const XmppExchangeItem *item)
{
  g_autofree char *groups = g_strjoinv (", ", item->groups);
  const char *address = xmpp_jid_string (item->jid);

  switch (item->action) {
  case XMPP_EXCHANGE_DELETE:
    if (*groups != '\0')
      /* Translators: a contact is to leave groups; %s is an address, then a list of groups. */
      return g_strdup_printf (_ ("Remove %s from %s"), address, groups);
    /* Translators: a contact is to be taken off the list; %s is an address. */
    return g_strdup_printf (_ ("Remove %s"), address);
  case XMPP_EXCHANGE_MODIFY:
    if (*groups != '\0')
      /* Translators: %s is an address, then a list of groups. */
      return g_strdup_printf (_ ("Change %s, in %s"), address, groups);
    /* Translators: a contact gets another name; %s is an address. */
    return g_strdup_printf (_ ("Change %s"), address);
  case XMPP_EXCHANGE_ADD:
  default:
    if (*groups != '\0')
      /* Translators: %s is an address, then a list of groups. */
      return g_strdup_printf (_ ("Add %s to %s"), address, groups);
    /* Translators: %s is an address. */
    return g_strdup_printf (_ ("Add %s"), address);
  }
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Choice *choice)
{
  g_autofree gboolean *wanted = g_new0 (gboolean, choice->checks->len);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_str_equal (response, "refuse"))
    im_suggestion_dismiss (choice->suggestion);
  if (!g_str_equal (response, "accept"))
    return;
  for (guint i = 0; i < choice->checks->len; i++)
    wanted[i] = gtk_check_button_get_active (GTK_CHECK_BUTTON (choice->checks->pdata[i]));
  if (im_suggestion_accept (choice->suggestion, wanted, &error) || choice->origin == NULL)
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (choice->origin, "win.toast", "s", words);
}

static GtkWidget *
new_list (Choice *choice)
{
  const GPtrArray *items = im_suggestion_get_items (choice->suggestion);
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < items->len; i++) {
    const XmppExchangeItem *item = items->pdata[i];
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    g_autofree char *what = describe (item);

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   item->name != NULL ? item->name : xmpp_jid_string (item->jid));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    /* GTK 4.8 would speak the title after the name. */
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                    -1);
    gtk_list_box_append (GTK_LIST_BOX (list), row);
    g_ptr_array_add (choice->checks, check);
  }
  g_object_set (window, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", 300, "child", list, NULL);
  return window;
}

static void
free_choice (gpointer choice, GClosure *closure)
{
  choice_free (choice);
}

static void
on_look (GtkButton *button, ImSuggestion *suggestion)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (root), _ ("Change Your Contacts?"), NULL));
  g_autofree char *sender = dup_sender (suggestion);
  Choice *choice = choice_alloc ();

  choice->suggestion = g_object_ref (suggestion);
  choice->checks = g_ptr_array_new ();
  g_set_weak_pointer (&choice->origin, GTK_WIDGET (root));
  adw_message_dialog_format_body (dialog,
                                  /* Translators: %s is the name of somebody, or an address. */
                                  _ ("%s suggests these changes. Only what you tick is done."),
                                  sender);
  adw_message_dialog_set_extra_child (dialog, new_list (choice));
  adw_message_dialog_add_responses (dialog, "later", _ ("_Later"), "refuse", _ ("_Refuse"),
                                    "accept", _ ("_Do These"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "later");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), choice, free_choice, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

GtkWidget *
ui_suggestion_row_new (ImSuggestion *suggestion)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  guint n_items = im_suggestion_get_items (suggestion)->len;
  g_autofree char *sender = dup_sender (suggestion);
  /* Translators: somebody suggests whom to have on the contact list. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s suggests %u change of your contacts",
                               "%s suggests %u changes of your contacts", n_items),
                     sender, n_items);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Look at Them…"));
  /* Translators: read aloud for a button; %s is who suggests changes of the contact list. */
  g_autofree char *spoken = g_strdup_printf (_ ("Look at what %s suggests"), sender);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28); /* or a long text widens the sidebar */
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  ui_button_names_set_one (button, spoken);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_look), suggestion, 0);
  gtk_widget_add_css_class (box, "request-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
