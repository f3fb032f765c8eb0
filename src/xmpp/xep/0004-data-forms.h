/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data forms as structs: fields with their values, what is asked for with them, and the rows of a
 * report (XEP-0004, XEP-0068, XEP-0221). */
#pragma once

#include "xml/element.h"
#include "xmpp/xep/0122-validate.h"

/* How a field is to be filled in (XEP-0004 §3.3). */
typedef enum {
  XMPP_FIELD_TEXT_SINGLE,
  XMPP_FIELD_TEXT_PRIVATE,
  XMPP_FIELD_TEXT_MULTI, /* a value for each line */
  XMPP_FIELD_BOOLEAN,
  XMPP_FIELD_FIXED, /* to be read only */
  XMPP_FIELD_HIDDEN,
  XMPP_FIELD_JID_SINGLE,
  XMPP_FIELD_JID_MULTI,
  XMPP_FIELD_LIST_SINGLE,
  XMPP_FIELD_LIST_MULTI,
} XmppFieldKind;

typedef struct {
  char *label; /* (nullable) */
  char *value;
} XmppFormOption;

/* One of the ways in which a picture or sound comes: "image/png", "cid:sha1+…@bob.xmpp.org". */
typedef struct {
  char *type; /* (nullable): its MIME type */
  char *uri;
} XmppFormMedia;

typedef struct {
  char *var;          /* (nullable) */
  char *type;         /* (nullable): as written; see xmpp_form_field_kind() */
  char **values;      /* never NULL */
  char *label;        /* (nullable) */
  char *desc;         /* (nullable): what it is for */
  gboolean required;  /* must be filled in */
  GPtrArray *options; /* (nullable) (element-type XmppFormOption) */
  GPtrArray *media;   /* (nullable) (element-type XmppFormMedia): belongs to the question */
  XmppFormRule *rule; /* (nullable): what the values must be like */
} XmppFormField;

typedef struct {
  char *type;          /* "form", "submit", "cancel", "result" */
  char *title;         /* (nullable) */
  char *instructions;  /* (nullable): its lines */
  GPtrArray *fields;   /* (element-type XmppFormField), in their order */
  GPtrArray *reported; /* (element-type XmppFormField): the columns of the report */
  GPtrArray *items;    /* (element-type GPtrArray of XmppFormField): its rows */
  gboolean clipped;    /* it had more than XMPP_FORM_MAX_PARTS, and the rest was left out */
} XmppForm;

/* Fields, values and options of one form, together. */
#define XMPP_FORM_MAX_PARTS 10000

/**
 * xmpp_form_new:
 * @form_type: (nullable): what the fields are about, the first, hidden field FORM_TYPE (XEP-0068)
 */
XmppForm *xmpp_form_new (const char *type, const char *form_type) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_form_free (XmppForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppForm, xmpp_form_free)

/**
 * xmpp_form_new_submit:
 *
 * An answer to @form that has its hidden fields already; the others are to be added.
 */
XmppForm *xmpp_form_new_submit (const XmppForm *form) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_form_add:
 * @type: (nullable)
 *
 * Returns: (transfer none): the new field, which may be completed
 */
XmppFormField *
xmpp_form_add (XmppForm *self, const char *var, const char *type, const char *const *values);

/* xmpp_form_add() of one value. */
XmppFormField *
xmpp_form_add_value (XmppForm *self, const char *var, const char *type, const char *value);

/* The first field of that name. (nullable) */
const XmppFormField *xmpp_form_find (const XmppForm *self, const char *var);

/* The first value of that field. (nullable) */
const char *xmpp_form_get (const XmppForm *self, const char *var);

/* What @field is by its type; an unknown or absent one is TEXT_SINGLE (XEP-0004 §3.3). */
XmppFieldKind xmpp_form_field_kind (const XmppFormField *field);

/* Whether the value says yes: "1" or "true". */
gboolean xmpp_form_field_is_true (const XmppFormField *field);

/**
 * xmpp_form_field_check:
 * @values: what somebody wants to answer
 *
 * Whether that is good enough: by the type of @field, whether it is required, and its rule.
 */
XmppFormFault xmpp_form_field_check (const XmppFormField *field, const char *const *values);

/* In the row @item, the field of the column @var. (nullable) */
const XmppFormField *xmpp_form_item_find (const GPtrArray *item, const char *var);

/* @x: an <x/> in XMPP_NS_DATA_FORMS */
XmppForm *xmpp_form_parse (const XmlElement *x) G_GNUC_WARN_UNUSED_RESULT;

/* The fields with their types and values: what one submits or announces. */
XmlElement *xmpp_form_build (const XmppForm *self) G_GNUC_WARN_UNUSED_RESULT;
