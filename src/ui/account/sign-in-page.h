/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which an account is added: address, password, and how to reach the server for those
 * who must say it.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_SIGN_IN_PAGE (ui_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (UiSignInPage, ui_sign_in_page, UI, SIGN_IN_PAGE, AdwBin)

/*
 * Signals:
 *   signed-in (ImAccount *account)  the first sign-in succeeded, or the person is seen as offline
 *
 * Until then nothing stays behind: an account whose first sign-in failed or was cancelled is
 * forgotten, and what was typed stays in the fields.
 */

void ui_sign_in_page_set_client (UiSignInPage *self, ImClient *client);

/* Proposes an address, for example one from a link. */
void ui_sign_in_page_set_address (UiSignInPage *self, const char *address);

/* Goes over to creating an account, as an invitation says; see ui_register_page_start(). Does nothing
 * and returns FALSE while one is being created. */
gboolean ui_sign_in_page_start_registration (UiSignInPage *self,
                                             const char *server,
                                             const char *username,
                                             const char *token);
