/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which one walks through the services of servers (XEP-0030): pages, one after the
 * other, and back.
 */
#include "config.h"

#include "ui/services/services-window.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/service.h"
#include "im/talk.h"
#include "ui/account/nearby-group.h"
#include "ui/error-words.h"
#include "ui/services/service-page.h"
#include "ui/services/talk-page.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

#define UI_TYPE_SERVICES_WINDOW (ui_services_window_get_type ())
G_DECLARE_FINAL_TYPE (UiServicesWindow, ui_services_window, UI, SERVICES_WINDOW, AdwWindow)

struct _UiServicesWindow {
  AdwWindow parent_instance;

  ImClient *client;
  GPtrArray *pages;  /* (element-type GtkWidget), in the stack, the first one first */
  GPtrArray *titles; /* (element-type utf8) of them */

  GtkStack *stack;
  AdwWindowTitle *title;
  AdwEntryRow *address_row;
  GtkLabel *address_error;
  AdwComboRow *account_row;
  AdwToastOverlay *toast_overlay;
  AdwToast *toast; /* (nullable) (weak) */
};

G_DEFINE_FINAL_TYPE (UiServicesWindow, ui_services_window, ADW_TYPE_WINDOW)

static void
show_top (UiServicesWindow *self)
{
  guint top = self->pages->len - 1;

  gtk_stack_set_visible_child (self->stack, self->pages->pdata[top]);
  adw_window_title_set_title (self->title, self->titles->pdata[top]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "services.back", top > 0);
}

static void
push (UiServicesWindow *self, GtkWidget *page, const char *title)
{
  gtk_stack_add_child (self->stack, page);
  g_ptr_array_add (self->pages, page);
  g_ptr_array_add (self->titles, g_strdup (title));
  show_top (self);
}

static void
leave_top (UiServicesWindow *self)
{
  GtkWidget *page = self->pages->pdata[self->pages->len - 1];

  if (UI_IS_TALK_PAGE (page))
    ui_talk_page_leave (UI_TALK_PAGE (page));
}

static void
pop (UiServicesWindow *self)
{
  GtkWidget *page = self->pages->pdata[self->pages->len - 1];

  leave_top (self);
  g_ptr_array_set_size (self->pages, (int) self->pages->len - 1);
  g_ptr_array_set_size (self->titles, (int) self->titles->len - 1);
  show_top (self);
  gtk_stack_remove (self->stack, page);
  gtk_widget_child_focus (self->pages->pdata[self->pages->len - 1], GTK_DIR_TAB_FORWARD);
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pop (UI_SERVICES_WINDOW (widget));
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiServicesWindow *self = UI_SERVICES_WINDOW (widget);

  ui_toast (self->toast_overlay, &self->toast, g_variant_get_string (parameter, NULL));
}

static void
on_escape (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiServicesWindow *self = UI_SERVICES_WINDOW (widget);

  if (self->pages->len > 1)
    pop (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_talk_wanted (UiServicesWindow *self, ImTalk *talk, const char *title)
{
  UiTalkPage *page = ui_talk_page_new (talk);

  g_signal_connect_object (page, "closed", G_CALLBACK (pop), self, G_CONNECT_SWAPPED);
  push (self, GTK_WIDGET (page), title);
}

static void
on_service_wanted (UiServicesWindow *self, ImService *service)
{
  UiServicePage *page = ui_service_page_new (service);

  g_signal_connect_object (page, "service-wanted", G_CALLBACK (on_service_wanted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "talk-wanted", G_CALLBACK (on_talk_wanted), self,
                           G_CONNECT_SWAPPED);
  push (self, GTK_WIDGET (page), im_service_get_name (service));
}

static void
show_address (UiServicesWindow *self, XmppJid *jid)
{
  ImAccount *account = adw_combo_row_get_selected_item (self->account_row);
  g_autoptr (ImService) service = NULL;

  if (account == NULL)
    return;
  service = im_service_new (account, jid, NULL, NULL);
  on_service_wanted (self, service);
}

/* @error: (nullable) */
static void
show_address_error (UiServicesWindow *self, const GError *error)
{
  g_autofree char *words = error != NULL ? ui_error_to_words (error) : NULL;

  gtk_label_set_text (self->address_error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_error), words != NULL);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
}

static void
on_address_changed (UiServicesWindow *self)
{
  show_address_error (self, NULL);
}

static void
on_address (UiServicesWindow *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = xmpp_jid_parse (text, &error);

  show_address_error (self, error);
  if (jid != NULL)
    show_address (self, jid);
}

static void
on_own_server (UiServicesWindow *self)
{
  ImAccount *account = adw_combo_row_get_selected_item (self->account_row);
  g_autoptr (XmppJid) server =
    account != NULL ? xmpp_jid_server (im_account_get_jid (account)) : NULL;

  if (server != NULL)
    show_address (self, server);
}

static GtkWidget *
address_error_new (void)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE,
                  "wrap-mode", PANGO_WRAP_WORD_CHAR, "margin-top", 12, "visible", FALSE, NULL);

  gtk_widget_add_css_class (label, "error");
  return label;
}

