/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a history view that exist just now, each at its fixed coordinate. Private to the view.
 */
#pragma once

#include "ui/chat/history-view.h"

#define UI_HISTORY_NO_POSITION G_MAXUINT

typedef struct {
  GtkWidget *widget;
  guint position;
  int y;
  int height;
  gboolean measured;   /* its height is part of the mean */
  gboolean stale;      /* a neighbour has changed: to be bound again */
  guint told_position; /* as assistive technology has it, from 1 on */
  guint told_size;
  gboolean keep_bottom; /* what changed is at its top, so it grows upwards */
} UiHistoryRow;

/* The row that the others are placed around, and the edge of it that is known. */
typedef struct {
  guint position;
  int edge;
  gboolean bottom;
} UiHistoryAnchor;

/**
 * UiHistoryBand:
 * @parent: the view
 * @model: (nullable): whose items the rows show
 * @n_items: of @model
 * @width: that the rows are measured for
 * @cursor: the position that has or had the focus, UI_HISTORY_NO_POSITION for none
 *
 * A run of neighbouring rows. Between a change of the model and the next begin() there may be gaps.
 */
typedef struct {
  GtkWidget *parent;
  const UiHistoryRows *factory;
  gpointer factory_data;
  GListModel *model;
  guint n_items;
  int width;
  guint cursor;
  /* private */
  GPtrArray *rows; /* of UiHistoryRow, by position */
  GPtrArray *old;  /* (nullable): the rows of before, between begin() and finish() */
  GPtrArray *pool; /* of GtkWidget: hidden rows */
  double mean;     /* of the heights that were measured at this width */
  guint n_measured;
} UiHistoryBand;

void ui_history_band_init (UiHistoryBand *self, GtkWidget *parent);
void ui_history_band_clear (UiHistoryBand *self); /* also the widgets; to be called in dispose */

void ui_history_band_set_model (UiHistoryBand *self, GListModel *model);
void ui_history_band_set_width (UiHistoryBand *self, int width);

/* Follows the model's items-changed. */
void ui_history_band_items_changed (UiHistoryBand *self, guint start, guint removed, guint added);

/* Where @position goes by such a change; UI_HISTORY_NO_POSITION when it is removed. */
guint ui_history_band_shift (guint position, guint start, guint removed, guint added);

/* All rows are bound again when they are next placed. */
void ui_history_band_mark_stale (UiHistoryBand *self);

/*
 * Placing: begin() with the row of @anchor, extend to both sides as far as rows are needed, finish()
 * drops those that are not. Rows that exist already are taken over, with their height of now.
 */
void ui_history_band_begin (UiHistoryBand *self, UiHistoryAnchor anchor);
void ui_history_band_extend_down (UiHistoryBand *self, double limit);
void ui_history_band_extend_up (UiHistoryBand *self, double limit);
void ui_history_band_finish (UiHistoryBand *self);

guint ui_history_band_get_n_rows (const UiHistoryBand *self);
UiHistoryRow *ui_history_band_get (const UiHistoryBand *self, guint index);
UiHistoryRow *ui_history_band_find (const UiHistoryBand *self, guint position); /* (nullable) */
UiHistoryRow *ui_history_band_find_widget (const UiHistoryBand *self,
                                           GtkWidget *widget); /* (nullable) */
/* The one that has the focus, in it or in a popover of it; not as gtk_widget_get_focus_child(), which
 * knows of none while the window is not active. (nullable) */
UiHistoryRow *ui_history_band_find_focus (const UiHistoryBand *self);
UiHistoryRow *ui_history_band_first (const UiHistoryBand *self); /* (nullable) */
UiHistoryRow *ui_history_band_last (const UiHistoryBand *self);  /* (nullable) */
int ui_history_row_bottom (const UiHistoryRow *row);

/* The top edge of @position (up to n_items), exact where there are rows, else guessed from them. */
int ui_history_band_guess_y (const UiHistoryBand *self, guint position);

/* At the end: the last row keeps its bottom edge, what came since goes below it; unless that is more
 * than a page, which then begins anew from its end. */
UiHistoryAnchor ui_history_band_anchor_at_end (const UiHistoryBand *self, int page);

/* The first row whose top edge is within @value … @value + @page: where that is not the first that is
 * fully visible, there is none. Else one that is there, else a guess. */
UiHistoryAnchor ui_history_band_anchor_in_view (const UiHistoryBand *self, double value, int page);

/* The rows of @view. (transfer none) */
UiHistoryBand *ui_history_view_get_band (UiHistoryView *view);
