/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The widgets that a message's row is made of. Private to the row.
 */
#pragma once

#include "ui/chat/message-layout.h"

/* Makes the part if it is @wanted and was not needed before, in its place among the children of the row,
 * and shows or hides it. Returns it; (transfer none) (nullable): it is not wanted. */
GtkWidget *ui_message_part_show (UiMessageLayout *layout, UiMessagePart part, gboolean wanted);

/* The same for a label with @text; (nullable): it is not wanted. */
void ui_message_part_set_text (UiMessageLayout *layout, UiMessagePart part, const char *text);

/* The text of that part, which is there, stands at its own side, whatever the direction of the window. */
void
ui_message_part_set_direction (const UiMessageLayout *layout, UiMessagePart part, const char *text);

/* A look of a part, or of the row. */
void ui_message_part_set_class (GtkWidget *widget, const char *css_class, gboolean wanted);
