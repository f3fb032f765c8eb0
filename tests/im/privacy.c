/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The privacy list in force: which, whether it is more than what is blocked, and out of it.
 */

#include "im/privacy.h"

#include "rig.h"

#define QUERY(inside) "<query xmlns='jabber:iq:privacy'>" inside "</query>"
#define NAMES "C: <iq type='get' id='*'><query xmlns='jabber:iq:privacy'/></iq>\n"
#define ANSWER(inside) "S: <iq type='result' id='@'>" QUERY (inside) "</iq>\n"
#define GET "C: <iq type='get' id='*'>" QUERY ("<list name='night'/>") "</iq>\n"

static void
assert_in_force (ImRig *rig, const char *transcript, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  im_privacy_look_async (rig->account, NULL, im_rig_done, &result);
  im_rig_play (rig, transcript);
  name = im_privacy_look_finish (rig->account, im_rig_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, expected);
}

static void
test_look (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  assert_in_force (rig, NAMES ANSWER ("<list name='night'/>"), NULL);
  assert_in_force (rig, NAMES ANSWER ("<active name='kith-everything'/><default name='night'/>"),
                   NULL);
  assert_in_force (rig,
                   NAMES ANSWER ("<default name='night'/><list name='night'/>")
                     GET ANSWER ("<list name='night'><item action='deny' order='1'/></list>"),
                   "night");
  assert_in_force (
    rig,
    NAMES ANSWER ("<default name='night'/><list name='night'/>") GET ANSWER (
      "<list name='night'><item type='jid' value='a@b' action='deny' order='1'/></list>"),
    NULL);
}

/* What an earlier session left at the server is removed, and only when it is not in use. */
static void
test_left_over (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  assert_in_force (
    rig,
    NAMES ANSWER ("<list name='kith-everything'/><list name='night'/>") "C: <iq type='set' "
                                                                        "id='*'>" QUERY (
                                                                          "<list "
                                                                          "name='kith-everything'/"
                                                                          ">") "</iq>\n",
    NULL);
  assert_in_force (
    rig, NAMES ANSWER ("<active name='kith-everything'/><list name='kith-everything'/>"), NULL);
}

static void
test_open (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_privacy_open_async (rig->account, NULL, im_rig_done, &result);
  im_rig_play (rig, "C: <iq type='set' id='*'>" QUERY (
                      "<list name='kith-everything'><item action='allow' order='1'/>"
                      "</list>") "</iq>\n"
                                 "S: <iq type='result' id='@'/>\n"
                                 "C: <iq type='set' id='*'>" QUERY (
                                   "<active name='kith-everything'/>") "</iq>\n"
                                                                       "S: <iq type='result' "
                                                                       "id='@'/>\n");
  g_assert_true (im_privacy_open_finish (rig->account, im_rig_await (&result), &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("privacy", "look", test_look);
  im_rig_add_unmanaged ("privacy", "left-over", test_left_over);
  im_rig_add_unmanaged ("privacy", "open", test_open);
  return g_test_run ();
}
