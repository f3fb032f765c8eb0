/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of accounts, in which the person also puts them into order.
 */
#include "config.h"

#include "ui/account/account-list.h"

#include "base/data.h"
#include "im/accounts.h"
#include "ui/account/account-page.h"
#include "ui/account/account-row.h"

struct _UiAccountList {
  AdwPreferencesGroup parent_instance;

  ImClient *client;
  GPtrArray *rows; /* of UiAccountRow, owned by the group; in the order of the accounts */
};

G_DEFINE_FINAL_TYPE (UiAccountList, ui_account_list, ADW_TYPE_PREFERENCES_GROUP)

static UiAccountList *
list_of (GtkWidget *row)
{
  return UI_ACCOUNT_LIST (gtk_widget_get_ancestor (row, UI_TYPE_ACCOUNT_LIST));
}

static void
on_activated (UiAccountRow *row)
{
  UiAccountList *self = list_of (GTK_WIDGET (row));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (
    GTK_WINDOW (ui_account_page_new (window, self->client, ui_account_row_get_account (row))));
}

/* Moving rebuilds the rows; the keyboard stays with the account. */
static void
move_to (UiAccountList *self, ImAccount *account, guint position)
{
  im_accounts_move (im_client_get_accounts (self->client), account, position);
  for (guint i = 0; i < self->rows->len; i++) {
    if (ui_account_row_get_account (self->rows->pdata[i]) == account)
      gtk_widget_grab_focus (self->rows->pdata[i]);
  }
}

static gboolean
on_move (GtkWidget *row, GVariant *offset, gpointer user_data)
{
  UiAccountList *self = list_of (row);
  guint position;

  if (g_ptr_array_find (self->rows, row, &position)) {
    int wanted = (int) position + g_variant_get_int32 (offset);

    if (wanted >= 0 && wanted < (int) self->rows->len)
      move_to (self, ui_account_row_get_account (UI_ACCOUNT_ROW (row)), (guint) wanted);
  }
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (UI_TYPE_ACCOUNT_ROW, row);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* Where a row was dropped. */
struct _Drop {
  UiAccountList *list;
  ImAccount *account;
  guint position;
};

BASE_DEFINE_DATA (Drop, drop)

static void
drop_cleanup (Drop *drop)
{
  g_clear_object (&drop->list);
  g_clear_object (&drop->account);
}

static gboolean
on_dropped (gpointer user_data)
{
  Drop *drop = user_data;

  if (drop->list->client != NULL)
    move_to (drop->list, drop->account, drop->position);
  return G_SOURCE_REMOVE;
}

/* Moves it later: the rows are made anew, and this one is telling of the drop. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *row)
{
  UiAccountList *self = list_of (row);
  UiAccountRow *dragged = g_value_get_object (value);
  guint position;
  Drop *drop;

  /* One of another window's list has gone with it. */
  if (dragged == NULL || !g_ptr_array_find (self->rows, dragged, NULL) ||
      !g_ptr_array_find (self->rows, row, &position))
    return FALSE;
  drop = drop_alloc ();
  drop->list = g_object_ref (self);
  drop->account = g_object_ref (ui_account_row_get_account (dragged));
  drop->position = position;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_dropped, drop, drop_free);
  return TRUE;
}

static void
make_movable (GtkWidget *row)
{
  static const struct {
    guint key;
    int offset;
  } keys[] = { { GDK_KEY_Up, -1 }, { GDK_KEY_Down, 1 } };

  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (UI_TYPE_ACCOUNT_ROW, GDK_ACTION_MOVE);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_ALT_MASK),
                                              gtk_callback_action_new (on_move, NULL, NULL));

    gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].offset));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
  }
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), row);
  gtk_widget_add_controller (row, shortcuts);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static void
refresh (UiAccountList *self)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  guint n = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);
    GtkWidget *row = ui_account_row_new (account);

    make_movable (row);
    g_signal_connect (row, "activated", G_CALLBACK (on_activated), NULL);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
}

void
ui_account_list_set_client (UiAccountList *self, ImClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (im_client_get_accounts (client), "items-changed", G_CALLBACK (refresh),
                           self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_account_list_dispose (GObject *object)
{
  UiAccountList *self = UI_ACCOUNT_LIST (object);

  g_clear_object (&self->client);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (ui_account_list_parent_class)->dispose (object);
}

static void
ui_account_list_finalize (GObject *object)
{
  g_ptr_array_unref (UI_ACCOUNT_LIST (object)->rows);

  G_OBJECT_CLASS (ui_account_list_parent_class)->finalize (object);
}

static void
ui_account_list_class_init (UiAccountListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_account_list_dispose;
  object_class->finalize = ui_account_list_finalize;
}

static void
ui_account_list_init (UiAccountList *self)
{
  self->rows = g_ptr_array_new ();
}
