/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The left side of the window: own presence, search, chats and contacts.
 */
#include "config.h"

#include "ui/sidebar/sidebar.h"

#include "base/item-signals.h"
#include "base/props.h"
#include "base/text.h"
#include "im/account.h"
#include "im/accounts.h"
#include "im/conversation.h"
#include "im/conversations.h"
#include "im/people.h"
#include "im/roster.h"
#include "ui/announcements/announcements-button.h"
#include "ui/sidebar/account-banners.h"
#include "ui/sidebar/contact-group.h"
#include "ui/sidebar/contact-tree.h"
#include "ui/sidebar/empty-page.h"
#include "ui/sidebar/hit-list.h"
#include "ui/sidebar/presence-button.h"
#include "ui/sidebar/request-list.h"
#include "ui/sidebar/row-menu.h"
#include "ui/sidebar/sidebar-row.h"
#include "ui/widgets/context-menu.h"
#include "ui/widgets/menu-tooltip.h"

#include <glib/gi18n.h>

struct _UiSidebar {
  AdwBin parent_instance;

  ImClient *client;
  ImConversation *current;
  UiContactTree *contacts;
  GtkFilterListModel *chats;
  GtkCustomFilter *chat_filter;
  char *search; /* folded */
  gboolean show_offline;
  gboolean folded;

  GtkWidget *row_menu;
  UiPresenceButton *presence;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkSearchEntry *search_entry;
  UiAccountBanners *banners;
  UiRequestList *requests;
  UiAnnouncementsButton *announcements;
  AdwViewStack *stack;
  AdwViewStackPage *chats_page;
  AdwViewStackPage *contacts_page;
  AdwViewStackPage *messages_page; /* shown while something is looked for */
  UiHitList *hits;
  GtkStack *chats_stack;
  GtkWidget *chats_window;
  GtkWidget *archive_heading;
  GtkToggleButton *archive_button;
  GtkLabel *archive_label;
  GtkListView *chats_view;
  GtkStack *contacts_stack;
  GtkWidget *contacts_window;
  GtkListView *contacts_view;
};

enum {
  PROP_SHOW_OFFLINE = 1,
  PROP_FOLDED,
  N_PROPS,
};

static const BaseProp props[] = {
  { "show-offline", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiSidebar, show_offline), BASE_RW },
  { "folded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiSidebar, folded), BASE_RW },
};

enum {
  CONVERSATION_ACTIVATED,
  MESSAGE_ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *pspecs[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiSidebar, ui_sidebar, ADW_TYPE_BIN)

static void
activate_conversation (UiSidebar *self, ImConversation *conversation)
{
  g_signal_emit (self, signals[CONVERSATION_ACTIVATED], 0, conversation);
}

/* An entry leads to the chat that was used last with somebody, unless another one with them is open
 * and nothing is new. */
static void
activate_entry (UiSidebar *self, ImConversation *conversation)
{
  gboolean is_open = im_person_is_same (self->current, conversation) &&
                     im_conversation_get_unread (conversation) == 0;

  activate_conversation (self, is_open ? self->current : conversation);
}

/* Of several ways to somebody: the one that is open, else the one that was used last. */
static void
activate_contact (UiSidebar *self, ImContact *contact)
{
  ImPerson *person = im_person_of_contact (contact);
  ImConversation *used = person != NULL ? im_person_get_conversation (person) : NULL;

  if (used != NULL)
    activate_entry (self, used);
  else
    activate_conversation (self, im_client_ensure_conversation (self->client,
                                                                im_contact_get_account (contact),
                                                                im_contact_get_jid (contact)));
}

static void
on_chat_activate (UiSidebar *self, guint position)
{
  g_autoptr (ImConversation) conversation =
    g_list_model_get_item (G_LIST_MODEL (self->chats), position);

  activate_entry (self, conversation);
}

static void
on_contact_activate (UiSidebar *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->contacts), position);
  ImContact *contact = ui_contact_tree_contact_of (item);

  if (contact != NULL)
    activate_contact (self, contact);
  else
    ui_contact_tree_toggle (self->contacts, position);
}

static char *
dup_typed (UiSidebar *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
}

