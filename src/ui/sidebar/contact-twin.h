/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact in the second and each further of its groups: a list may have an object only once.
 */
#pragma once

#include "im/contact.h"

#define UI_TYPE_CONTACT_TWIN (ui_contact_twin_get_type ())
G_DECLARE_FINAL_TYPE (UiContactTwin, ui_contact_twin, UI, CONTACT_TWIN, GObject)

UiContactTwin *ui_contact_twin_new (ImContact *contact) G_GNUC_WARN_UNUSED_RESULT;
ImContact *ui_contact_twin_get_contact (UiContactTwin *self); /* (transfer none) */
