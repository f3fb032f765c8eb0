/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: welcome page or contact list and chat side by side, one of them when it is narrow.
 */
#include "config.h"

#include "ui/window.h"

#include "base/memory.h"
#include "im/account.h"
#include "im/accounts.h"
#include "im/conversation.h"
#include "im/conversations.h"
#include "im/hit.h"
#include "im/nearby.h"
#include "im/notifications.h"
#include "im/settings.h"
#include "im/uri.h"
#include "ui/account/invitation.h"
#include "ui/account/sign-in-page.h"
#include "ui/announcements/announcements-page.h"
#include "ui/contact/block-actions.h"
#include "ui/error-words.h"
#include "ui/services/services-window.h"
#include "ui/sidebar/chat-actions.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/menu-tooltip.h"
#include "ui/widgets/toast.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

struct _UiWindow {
  AdwApplicationWindow parent_instance;

  ImClient *client; /* NULL until it is open */
  char *pending_uri;
  GSignalGroup *chat_signals;
  GtkWidget *page; /* (nullable): stands for the leaflet, and goes when another is shown */
  UiSignInPage *sign_in_page;              /* (nullable): in it */
  UiChatPage *chat_page;                   /* made for the first chat */
  UiAnnouncementsPage *announcements_page; /* made when first asked for */

  AdwToast *toast; /* (nullable): weak, the last one */
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  UiSidebar *sidebar;
  GtkStack *content;
  GtkWidget *no_chat_page;
  GMenuModel *contact_menu;
  GMenuModel *welcome_menu;
  UiBlockActions *block_actions;
  UiChatActions *chat_actions;
};

G_DEFINE_FINAL_TYPE (UiWindow, ui_window, ADW_TYPE_APPLICATION_WINDOW)

/* The chat is before the person's eyes, alone or beside the list. */
static gboolean
shows_chat (UiWindow *self)
{
  return ui_window_get_conversation (self) != NULL &&
         gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->leaflet) &&
         (!adw_leaflet_get_folded (self->leaflet) ||
          g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "chat") == 0);
}

/* Whether the person has the chat before their eyes: then it is read, and nothing notifies of it.
 * A hidden window may stay the active one: GTK hears nothing more about its focus. */
static void
on_front_changed (UiWindow *self)
{
  ImConversation *conversation = ui_window_get_conversation (self);
  gboolean in_front = shows_chat (self) && gtk_widget_get_visible (GTK_WIDGET (self)) &&
                      gtk_window_is_active (GTK_WINDOW (self));

  if (self->client == NULL)
    return;

  im_notifications_set_active (im_client_get_notifications (self->client),
                               in_front ? conversation : NULL);
  if (self->chat_page != NULL)
    ui_chat_page_set_in_front (self->chat_page, in_front);
}

static void
on_fold_changed (UiWindow *self)
{
  if (self->chat_page != NULL)
    g_object_set (self->chat_page, "folded", adw_leaflet_get_folded (self->leaflet), NULL);
  on_front_changed (self);
}

static void
refresh_title (UiWindow *self)
{
  guint unread = im_client_get_unread (self->client);
  g_autofree char *title = NULL;

  if (unread == 0) {
    gtk_window_set_title (GTK_WINDOW (self), "Kith");
    return;
  }

  /* Translators: the title of the window; %u is the number of unread messages. */
  title = g_strdup_printf (_ ("(%u) Kith"), unread);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
refresh_contact_actions (UiWindow *self)
{
  ImConversation *conversation = ui_window_get_conversation (self);
  gboolean known = conversation != NULL && im_conversation_get_contact (conversation) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.current-details", known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-current",
                                 conversation != NULL && !known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-address", conversation != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.chat-archive", conversation != NULL);
  ui_block_actions_set_conversation (self->block_actions, conversation);
  ui_chat_actions_set_conversation (self->chat_actions, conversation);
}

static void
leave_chat (UiWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
  if (self->chat_page != NULL) {
    ui_chat_page_save_draft (self->chat_page);
    ui_chat_page_set_conversation (self->chat_page, NULL);
  }
  g_signal_group_set_target (self->chat_signals, NULL);
  gtk_stack_set_visible_child (self->content, self->no_chat_page);
  ui_sidebar_set_current (self->sidebar, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
  refresh_contact_actions (self);
  on_front_changed (self);
}

static void
on_conversation_activated (UiWindow *self, ImConversation *conversation)
{
  ui_window_show_conversation (self, conversation);
}

static void
on_message_activated (UiWindow *self, ImHit *hit)
{
  ui_window_show_conversation (self, im_hit_get_conversation (hit));
  ui_chat_page_show_message (self->chat_page, im_hit_get_id (hit));
}

static void
on_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->leaflet))
    return;

  adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
  if (g_str_equal (action, "win.search-messages"))
    ui_sidebar_start_message_search (self->sidebar);
  else
    ui_sidebar_start_search (self->sidebar);
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  if (shows_chat (self))
    ui_chat_page_start_search (self->chat_page);
  else
    on_search (widget, "win.search", NULL);
}

