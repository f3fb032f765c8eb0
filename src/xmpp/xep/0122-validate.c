/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the values of a form's field must be like (XEP-0122). */
#include "config.h"

#include "xmpp/xep/0122-validate.h"

#include "base/time.h"
#include "xmpp/ns.h"

#include <errno.h>
#include <string.h>

/* The pattern comes from somebody else: neither compiling nor matching it may take long. */
#define MAX_PATTERN 500
#define MATCH_LIMIT "(*LIMIT_MATCH=20000)"

typedef enum { KIND_TEXT, KIND_WHOLE, KIND_NUMBER, KIND_DATE, KIND_TIME, KIND_LINK } Kind;

/* §4.2 and the register of the XSF. */
static const struct {
  const char *datatype;
  Kind kind;
  XmppFormFault fault;
} kinds[] = {
  { "xs:byte", KIND_WHOLE, XMPP_FORM_FAULT_WHOLE },
  { "xs:short", KIND_WHOLE, XMPP_FORM_FAULT_WHOLE },
  { "xs:int", KIND_WHOLE, XMPP_FORM_FAULT_WHOLE },
  { "xs:integer", KIND_WHOLE, XMPP_FORM_FAULT_WHOLE },
  { "xs:long", KIND_WHOLE, XMPP_FORM_FAULT_WHOLE },
  { "xs:decimal", KIND_NUMBER, XMPP_FORM_FAULT_NUMBER },
  { "xs:double", KIND_NUMBER, XMPP_FORM_FAULT_NUMBER },
  { "xs:date", KIND_DATE, XMPP_FORM_FAULT_DATE },
  { "xs:dateTime", KIND_TIME, XMPP_FORM_FAULT_TIME },
  { "xs:anyURI", KIND_LINK, XMPP_FORM_FAULT_LINK },
};

static guint
parse_count (const XmlElement *element, const char *attr)
{
  guint64 count = 0;

  xml_element_get_uint (element, attr, G_MAXUINT, &count, NULL);
  return (guint) count;
}

XmppFormRule *
xmpp_form_rule_parse (const XmlElement *validate)
{
  XmppFormRule *self = g_new0 (XmppFormRule, 1);
  const char *datatype = xml_element_get (validate, "datatype");
  const XmlElement *range = xml_element_find (validate, "range", XMPP_NS_FORM_VALIDATE);
  const XmlElement *list = xml_element_find (validate, "list-range", XMPP_NS_FORM_VALIDATE);

  self->datatype = g_strdup (datatype != NULL ? datatype : "xs:string");
  self->open = xml_element_find (validate, "open", XMPP_NS_FORM_VALIDATE) != NULL;
  self->pattern = xml_element_dup_child_text (validate, "regex", XMPP_NS_FORM_VALIDATE);
  if (range != NULL) {
    self->min = g_strdup (xml_element_get (range, "min"));
    self->max = g_strdup (xml_element_get (range, "max"));
  }
  if (list != NULL) {
    self->list_min = parse_count (list, "min");
    self->list_max = parse_count (list, "max");
  }
  return self;
}

void
xmpp_form_rule_free (XmppFormRule *self)
{
  if (self == NULL)
    return;
  g_free (self->datatype);
  g_free (self->min);
  g_free (self->max);
  g_free (self->pattern);
  g_free (self);
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;

  errno = 0;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && errno == 0;
}

static gboolean
parse_date (const char *text, double *number)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  gint64 time_us;

  if (!base_time_parse (midnight, &time_us, NULL))
    return FALSE;
  *number = (double) time_us;
  return TRUE;
}

static gboolean
parse_time (const char *text, double *number)
{
  gint64 time_us;

  if (!base_time_parse (text, &time_us, NULL))
    return FALSE;
  *number = (double) time_us;
  return TRUE;
}

/* Whether @text is of that kind; @number: (out): what to compare it by. */
static gboolean
parse (Kind kind, const char *text, double *number)
{
  *number = 0;
  switch (kind) {
  case KIND_WHOLE:
    return parse_number (text, number) && strspn (text, "+-0123456789") == strlen (text);
  case KIND_NUMBER:
    return parse_number (text, number);
  case KIND_DATE:
    return parse_date (text, number);
  case KIND_TIME:
    return parse_time (text, number);
  case KIND_LINK:
    return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
  case KIND_TEXT:
  default:
    return TRUE;
  }
}

static XmppFormFault
check_range (const XmppFormRule *self, Kind kind, double number)
{
  double limit;

  if (kind == KIND_TEXT || kind == KIND_LINK)
    return XMPP_FORM_FAULT_NONE;
  if (self->min != NULL && parse (kind, self->min, &limit) && number < limit)
    return XMPP_FORM_FAULT_LOW;
  if (self->max != NULL && parse (kind, self->max, &limit) && number > limit)
    return XMPP_FORM_FAULT_HIGH;
  return XMPP_FORM_FAULT_NONE;
}

/* A pattern that cannot be used, or takes too long, lets the value through. */
static XmppFormFault
check_pattern (const XmppFormRule *self, const char *value)
{
  g_autofree char *whole = NULL;
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GError) error = NULL;

  if (self->pattern == NULL || strlen (self->pattern) > MAX_PATTERN)
    return XMPP_FORM_FAULT_NONE;
  whole = g_strconcat (MATCH_LIMIT "^(?:", self->pattern, ")$", NULL);
  regex = g_regex_new (whole, 0, 0, NULL);
  if (regex == NULL || g_regex_match_full (regex, value, -1, 0, 0, NULL, &error) || error != NULL)
    return XMPP_FORM_FAULT_NONE;
  return XMPP_FORM_FAULT_PATTERN;
}

XmppFormFault
xmpp_form_rule_check_value (const XmppFormRule *self, const char *value)
{
  XmppFormFault fault = XMPP_FORM_FAULT_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    double number;

    if (!g_str_equal (kinds[i].datatype, self->datatype))
      continue;
    fault = parse (kinds[i].kind, value, &number) ? check_range (self, kinds[i].kind, number)
                                                  : kinds[i].fault;
  }
  return fault != XMPP_FORM_FAULT_NONE ? fault : check_pattern (self, value);
}

XmppFormFault
xmpp_form_rule_check_count (const XmppFormRule *self, guint n_values)
{
  if (n_values < self->list_min)
    return XMPP_FORM_FAULT_TOO_FEW;
  if (self->list_max > 0 && n_values > self->list_max)
    return XMPP_FORM_FAULT_TOO_MANY;
  return XMPP_FORM_FAULT_NONE;
}
