/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does to a message afterwards, with the questions that it takes.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

/* Asks first: others may have read it. */
void ui_message_take_back (GtkWidget *parent, ImConversation *conversation, ImMessage *message);

/* Shows all that the message has said, with times. */
void ui_message_show_versions (GtkWidget *parent, ImConversation *conversation, ImMessage *message);

/* The message of the conversation that is shown with that id. (nullable) (transfer full) */
ImMessage *ui_message_find (ImConversation *conversation, gint64 id) G_GNUC_WARN_UNUSED_RESULT;
