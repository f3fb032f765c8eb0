/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a contact's programs say of themselves, and who is asked.
 */

#include "im/resource-facts.h"

#include "im/roster.h"
#include "rig.h"

#define THERE(who) "S: <presence from='" who "'/>\n"

static ImContact *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_roster_find (im_account_get_roster (rig->account), jid);
}

static void
test_asks (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImResourceFacts) facts = NULL;
  const ImFacts *phone;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, THERE ("juliet@example.com/phone"));
  facts = im_resource_facts_new (find (rig, "juliet@example.com"));
  im_rig_play (
    rig,
    "C: <iq type='get' to='juliet@example.com/phone' id='*'>"
    "<query xmlns='jabber:iq:version'/></iq>\n"
    "S: <iq type='result' from='juliet@example.com/phone' id='@'>"
    "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7</version></query></iq>\n"
    "C: <iq type='get' to='juliet@example.com/phone' id='*'><time xmlns='urn:xmpp:time'/></iq>\n"
    "S: <iq type='result' from='juliet@example.com/phone' id='@'>"
    "<time xmlns='urn:xmpp:time'><tzo>+02:00</tzo><utc>2006-12-19T17:58:35Z</utc></time></iq>\n");
  im_rig_settle (rig);
  phone = im_resource_facts_find (facts, "phone");
  g_assert_cmpstr (phone->program, ==, "Exodus 0.7");
  g_assert_null (phone->system);
  g_assert_true (phone->has_zone);
  g_assert_cmpint (phone->zone, ==, 120);
  g_assert_null (im_resource_facts_find (facts, "desk"));

  /* Each once, whatever it says of itself. */
  im_rig_play (rig, THERE ("juliet@example.com/phone"));
  im_rig_play (rig, "--");
}

/* To who may not know that we are here, a question would tell it. */
static void
test_stays_quiet (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImResourceFacts) facts = NULL;

  im_rig_sign_in (rig, "<item jid='nurse@example.com' subscription='to'/>");
  im_rig_play (rig, THERE ("nurse@example.com/phone"));
  facts = im_resource_facts_new (find (rig, "nurse@example.com"));
  im_rig_play (rig, "--");
  g_assert_nonnull (im_resource_facts_find (facts, "phone"));
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("resource-facts", "asks", test_asks);
  im_rig_add_unmanaged ("resource-facts", "stays-quiet", test_stays_quiet);
  return g_test_run ();
}
