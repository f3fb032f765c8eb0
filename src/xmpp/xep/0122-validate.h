/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the values of a form's field must be like (XEP-0122). */
#pragma once

#include "xml/element.h"

/**
 * XmppFormFault:
 * @XMPP_FORM_FAULT_NONE: nothing
 * @XMPP_FORM_FAULT_MISSING: there must be a value
 * @XMPP_FORM_FAULT_ADDRESS: a value is no address
 * @XMPP_FORM_FAULT_OPTION: a value is none of those to choose from
 * @XMPP_FORM_FAULT_NUMBER: a value is no number
 * @XMPP_FORM_FAULT_WHOLE: a value is no whole number
 * @XMPP_FORM_FAULT_DATE: a value is no date, "2026-11-21"
 * @XMPP_FORM_FAULT_TIME: a value is no date with time and zone, "2026-11-21T12:00:00Z"
 * @XMPP_FORM_FAULT_LINK: a value is no URI
 * @XMPP_FORM_FAULT_LOW: a value is below the least one
 * @XMPP_FORM_FAULT_HIGH: a value is above the greatest one
 * @XMPP_FORM_FAULT_PATTERN: a value does not look like it should
 * @XMPP_FORM_FAULT_TOO_FEW: there must be more values
 * @XMPP_FORM_FAULT_TOO_MANY: there are too many
 *
 * What is wrong with an answer.
 */
typedef enum {
  XMPP_FORM_FAULT_NONE,
  XMPP_FORM_FAULT_MISSING,
  XMPP_FORM_FAULT_ADDRESS,
  XMPP_FORM_FAULT_OPTION,
  XMPP_FORM_FAULT_NUMBER,
  XMPP_FORM_FAULT_WHOLE,
  XMPP_FORM_FAULT_DATE,
  XMPP_FORM_FAULT_TIME,
  XMPP_FORM_FAULT_LINK,
  XMPP_FORM_FAULT_LOW,
  XMPP_FORM_FAULT_HIGH,
  XMPP_FORM_FAULT_PATTERN,
  XMPP_FORM_FAULT_TOO_FEW,
  XMPP_FORM_FAULT_TOO_MANY,
} XmppFormFault;

/**
 * XmppFormRule:
 * @datatype: such as "xs:integer"; "xs:string" if none is given
 * @open: of a list: other values than the options are welcome (§3.2.2)
 * @min: (nullable): the least value (§3.2.3)
 * @max: (nullable): the greatest value
 * @pattern: (nullable): a regular expression (§3.2.4)
 * @list_min: so many values at least (§3.3)
 * @list_max: so many at most; 0: any number
 */
typedef struct {
  char *datatype;
  gboolean open;
  char *min, *max;
  char *pattern;
  guint list_min, list_max;
} XmppFormRule;

/* @validate: a <validate/> in XMPP_NS_FORM_VALIDATE */
XmppFormRule *xmpp_form_rule_parse (const XmlElement *validate) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_form_rule_free (XmppFormRule *self);

/* A rule or a type that we do not know lets everything through: the other side checks anyway. */
XmppFormFault xmpp_form_rule_check_value (const XmppFormRule *self, const char *value);
XmppFormFault xmpp_form_rule_check_count (const XmppFormRule *self, guint n_values);
