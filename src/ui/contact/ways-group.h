/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other ways to the person whom a contact is: joining and separating them.
 */
#pragma once

#include "im/types.h"

#include <adwaita.h>

#define UI_TYPE_WAYS_GROUP (ui_ways_group_get_type ())
G_DECLARE_FINAL_TYPE (UiWaysGroup, ui_ways_group, UI, WAYS_GROUP, AdwPreferencesGroup)

/* Once. @accounts: of ImAccount, whose contacts are to choose from */
void ui_ways_group_set_contact (UiWaysGroup *self, ImContact *contact, GListModel *accounts);
