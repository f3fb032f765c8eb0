/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One announcement: from whom and what about; opened, what it says.
 */
#pragma once

#include "im/announcements.h"

#include <adwaita.h>

/* Opening it marks it as read. */
GtkWidget *ui_announcement_row_new (ImAnnouncements *announcements,
                                    ImAnnouncement *announcement) G_GNUC_WARN_UNUSED_RESULT;
