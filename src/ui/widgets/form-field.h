/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One field of a data form as rows of a list: what to type or choose, what it is for, and what is
 * wrong with it (XEP-0004 §3.3).
 */
#pragma once

#include "xmpp/xep/0004-data-forms.h"

#include <adwaita.h>

typedef struct _UiFormField UiFormField;

/**
 * ui_form_field_new:
 * @field: has to live as long; of any kind but hidden
 * @tell_optional: says so of a field that may stay empty
 */
UiFormField *ui_form_field_new (const XmppFormField *field,
                                gboolean tell_optional) G_GNUC_WARN_UNUSED_RESULT;

/* The widgets are not touched. */
void ui_form_field_free (UiFormField *self);

/* Adds its rows. */
void ui_form_field_add_to (UiFormField *self, AdwPreferencesGroup *group);

/* The entry, for who wants to know of changes and Enter; NULL for other kinds. (transfer none) */
GtkEditable *ui_form_field_get_entry (UiFormField *self);

const XmppFormField *ui_form_field_get_field (UiFormField *self);

/* The values as they stand; none for a text that is only there to be read. */
char **ui_form_field_read (UiFormField *self) G_GNUC_WARN_UNUSED_RESULT;

/* Puts in what ui_form_field_read() told of a field like this one; options that are not there any more
 * are left out. */
void ui_form_field_write (UiFormField *self, const char *const *values);

/* Checks the values, and shows what is wrong with them; FALSE if anything is. */
gboolean ui_form_field_check (UiFormField *self);

/* It is being mended. */
void ui_form_field_forget_fault (UiFormField *self);

/* FALSE: there is nothing in it that takes the keyboard. */
gboolean ui_form_field_grab_focus (UiFormField *self);

/* What to call the field: its label, or words for what servers ask for by name (XEP-0077 §14.1). */
const char *ui_form_field_label (const XmppFormField *field);
