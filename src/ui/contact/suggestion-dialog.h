/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody suggests changes of the contact list: the row that tells of it, and the window to choose in.
 */
#pragma once

#include "im/suggestion.h"

#include <adwaita.h>

GtkWidget *ui_suggestion_row_new (ImSuggestion *suggestion) G_GNUC_WARN_UNUSED_RESULT;
