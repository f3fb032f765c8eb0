/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data form to fill in: its words, pictures and fields as native rows (XEP-0004, XEP-0221).
 */
#pragma once

#include "im/form.h"

#include <adwaita.h>

#define UI_TYPE_DATA_FORM (ui_data_form_get_type ())
G_DECLARE_FINAL_TYPE (UiDataForm, ui_data_form, UI, DATA_FORM, AdwBin)

/*
 * Signals:
 *   activated ()  Enter was pressed in the last entry
 */

/* @form: (nullable): NULL empties it */
void ui_data_form_set_form (UiDataForm *self, ImForm *form);

/* A new form in place of the old one, with what was filled in and chosen in fields of the same name,
 * except where there is a picture to answer. */
void ui_data_form_renew (UiDataForm *self, ImForm *form);

/* Puts a text into the entry of that name, if there is one; the person cannot change it then if
 * @fixed. */
void ui_data_form_set_value (UiDataForm *self, const char *var, const char *value, gboolean fixed);

/**
 * ui_data_form_dup_answer:
 *
 * Returns: (nullable): what was filled in; NULL if something is wrong with it: the fields say what,
 *   and the first of them has the keyboard
 */
XmppForm *ui_data_form_dup_answer (UiDataForm *self) G_GNUC_WARN_UNUSED_RESULT;
