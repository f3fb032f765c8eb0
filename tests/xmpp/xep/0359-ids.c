/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of message ids: the XEP's examples, forged ones. */
#include "config.h"

#include "xmpp/xep/0359-ids.h"

#include "../snippet.h"

#define NS "urn:xmpp:sid:0"

static void
test_read (void)
{
  /* XEP-0359 §2.2 */
  g_autoptr (XmlElement) message = snippet_parse (
    "<message to='room@muc.example.com' type='groupchat'><body>Typical body text</body>"
    "<stanza-id xmlns='" NS "' id='5f3dbc5e' by='room@muc.example.com'/>"
    "<stanza-id xmlns='" NS "' id='other' by='me@example.com'/>"
    "<origin-id xmlns='" NS "' id='de305d54'/></message>");
  g_autoptr (XmlElement) empty = snippet_parse (
    "<message><stanza-id xmlns='" NS "' by='room@muc.example.com'/><origin-id id='1'/></message>");
  g_autoptr (XmppJid) room = xmpp_jid_parse ("Room@muc.example.com", NULL);
  g_autoptr (XmppJid) stranger = xmpp_jid_parse ("evil@example.com", NULL);

  g_assert_cmpstr (xmpp_ids_get_origin (message), ==, "de305d54");
  g_assert_cmpstr (xmpp_ids_get_archived (message, room), ==, "5f3dbc5e");
  g_assert_null (xmpp_ids_get_archived (message, stranger));

  g_assert_null (xmpp_ids_get_origin (empty));
  g_assert_null (xmpp_ids_get_archived (empty, room));
}

static void
test_hostile (void)
{
  g_autofree char *long_id = g_strnfill (1024, 'x');
  g_autofree char *text = g_strdup_printf ("<message><origin-id xmlns='" NS
                                           "' id='%s'/><stanza-id xmlns='" NS "' id='%s' by='a@b'/>"
                                           "</message>",
                                           long_id, long_id);
  g_autoptr (XmlElement) absurd = snippet_parse (text);
  g_autoptr (XmlElement) twice =
    snippet_parse ("<message><stanza-id xmlns='" NS "' id='1' by='a@b'/>"
                   "<stanza-id xmlns='" NS "' id='2' by='A@b'/></message>");
  g_autoptr (XmlElement) malformed =
    snippet_parse ("<message><stanza-id xmlns='" NS "' id='1' by='@'/>"
                   "<stanza-id xmlns='" NS "' id='2'/></message>");
  g_autoptr (XmppJid) by = xmpp_jid_parse ("a@b", NULL);

  g_assert_null (xmpp_ids_get_origin (absurd));
  g_assert_null (xmpp_ids_get_archived (absurd, by));
  g_assert_null (xmpp_ids_get_archived (twice, by));
  g_assert_null (xmpp_ids_get_archived (malformed, by));
}

static void
test_build (void)
{
  g_autoptr (XmlElement) origin = xmpp_ids_build_origin ("de305d54");

  snippet_assert_equal (origin, "<origin-id xmlns='" NS "' id='de305d54'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ids/read", test_read);
  g_test_add_func ("/ids/hostile", test_hostile);
  g_test_add_func ("/ids/build", test_build);

  return g_test_run ();
}
