/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of rows of any height that is read from its end and never moves what is being looked at.
 */
#pragma once

#include <gtk/gtk.h>

/*
 * To be put into a GtkScrolledWindow, which it asks for nothing but its two adjustments.
 *
 * Coordinates are fixed once given. The bottom edge of the newest row is at 0 at first, older rows
 * have negative ones, and `lower` falls while older ones are found; `value` is only ever changed to
 * clamp it or to stay at the end. GtkScrolledWindow's kinetic scrolling and touch drags set absolute
 * values, so a list that rewrites them (as GtkListView does) jumps.
 *
 * Rows exist for the visible page and a part of a page on each side, and are used again. When a row
 * changes its height, the fixed point stays: the bottom edge when at the end, else the top edge of
 * the first row that has it in view.
 *
 * Properties:
 *   model        GListModel, oldest item first
 *   follows-end  gboolean: the model's last item is the newest of all, so the view stays at the end
 *                when it is there (default TRUE); FALSE while the model is a window further back
 *   at-end       gboolean, read-only: the last row is in view and new ones will be
 *   n-new        guint, read-only: items that came at the end since the person left it
 *
 * Signals:
 *   settled ()  the rows have been placed anew, for whatever reason; from an idle handler: the time to
 *               see what is in view, and to get more if an end of the model is near
 */
#define UI_TYPE_HISTORY_VIEW (ui_history_view_get_type ())
G_DECLARE_FINAL_TYPE (UiHistoryView, ui_history_view, UI, HISTORY_VIEW, GtkWidget)

/**
 * UiHistoryRows:
 * @create: (transfer floating): an empty row; should have the role LIST_ITEM and be focusable
 * @bind: shows @item in @row; @before and @after are its neighbours, NULL at the ends. Called again
 *   for the same item when a neighbour has changed
 * @unbind: @row lets go of its item
 *
 * How the view gets its rows. Each must request its height for its width, and little width.
 */
typedef struct {
  GtkWidget *(*create) (gpointer data);
  void (*bind) (GtkWidget *row, gpointer item, gpointer before, gpointer after, gpointer data);
  void (*unbind) (GtkWidget *row, gpointer data);
} UiHistoryRows;

/* @rows and @data must outlive the view's model. To be called before a model is set. */
void ui_history_view_set_rows (UiHistoryView *self, const UiHistoryRows *rows, gpointer data);

/* Starts anew, at the end. */
void ui_history_view_set_model (UiHistoryView *self, GListModel *model);
GListModel *ui_history_view_get_model (UiHistoryView *self); /* (transfer none) (nullable) */

void ui_history_view_set_follows_end (UiHistoryView *self, gboolean follows_end);
gboolean ui_history_view_get_at_end (UiHistoryView *self);
guint ui_history_view_get_n_new (UiHistoryView *self);

/* Whether less than two pages of rows are left before the first or the last item. */
gboolean ui_history_view_is_near_start (UiHistoryView *self);
gboolean ui_history_view_is_near_end (UiHistoryView *self);

/* Binds all rows again, because what they show depends on more than their items (the day, say). */
void ui_history_view_rebind (UiHistoryView *self);

void ui_history_view_scroll_to_end (UiHistoryView *self);

/**
 * ui_history_view_scroll_to:
 * @position: an item of the model
 * @offset: where the top edge of its row shall be, in pixels below the top of the view
 */
void ui_history_view_scroll_to (UiHistoryView *self, guint position, int offset);

/* The first row of which something is in view; FALSE: there is none. */
gboolean ui_history_view_get_top (UiHistoryView *self, guint *position);

/* Where the top edge of @position is, in pixels below the top of the view; guessed where there is no
 * row. */
int ui_history_view_get_offset (UiHistoryView *self, guint position);

/**
 * ui_history_view_get_place:
 *
 * Where the person is reading, in the terms of ui_history_view_scroll_to().
 *
 * Returns: FALSE at the end, or when there is nothing
 */
gboolean ui_history_view_get_place (UiHistoryView *self, guint *position, int *offset);

/* The top edge of @row stays where it is while the row changes its height; the view lets go of the
 * end for that. For rows that the person opens or closes. */
void ui_history_view_hold (UiHistoryView *self, GtkWidget *row);

/* Scrolls by that many pages, as Page Up (-1) and Page Down (1) do. */
void ui_history_view_scroll_pages (UiHistoryView *self, double n_pages);

/* Where the keys go on from: the focus goes to that row if it is in the list, else with the next key. */
void ui_history_view_set_cursor (UiHistoryView *self, guint position);

/* Moves the focus to the next row (1), the one before (-1), the last (0 when none has it). */
void ui_history_view_move_focus (UiHistoryView *self, int step);

/* For tests: how many row widgets are bound; and the one of @position (nullable). */
guint ui_history_view_get_n_rows (UiHistoryView *self);
GtkWidget *ui_history_view_get_row (UiHistoryView *self, guint position);
