/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way to the announcements, in the sidebar: there once there are any.
 */
#pragma once

#include "im/types.h"

#include <gtk/gtk.h>

/* Activates "win.announcements". */
#define UI_TYPE_ANNOUNCEMENTS_BUTTON (ui_announcements_button_get_type ())
G_DECLARE_FINAL_TYPE (UiAnnouncementsButton,
                      ui_announcements_button,
                      UI,
                      ANNOUNCEMENTS_BUTTON,
                      GtkBox)

void ui_announcements_button_set_announcements (UiAnnouncementsButton *self,
                                                ImAnnouncements *announcements);
