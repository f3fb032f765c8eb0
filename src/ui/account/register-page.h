/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which a new account is created: which server, and what it wants to know.
 */
#pragma once

#include "im/client.h"
#include "im/uri.h"

#include <adwaita.h>

#define UI_TYPE_REGISTER_PAGE (ui_register_page_get_type ())
G_DECLARE_FINAL_TYPE (UiRegisterPage, ui_register_page, UI, REGISTER_PAGE, AdwBin)

/*
 * Signals:
 *   signed-in (ImAccount *account)  the account was created; it is signed in, or the person does not
 *                                   wait for that
 *   closed ()                       the person wants to go back
 */

UiRegisterPage *ui_register_page_new (ImClient *client) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ui_register_page_start:
 * @server: where
 * @username: (nullable): the name that an invitation is for
 * @token: (nullable): the invitation
 *
 * Goes straight to what that server asks for.
 */
void ui_register_page_start (UiRegisterPage *self,
                             const char *server,
                             const char *username,
                             const char *token);

/* The server has been asked for the account, or has created it: the page must not go now. */
gboolean ui_register_page_is_creating (UiRegisterPage *self);

/* A window with such a page, for a link to a server. */
void ui_register_window_present (GtkWindow *parent, ImClient *client, const ImUri *uri);
