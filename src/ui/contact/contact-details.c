/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about one contact: where they are signed in, their name, groups and subscription.
 */
#include "config.h"

#include "ui/contact/contact-details.h"

#include "im/account.h"
#include "im/blocking.h"
#include "im/nearby.h"
#include "im/roster.h"
#include "ui/contact/block-dialog.h"
#include "ui/contact/groups-text.h"
#include "ui/contact/resource-group.h"
#include "ui/contact/ways-group.h"
#include "ui/error-words.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiContactDetails {
  AdwWindow parent_instance;

  ImContact *contact;
  GCancellable *cancellable;

  AdwToast *toast; /* (nullable): weak, the last one */
  AdwToastOverlay *toast_overlay;
  UiAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *address_label;
  AdwEntryRow *name_row;
  AdwEntryRow *groups_row;
  AdwActionRow *subscription_row;
  GtkWidget *ask_button;
  GtkWidget *shown_group;
  GtkSwitch *shown_switch;
  GtkWidget *list_group;
  GtkWidget *remove_button;
  UiResourceGroup *resources;
  UiWaysGroup *ways;
  GtkWidget *block_button;
  GtkWidget *unblock_button;
};

static guint write_signal;

G_DEFINE_FINAL_TYPE (UiContactDetails, ui_contact_details, ADW_TYPE_WINDOW)

static ImRoster *
roster_of (UiContactDetails *self)
{
  return im_account_get_roster (im_contact_get_account (self->contact));
}

static void
toast (UiContactDetails *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  words = ui_error_to_words (error);
  ui_toast (self->toast_overlay, &self->toast, words);
}

static const char *
describe_subscription (ImContact *contact)
{
  switch (im_contact_get_subscription (contact)) {
  case IM_SUBSCRIPTION_BOTH:
    return _ ("You see each other.");
  case IM_SUBSCRIPTION_TO:
    return _ ("You see them. They do not see you.");
  case IM_SUBSCRIPTION_FROM:
    return im_contact_get_ask (contact)
             ? _ ("They see you. They have not answered your request yet.")
             : _ ("They see you. You do not see them.");
  case IM_SUBSCRIPTION_NONE:
  default:
    return im_contact_get_ask (contact) ? _ ("They have not answered your request yet.")
                                        : _ ("You do not see each other.");
  }
}

/* Does not touch the entries: the person may be writing in them. */
static void
refresh (UiContactDetails *self)
{
  g_autofree char *name = im_contact_dup_display_name (self->contact);
  ImSubscription subscription = im_contact_get_subscription (self->contact);

  g_object_set (self->avatar, "name", name, "seed", im_contact_get_address (self->contact), NULL);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->address_label, im_contact_get_address (self->contact));
  adw_action_row_set_subtitle (self->subscription_row, describe_subscription (self->contact));
  gtk_widget_set_visible (self->ask_button, (subscription & IM_SUBSCRIPTION_TO) == 0);
}

/* There while the account is invisible. */
static void
refresh_shown (UiContactDetails *self)
{
  ImAccount *account = im_contact_get_account (self->contact);
  gboolean invisible = account != NULL && im_account_get_show (account) == IM_SHOW_INVISIBLE;

  gtk_widget_set_visible (self->shown_group, invisible);
  gtk_switch_set_active (self->shown_switch,
                         invisible &&
                           im_account_is_shown_to (account, im_contact_get_jid (self->contact)));
}

static void
on_shown (UiContactDetails *self)
{
  ImAccount *account = im_contact_get_account (self->contact);

  if (account != NULL)
    im_account_show_to (account, im_contact_get_jid (self->contact),
                        gtk_switch_get_active (self->shown_switch));
}

static void
refresh_blocking (UiContactDetails *self)
{
  ImAccount *account = im_contact_get_account (self->contact);
  gboolean blocked =
    account != NULL && im_blocking_is_blocked (account, im_contact_get_address (self->contact));

  gtk_widget_set_visible (self->block_button,
                          account != NULL && !blocked &&
                            xmpp_blocking_get_available (im_blocking_get (account)));
  gtk_widget_set_visible (self->unblock_button, blocked);
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiContactDetails) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_roster_rename_finish (IM_ROSTER (source), result, &error))
    toast (self, error);
}

static void
on_name_apply (UiContactDetails *self)
{
  im_roster_rename_async (roster_of (self), self->contact,
                          gtk_editable_get_text (GTK_EDITABLE (self->name_row)), self->cancellable,
                          on_renamed, g_object_ref (self));
}

static void
on_groups_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiContactDetails) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_roster_set_groups_finish (IM_ROSTER (source), result, &error))
    toast (self, error);
}

