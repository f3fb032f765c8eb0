/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data form with the pictures that came for it (XEP-0004, XEP-0221).
 */
#pragma once

#include "xmpp/xep/0004-data-forms.h"

#include <gio/gio.h>

/* Counted; constant once it is shared. */
typedef struct _ImForm ImForm;

/* @form: (transfer full) */
ImForm *im_form_new (XmppForm *form) G_GNUC_WARN_UNUSED_RESULT;
ImForm *im_form_ref (ImForm *self);
void im_form_unref (ImForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImForm, im_form_unref)

const XmppForm *im_form_get_form (const ImForm *self);

/* @bytes: what @uri stands for */
void im_form_set_media (ImForm *self, const char *uri, GBytes *bytes);
GBytes *im_form_get_media (const ImForm *self, const char *uri); /* (transfer none) (nullable) */

/* Takes the bits of binary (XEP-0231) that @parent has for the form. */
void im_form_take_bits (ImForm *self, const XmlElement *parent);

/**
 * im_form_dup_missing:
 *
 * Returns: (nullable): the content id of one more bit of binary that has to be fetched
 */
char *im_form_dup_missing (const ImForm *self) G_GNUC_WARN_UNUSED_RESULT;

/* Nothing more is to be had for this content id. */
void im_form_give_up (ImForm *self, const char *cid);
