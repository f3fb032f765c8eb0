/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The person's own certificate to sign in with: in which file or on which card it is, and what opens it.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_OWN_CERTIFICATE (ui_own_certificate_get_type ())
G_DECLARE_FINAL_TYPE (UiOwnCertificate,
                      ui_own_certificate,
                      UI,
                      OWN_CERTIFICATE,
                      AdwPreferencesGroup)

/*
 * Signals:
 *
 * - changed (): the person has edited something
 */

/* Fills the fields from an account's settings. */
void ui_own_certificate_fill (UiOwnCertificate *self, const ImAccountSettings *settings);

/**
 * ui_own_certificate_apply:
 *
 * Writes what was edited into @settings.
 *
 * Returns: (nullable) (transfer full): what is wrong, in words; then nothing was written, and the focus
 *   is where it can be mended.
 */
char *ui_own_certificate_apply (UiOwnCertificate *self,
                                ImAccountSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the focus where @error, XMPP_IDENTITY_ERROR_*, can be mended. */
void ui_own_certificate_focus (UiOwnCertificate *self, const GError *error);

gboolean ui_own_certificate_is_filled (UiOwnCertificate *self);

/* The password or PIN that was typed; %NULL if there is nothing new. */
const char *ui_own_certificate_get_password (UiOwnCertificate *self);
