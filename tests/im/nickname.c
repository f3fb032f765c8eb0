/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person calls themselves: published, told to whom they ask, and not without a connection.
 */

#include "im/nickname.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define NICK "http://jabber.org/protocol/nick"

/* The server of the rig has no options for nodes, so nothing is published: all might read it. */
static void
test_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_nickname_set_async (rig->account, "Montague", NULL, im_rig_done, &result);
  g_assert_false (im_nickname_set_finish (rig->account, im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED);
  g_assert_null (im_nickname_get (rig->account));
  im_rig_play (rig, "--");
}

/* Told by the server, whoever of our devices set it. */
static void
test_told (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  im_rig_play (rig, "S: <message from='romeo@example.org' type='headline'><event "
                    "xmlns='http://jabber.org/protocol/pubsub#event'><items node='" NICK "'>"
                    "<item id='current'><nick xmlns='" NICK "'>Montague</nick></item></items>"
                    "</event></message>\n");
  g_assert_cmpstr (im_nickname_get (rig->account), ==, "Montague");
}

static void
test_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_connect (rig);
  im_nickname_set_async (rig->account, "Montague", NULL, im_rig_done, &result);
  g_assert_false (im_nickname_set_finish (rig->account, im_rig_await (&result), &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("nickname", "refused", test_refused);
  im_rig_add_unmanaged ("nickname", "told", test_told);
  im_rig_add_unmanaged ("nickname", "offline", test_offline);
  return g_test_run ();
}
