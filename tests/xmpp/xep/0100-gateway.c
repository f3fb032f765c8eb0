/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what gateways ask, with the examples of XEP-0100 §6. */
#include "config.h"

#include "xmpp/xep/0100-gateway.h"

#include "../snippet.h"

static void
test_prompt (void)
{
  g_autoptr (XmlElement) query =
    snippet_parse ("<query xmlns='jabber:iq:gateway'><desc> Enter the nickname. </desc>"
                   "<prompt>Nickname</prompt></query>");
  g_autoptr (XmlElement) bare =
    snippet_parse ("<query xmlns='jabber:iq:gateway'><prompt/></query>");
  g_autoptr (XmppGatewayPrompt) prompt = xmpp_gateway_prompt_parse (query);
  g_autoptr (XmppGatewayPrompt) nothing = xmpp_gateway_prompt_parse (bare);

  g_assert_cmpstr (prompt->desc, ==, "Enter the nickname.");
  g_assert_cmpstr (prompt->prompt, ==, "Nickname");
  g_assert_null (nothing->prompt);
  g_assert_null (xmpp_gateway_prompt_parse (NULL));
}

static void
test_name (void)
{
  g_autoptr (XmlElement) get = xmpp_gateway_build_get ();
  g_autoptr (XmlElement) name = xmpp_gateway_build_name ("CapuletNurse");
  g_autoptr (XmlElement) answer = snippet_parse (
    "<query xmlns='jabber:iq:gateway'><jid>capuletnurse@aim.shakespeare.lit</jid></query>");
  g_autoptr (XmlElement) old = snippet_parse (
    "<query xmlns='jabber:iq:gateway'><prompt>nurse@aim.shakespeare.lit</prompt></query>");
  g_autofree char *address = xmpp_gateway_dup_address (answer);
  g_autofree char *old_address = xmpp_gateway_dup_address (old);

  snippet_assert_equal (get, "<query xmlns='jabber:iq:gateway'/>");
  snippet_assert_equal (name,
                        "<query xmlns='jabber:iq:gateway'><prompt>CapuletNurse</prompt></query>");
  g_assert_cmpstr (address, ==, "capuletnurse@aim.shakespeare.lit");
  g_assert_cmpstr (old_address, ==, "nurse@aim.shakespeare.lit");
  g_assert_null (xmpp_gateway_dup_address (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gateway/prompt", test_prompt);
  g_test_add_func ("/gateway/name", test_name);

  return g_test_run ();
}
