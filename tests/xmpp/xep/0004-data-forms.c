/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of data forms, with the example of XEP-0128. */
#include "config.h"

#include "xmpp/xep/0004-data-forms.h"

#include "../snippet.h"

static const char serverinfo[] =
  "<x xmlns='jabber:x:data' type='result'>"
  "<field var='FORM_TYPE' type='hidden'>"
  "<value>http://jabber.org/network/serverinfo</value></field>"
  "<field var='c2s_port'><value>5222</value></field>"
  "<field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>"
  "<field type='fixed'/>"
  "<field var='empty'><value/></field>"
  "</x>";

static void
test_both_ways (void)
{
  g_autoptr (XmlElement) element = snippet_parse (serverinfo);
  g_autoptr (XmppForm) form = xmpp_form_parse (element);
  g_autoptr (XmlElement) built = xmpp_form_build (form);
  const XmppFormField *versions = xmpp_form_find (form, "ip_version");

  g_assert_cmpstr (form->type, ==, "result");
  g_assert_cmpuint (form->fields->len, ==, 5);
  g_assert_cmpstr (xmpp_form_get (form, "FORM_TYPE"), ==, "http://jabber.org/network/serverinfo");
  g_assert_cmpstr (xmpp_form_get (form, "c2s_port"), ==, "5222");
  g_assert_cmpstr (xmpp_form_get (form, "empty"), ==, "");
  g_assert_null (xmpp_form_get (form, "info_url"));
  g_assert_null (xmpp_form_find (form, "info_url"));
  g_assert_cmpstr (versions->type, ==, "text-multi");
  g_assert_cmpuint (g_strv_length (versions->values), ==, 2);
  g_assert_cmpstr (versions->values[1], ==, "ipv6");

  snippet_assert_equal (built, serverinfo);
}

static void
test_make (void)
{
  g_autoptr (XmppForm) form = xmpp_form_new ("result", "urn:xmpp:dataforms:softwareinfo");
  g_autoptr (XmppForm) untyped = xmpp_form_new ("cancel", NULL);
  g_autoptr (XmlElement) built = NULL;

  xmpp_form_add (form, "software", NULL, (const char *const[]){ "Kith", NULL });
  built = xmpp_form_build (form);
  snippet_assert_equal (built, "<x xmlns='jabber:x:data' type='result'>"
                               "<field var='FORM_TYPE' type='hidden'>"
                               "<value>urn:xmpp:dataforms:softwareinfo</value></field>"
                               "<field var='software'><value>Kith</value></field></x>");
  g_assert_cmpuint (untyped->fields->len, ==, 0);
}

static void
test_hostile (void)
{
  g_autoptr (XmlElement) element = snippet_parse (
    "<x xmlns='jabber:x:data'>text<field xmlns='urn:x' var='a'><value>1</value></field>"
    "<field var='b'><value xmlns='urn:x'>1</value><option><value>2</value></option></field>"
    "<item><field var='c'><value>3</value></field></item></x>");
  g_autoptr (XmppForm) form = xmpp_form_parse (element);

  g_assert_cmpstr (form->type, ==, "form");
  g_assert_cmpuint (form->fields->len, ==, 1);
  g_assert_nonnull (xmpp_form_find (form, "b"));
  g_assert_null (xmpp_form_get (form, "b"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-forms/both-ways", test_both_ways);
  g_test_add_func ("/data-forms/make", test_make);
  g_test_add_func ("/data-forms/hostile", test_hostile);

  return g_test_run ();
}
