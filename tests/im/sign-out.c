/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing out another device: whether the server lets one, and the command, as servers ask for it.
 */

#include "im/sign-out.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define NODE "http://jabber.org/protocol/admin#end-user-session"
#define ITEMS(items)                                                                               \
  "C: <iq type='get' id='*' to='example.org'><query "                                              \
  "xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/>"    \
  "</iq>\n"                                                                                        \
  "S: <iq type='result' id='@' from='example.org'>"                                                \
  "<query xmlns='http://jabber.org/protocol/disco#items'>" items "</query></iq>\n"
#define COMMAND(attrs, content)                                                                    \
  "<command xmlns='http://jabber.org/protocol/commands' node='" NODE "' " attrs ">" content        \
  "</command></iq>\n"
#define FIELD(name, type, value)                                                                   \
  "<x xmlns='jabber:x:data' type='" type "'><field var='" name "' type='jid-multi'>" value         \
  "</field></x>"
#define BEGIN "C: <iq type='set' id='*' to='example.org'>" COMMAND ("action='execute'", "")
#define FORM(name)                                                                                 \
  "S: <iq type='result' id='@' from='example.org'>" COMMAND (                                      \
    "sessionid='s1' status='executing'",                                                           \
    "<actions execute='complete'><complete/></actions>" FIELD (name, "form", ""))
#define ANSWER(name)                                                                               \
  "C: <iq type='set' id='*' to='example.org'>" COMMAND (                                           \
    "sessionid='s1' action='complete'",                                                            \
    FIELD (name, "submit", "<value>romeo@example.org/phone</value>"))
#define END(note)                                                                                  \
  "S: <iq type='result' id='@' from='example.org'>" COMMAND ("sessionid='s1' status='completed'",  \
                                                             note)

static void
test_look (ImRig *rig, gconstpointer data)
{
  static const struct {
    const char *transcript;
    gboolean found;
  } cases[] = {
    { ITEMS ("<item jid='example.org' node='config'/><item jid='example.org' node='" NODE "'/>"),
      TRUE },
    { ITEMS ("<item jid='example.org' node='http://jabber.org/protocol/admin#add-user'/>"), FALSE },
    { ITEMS (""), FALSE },
  };

  im_rig_sign_in (rig, "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    im_sign_out_look_async (rig->account, NULL, im_rig_done, &result);
    im_rig_play (rig, cases[i].transcript);
    g_assert_cmpint (im_sign_out_look_finish (rig->account, im_rig_await (&result), &error), ==,
                     cases[i].found);
    g_assert_no_error (error);
  }
}

static void
test_run (ImRig *rig, gconstpointer data)
{
  static const struct {
    const char *transcript;
    int code; /* of XMPP_STANZA_ERROR; -1: none */
  } cases[] = {
    { BEGIN FORM ("accountjids") ANSWER ("accountjids") END ("<note>Done.</note>"), -1 },
    { BEGIN FORM ("accountjid") ANSWER ("accountjid") END (""), -1 },
    { BEGIN FORM ("accountjid") ANSWER ("accountjid") END ("<note type='error'>No.</note>"),
      XMPP_STANZA_ERROR_UNDEFINED_CONDITION },
    { BEGIN FORM ("hostname"), XMPP_STANZA_ERROR_UNDEFINED_CONDITION },
    { BEGIN END (""), XMPP_STANZA_ERROR_UNDEFINED_CONDITION },
    { BEGIN "S: <iq type='error' id='@' from='example.org'><error type='auth'>"
            "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n",
      XMPP_STANZA_ERROR_FORBIDDEN },
  };

  im_rig_sign_in (rig, "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    gboolean done;

    im_sign_out_async (rig->account, "phone", NULL, im_rig_done, &result);
    im_rig_play (rig, cases[i].transcript);
    done = im_sign_out_finish (rig->account, im_rig_await (&result), &error);
    g_assert_cmpint (done, ==, cases[i].code < 0);
    if (!done)
      g_assert_error (error, XMPP_STANZA_ERROR, cases[i].code);
  }
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("sign-out", "look", test_look);
  im_rig_add_unmanaged ("sign-out", "run", test_run);
  return g_test_run ();
}
