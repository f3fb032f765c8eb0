/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar above a chat in which messages of it are looked for.
 */
#include "config.h"

#include "ui/chat/chat-search.h"

#include "im/conversation.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

struct _UiChatSearch {
  AdwBin parent_instance;

  ImConversation *conversation;
  ImSearch *search; /* (nullable): NULL while the bar is closed */
  guint position;   /* of the hit on show */
  gint64 shown;     /* its message; 0: none yet */
  gboolean wanted;  /* the hit at `position` is to be shown as soon as it is there */

  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkButton *server;
};

enum { SHOW_MESSAGE, CHANGED, CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiChatSearch, ui_chat_search, ADW_TYPE_BIN)

/* Where nothing was found. */
static const char *
get_nothing_words (UiChatSearch *self)
{
  switch (im_search_get_server_answer (self->search)) {
  case IM_SERVER_FOUND:
    return _ ("Not found on the server either");
  case IM_SERVER_CANNOT:
    return _ ("Not found; the server cannot be searched");
  case IM_SERVER_NOT_ASKED:
  case IM_SERVER_ASKED:
  default:
    return _ ("Not found");
  }
}

static char *
dup_count_words (UiChatSearch *self)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  gboolean exact;
  guint count = im_search_get_count (self->search, &exact);

  if (im_search_get_server_answer (self->search) == IM_SERVER_ASKED)
    return g_strdup (_ ("Searching on the server…"));
  switch (im_search_get_state (self->search)) {
  case IM_SEARCH_RUNNING:
    return g_strdup (_ ("Searching…"));
  case IM_SEARCH_FAILED:
    return ui_error_to_words (im_search_get_error (self->search));
  case IM_SEARCH_DONE:
    if (n_hits == 0)
      return g_strdup (get_nothing_words (self));
    if (!exact)
      /* Translators: the place of what was found, and more than how many there are: "3 of 50+" */
      return g_strdup_printf (_ ("%u of %u+"), self->position + 1, count);
    /* Translators: the place of what was found, and how many there are */
    return g_strdup_printf (_ ("%u of %u"), self->position + 1, count);
  case IM_SEARCH_EMPTY:
  default:
    return g_strdup ("");
  }
}

/* Where the server may know more: to ask it, or to stop that. */
static void
update_server (UiChatSearch *self)
{
  ImServerAnswer answer = im_search_get_server_answer (self->search);
  const char *words = answer == IM_SERVER_ASKED ? _ ("Stop Searching on the Server")
                                                : _ ("Search Further on the Server");

  gtk_button_set_icon_name (self->server, answer == IM_SERVER_ASKED ? "process-stop-symbolic"
                                                                    : "network-server-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->server), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->server), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->server),
                          answer == IM_SERVER_ASKED || (answer == IM_SERVER_NOT_ASKED &&
                                                        im_search_may_ask_servers (self->search)));
}

static void
update (UiChatSearch *self)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  gboolean done = im_search_get_state (self->search) == IM_SEARCH_DONE;
  g_autofree char *words = dup_count_words (self);

  gtk_label_set_text (self->count, words);
  update_server (self);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "chat.find-next",
    done && (self->position + 1 < n_hits || im_search_get_has_more (self->search)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.find-previous",
                                 done && n_hits > 0 && self->position > 0);
}

static void
show_hit (UiChatSearch *self)
{
  g_autoptr (ImHit) hit = g_list_model_get_item (G_LIST_MODEL (self->search), self->position);

  if (!self->wanted || hit == NULL || im_search_get_state (self->search) != IM_SEARCH_DONE)
    return;
  self->wanted = FALSE;
  if (self->shown == im_hit_get_id (hit))
    return;
  self->shown = im_hit_get_id (hit);
  g_signal_emit (self, signals[SHOW_MESSAGE], 0, self->shown);
}

static void
on_changed (UiChatSearch *self)
{
  show_hit (self);
  update (self);
}

