/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: welcome page or contact list and chat side by side, one of them when it is narrow.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_WINDOW (ui_window_get_type ())
G_DECLARE_FINAL_TYPE (UiWindow, ui_window, UI, WINDOW, AdwApplicationWindow)

/* A window that waits for its client, of the size that @settings remember. */
UiWindow *ui_window_new (GtkApplication *application,
                         ImSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* @client is open: shows its accounts, or the welcome page when there is none. Once for each window. */
void ui_window_show_client (UiWindow *self, ImClient *client);

/* The archive cannot be opened: tells why, and what can be done. */
void ui_window_show_open_error (UiWindow *self, const GError *error);

/* Shows the chat and marks it as read. Only after ui_window_show_client(). */
void ui_window_show_conversation (UiWindow *self, ImConversation *conversation);

/* Shows what an xmpp: link asks for; nothing is sent or changed without the person. Kept until the
 * client is open. */
void ui_window_open_uri (UiWindow *self, const char *uri);

/* Tells of something that happened, in passing. @text is plain text. */
void ui_window_toast (UiWindow *self, const char *text);

/* Remembers the size of the window and the drafts. */
void ui_window_save (UiWindow *self);
