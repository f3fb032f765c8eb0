/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data forms as structs: fields with their values (XEP-0004, XEP-0068). */
#pragma once

#include "xml/element.h"

typedef struct {
  char *var;     /* (nullable) */
  char *type;    /* (nullable): as written; absent means "text-single" */
  char **values; /* never NULL */
} XmppFormField;

typedef struct {
  char *type;        /* "form", "submit", "cancel", "result" */
  GPtrArray *fields; /* (element-type XmppFormField), in their order */
} XmppForm;

/**
 * xmpp_form_new:
 * @form_type: (nullable): what the fields are about, the first, hidden field FORM_TYPE (XEP-0068)
 */
XmppForm *xmpp_form_new (const char *type, const char *form_type) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_form_free (XmppForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppForm, xmpp_form_free)

/* @type: (nullable) */
void xmpp_form_add (XmppForm *self, const char *var, const char *type, const char *const *values);

/* The first field of that name. (nullable) */
const XmppFormField *xmpp_form_find (const XmppForm *self, const char *var);

/* The first value of that field. (nullable) */
const char *xmpp_form_get (const XmppForm *self, const char *var);

/* @x: an <x/> in XMPP_NS_DATA_FORMS. What is no field with values is left out: labels, options,
 * media, the rows of a report. */
XmppForm *xmpp_form_parse (const XmlElement *x) G_GNUC_WARN_UNUSED_RESULT;
XmlElement *xmpp_form_build (const XmppForm *self) G_GNUC_WARN_UNUSED_RESULT;
