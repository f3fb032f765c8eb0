/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How accounts stand, in words.
 */
#include "config.h"

#include "ui/account/account-words.h"

#include "ui/error-words.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

const char *
ui_account_state_to_words (ImAccountState state)
{
  switch (state) {
  case IM_ACCOUNT_OFFLINE:
    return _ ("Signed out");
  case IM_ACCOUNT_CONNECTING:
    return _ ("Connecting…");
  case IM_ACCOUNT_ONLINE:
    return _ ("Signed in");
  case IM_ACCOUNT_WAITING:
    return _ ("Not connected");
  case IM_ACCOUNT_NEEDS_PASSWORD:
    return _ ("Password needed");
  case IM_ACCOUNT_NEEDS_TRUST:
    return _ ("Server not trusted");
  case IM_ACCOUNT_FAILED:
    return _ ("Cannot sign in");
  default:
    g_return_val_if_reached ("");
  }
}

gboolean
ui_account_state_is_trouble (ImAccountState state)
{
  return state == IM_ACCOUNT_WAITING || state == IM_ACCOUNT_NEEDS_PASSWORD ||
         state == IM_ACCOUNT_NEEDS_TRUST || state == IM_ACCOUNT_FAILED;
}

char *
ui_account_dup_standing (ImAccount *account)
{
  ImAccountState state = im_account_get_state (account);
  const GError *error = im_account_get_error (account);
  g_autofree char *why = NULL;

  if (!im_account_get_enabled (account))
    return g_strdup (_ ("Not used"));
  if (state == IM_ACCOUNT_ONLINE)
    return g_strdup (ui_presence_to_words (im_account_get_show (account)));
  if (error == NULL || !ui_account_state_is_trouble (state))
    return g_strdup (ui_account_state_to_words (state));
  why = ui_error_to_words (error);
  /* Translators: how an account stands ("Not connected"), and why. */
  return g_strdup_printf (_ ("%s: %s"), ui_account_state_to_words (state), why);
}
