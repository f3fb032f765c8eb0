/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Talks with services: a command of two stages, a registration that ends, a search.
 */

#include "im/talk.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define COMMAND(attrs, content)                                                                    \
  "<command xmlns='http://jabber.org/protocol/commands' node='config' " attrs ">" content          \
  "</command></iq>\n"

static void
act (ImRig *rig, ImTalk *talk, ImTalkAction action, XmppForm *answer, const char *transcript)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_talk_act_async (talk, action, answer, NULL, im_rig_done, &result);
  im_rig_play (rig, transcript);
  g_assert_true (im_talk_act_finish (talk, im_rig_await (&result), &error));
  g_assert_no_error (error);
}

static void
test_command (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("example.org");
  g_autoptr (ImTalk) talk = NULL;

  im_rig_sign_in (rig, "");
  talk = im_talk_new (rig->account, jid, "config", IM_TALK_COMMAND);
  act (
    rig, talk, IM_TALK_BEGIN, NULL,
    "C: <iq type='set' id='*' to='example.org'>" COMMAND (
      "action='execute'",
      "") "S: <iq type='result' id='@' from='example.org'>" COMMAND ("sessionid='s1' "
                                                                     "status='executing'",
                                                                     "<actions><next/></actions><x "
                                                                     "xmlns='jabber:x:data' "
                                                                     "type='form'/>"));
  g_assert_nonnull (im_talk_get_form (talk));
  g_assert_cmpuint (im_talk_get_actions (talk), ==, IM_TALK_NEXT | IM_TALK_CANCEL);
  g_assert_cmpint (im_talk_get_preferred (talk), ==, IM_TALK_NEXT);
  g_assert_false (im_talk_is_over (talk));

  act (rig, talk, IM_TALK_NEXT, xmpp_form_new ("submit", NULL),
       "C: <iq type='set' id='*' to='example.org'>" COMMAND (
         "sessionid='s1' action='next'",
         "<x xmlns='jabber:x:data' type='submit'/>") "S: <iq type='result' id='@' "
                                                     "from='example.org'>" COMMAND ("sessionid='s1'"
                                                                                    " status='"
                                                                                    "completed'",
                                                                                    "<note>Done.</"
                                                                                    "note>"));
  g_assert_cmpstr (im_talk_get_notes (talk), ==, "Done.");
  g_assert_null (im_talk_get_form (talk));
  g_assert_cmpuint (im_talk_get_actions (talk), ==, 0);
  g_assert_true (im_talk_is_over (talk));
}

static void
test_registration (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("irc.example.org");
  g_autoptr (ImTalk) talk = NULL;

  im_rig_sign_in (rig, "");
  talk = im_talk_new (rig->account, jid, NULL, IM_TALK_REGISTER);
  act (rig, talk, IM_TALK_BEGIN, NULL,
       "C: <iq type='get' id='*' to='irc.example.org'><query xmlns='jabber:iq:register'/></iq>\n"
       "S: <iq type='result' id='@' from='irc.example.org'><query xmlns='jabber:iq:register'>"
       "<registered/><username>romeo</username></query></iq>\n");
  g_assert_true (im_talk_is_registered (talk));
  g_assert_cmpuint (im_talk_get_actions (talk), ==, IM_TALK_COMPLETE | IM_TALK_REMOVE);

  act (rig, talk, IM_TALK_REMOVE, NULL,
       "C: <iq type='set' id='*' to='irc.example.org'><query xmlns='jabber:iq:register'>"
       "<remove/></query></iq>\n"
       "S: <iq type='result' id='@' from='irc.example.org'/>\n");
  g_assert_true (im_talk_is_over (talk));
}

