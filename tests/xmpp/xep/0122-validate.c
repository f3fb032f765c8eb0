/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what values must be like, with the examples of XEP-0122 §3. */
#include "config.h"

#include "xmpp/xep/0122-validate.h"

#include "../snippet.h"

#define RULE(type, rest)                                                                           \
  "<validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='" type "'>" rest          \
  "</validate>"

static XmppFormFault
check (const char *rule_text, const char *value)
{
  g_autoptr (XmlElement) element = snippet_parse (rule_text);
  XmppFormRule *rule = xmpp_form_rule_parse (element);
  XmppFormFault fault = xmpp_form_rule_check_value (rule, value);

  xmpp_form_rule_free (rule);
  return fault;
}

static void
test_values (void)
{
  static const struct {
    const char *rule, *value;
    XmppFormFault fault;
  } cases[] = {
    { RULE ("xs:integer", "<basic/>"), "-12", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:integer", "<basic/>"), "1.5", XMPP_FORM_FAULT_WHOLE },
    { RULE ("xs:integer", "<basic/>"), "0x10", XMPP_FORM_FAULT_WHOLE },
    { RULE ("xs:integer", "<basic/>"), "", XMPP_FORM_FAULT_WHOLE },
    { RULE ("xs:int", "<range min='0' max='50'/>"), "50", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:int", "<range min='0' max='50'/>"), "51", XMPP_FORM_FAULT_HIGH },
    { RULE ("xs:int", "<range min='0' max='50'/>"), "-1", XMPP_FORM_FAULT_LOW },
    { RULE ("xs:int", "<range min='zero'/>"), "-1", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:double", "<basic/>"), "1.5e3", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:decimal", "<basic/>"), "one", XMPP_FORM_FAULT_NUMBER },
    { RULE ("xs:date", "<basic/>"), "2026-11-21", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:date", "<basic/>"), "2026-02-30", XMPP_FORM_FAULT_DATE },
    { RULE ("xs:date", "<range min='2026-01-01'/>"), "2025-12-31", XMPP_FORM_FAULT_LOW },
    { RULE ("xs:dateTime", "<basic/>"), "2003-10-06T11:22:00-07:00", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:dateTime", "<basic/>"), "yesterday", XMPP_FORM_FAULT_TIME },
    { RULE ("xs:anyURI", "<basic/>"), "https://example.org/", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:anyURI", "<basic/>"), "not a link", XMPP_FORM_FAULT_LINK },
    { RULE ("xs:string", "<regex>([0-9]{3})-([0-9]{2})</regex>"), "123-45", XMPP_FORM_FAULT_NONE },
    { RULE ("xs:string", "<regex>[0-9]+</regex>"), "12a", XMPP_FORM_FAULT_PATTERN },
    { RULE ("xs:string", "<regex>a|b</regex>"), "ab", XMPP_FORM_FAULT_PATTERN },
    { RULE ("xs:string", "<regex>(</regex>"), "anything", XMPP_FORM_FAULT_NONE },
    { RULE ("x:unheard-of", "<basic/>"), "anything", XMPP_FORM_FAULT_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s: %s", cases[i].rule, cases[i].value);
    g_assert_cmpint (check (cases[i].rule, cases[i].value), ==, cases[i].fault);
  }
}

static void
test_counts (void)
{
  g_autoptr (XmlElement) element =
    snippet_parse (RULE ("xs:string", "<open/><list-range min='2' max='3'/>"));
  XmppFormRule *rule = xmpp_form_rule_parse (element);

  g_assert_true (rule->open);
  g_assert_cmpint (xmpp_form_rule_check_count (rule, 1), ==, XMPP_FORM_FAULT_TOO_FEW);
  g_assert_cmpint (xmpp_form_rule_check_count (rule, 3), ==, XMPP_FORM_FAULT_NONE);
  g_assert_cmpint (xmpp_form_rule_check_count (rule, 4), ==, XMPP_FORM_FAULT_TOO_MANY);
  xmpp_form_rule_free (rule);
}

/* A pattern that would take for ever is given up, and the value let through. */
static void
test_slow_pattern (void)
{
  g_autofree char *value = g_strnfill (5000, 'a');
  gint64 start = g_get_monotonic_time ();

  value[4999] = '!';
  g_assert_cmpint (check (RULE ("xs:string", "<regex>(a+)+$</regex>"), value), ==,
                   XMPP_FORM_FAULT_NONE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validate/values", test_values);
  g_test_add_func ("/validate/counts", test_counts);
  g_test_add_func ("/validate/slow-pattern", test_slow_pattern);

  return g_test_run ();
}
