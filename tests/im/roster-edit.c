/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person changes on the contact list, and what the server says to it.
 */

#include "im/roster.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define SET(item) "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>" item "</query></iq>\n"
#define DONE "S: <iq type='result' id='@'/>\n"

static ImRoster *
roster_of (ImRig *rig)
{
  return im_account_get_roster (rig->account);
}

static ImContact *
find_juliet (ImRig *rig)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");

  return im_roster_find (roster_of (rig), jid);
}

static void
test_add (ImRig *rig, gconstpointer data)
{
  static const char *const groups[] = { "Love", NULL };
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com/balcony");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_roster_add_async (roster_of (rig), jid, "Juliet", groups, "It is I", NULL, im_rig_done,
                       &result);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' name='Juliet'><group>Love</group></item>")
                      DONE "C: <presence type='subscribed' to='juliet@example.com' id='*'/>\n"
                           "C: <presence type='subscribe' to='juliet@example.com' id='*'>"
                           "<status>It is I</status></presence>\n");
  g_assert_true (im_roster_add_finish (roster_of (rig), im_rig_await (&result), &error));
  g_assert_no_error (error);

  /* Not every server remembers that she is let in: what she asks in return is granted at once. */
  im_rig_play (rig, "S: <presence type='subscribe' from='juliet@example.com'/>\n"
                    "C: <presence type='subscribed' to='juliet@example.com' id='*'/>\n");
  g_assert_cmpuint (g_list_model_get_n_items (im_roster_get_requests (roster_of (rig))), ==, 0);
}

static void
test_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_roster_add_async (roster_of (rig), jid, NULL, NULL, NULL, NULL, im_rig_done, &result);
  im_rig_play (
    rig, SET ("<item jid='juliet@example.com'/>") "S: <iq type='error' id='@'><error type='modify'>"
                                                  "<not-acceptable "
                                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></"
                                                  "error></iq>\n"
                                                  "--");
  g_assert_false (im_roster_add_finish (roster_of (rig), im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ACCEPTABLE);
}

/* A change of one thing leaves the others as they are. */
static void
test_change (ImRig *rig, gconstpointer data)
{
  static const char *const groups[] = { "A", "B", NULL };
  g_autoptr (GAsyncResult) renamed = NULL;
  g_autoptr (GAsyncResult) regrouped = NULL;
  g_autoptr (GAsyncResult) removed = NULL;

  im_rig_sign_in (rig, "<item jid='juliet@example.com' name='Juliet' subscription='both'>"
                       "<group>Love</group></item>");
  im_roster_rename_async (roster_of (rig), find_juliet (rig), "My love", NULL, im_rig_done,
                          &renamed);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' name='My love'><group>Love</group></item>")
                      DONE);
  g_assert_true (im_roster_rename_finish (roster_of (rig), im_rig_await (&renamed), NULL));

  im_roster_set_groups_async (roster_of (rig), find_juliet (rig), groups, NULL, im_rig_done,
                              &regrouped);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' name='Juliet'><group>A</group>"
                         "<group>B</group></item>") DONE);
  g_assert_true (im_roster_set_groups_finish (roster_of (rig), im_rig_await (&regrouped), NULL));

  im_roster_remove_async (roster_of (rig), find_juliet (rig), NULL, im_rig_done, &removed);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' subscription='remove'/>") DONE);
  g_assert_true (im_roster_remove_finish (roster_of (rig), im_rig_await (&removed), NULL));
}

static void
test_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_restart (rig);
  im_roster_remove_async (roster_of (rig), find_juliet (rig), NULL, im_rig_done, &result);
  g_assert_false (im_roster_remove_finish (roster_of (rig), im_rig_await (&result), &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_false (im_roster_resend_request (roster_of (rig), find_juliet (rig), &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
}

static void
test_resend (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  g_assert_true (im_roster_resend_request (roster_of (rig), find_juliet (rig), NULL));
  im_rig_play (rig, "C: <presence type='subscribe' to='juliet@example.com' id='*'/>\n");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("roster-edit", "add", test_add);
  im_rig_add_unmanaged ("roster-edit", "refused", test_refused);
  im_rig_add_unmanaged ("roster-edit", "change", test_change);
  im_rig_add_unmanaged ("roster-edit", "offline", test_offline);
  im_rig_add_unmanaged ("roster-edit", "resend", test_resend);
  return g_test_run ();
}
