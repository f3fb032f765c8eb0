/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message answers, in two lines: above the reply, and above the entry while it is written.
 */
#pragma once

#include "im/message.h"

#include <gtk/gtk.h>

/* A button that leads to the original. Its height does not depend on what it shows, so that rows stay
 * where they are when the original is found. */
#define UI_TYPE_QUOTE (ui_quote_get_type ())
G_DECLARE_FINAL_TYPE (UiQuote, ui_quote, UI, QUOTE, GtkButton)

GtkWidget *ui_quote_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* A press activates `chat.show-message`, if the original is here. */
void ui_quote_show (UiQuote *self, const ImQuote *quote);

/* The original itself. */
void ui_quote_show_message (UiQuote *self, ImMessage *message);
