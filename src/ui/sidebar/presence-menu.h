/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The popover in which the person chooses their own presence and status text.
 */
#pragma once

#include "im/client.h"

#include <gtk/gtk.h>

#define UI_TYPE_PRESENCE_MENU (ui_presence_menu_get_type ())
G_DECLARE_FINAL_TYPE (UiPresenceMenu, ui_presence_menu, UI, PRESENCE_MENU, GtkPopover)

UiPresenceMenu *ui_presence_menu_new (ImClient *client) G_GNUC_WARN_UNUSED_RESULT;
