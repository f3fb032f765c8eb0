/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Being invisible: by the server's command, or by sending it no presence; and seen by one contact.
 */

#include "im/own-presence.h"

#include "rig.h"

#define ASK "C: <iq type='get' id='*' to='example.org'><query xmlns='" DISCO "'/></iq>\n"
#define DISCO "http://jabber.org/protocol/disco#info"
#define ANSWER(features)                                                                           \
  "S: <iq type='result' id='@' from='example.org'><query xmlns='" DISCO "'>"                       \
  "<identity category='server' type='im'/>" features "</query></iq>\n"
#define ABLE ANSWER ("<feature var='urn:xmpp:invisible:1'/>")
#define HIDE                                                                                       \
  "C: <iq type='set' id='*'><invisible xmlns='urn:xmpp:invisible:1' probe='true'/></iq>\n"
#define APPEAR "C: <iq type='set' id='*'><visible xmlns='urn:xmpp:invisible:1'/></iq>\n"
#define DONE "S: <iq type='result' id='@'/>\n"
#define REFUSED                                                                                    \
  "S: <iq type='error' id='@'><error type='cancel'><not-allowed "                                  \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"
#define TO_ALL "C: <presence id='*'>*</presence>\n"
#define GONE "C: <presence type='unavailable' id='*'/>\n"
#define TO_JULIET "C: <presence to='juliet@example.com' id='*'>*</presence>\n"
#define GONE_FOR_JULIET "C: <presence type='unavailable' to='juliet@example.com' id='*'/>\n"
#define ASKED_FOR_RECEIPT                                                                          \
  "S: <message from='juliet@example.com/balcony' type='chat' id='m1'><body>Hi</body>"              \
  "<request xmlns='urn:xmpp:receipts'/></message>\n"
#define RECEIPT "C: <message to='juliet@example.com/balcony' type='chat' id='*'>*</message>\n"

#define PING "C: <iq type='get' id='*'><ping xmlns='urn:xmpp:ping'/></iq>\n" DONE
#define EMPTY_ARCHIVE                                                                              \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>*</query></iq>\n"            \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2' complete='true'>"                       \
  "<set xmlns='http://jabber.org/protocol/rsm'/></fin></iq>\n"

static void
choose (ImRig *rig, ImShow show)
{
  im_accounts_set_presence (rig->accounts, show, NULL, 0);
}

static void
show_to_juliet (ImRig *rig, gboolean shown)
{
  g_autoptr (XmppJid) juliet = im_rig_jid ("juliet@example.com");

  im_account_show_to (rig->account, juliet, shown);
  g_assert_cmpint (im_account_is_shown_to (rig->account, juliet), ==, shown);
}

static void
test_by_server (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  choose (rig, IM_SHOW_INVISIBLE);
  im_rig_play (rig, ASK ABLE HIDE "--");
  g_assert_cmpint (im_account_get_hiding (rig->account), ==, IM_HIDING_ASKED);
  im_rig_play (rig, DONE TO_ALL "--");
  g_assert_cmpint (im_account_get_hiding (rig->account), ==, IM_HIDING_BY_SERVER);
  choose (rig, IM_SHOW_DND);
  im_rig_play (rig, APPEAR TO_ALL "--");
  g_assert_cmpint (im_account_get_hiding (rig->account), ==, IM_HIDING_NONE);
}

static void
test_by_silence (ImRig *rig, gconstpointer data)
{
  static const char *const answers[] = { ASK ANSWER (""), ASK REFUSED, ASK ABLE HIDE REFUSED };

  im_rig_sign_in (rig, IM_RIG_JULIET);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    im_rig_play (rig, "S: <presence from='juliet@example.com/balcony'/>\n");
    choose (rig, IM_SHOW_INVISIBLE);
    im_rig_play (rig, answers[i]);
    im_rig_play (rig, GONE "--");
    g_assert_cmpint (im_account_get_hiding (rig->account), ==, IM_HIDING_BY_SILENCE);
    choose (rig, IM_SHOW_AVAILABLE);
    im_rig_play (rig, TO_ALL "--");
  }
}

/* The person changes their mind before the server has answered. */
static void
test_overtaken (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  choose (rig, IM_SHOW_INVISIBLE);
  im_rig_play (rig, ASK);
  choose (rig, IM_SHOW_AVAILABLE);
  im_rig_play (rig, ABLE TO_ALL "--");
  im_rig_settle (rig);
  im_rig_play (rig, "--");
  choose (rig, IM_SHOW_INVISIBLE);
  im_rig_play (rig, ASK ABLE HIDE);
  choose (rig, IM_SHOW_AVAILABLE);
  im_rig_play (rig, APPEAR TO_ALL "--");
}

/* Nothing tells the others that we are there. */
static void
test_seen_by_one (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  choose (rig, IM_SHOW_INVISIBLE);
  im_rig_play (rig, ASK ANSWER ("") GONE "--");
  im_rig_play (rig, ASKED_FOR_RECEIPT);
  im_rig_settle (rig);
  im_rig_play (rig, "--");
  show_to_juliet (rig, TRUE);
  im_rig_play (rig, TO_JULIET ASKED_FOR_RECEIPT RECEIPT "--");
  show_to_juliet (rig, FALSE);
  im_rig_play (rig, GONE_FOR_JULIET "--");
  choose (rig, IM_SHOW_AVAILABLE);
  im_rig_play (rig, TO_ALL "--");
  show_to_juliet (rig, FALSE);
  im_rig_play (rig, "--");
}

/* A server that hides nobody may keep messages back, but its archive has them. */
static void
test_looks_for_messages (ImRig *rig, gconstpointer data)
{
  rig->archive = EMPTY_ARCHIVE;
  im_rig_sign_in (rig, "");
  choose (rig, IM_SHOW_INVISIBLE);
  im_rig_play (rig, ASK ANSWER ("") GONE "--");
  im_rig_settle (rig);
  im_rig_advance (rig, 30);
  im_rig_play (rig, PING EMPTY_ARCHIVE "--");
  im_rig_settle (rig);
  im_rig_advance (rig, 30);
  im_rig_play (rig, EMPTY_ARCHIVE "--");
  im_rig_settle (rig);
  choose (rig, IM_SHOW_AVAILABLE);
  im_rig_play (rig, TO_ALL "--");
  im_rig_advance (rig, 30);
  im_rig_play (rig, PING "--");
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("own-presence", "by-server", test_by_server);
  im_rig_add_unmanaged ("own-presence", "by-silence", test_by_silence);
  im_rig_add_unmanaged ("own-presence", "overtaken", test_overtaken);
  im_rig_add_unmanaged ("own-presence", "seen-by-one", test_seen_by_one);
  im_rig_add_unmanaged ("own-presence", "looks-for-messages", test_looks_for_messages);
  return g_test_run ();
}
