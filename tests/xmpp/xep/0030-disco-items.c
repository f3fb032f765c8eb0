/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what there is at an entity, with the examples of XEP-0030 §4. */
#include "config.h"

#include "xmpp/xep/0030-disco-items.h"

#include "../snippet.h"

static void
test_items (void)
{
  g_autoptr (XmlElement) query = snippet_parse (
    "<query xmlns='http://jabber.org/protocol/disco#items'>"
    "<item jid='people.shakespeare.lit' name='Directory'/>"
    "<item jid='catalog.shakespeare.lit' node='books'/><item name='nowhere'/><item jid='@'/>"
    "</query>");
  g_autoptr (GPtrArray) items = xmpp_disco_items_parse (query);
  g_autoptr (GPtrArray) none = xmpp_disco_items_parse (NULL);
  const XmppDiscoItem *second;

  g_assert_cmpuint (items->len, ==, 2);
  second = items->pdata[1];
  g_assert_cmpstr (xmpp_jid_string (second->jid), ==, "catalog.shakespeare.lit");
  g_assert_cmpstr (second->node, ==, "books");
  g_assert_null (second->name);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_endless (void)
{
  g_autoptr (GString) text =
    g_string_new ("<query xmlns='http://jabber.org/protocol/disco#items'>");
  g_autoptr (XmlElement) query = NULL;
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < XMPP_DISCO_MAX_ITEMS + 10; i++)
    g_string_append (text, "<item jid='a.example'/>");
  g_string_append (text, "</query>");
  query = snippet_parse (text->str);
  items = xmpp_disco_items_parse (query);
  g_assert_cmpuint (items->len, ==, XMPP_DISCO_MAX_ITEMS);
}

static void
test_get (void)
{
  g_autoptr (XmlElement) get = xmpp_disco_items_build_get ("music");

  snippet_assert_equal (get,
                        "<query xmlns='http://jabber.org/protocol/disco#items' node='music'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/disco-items/items", test_items);
  g_test_add_func ("/disco-items/endless", test_endless);
  g_test_add_func ("/disco-items/get", test_get);

  return g_test_run ();
}
