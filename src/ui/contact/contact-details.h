/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about one contact: where they are signed in, their name, groups and subscription.
 */
#pragma once

#include "im/contact.h"

#include <adwaita.h>

/*
 * Signals:
 *
 * - write (ImContact *contact, const char *resource): the person wants to write to that device
 */
#define UI_TYPE_CONTACT_DETAILS (ui_contact_details_get_type ())
G_DECLARE_FINAL_TYPE (UiContactDetails, ui_contact_details, UI, CONTACT_DETAILS, AdwWindow)

/* Closes when the contact has been removed. @accounts: of ImAccount, in whose lists the same person
 * may be too */
UiContactDetails *ui_contact_details_new (GtkWindow *parent,
                                          ImContact *contact,
                                          GListModel *accounts) G_GNUC_WARN_UNUSED_RESULT;