static void
on_search_changed (UiChatSearch *self)
{
  if (self->search == NULL)
    return;
  self->position = 0;
  self->wanted = TRUE;
  im_search_set_text (self->search, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
go (UiChatSearch *self, gboolean older)
{
  /* Whoever types fast does not wait until the entry has told of the last letters. */
  im_search_set_text (self->search, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (im_search_get_state (self->search) != IM_SEARCH_DONE || (!older && self->position == 0))
    return;
  if (older && self->position + 1 == g_list_model_get_n_items (G_LIST_MODEL (self->search))) {
    if (!im_search_get_has_more (self->search))
      return;
    im_search_load_more (self->search);
  }
  self->position = older ? self->position + 1 : self->position - 1;
  self->wanted = TRUE;
  on_changed (self);
}

/* Ctrl+G in the entry is its own. */
static void
on_older (UiChatSearch *self)
{
  if (self->search != NULL)
    go (self, TRUE);
}

static void
on_newer (UiChatSearch *self)
{
  if (self->search != NULL)
    go (self, FALSE);
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatSearch *self = UI_CHAT_SEARCH (widget);

  if (g_str_equal (action, "chat.find-next"))
    on_older (self);
  else
    on_newer (self);
}

static void
on_server (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatSearch *self = UI_CHAT_SEARCH (widget);

  if (self->search == NULL)
    return;
  if (im_search_get_server_answer (self->search) == IM_SERVER_ASKED) {
    im_search_stop_servers (self->search);
  } else {
    self->wanted = self->shown == 0;
    im_search_ask_servers (self->search);
  }
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        UiChatSearch *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  if (modifiers & GDK_SHIFT_MASK)
    on_newer (self);
  else
    on_older (self);
  return GDK_EVENT_STOP;
}

static void
on_stop (UiChatSearch *self)
{
  if (ui_chat_search_stop (self))
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_stop (UI_CHAT_SEARCH (widget));
}

void
ui_chat_search_set_conversation (UiChatSearch *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_CHAT_SEARCH (self));

  ui_chat_search_stop (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_set_object (&self->conversation, conversation);
}

void
ui_chat_search_start (UiChatSearch *self)
{
  g_return_if_fail (UI_IS_CHAT_SEARCH (self));

  if (self->conversation == NULL)
    return;
  if (self->search == NULL) {
    self->search = im_search_new_in (self->conversation);
    g_signal_connect_object (self->search, "changed", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    gtk_widget_show (GTK_WIDGET (self));
    gtk_search_bar_set_search_mode (self->bar, TRUE);
    self->shown = 0;
    update (self);
    on_search_changed (self);
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

gboolean
ui_chat_search_stop (UiChatSearch *self)
{
  g_return_val_if_fail (UI_IS_CHAT_SEARCH (self), FALSE);

  if (self->search == NULL)
    return FALSE;
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

ImSearch *
ui_chat_search_get_search (UiChatSearch *self)
{
  g_return_val_if_fail (UI_IS_CHAT_SEARCH (self), NULL);

  return self->search;
}

static void
ui_chat_search_dispose (GObject *object)
{
  UiChatSearch *self = UI_CHAT_SEARCH (object);

  g_clear_object (&self->search);
  g_clear_object (&self->conversation);
  /* Else the template lets go of the child, and the bin knows nothing of it. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), UI_TYPE_CHAT_SEARCH);
  G_OBJECT_CLASS (ui_chat_search_parent_class)->dispose (object);
}

static void
ui_chat_search_class_init (UiChatSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_chat_search_dispose;
  signals[SHOW_MESSAGE] = g_signal_new ("show-message", UI_TYPE_CHAT_SEARCH, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CHANGED] = g_signal_new ("changed", UI_TYPE_CHAT_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", UI_TYPE_CHAT_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "chat.find-next", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "chat.find-previous", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "chat.find-on-server", NULL, on_server);
  gtk_widget_class_install_action (widget_class, "chat.find-close", NULL, on_close);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/chat/chat-search.ui");
  gtk_widget_class_bind_template_child (widget_class, UiChatSearch, bar);
  gtk_widget_class_bind_template_child (widget_class, UiChatSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, UiChatSearch, count);
  gtk_widget_class_bind_template_child (widget_class, UiChatSearch, server);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_older);
  gtk_widget_class_bind_template_callback (widget_class, on_newer);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
ui_chat_search_init (UiChatSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}