static void
on_next_chat (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  ImConversation *next =
    self->client != NULL
      ? ui_sidebar_get_neighbour (self->sidebar, g_str_equal (action, "win.next-chat") ? 1 : -1)
      : NULL;

  if (next != NULL)
    ui_window_show_conversation (self, next);
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  gboolean chat_alone = shows_chat (self) && adw_leaflet_get_folded (self->leaflet);

  if (self->client == NULL || (!chat_alone && ui_sidebar_go_back (self->sidebar)))
    return;

  leave_chat (self);
}

static void
on_announcements (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  if (self->client == NULL)
    return;
  leave_chat (self);
  if (self->announcements_page == NULL) {
    self->announcements_page = ui_announcements_page_new (
      im_conversations_get_announcements (im_client_get_conversations (self->client)));
    g_object_bind_property (self->leaflet, "folded", self->announcements_page, "folded",
                            G_BINDING_SYNC_CREATE);
    gtk_stack_add_child (self->content, GTK_WIDGET (self->announcements_page));
  }
  gtk_stack_set_visible_child (self->content, GTK_WIDGET (self->announcements_page));
  adw_leaflet_set_visible_child_name (self->leaflet, "chat");
  gtk_widget_grab_focus (GTK_WIDGET (self->announcements_page));
}

static void
on_services (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  if (self->client != NULL && ui_window_check_server (self))
    ui_services_window_present (GTK_WINDOW (self), self->client);
}

/* Made when it is first asked for: it has four hundred widgets. */
static void
on_show_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplicationWindow *self = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (self) == NULL) {
    g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/im/kith/Kith/ui/shortcuts.ui");

    gtk_application_window_set_help_overlay (
      self, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts")));
  }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (self)));
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_window_toast (UI_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_pending_uri (UiWindow *self)
{
  g_autofree char *text = g_steal_pointer (&self->pending_uri);

  if (text != NULL)
    ui_window_follow_link (self, text);
}

static GtkWidget *
new_welcome_button (UiWindow *self)
{
  GtkWidget *button =
    g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "open-menu-symbolic", "primary", TRUE,
                  "tooltip-text", _ ("Main Menu"), "menu-model", self->welcome_menu, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Main menu"), -1);
  ui_menu_tooltip_yield (GTK_MENU_BUTTON (button));
  return button;
}

/* A page that stands for the main one, under a header bar of its own. They are made when they are
 * needed: styles and sizes of hidden pages are computed too. @button: (nullable): for the bar */
static GtkWidget *
add_page (UiWindow *self, GtkWidget *content, GtkWidget *button)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_bin_new ());
  gtk_widget_add_css_class (header, "flat");
  if (button != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (page), header);
  gtk_box_append (GTK_BOX (page), content);
  gtk_stack_add_child (self->stack, page);
  return page;
}

static gboolean
on_page_left (gpointer page)
{
  GtkWidget *stack = gtk_widget_get_parent (page);

  if (stack != NULL)
    gtk_stack_remove (GTK_STACK (stack), page);
  return G_SOURCE_REMOVE;
}

static void
show_page (UiWindow *self, GtkWidget *page)
{
  gtk_widget_show (page);
  gtk_stack_set_visible_child (self->stack, page);
  if (self->page == page)
    return;

  /* Later: the page may be in the middle of saying that it is done. */
  if (self->page != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_page_left, g_object_ref (self->page),
                     g_object_unref);
  self->page = page != GTK_WIDGET (self->leaflet) ? page : NULL;
  self->sign_in_page = NULL;
  base_memory_trim_soon ();
}

static void
on_signed_in (UiWindow *self, ImAccount *account)
{
  show_page (self, GTK_WIDGET (self->leaflet));
  gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
  if (!im_client_get_keyring_available (self->client))
    ui_window_toast (self,
                     _ ("Your desktop offers no keyring: Kith asks for passwords each time."));
  open_pending_uri (self);
}

static void
show_welcome (UiWindow *self)
{
  UiSignInPage *sign_in_page = g_object_new (UI_TYPE_SIGN_IN_PAGE, NULL);

  ui_sign_in_page_set_client (sign_in_page, self->client);
  g_signal_connect_object (sign_in_page, "signed-in", G_CALLBACK (on_signed_in), self,
                           G_CONNECT_SWAPPED);
  show_page (self, add_page (self, GTK_WIDGET (sign_in_page), new_welcome_button (self)));
  self->sign_in_page = sign_in_page;
  gtk_widget_grab_focus (GTK_WIDGET (sign_in_page));
}

