/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list as rows: a heading for each group with its contacts below it.
 */
#pragma once

#include "im/contact.h"

#define UI_TYPE_CONTACT_TREE (ui_contact_tree_get_type ())
G_DECLARE_FINAL_TYPE (UiContactTree, ui_contact_tree, UI, CONTACT_TREE, GObject)

/*
 * GListModel of UiContactGroup, ImContact and UiContactTwin. A contact stands in each of its groups,
 * in the first as itself and in the others as a twin. There is no heading when no contact is in any
 * group, and none while searching.
 *
 * Properties, writable:
 *   search        string, only contacts whose name or address has all of its words
 *   show-offline  gboolean, also those who are not online; a search finds them always
 * Read-only:
 *   empty         gboolean, there is no contact at all, whatever is searched or hidden
 */

/* @accounts: GListModel of ImAccount */
UiContactTree *ui_contact_tree_new (GListModel *accounts) G_GNUC_WARN_UNUSED_RESULT;

/* The contact of a row; NULL for a heading. (transfer none) */
ImContact *ui_contact_tree_contact_of (gpointer row);

/* Opens or closes the group at @position; does nothing where a contact is. */
void ui_contact_tree_toggle (UiContactTree *self, guint position);
