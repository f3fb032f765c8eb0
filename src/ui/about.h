/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that tells what Kith is.
 */
#pragma once

#include <gtk/gtk.h>

void ui_about_present (GtkWindow *parent);
