/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat: who it is with, what was said, and where to write.
 */
#include "config.h"

#include "ui/chat/chat-page.h"

#include "base/props.h"
#include "im/amend.h"
#include "im/contact.h"
#include "ui/chat/chat-banners.h"
#include "ui/chat/chat-history.h"
#include "ui/chat/chat-search.h"
#include "ui/chat/chat-sender.h"
#include "ui/chat/chat-target.h"
#include "ui/chat/composer.h"
#include "ui/chat/message-actions.h"
#include "ui/chat/message-text.h"
#include "ui/chat/reply-bar.h"
#include "ui/chat/spoiler-bar.h"
#include "ui/error-words.h"
#include "ui/open-uri.h"
#include "ui/widgets/menu-tooltip.h"
#include "ui/widgets/presence.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _UiChatPage {
  GtkWidget parent_instance;

  ImConversation *conversation;
  GSignalGroup *conversation_signals;
  GSignalGroup *contact_signals;
  gboolean folded;
  gboolean check_spelling;

  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  UiChatBanners *banners;
  UiChatSearch *search;
  UiChatHistory *history;
  UiChatSender *sender;
  UiReplyBar *reply_bar;
  UiSpoilerBar *spoiler_bar;
  UiChatTarget *target;
  UiComposer *composer;
};

G_DEFINE_FINAL_TYPE (UiChatPage, ui_chat_page, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONVERSATION = 1,
  PROP_FOLDED,
  PROP_CHECK_SPELLING,
  PROP_MENU_MODEL,
  N_PROPS
} UiChatPageProp;

static GParamSpec *props[N_PROPS];

/* The header */

static char *
dup_subtitle (UiChatPage *self)
{
  ImContact *contact = im_conversation_get_contact (self->conversation);
  const char *status;

  if (im_conversation_get_typing (self->conversation))
    return g_strdup (_ ("Writing…"));
  if (contact == NULL || !(im_contact_get_subscription (contact) & IM_SUBSCRIPTION_TO))
    return g_strdup (im_conversation_get_address (self->conversation));
  if (im_contact_get_show (contact) == IM_SHOW_UNKNOWN)
    return g_strdup (_ ("Unknown while you are not connected"));
  status = im_contact_get_status_text (contact);
  if (status == NULL || *status == '\0')
    return g_strdup (ui_presence_to_words (im_contact_get_show (contact)));
  /* Translators: how reachable somebody is, and what they say about it */
  return g_strdup_printf (_ ("%s — %s"), ui_presence_to_words (im_contact_get_show (contact)),
                          status);
}

static void
update_header (UiChatPage *self)
{
  g_autofree char *subtitle = self->conversation != NULL ? dup_subtitle (self) : NULL;

  adw_window_title_set_title (self->title, self->conversation != NULL
                                             ? im_conversation_get_display_name (self->conversation)
                                             : "");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}

static void
update_contact (UiChatPage *self)
{
  ImContact *contact =
    self->conversation != NULL ? im_conversation_get_contact (self->conversation) : NULL;

  g_signal_group_set_target (self->contact_signals, contact);
  update_header (self);
}

/* What the parts ask for */

static void
on_sent (UiChatPage *self)
{
  ui_chat_history_forget_unread (self->history);
  ui_chat_history_scroll_to_end (self->history);
}

/* What was written is in the entry again. */
static void
on_not_kept (UiChatPage *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_show_message (UiChatPage *self, gint64 id)
{
  ui_chat_history_show_message (self->history, id);
}

static void
on_search_changed (UiChatPage *self)
{
  ui_chat_history_set_search (self->history, ui_chat_search_get_search (self->search));
}

static void
find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (UI_CHAT_PAGE (widget)->search), action, NULL);
}

static void
on_not_changed (UiChatPage *self, const GError *error)
{
  g_autofree char *why = ui_error_to_words (error);
  /* Translators: an edited message, a reaction and the like; %s is a sentence that says why */
  g_autofree char *words = g_strdup_printf (_ ("The change was refused. %s"), why);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* What is done to a message */

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  g_autoptr (ImMessage) message =
    ui_message_find (self->conversation, g_variant_get_int64 (parameter));

  if (message != NULL)
    ui_composer_edit (self->composer, message);
}

static void
edit_last (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (self->conversation);
  g_autoptr (ImMessage) message = im_amend_find_last (list);

  if (message != NULL)
    ui_composer_edit (self->composer, message);
}

static void
take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  g_autoptr (ImMessage) message =
    ui_message_find (self->conversation, g_variant_get_int64 (parameter));

  if (message != NULL)
    ui_message_take_back (widget, self->conversation, message);
}

static void
show_versions (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  g_autoptr (ImMessage) message =
    ui_message_find (self->conversation, g_variant_get_int64 (parameter));

  if (message != NULL)
    ui_message_show_versions (widget, self->conversation, message);
}

static void
react (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  g_autoptr (ImMessage) message = NULL;
  const char *emoji;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &emoji);
  message = ui_message_find (self->conversation, id);
  if (message != NULL)
    im_amend_toggle_reaction (self->conversation, message, emoji);
}

