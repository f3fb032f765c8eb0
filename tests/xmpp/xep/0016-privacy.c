/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of privacy lists: the XEP's examples. */
#include "config.h"

#include "xmpp/xep/0016-privacy.h"

#include "xmpp/snippet.h"

#define QUERY(inside) "<iq type='result'><query xmlns='jabber:iq:privacy'>" inside "</query></iq>"
#define LIST(items) QUERY ("<list name='public'>" items "</list>")

static void
test_in_force (void)
{
  static const struct {
    const char *reply, *name;
  } cases[] = {
    /* Example 3. */
    { QUERY ("<active name='private'/><default name='public'/><list name='public'/>"
             "<list name='private'/><list name='special'/>"),
      "private" },
    { QUERY ("<active/><default name='public'/>"), "public" },
    { QUERY ("<list name='public'/>"), NULL },
    { QUERY ("<default name=''/>"), NULL },
    { "<iq type='result'/>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) reply = snippet_parse (cases[i].reply);
    g_autofree char *name = xmpp_privacy_dup_in_force (reply);

    g_assert_cmpstr (name, ==, cases[i].name);
  }
}

static void
test_block_list (void)
{
  static const struct {
    const char *reply;
    gboolean is_block_list;
  } cases[] = {
    { LIST ("<item type='jid' value='tybalt@example.com' action='deny' order='1'/>"), TRUE },
    { LIST ("<item type='jid' value='tybalt@example.com' action='deny' order='1'><message/>"
            "<presence-in/><presence-out/><iq/></item>"),
      TRUE },
    { LIST ("<item type='jid' value='tybalt@example.com' action='deny' order='1'><message/>"
            "</item>"),
      FALSE },
    { LIST ("<item type='jid' value='tybalt@example.com' action='deny' order='1'/>"
            "<item action='allow' order='2'/>"),
      FALSE },
    { LIST ("<item type='subscription' value='none' action='deny' order='1'/>"), FALSE },
    { "<iq type='result'/>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) reply = snippet_parse (cases[i].reply);

    g_assert_cmpint (xmpp_privacy_is_block_list (reply), ==, cases[i].is_block_list);
  }
}

static void
test_build (void)
{
  g_autoptr (XmlElement) names = xmpp_privacy_build_names ();
  g_autoptr (XmlElement) get = xmpp_privacy_build_get ("public");
  g_autoptr (XmlElement) activate = xmpp_privacy_build_activate ("special");
  g_autoptr (XmlElement) open = xmpp_privacy_build_open_list ();

  snippet_assert_equal (names, "<query xmlns='jabber:iq:privacy'/>");
  snippet_assert_equal (get, "<query xmlns='jabber:iq:privacy'><list name='public'/></query>");
  snippet_assert_equal (activate,
                        "<query xmlns='jabber:iq:privacy'><active name='special'/></query>");
  snippet_assert_equal (open, "<query xmlns='jabber:iq:privacy'><list name='kith-everything'>"
                              "<item action='allow' order='1'/></list></query>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/privacy/in-force", test_in_force);
  g_test_add_func ("/privacy/block-list", test_block_list);
  g_test_add_func ("/privacy/build", test_build);
  return g_test_run ();
}
