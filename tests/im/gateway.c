/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A gateway asks for a name, becomes a contact, is signed in to, and goes with its people.
 */

#include "im/gateway.h"

#include "rig.h"

#define ROSTER_SET "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
#define RESULT "S: <iq type='result' id='@'/>\n"

static ImService *
new_gateway (ImRig *rig)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("irc.example.org");

  return im_service_new (rig->account, jid, NULL, "IRC");
}

static void
test_prompt (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (XmppGatewayPrompt) prompt = NULL;
  g_autofree char *address = NULL;

  im_rig_sign_in (rig, "");
  gateway = new_gateway (rig);
  im_gateway_ask_async (gateway, NULL, im_rig_done, &asked);
  im_rig_play (rig,
               "C: <iq type='get' id='*' to='irc.example.org'><query xmlns='jabber:iq:gateway'/>"
               "</iq>\n"
               "S: <iq type='result' id='@' from='irc.example.org'>"
               "<query xmlns='jabber:iq:gateway'><prompt>Nick</prompt></query></iq>\n");
  prompt = im_gateway_ask_finish (gateway, im_rig_await (&asked), NULL);
  g_assert_cmpstr (prompt->prompt, ==, "Nick");

  im_gateway_find_async (gateway, "Nurse", NULL, im_rig_done, &found);
  im_rig_play (rig,
               "C: <iq type='set' id='*' to='irc.example.org'><query xmlns='jabber:iq:gateway'>"
               "<prompt>Nurse</prompt></query></iq>\n"
               "S: <iq type='result' id='@' from='irc.example.org'>"
               "<query xmlns='jabber:iq:gateway'><jid>nurse@irc.example.org</jid></query></iq>\n");
  address = im_gateway_find_finish (gateway, im_rig_await (&found), NULL);
  g_assert_cmpstr (address, ==, "nurse@irc.example.org");
}

static void
test_presence (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;

  im_rig_sign_in (rig, "");
  gateway = new_gateway (rig);
  g_assert_true (im_gateway_set_present (gateway, FALSE, NULL));
  im_rig_play (rig, "C: <presence id='*' type='unavailable' to='irc.example.org'/>\n");

  im_account_set_own_presence (rig->account, IM_SHOW_DND, "Studying");
  im_rig_play (rig, "C: <presence id='*'><show>dnd</show><status>Studying</status>*</presence>\n");
  g_assert_true (im_gateway_set_present (gateway, TRUE, NULL));
  im_rig_play (rig, "C: <presence id='*' to='irc.example.org'><show>dnd</show>"
                    "<status>Studying</status>*</presence>\n--");
}

static void
test_presence_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_connect (rig);
  gateway = new_gateway (rig);
  g_assert_false (im_gateway_set_present (gateway, TRUE, &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
}

static void
test_welcome (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;

  im_rig_sign_in (rig, "");
  gateway = new_gateway (rig);
  im_gateway_welcome (gateway);
  im_rig_play (rig, ROSTER_SET "<item jid='irc.example.org' name='IRC'><group>IRC</group></item>"
                               "</query></iq>\n" RESULT);
}

/* The person may have given it another name. */
static void
test_welcome_again (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;

  im_rig_sign_in (rig, "<item jid='irc.example.org' name='Chatter' subscription='both'/>");
  gateway = new_gateway (rig);
  im_gateway_welcome (gateway);
  im_rig_play (rig, "--");
}

/* It and its people go; others stay. */
static void
test_forget (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImService) gateway = NULL;

  im_rig_sign_in (rig, "<item jid='juliet@example.com' subscription='both'/>"
                       "<item jid='irc.example.org' subscription='both'/>"
                       "<item jid='nurse@irc.example.org' subscription='both'/>");
  gateway = new_gateway (rig);
  g_assert_cmpuint (im_gateway_count_people (gateway), ==, 1);
  im_gateway_forget (gateway);
  im_rig_play (
    rig, ROSTER_SET
    "<item jid='irc.example.org' subscription='remove'/></query></iq>\n" RESULT ROSTER_SET
    "<item jid='nurse@irc.example.org' subscription='remove'/></query></iq>\n" RESULT "--");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("gateway", "prompt", test_prompt);
  im_rig_add_unmanaged ("gateway", "presence", test_presence);
  im_rig_add_unmanaged ("gateway", "presence-offline", test_presence_offline);
  im_rig_add_unmanaged ("gateway", "welcome", test_welcome);
  im_rig_add_unmanaged ("gateway", "welcome-again", test_welcome_again);
  im_rig_add_unmanaged ("gateway", "forget", test_forget);

  return g_test_run ();
}