static void
scroll_pages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_chat_history_scroll_pages (UI_CHAT_PAGE (widget)->history, g_variant_get_int32 (parameter));
}

static void
scroll_to_end (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_chat_history_scroll_to_end (UI_CHAT_PAGE (widget)->history);
}

static void
go_write (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_composer_focus (UI_CHAT_PAGE (widget)->composer);
}

/* The next message is a spoiler, or is none after all. */
static void
hide_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);

  if (self->conversation == NULL)
    return;
  if (im_conversation_get_spoiler (self->conversation) != NULL)
    im_conversation_set_spoiler (self->conversation, NULL);
  else
    im_conversation_set_spoiler (self->conversation, "");
  ui_composer_focus (self->composer);
}

static void
nudge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);

  im_conversation_nudge (self->conversation);
  ui_composer_focus (self->composer);
}

/* Also while the menu is open: who hears it may come and go. */
static void
update_nudge (UiChatPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.nudge",
                                 self->conversation != NULL &&
                                   im_conversation_get_can_nudge (self->conversation));
}

static void
choose_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (UI_CHAT_PAGE (widget)->history), "chat.choose-day", NULL);
}

static void
show_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_chat_page_show_message (UI_CHAT_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
open_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (ui_text_may_open (uri))
    ui_open_link (GTK_WINDOW (gtk_widget_get_root (widget)), uri);
}

/* Text that is typed while nothing takes it goes into the entry. */
static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        UiChatPage *self)
{
  gunichar c = gdk_keyval_to_unicode (key);

  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK) || c == 0 ||
      g_unichar_iscntrl (c))
    return GDK_EVENT_PROPAGATE;
  ui_composer_forward_key (self->composer, controller);
  return GDK_EVENT_STOP;
}

/* Leaves what was begun last; when there is nothing to leave, the window leaves the chat. */
static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  UiChatPage *self = UI_CHAT_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean in_history;

  if (self->conversation == NULL)
    return GDK_EVENT_PROPAGATE;
  in_history = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->history));
  if (!ui_chat_search_stop (self->search) && !in_history) {
    if (im_conversation_get_replying_to (self->conversation) != NULL)
      im_conversation_set_replying_to (self->conversation, NULL);
    else if (im_conversation_get_spoiler (self->conversation) != NULL)
      im_conversation_set_spoiler (self->conversation, NULL);
    else
      return GDK_EVENT_PROPAGATE;
  }
  ui_composer_focus (self->composer);
  return GDK_EVENT_STOP;
}

void
ui_chat_page_set_conversation (UiChatPage *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));
  g_return_if_fail (conversation == NULL || IM_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;
  ui_chat_search_set_conversation (self->search, conversation);
  ui_chat_history_set_conversation (self->history, conversation);
  ui_chat_sender_set_conversation (self->sender, conversation);
  ui_reply_bar_set_conversation (self->reply_bar, conversation);
  ui_spoiler_bar_set_conversation (self->spoiler_bar, conversation);
  ui_chat_target_set_conversation (self->target, conversation);
  ui_composer_set_conversation (self->composer, conversation);
  ui_chat_banners_set_conversation (self->banners, conversation);
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  update_contact (self);
  update_nudge (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

ImConversation *
ui_chat_page_get_conversation (UiChatPage *self)
{
  g_return_val_if_fail (UI_IS_CHAT_PAGE (self), NULL);

  return self->conversation;
}

void
ui_chat_page_focus_composer (UiChatPage *self)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  ui_composer_focus (self->composer);
}

void
ui_chat_page_start_search (UiChatPage *self)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  ui_chat_search_start (self->search);
}

void
ui_chat_page_show_message (UiChatPage *self, gint64 id)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  ui_chat_history_show_message (self->history, id);
}

void
ui_chat_page_propose_text (UiChatPage *self, const char *text)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  if (text != NULL)
    ui_composer_propose_text (self->composer, text);
}

void
ui_chat_page_save_draft (UiChatPage *self)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  ui_composer_save_draft (self->composer);
}

void
ui_chat_page_set_in_front (UiChatPage *self, gboolean in_front)
{
  g_return_if_fail (UI_IS_CHAT_PAGE (self));

  ui_chat_history_set_in_front (self->history, in_front);
}

UiChatPage *
ui_chat_page_new (void)
{
  return g_object_new (UI_TYPE_CHAT_PAGE, NULL);
}

