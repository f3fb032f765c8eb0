/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How people reacted to a message: a small button for each emoji.
 */
#pragma once

#include "im/message.h"

#include <gtk/gtk.h>

/* Each button takes the person's reaction back or adds it, by `chat.react` (xs, the message's id and the
 * emoji). They go on in further lines where one is too short. */
#define UI_TYPE_REACTION_BAR (ui_reaction_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiReactionBar, ui_reaction_bar, UI, REACTION_BAR, GtkWidget)

GtkWidget *ui_reaction_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ui_reaction_bar_show (UiReactionBar *self, ImMessage *message);
