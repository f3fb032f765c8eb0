/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody wants to be a contact: who, and the buttons to accept or refuse.
 */
#pragma once

#include "im/roster.h"

#include <gtk/gtk.h>

/* A row for a GtkListBox; works on its own. */
GtkWidget *ui_request_row_new (ImRequest *request) G_GNUC_WARN_UNUSED_RESULT;
