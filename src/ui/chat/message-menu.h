/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The popovers of a message: what can be done with it, and what is known of it.
 */
#pragma once

#include "im/message.h"

#include <gtk/gtk.h>

/* @link: (nullable): what the pointer is on */
GtkWidget *ui_message_menu_new (ImMessage *message, const char *link) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *ui_message_details_new (ImMessage *message) G_GNUC_WARN_UNUSED_RESULT;