/* Each list, or why it is empty: that only on the page that shows. */
static void
choose_pages (UiSidebar *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean searching = self->search != NULL && *self->search != '\0';
  gboolean on_chats = g_str_equal (adw_view_stack_get_visible_child_name (self->stack), "chats");
  gboolean no_contact;

  gtk_widget_set_visible (self->archive_heading,
                          !searching && gtk_toggle_button_get_active (self->archive_button));
  g_object_get (self->contacts, "empty", &no_contact, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->contacts)) > 0 || on_chats)
    gtk_stack_set_visible_child (self->contacts_stack, self->contacts_window);
  else if (searching)
    ui_empty_page_show_nobody (self->contacts_stack, typed);
  else
    ui_empty_page_show (self->contacts_stack,
                        no_contact ? UI_EMPTY_NO_CONTACTS : UI_EMPTY_NONE_ONLINE);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->chats)) > 0 || !on_chats)
    gtk_stack_set_visible_child (self->chats_stack, self->chats_window);
  else if (searching && g_list_model_get_n_items (G_LIST_MODEL (self->contacts)) == 0)
    ui_empty_page_show_nobody (self->chats_stack, typed);
  else
    ui_empty_page_show (self->chats_stack, searching ? UI_EMPTY_NO_CHAT_FOUND : UI_EMPTY_NO_CHATS);
}

static gboolean
is_searched (UiSidebar *self, const char *text)
{
  g_autofree char *folded = base_text_fold (text);

  return strstr (folded, self->search) != NULL;
}

static gboolean
way_is_searched (UiSidebar *self, const ImWay *way)
{
  ImContact *contact = im_roster_find (im_account_get_roster (way->account), way->jid);
  g_autofree char *name = contact != NULL ? im_contact_dup_display_name (contact) : NULL;

  return is_searched (self, xmpp_jid_string (way->jid)) ||
         (name != NULL && is_searched (self, name));
}

/* Somebody who is reached in several ways stands there once, and is found by each of them. */
static gboolean
chat_matches (gpointer item, gpointer user_data)
{
  UiSidebar *self = user_data;
  gboolean searching = self->search != NULL && *self->search != '\0';
  ImPerson *person;
  gboolean found;

  if (!im_person_shows (item))
    return FALSE;
  /* Who searches means the archived ones too. */
  if (!searching)
    return im_conversation_get_archived (item) ==
           gtk_toggle_button_get_active (self->archive_button);

  person = im_person_of_conversation (item);
  found = is_searched (self, im_conversation_get_display_name (item)) ||
          is_searched (self, im_conversation_get_address (item));
  for (guint i = 0; person != NULL && !found && i < im_person_get_n_ways (person); i++)
    found = way_is_searched (self, im_person_get_way (person, i));
  return found;
}

/* GTK 4.8 leaves the keyboard to a row that has gone from the list: then no key does anything. */
static gboolean
keep_keyboard (gpointer user_data)
{
  UiSidebar *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_get_root (focus) != root) {
    gtk_root_set_focus (root, NULL);
    gtk_widget_child_focus (GTK_WIDGET (self->chats_view), GTK_DIR_TAB_FORWARD);
  }
  return G_SOURCE_REMOVE;
}

static void
on_chats_changed (UiSidebar *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, keep_keyboard, g_object_ref (self), g_object_unref);
  choose_pages (self);
}

