/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How reachable somebody is, as a mark and as a word. The mark differs in shape, not only in colour.
 */
#pragma once

#include "im/types.h"

#include <gtk/gtk.h>

#define UI_TYPE_PRESENCE (ui_presence_get_type ())
G_DECLARE_FINAL_TYPE (UiPresence, ui_presence, UI, PRESENCE, GtkWidget)

/*
 * A mark of 12 pixels. Property, writable: show ImShow.
 * Decoration only: the word stands beside it.
 */

/* Draws the mark without a widget. */
void ui_presence_draw (GtkSnapshot *snapshot, ImShow show, float x, float y, float size);

/* "Available", "Away" …: translated, constant. */
const char *ui_presence_to_words (ImShow show);
