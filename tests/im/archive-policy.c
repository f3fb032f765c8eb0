/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose messages the server keeps: which, and another; what the server says in the end holds.
 */

#include "im/archive-policy.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define PREFS(policy, inside)                                                                      \
  "<prefs xmlns='urn:xmpp:mam:2' default='" policy "'>" inside "</prefs>"
#define RULES "<always><jid>romeo@montague.lit</jid></always><never/>"
#define GET "C: <iq type='get' id='*'><prefs xmlns='urn:xmpp:mam:2'/></iq>\n"
#define SET(policy) "C: <iq type='set' id='*'>" PREFS (policy, RULES) "</iq>\n"
#define ANSWER(policy) "S: <iq type='result' id='@'>" PREFS (policy, RULES) "</iq>\n"
#define REFUSAL                                                                                    \
  "S: <iq type='error' id='@'><error type='cancel'>"                                               \
  "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

static void
test_look (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  XmppArchivePolicy policy = XMPP_ARCHIVE_ALWAYS;

  im_rig_sign_in (rig, "");
  im_archive_policy_look_async (rig->account, NULL, im_rig_done, &result);
  im_rig_play (rig, GET ANSWER ("roster"));
  g_assert_true (
    im_archive_policy_look_finish (rig->account, im_rig_await (&result), &policy, &error));
  g_assert_no_error (error);
  g_assert_cmpint (policy, ==, XMPP_ARCHIVE_ROSTER);
}

/* Whether "never" is set; then @policy is what holds. */
static gboolean
set_never (ImRig *rig, const char *transcript, XmppArchivePolicy *policy, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_archive_policy_set_async (rig->account, XMPP_ARCHIVE_NEVER, NULL, im_rig_done, &result);
  im_rig_play (rig, transcript);
  return im_archive_policy_set_finish (rig->account, im_rig_await (&result), policy, error);
}

static void
test_set (ImRig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  XmppArchivePolicy policy = XMPP_ARCHIVE_ALWAYS;

  im_rig_sign_in (rig, "");
  g_assert_true (
    set_never (rig, GET ANSWER ("always") SET ("never") ANSWER ("never"), &policy, &error));
  g_assert_cmpint (policy, ==, XMPP_ARCHIVE_NEVER);
  g_assert_true (
    set_never (rig, GET ANSWER ("always") SET ("never") ANSWER ("roster"), &policy, &error));
  g_assert_cmpint (policy, ==, XMPP_ARCHIVE_ROSTER);
  g_assert_no_error (error);
}

static void
test_refused (ImRig *rig, gconstpointer data)
{
  static const char *const transcripts[] = {
    GET REFUSAL,
    GET ANSWER ("always") SET ("never") REFUSAL,
  };
  XmppArchivePolicy policy = XMPP_ARCHIVE_ALWAYS;

  im_rig_sign_in (rig, "");
  for (guint i = 0; i < G_N_ELEMENTS (transcripts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (set_never (rig, transcripts[i], &policy, &error));
    g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ALLOWED);
    g_assert_cmpint (policy, ==, XMPP_ARCHIVE_ALWAYS);
  }
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("archive-policy", "look", test_look);
  im_rig_add_unmanaged ("archive-policy", "set", test_set);
  im_rig_add_unmanaged ("archive-policy", "refused", test_refused);
  return g_test_run ();
}
