/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the way of a chat, above it: no connection, no shared presence.
 */
#include "config.h"

#include "ui/chat/chat-banners.h"

#include "im/account.h"
#include "im/blocking.h"
#include "im/contact.h"
#include "im/nearby.h"
#include "im/roster.h"
#include "ui/chat/message-text.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

/* Signing in is mostly over before anybody has read that it is under way. */
#define CONNECTING_DELAY_S 3

/* What there is to tell about the contact. */
typedef enum {
  TOPIC_NONE,
  TOPIC_BLOCKED,    /* nothing of theirs reaches us */
  TOPIC_REQUEST,    /* they ask to see our presence */
  TOPIC_STRANGER,   /* they are not on the contact list */
  TOPIC_UNANSWERED, /* we have asked to see theirs */
  TOPIC_NOT_SHARED, /* we do not see theirs */
} Topic;

/* One line with buttons; made when first shown. */
typedef struct {
  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *decline;
  GtkWidget *accept;
  GtkWidget *close;
} Banner;

struct _UiChatBanners {
  GtkWidget parent_instance;

  ImConversation *conversation;
  GSignalGroup *conversation_signals;
  GSignalGroup *account_signals;
  GSignalGroup *contact_signals;
  GSignalGroup *request_signals;
  GSignalGroup *blocking_signals;
  Banner connection;
  Banner contact;
  GHashTable *dismissed; /* addresses whose topic the person has seen enough of */
  guint connecting_source;
  gboolean connecting_for_long;
};

G_DEFINE_FINAL_TYPE (UiChatBanners, ui_chat_banners, GTK_TYPE_WIDGET)

static GtkWidget *
add_button (Banner *banner, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  gtk_box_append (GTK_BOX (banner->box), button);
  return button;
}

