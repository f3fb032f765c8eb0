/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: one per session, with the client and its window.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_APPLICATION (ui_application_get_type ())
G_DECLARE_FINAL_TYPE (UiApplication, ui_application, UI, APPLICATION, AdwApplication)

UiApplication *ui_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* The client; opened in the background from startup on. (transfer none) */
ImClient *ui_application_get_client (UiApplication *self);

/* Shows the window, and in it the chat of @conversation unless that is NULL. @token is what the
 * desktop gave for raising the window, NULL when it gave none. */
void ui_application_present (UiApplication *self, ImConversation *conversation, const char *token);