static void
on_search_changed (UiSidebar *self)
{
  g_autofree char *text = dup_typed (self);

  g_free (self->search);
  self->search = base_text_fold (text);
  g_object_set (self->contacts, "search", text, NULL);
  ui_hit_list_set_text (self->hits, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (*text != '\0')
    adw_view_stack_page_set_visible (self->messages_page, TRUE);
  gtk_filter_changed (GTK_FILTER (self->chat_filter), GTK_FILTER_CHANGE_DIFFERENT);
  choose_pages (self);
}

static gboolean
is_on_messages (UiSidebar *self)
{
  return g_str_equal (adw_view_stack_get_visible_child_name (self->stack), "messages");
}

static void
on_stop_search (UiSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  if (is_on_messages (self))
    adw_view_stack_set_visible_child_name (self->stack, "chats");
  adw_view_stack_page_set_visible (self->messages_page, FALSE);
}

static void
on_hit_activated (UiSidebar *self, ImHit *hit)
{
  g_signal_emit (self, signals[MESSAGE_ACTIVATED], 0, hit);
}

/* Return in the search entry opens the first that was found: a contact, too, where there is no chat. */
static void
on_search_activate (UiSidebar *self)
{
  GListModel *shown;
  guint n;

  /* Whoever types fast does not wait until the entry has told of the last letters. */
  on_search_changed (self);
  if (is_on_messages (self)) {
    ui_hit_list_activate_first (self->hits);
    return;
  }
  shown = g_str_equal (adw_view_stack_get_visible_child_name (self->stack), "chats") &&
              g_list_model_get_n_items (G_LIST_MODEL (self->chats)) > 0
            ? G_LIST_MODEL (self->chats)
            : G_LIST_MODEL (self->contacts);
  n = g_list_model_get_n_items (shown);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (shown, i);
    ImContact *contact = ui_contact_tree_contact_of (item);

    if (UI_IS_CONTACT_GROUP (item))
      continue;
    if (contact != NULL)
      activate_contact (self, contact);
    else
      activate_conversation (self, IM_CONVERSATION (item));
    on_stop_search (self);
    return;
  }
}

static gboolean
row_is_current (UiSidebar *self, GObject *item)
{
  ImContact *contact;

  if (self->current == NULL)
    return FALSE;
  if (IM_IS_CONVERSATION (item))
    return im_person_is_same (self->current, IM_CONVERSATION (item));

  contact = im_conversation_get_contact (self->current);
  return item == G_OBJECT (contact) ||
         (contact != NULL && IM_IS_CONTACT (item) && im_person_of_contact (contact) != NULL &&
          im_person_of_contact (contact) == im_person_of_contact (IM_CONTACT (item)));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (ui_sidebar_row_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  UiSidebar *self = user_data;
  UiSidebarRow *row = UI_SIDEBAR_ROW (gtk_list_item_get_child (list_item));
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));
  GObject *item = gtk_list_item_get_item (list_item);
  ImContact *contact = ui_contact_tree_contact_of (item);

  if (contact != NULL)
    item = G_OBJECT (contact);
  ui_sidebar_row_set_item (row, item);
  ui_sidebar_row_set_current (row, row_is_current (self, item));
  /* The list item is what has the keyboard; it exists from the first binding on. */
  if (parent != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    row, NULL, -1);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ui_sidebar_row_set_item (UI_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
set_up_view (UiSidebar *self, GtkListView *view, GListModel *model)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (model)));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, selection);
  ui_row_menu_attach (GTK_POPOVER_MENU (self->row_menu), GTK_WIDGET (view));
  g_object_unref (factory);
  g_object_unref (selection);
}

static void
mark_rows (UiSidebar *self, GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *row = gtk_widget_get_first_child (child);

    if (UI_IS_SIDEBAR_ROW (row))
      ui_sidebar_row_set_current (
        UI_SIDEBAR_ROW (row),
        row_is_current (self, ui_sidebar_row_get_item (UI_SIDEBAR_ROW (row))));
  }
}

static void
refresh_rows (UiSidebar *self)
{
  GtkWidget *const views[] = { GTK_WIDGET (self->chats_view), GTK_WIDGET (self->contacts_view) };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    for (GtkWidget *child = gtk_widget_get_first_child (views[i]); child != NULL;
         child = gtk_widget_get_next_sibling (child)) {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (UI_IS_SIDEBAR_ROW (row))
        ui_sidebar_row_refresh (UI_SIDEBAR_ROW (row));
    }
  }
}

/* The list of chats has looked again already: what is archived may be something else. */
static void
on_people_changed (UiSidebar *self)
{
  refresh_rows (self);
  mark_rows (self, GTK_WIDGET (self->chats_view));
  mark_rows (self, GTK_WIDGET (self->contacts_view));
}

/* The list shows what is archived, or what is not. */
static void
on_archive_toggled (UiSidebar *self)
{
  gtk_filter_changed (GTK_FILTER (self->chat_filter), GTK_FILTER_CHANGE_DIFFERENT);
  choose_pages (self);
}

/* The heading goes: where it had the keyboard, that goes back to where it came from. */
static void
leave_archive (UiSidebar *self)
{
  if (gtk_widget_get_focus_child (self->archive_heading) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->archive_button));
  gtk_toggle_button_set_active (self->archive_button, FALSE);
}

