/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Offers to find people nearby, which needs no account at a server; not shown once that is chosen, as
 * it is an account like the others then.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_NEARBY_GROUP (ui_nearby_group_get_type ())
G_DECLARE_FINAL_TYPE (UiNearbyGroup, ui_nearby_group, UI, NEARBY_GROUP, AdwPreferencesGroup)

/* Once. Failures are told by the action "win.toast" of the window. */
void ui_nearby_group_set_client (UiNearbyGroup *self, ImClient *client);

/* What the person should know about whom and what they can trust there. */
const char *ui_nearby_words (void);

/* (transfer full): the accounts that are at a server, as a list that follows them */
GListModel *ui_nearby_others (ImClient *client) G_GNUC_WARN_UNUSED_RESULT;