static void
ensure_banner (UiChatBanners *self, Banner *banner, const char *css_class)
{
  GtkWidget *label;

  if (banner->box != NULL)
    return;
  banner->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = gtk_label_new (NULL);
  banner->label = GTK_LABEL (label);
  gtk_label_set_wrap (banner->label, TRUE);
  gtk_label_set_wrap_mode (banner->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (banner->label, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (banner->box), label);
  banner->decline = add_button (banner, NULL);
  banner->accept = add_button (banner, "suggested-action");
  banner->close = add_button (banner, "flat");
  gtk_button_set_icon_name (GTK_BUTTON (banner->close), "window-close-symbolic");
  gtk_widget_set_tooltip_text (banner->close, _ ("Dismiss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (banner->close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Dismiss"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner->close), "chat.dismiss");
  gtk_widget_add_css_class (banner->box, "chat-banner");
  gtk_widget_add_css_class (banner->box, css_class);
  gtk_widget_set_parent (banner->box, GTK_WIDGET (self));
}

static void
set_button (GtkWidget *button, const char *text, const char *action)
{
  gtk_widget_set_visible (button, action != NULL);
  if (text != NULL)
    gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
hide_banner (Banner *banner)
{
  if (banner->box != NULL)
    gtk_widget_set_visible (banner->box, FALSE);
}

static ImAccount *
get_account (UiChatBanners *self)
{
  return im_conversation_get_account (self->conversation);
}

/* NULL while there is nothing to tell. */
static const char *
connection_words (UiChatBanners *self)
{
  switch (im_account_get_state (get_account (self))) {
  case IM_ACCOUNT_ONLINE:
    return NULL;
  case IM_ACCOUNT_CONNECTING:
    return self->connecting_for_long
             ? _ ("Connecting… Messages will be sent when you are back online.")
             : NULL;
  case IM_ACCOUNT_OFFLINE:
    return _ ("You are offline: messages will be sent when you are back online.");
  case IM_ACCOUNT_WAITING:
  case IM_ACCOUNT_NEEDS_PASSWORD:
  case IM_ACCOUNT_NEEDS_TRUST:
  case IM_ACCOUNT_FAILED:
  default:
    return _ ("Not connected: messages will be sent when you are back online.");
  }
}

static gboolean on_connecting_timeout (gpointer user_data);

static void
update_connection (UiChatBanners *self)
{
  ImAccountState state =
    self->conversation != NULL ? im_account_get_state (get_account (self)) : IM_ACCOUNT_ONLINE;
  const char *words;

  if (state != IM_ACCOUNT_CONNECTING) {
    self->connecting_for_long = FALSE;
    g_clear_handle_id (&self->connecting_source, g_source_remove);
  } else if (!self->connecting_for_long && self->connecting_source == 0) {
    self->connecting_source =
      g_timeout_add_seconds (CONNECTING_DELAY_S, on_connecting_timeout, self);
  }
  words = self->conversation != NULL ? connection_words (self) : NULL;
  if (words == NULL) {
    hide_banner (&self->connection);
    return;
  }
  ensure_banner (self, &self->connection, "connection");
  gtk_label_set_text (self->connection.label, words);
  set_button (self->connection.decline, NULL, NULL);
  set_button (self->connection.accept, _ ("Try Now"),
              state == IM_ACCOUNT_WAITING ? "chat.connect" : NULL);
  set_button (self->connection.close, NULL, NULL);
  gtk_widget_set_visible (self->connection.box, TRUE);
}

static gboolean
on_connecting_timeout (gpointer user_data)
{
  UiChatBanners *self = user_data;

  self->connecting_source = 0;
  self->connecting_for_long = TRUE;
  update_connection (self);
  return G_SOURCE_REMOVE;
}

/* The request of the chat's contact to see our presence. */
static ImRequest *
dup_request (UiChatBanners *self)
{
  GListModel *requests = im_roster_get_requests (im_account_get_roster (get_account (self)));
  const char *address = im_conversation_get_address (self->conversation);

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++) {
    g_autoptr (ImRequest) request = g_list_model_get_item (requests, i);

    if (g_strcmp0 (im_request_get_address (request), address) == 0)
      return g_steal_pointer (&request);
  }
  return NULL;
}

static Topic
find_topic (UiChatBanners *self)
{
  ImContact *contact = im_conversation_get_contact (self->conversation);
  g_autoptr (ImRequest) request = dup_request (self);

  if (im_blocking_is_blocked (get_account (self), im_conversation_get_address (self->conversation)))
    return TOPIC_BLOCKED;
  if (request != NULL)
    return TOPIC_REQUEST;
  if (g_hash_table_contains (self->dismissed, im_conversation_get_address (self->conversation)))
    return TOPIC_NONE;
  /* Who was nearby cannot be added to anything. */
  if (contact == NULL)
    return im_nearby_is (get_account (self)) ? TOPIC_NONE : TOPIC_STRANGER;
  if (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_TO)
    return TOPIC_NONE;
  return im_contact_get_ask (contact) ? TOPIC_UNANSWERED : TOPIC_NOT_SHARED;
}

static char *
dup_request_words (UiChatBanners *self, const char *name)
{
  g_autoptr (ImRequest) request = dup_request (self);
  const char *text = im_request_get_text (request);

  if (text != NULL && *text != '\0')
    /* Translators: who asks, and what they wrote with it */
    return g_strdup_printf (_ ("%s wants to see when you are online: “%s”"), name, text);
  return g_strdup_printf (_ ("%s wants to see when you are online."), name);
}

static char *
dup_topic_words (UiChatBanners *self, Topic topic)
{
  g_autofree char *name = ui_text_isolate (im_conversation_get_display_name (self->conversation));

  switch (topic) {
  case TOPIC_REQUEST:
    return dup_request_words (self, name);
  case TOPIC_BLOCKED:
    return g_strdup_printf (_ ("You have blocked %s: you cannot write to each other."), name);
  case TOPIC_STRANGER:
    return g_strdup_printf (_ ("%s is not in your contacts."), name);
  case TOPIC_UNANSWERED:
    return g_strdup_printf (_ ("%s has not yet let you see when they are online."), name);
  case TOPIC_NOT_SHARED:
    return g_strdup_printf (_ ("You do not see when %s is online."), name);
  case TOPIC_NONE:
  default:
    g_assert_not_reached ();
  }
}

static void
update_contact (UiChatBanners *self)
{
  Topic topic = self->conversation != NULL ? find_topic (self) : TOPIC_NONE;
  g_autofree char *words = NULL;

  if (topic == TOPIC_NONE) {
    hide_banner (&self->contact);
    return;
  }
  words = dup_topic_words (self, topic);
  ensure_banner (self, &self->contact, "contact");
  gtk_label_set_text (self->contact.label, words);
  set_button (self->contact.decline, _ ("Refuse"), topic == TOPIC_REQUEST ? "chat.decline" : NULL);
  if (topic == TOPIC_REQUEST)
    set_button (self->contact.accept, _ ("Accept"), "chat.accept");
  else if (topic == TOPIC_BLOCKED)
    set_button (self->contact.accept, _ ("Unblock"), "blocking.unblock-current");
  else if (topic == TOPIC_STRANGER)
    set_button (self->contact.accept, _ ("Add…"), "win.add-current");
  else
    set_button (self->contact.accept, topic == TOPIC_UNANSWERED ? _ ("Ask Again") : _ ("Ask"),
                "chat.ask");
  set_button (self->contact.close, NULL,
              topic != TOPIC_REQUEST && topic != TOPIC_BLOCKED ? "chat.dismiss" : NULL);
  gtk_widget_set_visible (self->contact.box, TRUE);
}

static void
update_contact_target (UiChatBanners *self)
{
  ImContact *contact =
    self->conversation != NULL ? im_conversation_get_contact (self->conversation) : NULL;

  g_signal_group_set_target (self->contact_signals, contact);
  update_contact (self);
}

static void
tell_error (UiChatBanners *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
answer_request (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatBanners *self = UI_CHAT_BANNERS (widget);
  g_autoptr (ImRequest) request = self->conversation != NULL ? dup_request (self) : NULL;
  g_autoptr (GError) error = NULL;
  ImRoster *roster;

  if (request == NULL)
    return;
  roster = im_account_get_roster (get_account (self));
  if (g_str_equal (action, "chat.accept"))
    im_roster_accept (roster, request, &error);
  else
    im_roster_refuse (roster, request, &error);
  if (error != NULL)
    tell_error (self, error);
}

static void
ask_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatBanners *self = UI_CHAT_BANNERS (widget);
  g_autoptr (GError) error = NULL;
  ImContact *contact;

  if (self->conversation == NULL)
    return;
  contact = im_conversation_get_contact (self->conversation);
  if (contact == NULL)
    return;
  if (im_roster_resend_request (im_account_get_roster (get_account (self)), contact, &error))
    gtk_widget_activate_action (widget, "chat.dismiss", NULL);
  else
    tell_error (self, error);
}

static void
dismiss (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatBanners *self = UI_CHAT_BANNERS (widget);

  if (self->conversation == NULL)
    return;
  g_hash_table_add (self->dismissed, g_strdup (im_conversation_get_address (self->conversation)));
  update_contact (self);
}

static void
connect_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatBanners *self = UI_CHAT_BANNERS (widget);

  if (self->conversation != NULL)
    im_account_retry_now (get_account (self));
}

