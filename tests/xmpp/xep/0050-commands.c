/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of ad-hoc commands, with the examples of XEP-0050. */
#include "config.h"

#include "xmpp/xep/0050-commands.h"

#include "../snippet.h"

static XmppCommand *
parse (const char *text)
{
  g_autoptr (XmlElement) element = snippet_parse (text);

  return xmpp_command_parse (element);
}

static void
test_stage (void)
{
  g_autoptr (XmppCommand) command =
    parse ("<command xmlns='http://jabber.org/protocol/commands' sessionid='s1' node='config' "
           "status='executing'><actions execute='complete'><prev/><complete/></actions>"
           "<note type='warn'> Careful. </note><note>Really.</note>"
           "<x xmlns='jabber:x:data' type='form'><field var='mode'/></x></command>");

  g_assert_cmpstr (command->session_id, ==, "s1");
  g_assert_false (command->over);
  g_assert_cmpuint (command->actions, ==, XMPP_COMMAND_PREV | XMPP_COMMAND_COMPLETE);
  g_assert_cmpint (command->preferred, ==, XMPP_COMMAND_COMPLETE);
  g_assert_cmpstr (command->notes, ==, "Careful.\nReally.");
  g_assert_false (command->is_error);
  g_assert_cmpuint (command->form->fields->len, ==, 1);
}

static void
test_actions (void)
{
  static const struct {
    const char *actions;
    guint expected;
    XmppCommandAction preferred;
  } cases[] = {
    { "", XMPP_COMMAND_COMPLETE, XMPP_COMMAND_COMPLETE },
    { "<actions/>", XMPP_COMMAND_COMPLETE, XMPP_COMMAND_COMPLETE },
    { "<actions><next/></actions>", XMPP_COMMAND_NEXT, XMPP_COMMAND_NEXT },
    { "<actions execute='complete'><next/></actions>", XMPP_COMMAND_NEXT, XMPP_COMMAND_NEXT },
    { "<actions execute='complete'><prev/><next/><complete/></actions>",
      XMPP_COMMAND_PREV | XMPP_COMMAND_NEXT | XMPP_COMMAND_COMPLETE, XMPP_COMMAND_COMPLETE },
    { "<actions><cancel/><fly/><complete/></actions>", XMPP_COMMAND_COMPLETE,
      XMPP_COMMAND_COMPLETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("<command xmlns='http://jabber.org/protocol/commands' "
                                             "status='executing'>%s</command>",
                                             cases[i].actions);
    g_autoptr (XmppCommand) command = parse (text);

    g_test_message ("%s", cases[i].actions);
    g_assert_cmpuint (command->actions, ==, cases[i].expected);
    g_assert_cmpint (command->preferred, ==, cases[i].preferred);
  }
}

static void
test_end (void)
{
  g_autoptr (XmppCommand) command =
    parse ("<command xmlns='http://jabber.org/protocol/commands' status='completed'>"
           "<note type='error'>No such user</note></command>");

  g_assert_true (command->over);
  g_assert_true (command->is_error);
  g_assert_cmpuint (command->actions, ==, 0);
  g_assert_null (parse ("<query xmlns='jabber:iq:roster'/>"));
  g_assert_null (xmpp_command_parse (NULL));
}

static void
test_build (void)
{
  g_autoptr (XmppForm) answer = xmpp_form_new ("submit", NULL);
  g_autoptr (XmlElement) first = xmpp_command_build ("list", NULL, XMPP_COMMAND_EXECUTE, NULL);
  g_autoptr (XmlElement) next = xmpp_command_build ("list", "s1", XMPP_COMMAND_NEXT, answer);

  snippet_assert_equal (first, "<command xmlns='http://jabber.org/protocol/commands' node='list' "
                               "action='execute'/>");
  snippet_assert_equal (next, "<command xmlns='http://jabber.org/protocol/commands' node='list' "
                              "sessionid='s1' action='next'>"
                              "<x xmlns='jabber:x:data' type='submit'/></command>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/commands/stage", test_stage);
  g_test_add_func ("/commands/actions", test_actions);
  g_test_add_func ("/commands/end", test_end);
  g_test_add_func ("/commands/build", test_build);

  return g_test_run ();
}
