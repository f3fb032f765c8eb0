/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the window give each other.
 */
#pragma once

#include "ui/chat/chat-page.h"
#include "ui/contact/add-contact-dialog.h"
#include "ui/window.h"

ImClient *ui_window_get_client (UiWindow *self);             /* (transfer none) (nullable) */
ImConversation *ui_window_get_conversation (UiWindow *self); /* (transfer none) (nullable) */

UiChatPage *ui_window_get_chat_page (UiWindow *self); /* (transfer none) (nullable) */

/* Shows what an xmpp: link asks for, or why it cannot. Only once there is a client. */
void ui_window_follow_link (UiWindow *self, const char *text);

/* The actions about messages that are kept. */
void ui_window_install_archive_actions (GtkWidgetClass *widget_class);

/* Says that the file with the messages was damaged, if it was. */
void ui_window_tell_damage (UiWindow *self);

/* The actions about contacts. */
void ui_window_install_contact_actions (GtkWidgetClass *widget_class);

/* What is not %NULL is filled in. (nullable): NULL if there is no account to add to */
UiAddContactDialog *ui_window_show_add_contact (UiWindow *self,
                                                const char *address,
                                                const char *name,
                                                const char *group);

/* Whether there is an account at a server; says that one is needed, if there is none. */
gboolean ui_window_check_server (UiWindow *self);

void ui_window_show_contact (UiWindow *self, ImContact *contact);
