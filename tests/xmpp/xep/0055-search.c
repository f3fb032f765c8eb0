/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of searching, with the examples of XEP-0055. */
#include "config.h"

#include "xmpp/xep/0055-search.h"

#include "../snippet.h"

static void
test_legacy (void)
{
  g_autoptr (XmlElement) query =
    snippet_parse ("<query xmlns='jabber:iq:search'><instructions>Fill in</instructions>"
                   "<email/><first/><last/><nick/></query>");
  g_autoptr (XmlElement) found = snippet_parse (
    "<query xmlns='jabber:iq:search'><item jid='juliet@capulet.com'><first>Juliet</first>"
    "<last>Capulet</last></item><item jid='tybalt@shakespeare.lit'/></query>");
  gboolean legacy = FALSE;
  g_autoptr (XmppForm) form = xmpp_search_parse (query, &legacy);
  g_autoptr (XmppForm) report = xmpp_search_parse (found, &legacy);
  g_autoptr (XmppForm) answer = xmpp_form_new_submit (form);
  g_autoptr (XmlElement) built = NULL;

  g_assert_true (legacy);
  g_assert_cmpstr (form->type, ==, "form");
  g_assert_cmpuint (form->fields->len, ==, 4);
  g_assert_cmpstr (form->instructions, ==, "Fill in");
  xmpp_form_add_value (answer, "last", NULL, "Capulet");
  xmpp_form_add_value (answer, "nick", NULL, "");
  built = xmpp_search_build (answer, TRUE);
  snippet_assert_equal (built, "<query xmlns='jabber:iq:search'><last>Capulet</last></query>");

  g_assert_cmpstr (report->type, ==, "result");
  g_assert_cmpuint (report->items->len, ==, 2);
  g_assert_cmpstr (xmpp_form_item_find (report->items->pdata[0], "first")->values[0], ==, "Juliet");
  g_assert_cmpstr (xmpp_form_item_find (report->items->pdata[1], "jid")->values[0], ==,
                   "tybalt@shakespeare.lit");
}

static void
test_form (void)
{
  g_autoptr (XmlElement) query =
    snippet_parse ("<query xmlns='jabber:iq:search'><x xmlns='jabber:x:data' type='form'>"
                   "<field type='hidden' var='FORM_TYPE'><value>jabber:iq:search</value></field>"
                   "<field var='x-gender'/></x></query>");
  gboolean legacy = TRUE;
  g_autoptr (XmppForm) form = xmpp_search_parse (query, &legacy);
  g_autoptr (XmppForm) answer = xmpp_form_new_submit (form);
  g_autoptr (XmlElement) built = xmpp_search_build (answer, FALSE);
  g_autoptr (XmlElement) get = xmpp_search_build_get ();

  g_assert_false (legacy);
  snippet_assert_equal (built, "<query xmlns='jabber:iq:search'>"
                               "<x xmlns='jabber:x:data' type='submit'>"
                               "<field type='hidden' var='FORM_TYPE'>"
                               "<value>jabber:iq:search</value></field></x></query>");
  snippet_assert_equal (get, "<query xmlns='jabber:iq:search'/>");
  g_assert_null (xmpp_search_parse (NULL, &legacy));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/legacy", test_legacy);
  g_test_add_func ("/search/form", test_form);

  return g_test_run ();
}
