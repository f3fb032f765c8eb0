/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages of all chats that a search finds.
 */
#include "config.h"

#include "ui/sidebar/hit-list.h"

#include "im/search.h"
#include "ui/error-words.h"
#include "ui/sidebar/hit-row.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiHitList {
  AdwBin parent_instance;

  ImSearch *search;

  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *list;
  GtkListView *view;
  GtkWidget *ask;
  GtkWidget *stop;
  GtkLabel *count;
};

enum { ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiHitList, ui_hit_list, ADW_TYPE_BIN)

static void
on_activate (UiHitList *self, guint position)
{
  g_autoptr (ImHit) hit = g_list_model_get_item (G_LIST_MODEL (self->search), position);

  g_signal_emit (self, signals[ACTIVATED], 0, hit);
}

static void
on_edge_reached (UiHitList *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    im_search_load_more (self->search);
}

static void
show_status (UiHitList *self, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->status, "edit-find-symbolic");
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->status));
}

/* (nullable): what came of asking the servers */
static char *
dup_answer (UiHitList *self)
{
  guint n_new = im_search_get_n_new (self->search);

  switch (im_search_get_server_answer (self->search)) {
  case IM_SERVER_ASKED:
    return g_strdup (_ ("Searching on the server…"));
  case IM_SERVER_FOUND:
    if (n_new == 0)
      return g_strdup (_ ("The server has nothing more"));
    return g_strdup_printf (
      ngettext ("%u message came from the server", "%u messages came from the server", n_new),
      n_new);
  case IM_SERVER_CANNOT:
    return g_strdup (_ ("No server can be searched"));
  case IM_SERVER_NOT_ASKED:
  default:
    return NULL;
  }
}

static void
show_count (UiHitList *self)
{
  gboolean exact;
  guint count = im_search_get_count (self->search, &exact);
  g_autofree char *text =
    !exact ? g_strdup_printf (
               ngettext ("More than %u message found", "More than %u messages found", count), count)
           : g_strdup_printf (ngettext ("%u message found", "%u messages found", count), count);

  g_autofree char *answer = dup_answer (self);

  gtk_label_set_text (self->count, answer != NULL ? answer : text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0 || answer != NULL);
  gtk_widget_set_visible (self->ask, answer == NULL && im_search_may_ask_servers (self->search));
  gtk_widget_set_visible (self->stop,
                          im_search_get_server_answer (self->search) == IM_SERVER_ASKED);
}

static void
on_changed (UiHitList *self)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  g_autofree char *words = NULL;

  show_count (self);
  if (n_hits > 0) {
    gtk_stack_set_visible_child (self->stack, self->list);
    return;
  }
  switch (im_search_get_state (self->search)) {
  case IM_SEARCH_RUNNING:
    show_status (self, _ ("Searching…"), NULL);
    break;
  case IM_SEARCH_DONE:
    show_status (self, _ ("No Message Found"),
                 _ ("Fewer words, or only the beginning of one, find more."));
    break;
  case IM_SEARCH_FAILED:
    words = ui_error_to_words (im_search_get_error (self->search));
    show_status (self, _ ("Messages Cannot Be Searched"), words);
    break;
  case IM_SEARCH_EMPTY:
  default:
    /* Translators: from:, in: and so on are typed as they are in every language. */
    show_status (self, _ ("Search All Messages"),
                 _ ("Type words or “a phrase”. Narrow it down with from:, in:, before:, after:,"
                    " has:link and has:file."));
    break;
  }
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, ui_hit_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *parent = gtk_widget_get_parent (row);

  ui_hit_row_bind (UI_HIT_ROW (row), gtk_list_item_get_item (item));
  /* The list item is what has the keyboard; it exists from the first binding on. */
  if (parent != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    row, NULL, -1);
}

static void
ask_servers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  im_search_ask_servers (UI_HIT_LIST (widget)->search);
}

static void
stop_servers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  im_search_stop_servers (UI_HIT_LIST (widget)->search);
}

void
ui_hit_list_set_client (UiHitList *self, ImClient *client)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (UI_IS_HIT_LIST (self));
  g_return_if_fail (self->search == NULL);

  self->search = im_search_new (client);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->search)));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  on_changed (self);
}

void
ui_hit_list_set_text (UiHitList *self, const char *text)
{
  g_return_if_fail (UI_IS_HIT_LIST (self));

  im_search_set_text (self->search, text);
}

void
ui_hit_list_activate_first (UiHitList *self)
{
  g_return_if_fail (UI_IS_HIT_LIST (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->search)) > 0)
    on_activate (self, 0);
}

static void
ui_hit_list_dispose (GObject *object)
{
  UiHitList *self = UI_HIT_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), UI_TYPE_HIT_LIST);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (ui_hit_list_parent_class)->dispose (object);
}

static void
ui_hit_list_class_init (UiHitListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_hit_list_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", UI_TYPE_HIT_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, IM_TYPE_HIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/sidebar/hit-list.ui");
  gtk_widget_class_bind_template_child (widget_class, UiHitList, stack);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, status);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, list);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, view);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, ask);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, stop);
  gtk_widget_class_bind_template_child (widget_class, UiHitList, count);
  gtk_widget_class_install_action (widget_class, "hits.ask-servers", NULL, ask_servers);
  gtk_widget_class_install_action (widget_class, "hits.stop-servers", NULL, stop_servers);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_edge_reached);
}

static void
ui_hit_list_init (UiHitList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
}