/* A change of a registration with a gateway makes no contact of it, its end takes it off the list. */
static void
test_gateway (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("irc.example.org");
  g_autoptr (ImTalk) talk = NULL;
  g_autoptr (ImService) gateway = NULL;

  im_rig_sign_in (rig, "<item jid='irc.example.org' subscription='both'/>");
  talk = im_talk_new (rig->account, jid, NULL, IM_TALK_REGISTER);
  gateway = im_service_new (rig->account, jid, NULL, "IRC");
  im_talk_set_gateway (talk, gateway);
  act (rig, talk, IM_TALK_BEGIN, NULL,
       "C: <iq type='get' id='*' to='irc.example.org'><query xmlns='jabber:iq:register'/></iq>\n"
       "S: <iq type='result' id='@' from='irc.example.org'><query xmlns='jabber:iq:register'>"
       "<registered/><username>romeo</username></query></iq>\n");
  act (rig, talk, IM_TALK_COMPLETE, xmpp_form_new ("submit", NULL),
       "C: <iq type='set' id='*' to='irc.example.org'><query xmlns='jabber:iq:register'/></iq>\n"
       "S: <iq type='result' id='@' from='irc.example.org'/>\n--");
  act (rig, talk, IM_TALK_REMOVE, NULL,
       "C: <iq type='set' id='*' to='irc.example.org'><query xmlns='jabber:iq:register'>"
       "<remove/></query></iq>\n"
       "S: <iq type='result' id='@' from='irc.example.org'/>\n");
  im_rig_play (rig, "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
                    "<item jid='irc.example.org' subscription='remove'/></query></iq>\n"
                    "S: <iq type='result' id='@'/>\n--");
}

static void
test_search (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("users.example.org");
  g_autoptr (ImTalk) talk = NULL;
  XmppForm *answer = xmpp_form_new ("submit", NULL);

  im_rig_sign_in (rig, "");
  talk = im_talk_new (rig->account, jid, NULL, IM_TALK_SEARCH);
  act (rig, talk, IM_TALK_BEGIN, NULL,
       "C: <iq type='get' id='*' to='users.example.org'><query xmlns='jabber:iq:search'/></iq>\n"
       "S: <iq type='result' id='@' from='users.example.org'>"
       "<query xmlns='jabber:iq:search'><last/></query></iq>\n");
  xmpp_form_add_value (answer, "last", NULL, "Capulet");
  act (rig, talk, IM_TALK_COMPLETE, answer,
       "C: <iq type='set' id='*' to='users.example.org'>"
       "<query xmlns='jabber:iq:search'><last>Capulet</last></query></iq>\n"
       "S: <iq type='result' id='@' from='users.example.org'><query xmlns='jabber:iq:search'>"
       "<item jid='juliet@example.com'/></query></iq>\n");
  g_assert_true (im_talk_is_over (talk));
  g_assert_cmpuint (im_form_get_form (im_talk_get_form (talk))->items->len, ==, 1);
}

/* What was shown stays when a step fails. */
static void
test_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("users.example.org");
  g_autoptr (ImTalk) talk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  talk = im_talk_new (rig->account, jid, NULL, IM_TALK_SEARCH);
  act (rig, talk, IM_TALK_BEGIN, NULL,
       "C: <iq type='get' id='*' to='users.example.org'><query xmlns='jabber:iq:search'/></iq>\n"
       "S: <iq type='result' id='@' from='users.example.org'>"
       "<query xmlns='jabber:iq:search'><last/></query></iq>\n");
  im_talk_act_async (talk, IM_TALK_COMPLETE, xmpp_form_new ("submit", NULL), NULL, im_rig_done,
                     &result);
  im_rig_play (rig, "C: <iq type='set' id='*' to='users.example.org'>"
                    "<query xmlns='jabber:iq:search'/></iq>\n"
                    "S: <iq type='error' id='@' from='users.example.org'><error type='modify'>"
                    "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  g_assert_false (im_talk_act_finish (talk, im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ACCEPTABLE);
  g_assert_nonnull (im_talk_get_form (talk));
  g_assert_cmpuint (im_talk_get_actions (talk), ==, IM_TALK_COMPLETE);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("talk", "command", test_command);
  im_rig_add_unmanaged ("talk", "registration", test_registration);
  im_rig_add_unmanaged ("talk", "gateway", test_gateway);
  im_rig_add_unmanaged ("talk", "search", test_search);
  im_rig_add_unmanaged ("talk", "refused", test_refused);

  return g_test_run ();
}