static void
on_groups_apply (UiContactDetails *self)
{
  g_auto (GStrv) groups =
    ui_groups_from_text (gtk_editable_get_text (GTK_EDITABLE (self->groups_row)));

  im_roster_set_groups_async (roster_of (self), self->contact, (const char *const *) groups,
                              self->cancellable, on_groups_set, g_object_ref (self));
}

static void
on_ask (UiContactDetails *self)
{
  g_autoptr (GError) error = NULL;

  if (!im_roster_resend_request (roster_of (self), self->contact, &error))
    toast (self, error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiContactDetails) self = user_data;
  g_autoptr (GError) error = NULL;

  if (im_roster_remove_finish (IM_ROSTER (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    toast (self, error);
}

static void
on_remove_response (UiContactDetails *self, const char *response)
{
  if (g_str_equal (response, "remove"))
    im_roster_remove_async (roster_of (self), self->contact, self->cancellable, on_removed,
                            g_object_ref (self));
}

static void
on_remove (UiContactDetails *self)
{
  g_autofree char *name = im_contact_dup_display_name (self->contact);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Remove This Contact?"), NULL));

  adw_message_dialog_format_body (
    dialog,
    /* Translators: %s is the name of a contact. */
    _ ("You and %s will no longer see when the other is online. Your chat is kept."), name);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_block (UiContactDetails *self)
{
  g_autofree char *name = im_contact_dup_display_name (self->contact);

  ui_block_dialog_present (GTK_WIDGET (self), im_contact_get_account (self->contact),
                           im_contact_get_address (self->contact), name);
}

static void
on_unblock (UiContactDetails *self)
{
  ui_unblock (GTK_WIDGET (self), im_contact_get_account (self->contact),
              im_contact_get_address (self->contact));
}

static void
on_write (UiContactDetails *self, const char *resource)
{
  g_signal_emit (self, write_signal, 0, self->contact, resource);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiContactDetails *self = UI_CONTACT_DETAILS (widget);

  ui_toast (self->toast_overlay, &self->toast, g_variant_get_string (parameter, NULL));
}

UiContactDetails *
ui_contact_details_new (GtkWindow *parent, ImContact *contact, GListModel *accounts)
{
  UiContactDetails *self = g_object_new (UI_TYPE_CONTACT_DETAILS, "transient-for", parent, NULL);
  g_autofree char *groups = ui_groups_to_text (im_contact_get_groups (contact));
  const char *name = im_contact_get_name (contact);

  self->contact = g_object_ref (contact);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->groups_row), groups);
  g_signal_connect_object (contact, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (im_blocking_get (im_contact_get_account (contact)), "changed",
                           G_CALLBACK (refresh_blocking), self, G_CONNECT_SWAPPED);
  ui_resource_group_set_contact (self->resources, contact);
  ui_ways_group_set_contact (self->ways, contact, accounts);
  g_signal_connect_object (im_contact_get_account (contact), "notify::show",
                           G_CALLBACK (refresh_shown), self, G_CONNECT_SWAPPED);
  /* They are on the list for as long as they are there. */
  gtk_widget_set_visible (self->list_group, !im_nearby_is (im_contact_get_account (contact)));
  gtk_widget_set_visible (self->remove_button, !im_nearby_is (im_contact_get_account (contact)));
  refresh (self);
  refresh_blocking (self);
  refresh_shown (self);
  return self;
}

static void
ui_contact_details_dispose (GObject *object)
{
  UiContactDetails *self = UI_CONTACT_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->contact);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_CONTACT_DETAILS);

  G_OBJECT_CLASS (ui_contact_details_parent_class)->dispose (object);
}

static void
ui_contact_details_class_init (UiContactDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_contact_details_dispose;
  write_signal = g_signal_new ("write", UI_TYPE_CONTACT_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, IM_TYPE_CONTACT, G_TYPE_STRING);
  g_type_ensure (UI_TYPE_AVATAR);
  g_type_ensure (UI_TYPE_RESOURCE_GROUP);
  g_type_ensure (UI_TYPE_WAYS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/contact/contact-details.ui");
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, avatar);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, name_label);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, address_label);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, list_group);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, remove_button);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, name_row);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, groups_row);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, subscription_row);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, ask_button);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, shown_group);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, shown_switch);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, resources);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, ways);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, block_button);
  gtk_widget_class_bind_template_child (widget_class, UiContactDetails, unblock_button);
  gtk_widget_class_bind_template_callback (widget_class, on_block);
  gtk_widget_class_bind_template_callback (widget_class, on_unblock);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_name_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_groups_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
}

static void
ui_contact_details_init (UiContactDetails *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
  ui_button_names_set (GTK_WIDGET (self));
}
