/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a server or service: what it can do, and what it has.
 */
#pragma once

#include "im/service.h"

#include <adwaita.h>

#define UI_TYPE_SERVICE_PAGE (ui_service_page_get_type ())
G_DECLARE_FINAL_TYPE (UiServicePage, ui_service_page, UI, SERVICE_PAGE, AdwBin)

/*
 * Signals:
 *   service-wanted (ImService *service)          show the page of one of its own
 *   talk-wanted (ImTalk *talk, const char *title)  show the page of a talk with it
 */

UiServicePage *ui_service_page_new (ImService *service) G_GNUC_WARN_UNUSED_RESULT;
