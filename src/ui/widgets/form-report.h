/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result of a form: its values, and the rows of its report (XEP-0004 §3.4).
 */
#pragma once

#include "im/account.h"
#include "im/form.h"

#include <adwaita.h>

/* A widget that shows @form, to be put anywhere. A person in it can be added to the contacts by the
 * action `win.add-found-contact`, for @account, of the window or the one that it stands before. */
GtkWidget *ui_form_report_new (ImForm *form, ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