/* A chat goes with its account. When that was the last one: back to the beginning. The account that
 * is being added on the welcome page shows itself when it has signed in; those nearby are not chosen
 * there. */
static void
on_accounts_changed (UiWindow *self)
{
  ImAccounts *accounts = im_client_get_accounts (self->client);
  ImConversation *conversation = ui_window_get_conversation (self);
  ImAccount *account = conversation != NULL ? im_conversation_get_account (conversation) : NULL;

  if (conversation != NULL &&
      (account == NULL || im_accounts_find (accounts, im_account_get_jid (account)) != account))
    leave_chat (self);
  account = im_nearby_find (accounts);
  if (self->sign_in_page != NULL && account != NULL)
    on_signed_in (self, account);
  else if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) == 0 && self->sign_in_page == NULL)
    show_welcome (self);
}

static void
on_keyring_changed (UiWindow *self)
{
  if (!im_client_get_keyring_available (self->client))
    ui_window_toast (self,
                     _ ("Your desktop offers no keyring: Kith asks for passwords each time."));
}

static void
restore_size (UiWindow *self, ImSettings *settings)
{
  int width, height;
  gboolean maximized;

  g_object_get (settings, "window-width", &width, "window-height", &height, "window-maximized",
                &maximized, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
}

/* The conversation that was on the screen at the end is there again. */
static void
restore_chat (UiWindow *self)
{
  ImConversation *conversation;
  gint64 id;

  g_object_get (im_client_get_settings (self->client), "open-chat", &id, NULL);
  conversation = im_conversations_find_id (im_client_get_conversations (self->client), id);
  if (conversation != NULL)
    ui_window_show_conversation (self, conversation);
}

/* Without an account an invitation begins with creating one; a contact is added after that. */
static void
open_first_invitation (UiWindow *self)
{
  g_autoptr (ImUri) uri = self->pending_uri != NULL ? im_uri_parse (self->pending_uri, NULL) : NULL;
  g_autoptr (UiInvitation) invitation = uri != NULL ? ui_invitation_new (uri) : NULL;

  if (invitation == NULL)
    return;
  /* While an account is being created it waits until that is signed in. */
  if (ui_sign_in_page_start_registration (self->sign_in_page, invitation->server,
                                          invitation->username, invitation->token) &&
      uri->action == IM_URI_REGISTER)
    g_clear_pointer (&self->pending_uri, g_free);
}

ImClient *
ui_window_get_client (UiWindow *self)
{
  return self->client;
}

UiChatPage *
ui_window_get_chat_page (UiWindow *self)
{
  return self->chat_page;
}

ImConversation *
ui_window_get_conversation (UiWindow *self)
{
  return self->chat_page != NULL ? ui_chat_page_get_conversation (self->chat_page) : NULL;
}

UiWindow *
ui_window_new (GtkApplication *application, ImSettings *settings)
{
  UiWindow *self = g_object_new (UI_TYPE_WINDOW, "application", application, NULL);

  restore_size (self, settings);
  return self;
}

void
ui_window_show_client (UiWindow *self, ImClient *client)
{
  g_autoptr (GAction) show_offline = NULL;
  GListModel *accounts;

  g_return_if_fail (UI_IS_WINDOW (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  g_object_bind_property (im_client_get_settings (self->client), "show-offline", self->sidebar,
                          "show-offline", G_BINDING_SYNC_CREATE);
  ui_sidebar_set_client (self->sidebar, self->client);
  self->block_actions = ui_block_actions_new (GTK_WIDGET (self), self->client);
  self->chat_actions = ui_chat_actions_new (GTK_WIDGET (self), self->toast_overlay, self->client);
  g_signal_connect_object (self->chat_actions, "leave", G_CALLBACK (leave_chat), self,
                           G_CONNECT_SWAPPED);
  show_offline = G_ACTION (
    g_property_action_new ("show-offline", im_client_get_settings (self->client), "show-offline"));
  g_action_map_add_action (G_ACTION_MAP (self), show_offline);
  g_signal_connect_object (self->client, "notify::unread", G_CALLBACK (refresh_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::damaged-file", G_CALLBACK (ui_window_tell_damage),
                           self, G_CONNECT_SWAPPED);
  ui_window_tell_damage (self);
  g_signal_connect_object (self->client, "notify::keyring-available",
                           G_CALLBACK (on_keyring_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self,
                           G_CONNECT_SWAPPED);
  refresh_title (self);
  refresh_contact_actions (self);

  if (g_list_model_get_n_items (accounts) == 0) {
    show_welcome (self);
    open_first_invitation (self);
    return;
  }

  show_page (self, GTK_WIDGET (self->leaflet));
  gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
  restore_chat (self);
  open_pending_uri (self);
}

void
ui_window_show_open_error (UiWindow *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  GtkWidget *status;

  g_return_if_fail (UI_IS_WINDOW (self));

  status = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "dialog-error-symbolic", "title",
                         _ ("Your Messages Cannot Be Opened"), "description", escaped, NULL);
  show_page (self, add_page (self, status, NULL));
}

void
ui_window_show_conversation (UiWindow *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_WINDOW (self));
  g_return_if_fail (self->client != NULL);

  if (self->chat_page == NULL) {
    self->chat_page = ui_chat_page_new ();
    g_object_set (self->chat_page, "menu-model", self->contact_menu, "folded",
                  adw_leaflet_get_folded (self->leaflet), NULL);
    g_object_bind_property (im_client_get_settings (self->client), "check-spelling",
                            self->chat_page, "check-spelling", G_BINDING_SYNC_CREATE);
    gtk_stack_add_child (self->content, GTK_WIDGET (self->chat_page));
  }

  ui_chat_page_set_conversation (self->chat_page, conversation);
  g_signal_group_set_target (self->chat_signals, conversation);
  show_page (self, GTK_WIDGET (self->leaflet));
  gtk_stack_set_visible_child (self->content, GTK_WIDGET (self->chat_page));
  adw_leaflet_set_visible_child_name (self->leaflet, "chat");
  ui_sidebar_set_current (self->sidebar, conversation);
  refresh_contact_actions (self);
  on_front_changed (self);
  ui_chat_page_focus_composer (self->chat_page);
}

void
ui_window_open_uri (UiWindow *self, const char *uri)
{
  g_return_if_fail (UI_IS_WINDOW (self));

  g_free (self->pending_uri);
  self->pending_uri = g_strdup (uri);
  if (self->sign_in_page != NULL)
    open_first_invitation (self);
  if (self->client != NULL &&
      gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->leaflet))
    open_pending_uri (self);
}

void
ui_window_toast (UiWindow *self, const char *text)
{
  g_return_if_fail (UI_IS_WINDOW (self));

  ui_toast (self->toast_overlay, &self->toast, text);
}

void
ui_window_save (UiWindow *self)
{
  ImConversation *conversation = ui_window_get_conversation (self);
  int width, height;

  g_return_if_fail (UI_IS_WINDOW (self));

  if (self->client == NULL)
    return;

  if (self->chat_page != NULL)
    ui_chat_page_save_draft (self->chat_page);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_set (im_client_get_settings (self->client), "window-width", width, "window-height",
                height, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)),
                "open-chat", conversation != NULL ? im_conversation_get_id (conversation) : 0,
                NULL);
}

