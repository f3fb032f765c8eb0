/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of disco#info, with the examples of XEP-0030 and XEP-0128. */
#include "config.h"

#include "xmpp/xep/0030-disco-info.h"

#include "../snippet.h"

#define NS "http://jabber.org/protocol/disco#info"

/* XEP-0128 §3, with XEP-0030's second identity. */
static const char server[] =
  "<query xmlns='" NS "' node='n'>"
  "<identity category='server' type='im' name='shakespeare.lit jabber server'/>"
  "<identity category='directory' type='chatroom' xml:lang='en'/>"
  "<feature var='jabber:iq:register'/><feature var='jabber:iq:time'/>"
  "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
  "<value>http://jabber.org/network/serverinfo</value></field>"
  "<field var='c2s_port'><value>5222</value></field></x></query>";

static void
test_both_ways (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) query = snippet_parse (server);
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_info_parse (query, &error);
  g_autoptr (XmlElement) built = NULL;
  const XmppDiscoIdentity *identity;

  g_assert_no_error (error);
  g_assert_cmpstr (info->node, ==, "n");
  g_assert_cmpuint (info->identities->len, ==, 2);
  identity = info->identities->pdata[0];
  g_assert_cmpstr (identity->name, ==, "shakespeare.lit jabber server");
  g_assert_null (identity->lang);
  identity = info->identities->pdata[1];
  g_assert_cmpstr (identity->lang, ==, "en");
  g_assert_null (identity->name);

  g_assert_true (xmpp_disco_info_has_identity (info, "server", NULL));
  g_assert_true (xmpp_disco_info_has_identity (info, "directory", "chatroom"));
  g_assert_false (xmpp_disco_info_has_identity (info, "server", "chatroom"));
  g_assert_true (xmpp_disco_info_has_feature (info, "jabber:iq:time"));
  g_assert_false (xmpp_disco_info_has_feature (info, "jabber:iq"));
  g_assert_nonnull (xmpp_disco_info_find_form (info, "http://jabber.org/network/serverinfo"));
  g_assert_null (xmpp_disco_info_find_form (info, "urn:x"));

  built = xmpp_disco_info_build (info);
  snippet_assert_equal (built, server);
}

static void
test_make (void)
{
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_info_new (NULL);
  g_autoptr (XmppDiscoInfo) shared = xmpp_disco_info_ref (info);
  g_autoptr (XmlElement) built = NULL;

  xmpp_disco_info_add_identity (info, "client", "pc", NULL, "Kith");
  xmpp_disco_info_add_feature (info, "urn:xmpp:ping");
  xmpp_disco_info_take_form (info, xmpp_form_new ("result", "urn:x"));
  built = xmpp_disco_info_build (shared);
  snippet_assert_equal (built,
                        "<query xmlns='" NS "'><identity category='client' type='pc' name='Kith'/>"
                        "<feature var='urn:xmpp:ping'/><x xmlns='jabber:x:data' type='result'>"
                        "<field var='FORM_TYPE' type='hidden'><value>urn:x</value></field></x>"
                        "</query>");
}

static void
test_hostile (void)
{
  static const struct {
    const char *text;
    int code; /* an XmppDiscoError, -1 for none */
  } cases[] = {
    { "<query xmlns='" NS "'/>", -1 },
    { "<query xmlns='" NS "'><feature xmlns='urn:x'/>text<item jid='a@b'/></query>", -1 },
    { "<query xmlns='" NS "'><identity category='a' type=''/><feature var=''/></query>", -1 },
    { "<query xmlns='" NS "'><feature/></query>", XMPP_DISCO_ERROR_MALFORMED },
    { "<query xmlns='" NS "'><identity type='pc'/></query>", XMPP_DISCO_ERROR_MALFORMED },
    { "<query xmlns='" NS "'><identity category='pc'/></query>", XMPP_DISCO_ERROR_MALFORMED },
    { "<query xmlns='http://jabber.org/protocol/disco#items'/>", XMPP_DISCO_ERROR_MALFORMED },
    { "<info xmlns='" NS "'/>", XMPP_DISCO_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (XmlElement) query = snippet_parse (cases[i].text);
    g_autoptr (XmppDiscoInfo) info = xmpp_disco_info_parse (query, &error);

    g_test_message ("%s", cases[i].text);
    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, XMPP_DISCO_ERROR, cases[i].code);
    g_assert_true ((info != NULL) == (cases[i].code < 0));
  }
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("<query xmlns='" NS "'>");
  g_autoptr (XmlElement) query = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "<feature var='%u'/>", i);
  g_string_append (text, "</query>");

  query = snippet_parse (text->str);
  g_assert_null (xmpp_disco_info_parse (query, &error));
  g_assert_error (error, XMPP_DISCO_ERROR, XMPP_DISCO_ERROR_TOO_BIG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/disco-info/both-ways", test_both_ways);
  g_test_add_func ("/disco-info/make", test_make);
  g_test_add_func ("/disco-info/hostile", test_hostile);
  g_test_add_func ("/disco-info/size", test_size);

  return g_test_run ();
}
