/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of blocking as an account does it: asked for after the sign-in, refused when offline.
 */
#include "config.h"

#include "im/blocking.h"

#include "tests/im/rig.h"

#define ASK                                                                                        \
  "C: <iq type='get' id='*' to='example.org'>"                                                     \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define ANSWER                                                                                     \
  "S: <iq type='result' id='@' from='example.org'>"                                                \
  "<query xmlns='http://jabber.org/protocol/disco#info'>"                                          \
  "<feature var='urn:xmpp:blocking'/></query></iq>\n"
#define LIST(items)                                                                                \
  "C: <iq type='get' id='*'><blocklist xmlns='urn:xmpp:blocking'/></iq>\n"                         \
  "S: <iq type='result' id='@'><blocklist xmlns='urn:xmpp:blocking'>" items "</blocklist></iq>\n"

static void
sign_in (ImRig *rig)
{
  im_rig_sign_in (rig, "");
  im_blocking_follow (rig->account);
  im_blocking_follow (rig->account);
  xmpp_blocking_load (im_blocking_get (rig->account));
  im_rig_play (rig, ASK ANSWER LIST ("<item jid='montague.lit'/>") "--");
  im_rig_settle (rig);
}

static void
test_is_blocked (ImRig *rig, gconstpointer data)
{
  sign_in (rig);
  g_assert_true (im_blocking_is_blocked (rig->account, "tybalt@montague.lit"));
  g_assert_false (im_blocking_is_blocked (rig->account, "juliet@example.com"));
  g_assert_false (im_blocking_is_blocked (rig->account, "@@@"));
}

/* What they have asked for is answered before they are shut out. */
static void
test_refuses (ImRig *rig, gconstpointer data)
{
  GListModel *requests;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");

  sign_in (rig);
  requests = im_roster_get_requests (im_account_get_roster (rig->account));
  im_rig_play (rig, "S: <presence type='subscribe' from='juliet@example.com'/>\n");
  im_rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 1);

  g_assert_true (im_blocking_has_request (rig->account, jid));
  im_blocking_block_async (rig->account, jid, XMPP_REPORT_SPAM, NULL, im_rig_done, &result);
  im_rig_play (rig, "C: <presence type='unsubscribed' to='juliet@example.com' id='*'/>\n"
                    "C: <iq type='set' id='*'><block xmlns='urn:xmpp:blocking'>"
                    "<item jid='juliet@example.com'/></block></iq>\n"
                    "S: <iq type='result' id='@'/>\n--");
  g_assert_true (im_blocking_change_finish (rig->account, im_rig_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 0);
  g_assert_false (im_blocking_has_request (rig->account, jid));
  g_assert_true (im_blocking_is_blocked (rig->account, "juliet@example.com/balcony"));
}

/* Nothing but what was asked for: never all of a domain for the sake of one who is there. */
static void
test_unblock (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = im_rig_jid ("tybalt@montague.lit");

  sign_in (rig);
  im_blocking_unblock_async (rig->account, jid, NULL, im_rig_done, &result);
  im_rig_play (rig, "C: <iq type='set' id='*'><unblock xmlns='urn:xmpp:blocking'>"
                    "<item jid='tybalt@montague.lit'/></unblock></iq>\n"
                    "S: <iq type='result' id='@'/>\n--");
  g_assert_true (im_blocking_change_finish (rig->account, im_rig_await (&result), &error));
  g_assert_no_error (error);
  g_assert_true (im_blocking_is_blocked (rig->account, "tybalt@montague.lit"));
}

static void
test_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");

  im_rig_connect (rig);
  im_blocking_block_async (rig->account, jid, XMPP_REPORT_NONE, NULL, im_rig_done, &result);
  g_assert_false (im_blocking_change_finish (rig->account, im_rig_await (&result), &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("blocking", "is-blocked", test_is_blocked);
  im_rig_add_unmanaged ("blocking", "refuses", test_refuses);
  im_rig_add_unmanaged ("blocking", "unblock", test_unblock);
  im_rig_add_unmanaged ("blocking", "offline", test_offline);

  return g_test_run ();
}