static void
ui_chat_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  UiChatPage *self = UI_CHAT_PAGE (object);

  switch ((UiChatPageProp) id) {
  case PROP_CONVERSATION:
    g_value_set_object (value, self->conversation);
    break;
  case PROP_FOLDED:
    g_value_set_boolean (value, self->folded);
    break;
  case PROP_CHECK_SPELLING:
    g_value_set_boolean (value, self->check_spelling);
    break;
  case PROP_MENU_MODEL:
    g_value_set_object (value, gtk_menu_button_get_menu_model (self->menu_button));
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_chat_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  UiChatPage *self = UI_CHAT_PAGE (object);

  switch ((UiChatPageProp) id) {
  case PROP_CONVERSATION:
    ui_chat_page_set_conversation (self, g_value_get_object (value));
    break;
  case PROP_FOLDED:
    base_prop_set_boolean (self, &self->folded, g_value_get_boolean (value), pspec);
    break;
  case PROP_CHECK_SPELLING:
    base_prop_set_boolean (self, &self->check_spelling, g_value_get_boolean (value), pspec);
    break;
  case PROP_MENU_MODEL:
    gtk_menu_button_set_menu_model (self->menu_button, g_value_get_object (value));
    gtk_widget_set_visible (GTK_WIDGET (self->menu_button), g_value_get_object (value) != NULL);
    if (g_value_get_object (value) != NULL)
      ui_menu_tooltip_yield (self->menu_button);
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_chat_page_dispose (GObject *object)
{
  UiChatPage *self = UI_CHAT_PAGE (object);
  GtkWidget *child;

  if (self->history != NULL)
    ui_chat_page_set_conversation (self, NULL);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->contact_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), UI_TYPE_CHAT_PAGE);
  /* It lets go of those children only that are bound to a field. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ui_chat_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/im/kith/Kith/ui/chat/chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, title);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, banners);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, search);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, history);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, sender);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, reply_bar);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, spoiler_bar);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, target);
  gtk_widget_class_bind_template_child (widget_class, UiChatPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
  gtk_widget_class_bind_template_callback (widget_class, on_show_message);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, ui_chat_page_focus_composer);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
ui_chat_page_class_init (UiChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ui_chat_page_get_property;
  object_class->set_property = ui_chat_page_set_property;
  object_class->dispose = ui_chat_page_dispose;
  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, IM_TYPE_CONVERSATION, flags);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  props[PROP_CHECK_SPELLING] = g_param_spec_boolean ("check-spelling", NULL, NULL, FALSE, flags);
  props[PROP_MENU_MODEL] = g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_install_action (widget_class, "chat.scroll-pages", "i", scroll_pages);
  gtk_widget_class_install_action (widget_class, "chat.scroll-to-end", NULL, scroll_to_end);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, GDK_CONTROL_MASK,
                                       "chat.scroll-to-end", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_install_action (widget_class, "chat.show-message", "x", show_message);
  gtk_widget_class_install_action (widget_class, "chat.write", NULL, go_write);
  gtk_widget_class_install_action (widget_class, "chat.choose-day", NULL, choose_day);
  gtk_widget_class_install_action (widget_class, "chat.hide-text", NULL, hide_text);
  gtk_widget_class_install_action (widget_class, "chat.nudge", NULL, nudge);
  gtk_widget_class_install_action (widget_class, "chat.find-next", NULL, find);
  gtk_widget_class_install_action (widget_class, "chat.find-previous", NULL, find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "chat.find-next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "chat.find-previous", NULL);
  gtk_widget_class_install_action (widget_class, "chat.open-link", "s", open_link);
  gtk_widget_class_install_action (widget_class, "chat.edit", "x", edit);
  gtk_widget_class_install_action (widget_class, "chat.edit-last", NULL, edit_last);
  gtk_widget_class_install_action (widget_class, "chat.take-back", "x", take_back);
  gtk_widget_class_install_action (widget_class, "chat.versions", "x", show_versions);
  gtk_widget_class_install_action (widget_class, "chat.react", "(xs)", react);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "chat.hide-text", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK, "chat.choose-day",
                                       NULL);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
init_signals (UiChatPage *self)
{
  self->conversation_signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  self->contact_signals = g_signal_group_new (IM_TYPE_CONTACT);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::display-name",
                                  G_CALLBACK (update_header), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::typing",
                                  G_CALLBACK (update_header), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::can-nudge",
                                  G_CALLBACK (update_nudge), self);
  g_signal_group_connect_swapped (self->conversation_signals, "not-kept", G_CALLBACK (on_not_kept),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "not-changed",
                                  G_CALLBACK (on_not_changed), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::contact",
                                  G_CALLBACK (update_contact), self);
  g_signal_group_connect_swapped (self->contact_signals, "notify::show", G_CALLBACK (update_header),
                                  self);
  g_signal_group_connect_swapped (self->contact_signals, "notify::status-text",
                                  G_CALLBACK (update_header), self);
  g_signal_group_connect_swapped (self->contact_signals, "notify::subscription",
                                  G_CALLBACK (update_header), self);
}

static void
ui_chat_page_init (UiChatPage *self)
{
  g_type_ensure (UI_TYPE_CHAT_BANNERS);
  g_type_ensure (UI_TYPE_CHAT_HISTORY);
  g_type_ensure (UI_TYPE_CHAT_SEARCH);
  g_type_ensure (UI_TYPE_CHAT_SENDER);
  g_type_ensure (UI_TYPE_CHAT_TARGET);
  g_type_ensure (UI_TYPE_COMPOSER);
  g_type_ensure (UI_TYPE_REPLY_BAR);
  g_type_ensure (UI_TYPE_SPOILER_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  init_signals (self);
  update_nudge (self);
}
