/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who claims to have moved is believed only if the old account confirms it (XEP-0283 §4.3).
 */

#include "im/moves.h"

#include "im/people.h"

#include "rig.h"

#define NURSE                                                                                      \
  "<item jid='nurse@example.com' name='Nurse' subscription='both'><group>House</group></item>"
#define CLAIM(type, old)                                                                           \
  "S: <presence type='" type "' from='nurse@example.net'><moved xmlns='urn:xmpp:moved:1'>"         \
  "<old-jid>" old "</old-jid></moved></presence>\n"
#define ASK                                                                                        \
  "C: <iq type='get' id='*' to='nurse@example.com'>"                                               \
  "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:moved:1'>"              \
  "<item id='current'/></items></pubsub></iq>\n"
#define STATEMENT(from, jid)                                                                       \
  "S: <iq type='result' id='@' from='" from "'><pubsub "                                           \
  "xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:moved:1'><item id='current'>"   \
  "<moved xmlns='urn:xmpp:moved:1'><new-jid>" jid "</new-jid></moved></item></items></pubsub>"     \
  "</iq>\n"
#define GONE(content)                                                                              \
  "S: <iq type='error' id='@' from='nurse@example.com'><error type='cancel'>"                      \
  "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" content "</gone></error></iq>\n"
#define NO_NODE                                                                                    \
  "S: <iq type='error' id='@' from='nurse@example.com'><error type='cancel'><item-not-found "      \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

static ImRequest *
dup_request (ImRig *rig)
{
  return g_list_model_get_item (im_roster_get_requests (im_account_get_roster (rig->account)), 0);
}

static void
test_claims (ImRig *rig, gconstpointer data)
{
  static const struct {
    const char *transcript;
    gboolean true_one;
  } cases[] = {
    { CLAIM ("subscribe", "nurse@example.com")
        ASK STATEMENT ("nurse@example.com", "nurse@example.net"),
      TRUE },
    { CLAIM ("subscribe", "nurse@example.com") ASK GONE ("xmpp:nurse@example.net"), TRUE },
    { CLAIM ("subscribe", "nurse@example.com")
        ASK STATEMENT ("nurse@example.com", "tybalt@example.net"),
      FALSE },
    { CLAIM ("subscribe", "nurse@example.com")
        ASK STATEMENT ("nurse@example.com", "nurse@example.net/phone"),
      FALSE },
    /* What the new address says for the old one counts for nothing. */
    { CLAIM ("subscribe", "nurse@example.com")
        ASK STATEMENT ("nurse@example.net", "nurse@example.net") NO_NODE,
      FALSE },
    { CLAIM ("subscribe", "nurse@example.com") ASK GONE ("xmpp:tybalt@example.net"), FALSE },
    { CLAIM ("subscribe", "nurse@example.com") ASK GONE ("https://nurse@example.net"), FALSE },
    { CLAIM ("subscribe", "nurse@example.com") ASK NO_NODE, FALSE },
    /* No contact, one who does not see us, no address. */
    { CLAIM ("subscribe", "tybalt@example.com") "--", FALSE },
    { CLAIM ("subscribe", "romeo@example.com") "--", FALSE },
    { CLAIM ("subscribe", "nurse@example.com/phone") "--", FALSE },
    { CLAIM ("subscribe", "") "--", FALSE },
  };

  im_rig_sign_in (rig, NURSE "<item jid='romeo@example.com' subscription='to'/>");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImRequest) request = NULL;

    g_test_message ("case %u", i);
    im_rig_play (rig, cases[i].transcript);
    im_rig_settle (rig);
    request = dup_request (rig);
    g_assert_cmpint (im_request_get_moved_from (request) != NULL, ==, cases[i].true_one);
    im_rig_play (rig, "S: <presence type='unsubscribe' from='nurse@example.net'/>\n");
    g_assert_null (dup_request (rig));
  }
}

/* They keep name and groups, and both addresses lead to one person. */
static void
test_accept (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImRequest) request = NULL;
  g_autoptr (XmppJid) old = im_rig_jid ("nurse@example.com");
  g_autoptr (XmppJid) new = im_rig_jid ("nurse@example.net");
  g_autoptr (GError) error = NULL;
  ImPeople *people;

  im_rig_sign_in (rig, NURSE);
  people = im_people_get (rig->account);
  im_rig_play (rig, CLAIM ("subscribe", "nurse@example.com")
                      ASK STATEMENT ("nurse@example.com", "nurse@example.net"));
  im_rig_settle (rig);
  request = dup_request (rig);
  g_assert_true (im_roster_accept (im_account_get_roster (rig->account), request, &error));
  im_rig_play (rig, "C: <presence type='subscribed' to='nurse@example.net' id='*'/>\n"
                    "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
                    "<item jid='nurse@example.net' name='Nurse'><group>House</group></item>"
                    "</query></iq>\n"
                    "S: <iq type='result' id='@'/>\n"
                    "C: <presence type='subscribed' to='nurse@example.net' id='*'/>\n"
                    "C: <presence type='subscribe' to='nurse@example.net' id='*'/>\n");
  im_rig_settle (rig);
  g_assert_nonnull (im_people_find (people, rig->account, old));
  g_assert_true (im_people_find (people, rig->account, old) ==
                 im_people_find (people, rig->account, new));
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("moves", "claims", test_claims);
  im_rig_add_unmanaged ("moves", "accept", test_accept);
  return g_test_run ();
}
