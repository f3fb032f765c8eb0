/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which a contact is added by address.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_ADD_CONTACT_DIALOG (ui_add_contact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UiAddContactDialog, ui_add_contact_dialog, UI, ADD_CONTACT_DIALOG, AdwWindow)

/*
 * Signals:
 *   conversation-wanted (ImConversation *conversation)
 *     the contact was added, or was there already, or the person only wants to write: show the chat
 */

/* @address, @name, @group: (nullable): what to propose */
UiAddContactDialog *ui_add_contact_dialog_new (GtkWindow *parent,
                                               ImClient *client,
                                               const char *address,
                                               const char *name,
                                               const char *group) G_GNUC_WARN_UNUSED_RESULT;

/* Which of the accounts to propose. */
void ui_add_contact_dialog_set_account (UiAddContactDialog *self, ImAccount *account);

/* The address that is proposed has invited the person, with this token (XEP-0379). */
void ui_add_contact_dialog_set_invitation (UiAddContactDialog *self, const char *token);
