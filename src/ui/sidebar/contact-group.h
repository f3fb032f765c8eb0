/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heading of a group in the contact list.
 */
#pragma once

#include <glib-object.h>

#define UI_TYPE_CONTACT_GROUP (ui_contact_group_get_type ())
G_DECLARE_FINAL_TYPE (UiContactGroup, ui_contact_group, UI, CONTACT_GROUP, GObject)

/* @name: NULL for the contacts that are in no group */
UiContactGroup *ui_contact_group_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

const char *ui_contact_group_get_name (UiContactGroup *self); /* (nullable) */
guint ui_contact_group_get_online (UiContactGroup *self);
guint ui_contact_group_get_total (UiContactGroup *self);
gboolean ui_contact_group_get_expanded (UiContactGroup *self);

/* Each notifies when something is different. */
void ui_contact_group_set_counts (UiContactGroup *self, guint online, guint total);
void ui_contact_group_set_expanded (UiContactGroup *self, gboolean expanded);