void
ui_chat_banners_set_conversation (UiChatBanners *self, ImConversation *conversation)
{
  ImAccount *account = NULL;

  g_return_if_fail (UI_IS_CHAT_BANNERS (self));

  if (!g_set_object (&self->conversation, conversation))
    return;
  if (conversation != NULL)
    account = get_account (self);
  g_signal_group_set_target (self->conversation_signals, conversation);
  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->blocking_signals,
                             account != NULL ? im_blocking_get (account) : NULL);
  g_signal_group_set_target (
    self->request_signals,
    account != NULL ? im_roster_get_requests (im_account_get_roster (account)) : NULL);
  update_connection (self);
  update_contact_target (self);
}

static void
ui_chat_banners_dispose (GObject *object)
{
  UiChatBanners *self = UI_CHAT_BANNERS (object);

  g_clear_handle_id (&self->connecting_source, g_source_remove);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->contact_signals);
  g_clear_object (&self->request_signals);
  g_clear_object (&self->blocking_signals);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->connection.box, gtk_widget_unparent);
  g_clear_pointer (&self->contact.box, gtk_widget_unparent);
  g_clear_pointer (&self->dismissed, g_hash_table_unref);
  G_OBJECT_CLASS (ui_chat_banners_parent_class)->dispose (object);
}

static void
ui_chat_banners_class_init (UiChatBannersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_chat_banners_dispose;
  gtk_widget_class_install_action (widget_class, "chat.connect", NULL, connect_now);
  gtk_widget_class_install_action (widget_class, "chat.accept", NULL, answer_request);
  gtk_widget_class_install_action (widget_class, "chat.decline", NULL, answer_request);
  gtk_widget_class_install_action (widget_class, "chat.ask", NULL, ask_again);
  gtk_widget_class_install_action (widget_class, "chat.dismiss", NULL, dismiss);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ui_chat_banners_init (UiChatBanners *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->conversation_signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  self->account_signals = g_signal_group_new (IM_TYPE_ACCOUNT);
  self->contact_signals = g_signal_group_new (IM_TYPE_CONTACT);
  self->request_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  self->blocking_signals = g_signal_group_new (XMPP_TYPE_BLOCKING);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::contact",
                                  G_CALLBACK (update_contact_target), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::display-name",
                                  G_CALLBACK (update_contact), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::state",
                                  G_CALLBACK (update_connection), self);
  g_signal_group_connect_swapped (self->contact_signals, "notify::subscription",
                                  G_CALLBACK (update_contact), self);
  g_signal_group_connect_swapped (self->contact_signals, "notify::ask", G_CALLBACK (update_contact),
                                  self);
  g_signal_group_connect_swapped (self->blocking_signals, "changed", G_CALLBACK (update_contact),
                                  self);
  g_signal_group_connect_swapped (self->request_signals, "items-changed",
                                  G_CALLBACK (update_contact), self);
}
