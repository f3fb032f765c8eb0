/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What servers and strangers announce, to be read and not to be answered.
 */
#pragma once

#include "im/types.h"

#include <adwaita.h>

/*
 * Properties:
 *   folded  gboolean: it is alone in the window, and has the way back and all window buttons
 */
#define UI_TYPE_ANNOUNCEMENTS_PAGE (ui_announcements_page_get_type ())
G_DECLARE_FINAL_TYPE (UiAnnouncementsPage, ui_announcements_page, UI, ANNOUNCEMENTS_PAGE, AdwBin)

UiAnnouncementsPage *
ui_announcements_page_new (ImAnnouncements *announcements) G_GNUC_WARN_UNUSED_RESULT;