static GtkWidget *
first_page_new (UiServicesWindow *self)
{
  g_autoptr (GListModel) accounts = ui_nearby_others (self->client);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *own = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("_Your Server"), "use-underline",
                                 TRUE, "activatable", TRUE, NULL);

  adw_preferences_group_set_description (
    group, _ ("Servers offer more than chats: directories of people, commands, and gateways to "
              "other networks."));
  self->account_row =
    g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("_Account"), "use-underline", TRUE, "expression",
                  gtk_property_expression_new (IM_TYPE_ACCOUNT, NULL, "address"), "model", accounts,
                  "visible", g_list_model_get_n_items (accounts) > 1, NULL);
  self->address_row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Another _Server or Service"),
                                    "use-underline", TRUE, "show-apply-button", TRUE, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (own),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (own, "activated", G_CALLBACK (on_own_server), self, G_CONNECT_SWAPPED);
  self->address_error = GTK_LABEL (address_error_new ());
  g_signal_connect_object (self->address_row, "apply", G_CALLBACK (on_address), self,
                           G_CONNECT_SWAPPED);
  /* It comes instead where nothing has changed since: the same address once more. */
  g_signal_connect_object (self->address_row, "entry-activated", G_CALLBACK (on_address), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->address_row, "changed", G_CALLBACK (on_address_changed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->account_row));
  adw_preferences_group_add (group, own);
  adw_preferences_group_add (group, GTK_WIDGET (self->address_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->address_error));
  adw_preferences_page_add (page, group);
  return GTK_WIDGET (page);
}

void
ui_services_window_present (GtkWindow *parent, ImClient *client)
{
  UiServicesWindow *self =
    g_object_new (UI_TYPE_SERVICES_WINDOW, "transient-for", parent, "title", _ ("Services"), NULL);

  self->client = g_object_ref (client);
  push (self, first_page_new (self), _ ("Services"));
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
ui_services_window_close_request (GtkWindow *window)
{
  leave_top (UI_SERVICES_WINDOW (window));
  return GTK_WINDOW_CLASS (ui_services_window_parent_class)->close_request (window);
}

static void
ui_services_window_dispose (GObject *object)
{
  g_clear_object (&UI_SERVICES_WINDOW (object)->client);
  g_clear_weak_pointer (&UI_SERVICES_WINDOW (object)->toast);
  G_OBJECT_CLASS (ui_services_window_parent_class)->dispose (object);
}

static void
ui_services_window_finalize (GObject *object)
{
  g_ptr_array_unref (UI_SERVICES_WINDOW (object)->pages);
  g_ptr_array_unref (UI_SERVICES_WINDOW (object)->titles);
  G_OBJECT_CLASS (ui_services_window_parent_class)->finalize (object);
}

static void
ui_services_window_class_init (UiServicesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_services_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ui_services_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ui_services_window_close_request;
  gtk_widget_class_install_action (widget_class, "services.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "services.escape", NULL, on_escape);
  gtk_widget_class_install_action (widget_class, "services.toast", "s", on_toast);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "services.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "services.back",
                                       NULL);
}

static void
ui_services_window_init (UiServicesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  self->pages = g_ptr_array_new ();
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  gtk_widget_set_tooltip_text (back, _ ("Back"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "services.back");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  self->toast_overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toast_overlay, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toast_overlay));
  ui_button_names_set (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 640);
  gtk_widget_set_size_request (GTK_WIDGET (self), 300, -1);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}