/* Kith goes on without its window: messages notify, and a second start or a click on a
 * notification shows it again. */
static gboolean
ui_window_close_request (GtkWindow *window)
{
  UiWindow *self = UI_WINDOW (window);

  ui_window_save (self);
  if (self->client == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (im_client_get_accounts (self->client))) == 0) {
    g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (window)), "quit",
                                    NULL);
    return TRUE;
  }

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  base_memory_trim_soon ();
  return TRUE;
}

static void
ui_window_dispose (GObject *object)
{
  UiWindow *self = UI_WINDOW (object);

  if (self->client != NULL)
    im_notifications_set_active (im_client_get_notifications (self->client), NULL);
  g_clear_object (&self->block_actions);
  g_clear_object (&self->chat_actions);
  g_clear_object (&self->client);
  g_clear_object (&self->chat_signals);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_WINDOW);

  G_OBJECT_CLASS (ui_window_parent_class)->dispose (object);
}

static void
ui_window_finalize (GObject *object)
{
  g_free (UI_WINDOW (object)->pending_uri);

  G_OBJECT_CLASS (ui_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  ui_window_install_archive_actions (widget_class);
  ui_window_install_contact_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.search-messages", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "win.next-chat", NULL, on_next_chat);
  gtk_widget_class_install_action (widget_class, "win.previous-chat", NULL, on_next_chat);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  /* Not an accelerator of the application: those come before popovers and entries, which need it. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_install_action (widget_class, "win.announcements", NULL, on_announcements);
  gtk_widget_class_install_action (widget_class, "win.services", NULL, on_services);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, on_show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
}

static void
ui_window_class_init (UiWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ui_window_dispose;
  object_class->finalize = ui_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ui_window_close_request;

  g_type_ensure (UI_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/im/kith/Kith/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, content);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, no_chat_page);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, contact_menu);
  gtk_widget_class_bind_template_child (widget_class, UiWindow, welcome_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_conversation_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_message_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_front_changed);
  install_actions (widget_class);
}

static void
ui_window_init (UiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->page = add_page (self, adw_bin_new (), NULL);
  self->chat_signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->chat_signals, "notify::contact",
                                  G_CALLBACK (refresh_contact_actions), self);
}
