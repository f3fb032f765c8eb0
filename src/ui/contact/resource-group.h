/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a contact is signed in, and the way to write to one of these places.
 */
#pragma once

#include "im/types.h"

#include <adwaita.h>

/*
 * Signals:
 *
 * - write (const char *resource): the person wants to write to that one
 */
#define UI_TYPE_RESOURCE_GROUP (ui_resource_group_get_type ())
G_DECLARE_FINAL_TYPE (UiResourceGroup, ui_resource_group, UI, RESOURCE_GROUP, AdwPreferencesGroup)

/* Once. */
void ui_resource_group_set_contact (UiResourceGroup *self, ImContact *contact);