static void
refresh_archived (UiSidebar *self)
{
  guint archived;
  g_autofree char *label = NULL;

  g_object_get (im_client_get_conversations (self->client), "archived", &archived, NULL);
  /* Translators: a button that shows the chats that were put away; %u is how many there are. */
  label = g_strdup_printf (_ ("_Archived Chats (%u)"), archived);
  gtk_label_set_label (self->archive_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->archive_button), archived > 0);
  if (archived == 0)
    gtk_toggle_button_set_active (self->archive_button, FALSE);
  on_archive_toggled (self);
}

static void
refresh_unread (UiSidebar *self)
{
  guint unread = im_client_get_unread (self->client);

  adw_view_stack_page_set_badge_number (self->chats_page, unread);
  adw_view_stack_page_set_needs_attention (self->chats_page, unread > 0);
}

/* Made when it is first opened: menus are a quarter of the sidebar's widgets. */
static void
ensure_primary_menu (GtkMenuButton *button, gpointer user_data)
{
  UiSidebar *self = user_data;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  gtk_menu_button_set_menu_model (button, self->primary_menu);
  ui_menu_tooltip_yield (button);
}

static void
set_up_lists (UiSidebar *self)
{
  static const char *const shown[] = { "notify::alone", "notify::name", "notify::hue" };
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  GListModel *conversations = G_LIST_MODEL (im_client_get_conversations (self->client));

  self->contacts = ui_contact_tree_new (accounts);
  g_object_set (self->contacts, "show-offline", self->show_offline, NULL);
  self->chat_filter = gtk_custom_filter_new (chat_matches, self, NULL);
  self->chats = gtk_filter_list_model_new (g_object_ref (conversations),
                                           g_object_ref (GTK_FILTER (self->chat_filter)));
  set_up_view (self, self->chats_view, G_LIST_MODEL (self->chats));
  set_up_view (self, self->contacts_view, G_LIST_MODEL (self->contacts));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    base_item_signals_connect (accounts, shown[i], G_CALLBACK (refresh_rows), self);

  g_signal_connect_object (self->contacts, "items-changed", G_CALLBACK (choose_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->contacts, "notify::empty", G_CALLBACK (choose_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chats, "items-changed", G_CALLBACK (on_chats_changed), self,
                           G_CONNECT_SWAPPED);
}

void
ui_sidebar_set_client (UiSidebar *self, ImClient *client)
{
  g_return_if_fail (UI_IS_SIDEBAR (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  gtk_menu_button_set_create_popup_func (self->menu_button, ensure_primary_menu, self, NULL);
  ui_presence_button_set_client (self->presence, client);
  ui_request_list_set_accounts (self->requests, im_client_get_accounts (client));
  set_up_lists (self);
  ui_hit_list_set_client (self->hits, client);
  ui_account_banners_set_client (self->banners, client);
  ui_announcements_button_set_announcements (
    self->announcements, im_conversations_get_announcements (im_client_get_conversations (client)));
  g_signal_connect_object (client, "notify::unread", G_CALLBACK (refresh_unread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (im_conversations_get_people (im_client_get_conversations (client)),
                           "changed", G_CALLBACK (on_people_changed), self, G_CONNECT_SWAPPED);
  /* A chat tells nothing of the presence of who it is with. */
  g_signal_connect_object (im_conversations_get_people (im_client_get_conversations (client)),
                           "contacts-changed", G_CALLBACK (refresh_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (im_client_get_conversations (client), "notify::archived",
                           G_CALLBACK (refresh_archived), self, G_CONNECT_SWAPPED);
  refresh_archived (self);
  refresh_unread (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->chats)) == 0)
    adw_view_stack_set_visible_child_name (self->stack, "contacts");
  choose_pages (self);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (choose_pages), self,
                           G_CONNECT_SWAPPED);
}

void
ui_sidebar_set_current (UiSidebar *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_SIDEBAR (self));

  if (g_set_object (&self->current, conversation)) {
    mark_rows (self, GTK_WIDGET (self->chats_view));
    mark_rows (self, GTK_WIDGET (self->contacts_view));
  }
}

void
ui_sidebar_start_search (UiSidebar *self)
{
  g_return_if_fail (UI_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

void
ui_sidebar_start_message_search (UiSidebar *self)
{
  g_return_if_fail (UI_IS_SIDEBAR (self));

  adw_view_stack_page_set_visible (self->messages_page, TRUE);
  adw_view_stack_set_visible_child_name (self->stack, "messages");
  ui_sidebar_start_search (self);
}

gboolean
ui_sidebar_go_back (UiSidebar *self)
{
  g_return_val_if_fail (UI_IS_SIDEBAR (self), FALSE);

  if ((self->search != NULL && *self->search != '\0') || is_on_messages (self))
    on_stop_search (self);
  else if (gtk_widget_get_mapped (self->archive_heading))
    leave_archive (self);
  else
    return FALSE;
  return TRUE;
}

ImConversation *
ui_sidebar_get_neighbour (UiSidebar *self, int offset)
{
  GListModel *chats = G_LIST_MODEL (self->chats);
  guint n = g_list_model_get_n_items (chats);
  gint64 wanted = offset > 0 ? 0 : (gint64) n - 1;
  g_autoptr (ImConversation) neighbour = NULL;

  for (guint i = 0; i < n && self->current != NULL; i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (chats, i);

    if (im_person_is_same (conversation, self->current))
      wanted = (gint64) i + offset;
  }

  if (wanted < 0 || wanted >= n)
    return NULL;

  /* The list holds it. */
  neighbour = g_list_model_get_item (chats, (guint) wanted);
  return neighbour;
}

static void
on_show_offline_changed (UiSidebar *self)
{
  if (self->contacts != NULL)
    g_object_set (self->contacts, "show-offline", self->show_offline, NULL);
}

/* The keyboard goes to where a chat is chosen, and there to the row that had it last. */
static gboolean
ui_sidebar_grab_focus (GtkWidget *widget)
{
  GtkWidget *stack = GTK_WIDGET (UI_SIDEBAR (widget)->stack);

  return gtk_widget_get_focus_child (stack) != NULL ||
         gtk_widget_child_focus (stack, GTK_DIR_TAB_FORWARD);
}

static void
ui_sidebar_dispose (GObject *object)
{
  UiSidebar *self = UI_SIDEBAR (object);

  g_clear_object (&self->current);
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_SIDEBAR);
  g_clear_object (&self->chats);
  g_clear_object (&self->chat_filter);
  g_clear_object (&self->contacts);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ui_sidebar_parent_class)->dispose (object);
}

static void
ui_sidebar_finalize (GObject *object)
{
  g_free (UI_SIDEBAR (object)->search);

  G_OBJECT_CLASS (ui_sidebar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/im/kith/Kith/ui/sidebar/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, presence);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, banners);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, requests);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, announcements);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, chats_page);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, contacts_page);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, messages_page);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, hits);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, chats_stack);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, chats_window);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, archive_heading);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, archive_button);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, archive_label);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, chats_view);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, contacts_stack);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, contacts_window);
  gtk_widget_class_bind_template_child (widget_class, UiSidebar, contacts_view);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_hit_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_chat_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_archive_toggled);
  gtk_widget_class_bind_template_callback (widget_class, leave_archive);
  gtk_widget_class_bind_template_callback (widget_class, on_contact_activate);
}

static void
ui_sidebar_class_init (UiSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_sidebar_dispose;
  object_class->finalize = ui_sidebar_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ui_sidebar_grab_focus;

  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
  signals[CONVERSATION_ACTIVATED] =
    g_signal_new ("conversation-activated", UI_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, IM_TYPE_CONVERSATION);
  signals[MESSAGE_ACTIVATED] =
    g_signal_new ("message-activated", UI_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, IM_TYPE_HIT);

  g_type_ensure (UI_TYPE_ACCOUNT_BANNERS);
  g_type_ensure (UI_TYPE_ANNOUNCEMENTS_BUTTON);
  g_type_ensure (UI_TYPE_HIT_LIST);
  g_type_ensure (UI_TYPE_PRESENCE_BUTTON);
  g_type_ensure (UI_TYPE_REQUEST_LIST);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ui_sidebar_init (UiSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_menu = gtk_popover_menu_new_from_model (NULL);
  ui_context_menu_set_up (GTK_POPOVER (self->row_menu));
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  g_signal_connect (self, "notify::show-offline", G_CALLBACK (on_show_offline_changed), NULL);
}
