/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One account: presence, passwords, settings, certificates.
 */

#include "im/account.h"

#include "im/devices.h"
#include "rig.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/identity.h"
#include "xmpp/xep/0012-last.h"

#define CAPS "<c xmlns='http://jabber.org/protocol/caps' hash='*' node='*' ver='*'/>"

static void
test_presence (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, "dreaming", 0);
  im_rig_play (rig, "C: <presence id='*'><show>dnd</show><status>dreaming</status>"
                    "<priority>5</priority>" CAPS "</presence>\n");
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, "dreaming", g_get_real_time ());
  im_rig_play (rig, "--");
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, g_get_real_time ());
  im_rig_play (rig, "C: <presence id='*'><show>away</show>"
                    "<idle xmlns='urn:xmpp:idle:1' since='*'/>" CAPS "</presence>\n");
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_OFFLINE);
}

/* What the server takes messages for the bare address by (RFC 6121 §8.5.2.1) is told at once, and only
 * what has changed. */
static void
test_priorities (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  im_account_set_priorities (rig->account, -1, -128);
  im_account_set_priorities (rig->account, -1, -128);
  im_rig_play (rig, "C: <presence id='*'><priority>-1</priority>" CAPS "</presence>\n");
  im_accounts_set_presence (rig->accounts, IM_SHOW_XA, NULL, 0);
  im_accounts_set_presence (rig->accounts, IM_SHOW_XA, "", 0);
  im_rig_play (rig, "C: <presence id='*'><show>xa</show><priority>-128</priority>" CAPS
                    "</presence>\n--");
  im_rig_restart (rig);
  g_assert_cmpint (im_account_get_priority (rig->account), ==, -1);
  g_assert_cmpint (im_account_get_away_priority (rig->account), ==, -128);
}

/* One that does not follow the others, also over a restart. */
static void
test_own_presence (ImRig *rig, gconstpointer data)
{
  const char *text = NULL;
  ImShow show;

  im_rig_sign_in (rig, "");
  g_assert_false (im_account_get_own_presence (rig->account, &show, &text));
  im_account_set_own_presence (rig->account, IM_SHOW_CHAT, " balcony ");
  im_rig_play (
    rig, "C: <presence id='*'><show>chat</show><status>balcony</status><priority>5</priority>" CAPS
         "</presence>\n");
  g_assert_cmpint (im_account_get_show (rig->account), ==, IM_SHOW_CHAT);
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  g_assert_true (im_account_get_wanted (rig->account));
  /* The person has left, which is so for all accounts; then only their texts change. */
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, NULL, g_get_real_time ());
  im_rig_play (rig, "C: <presence id='*'><show>away</show><status>balcony</status>"
                    "<idle xmlns='urn:xmpp:idle:1' since='*'/>" CAPS "</presence>\n");
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, "elsewhere", g_get_real_time ());
  im_rig_play (rig, "--");
  im_rig_restart (rig);
  g_assert_true (im_account_get_wanted (rig->account));
  g_assert_true (im_account_get_own_presence (rig->account, &show, &text));
  g_assert_cmpint (show, ==, IM_SHOW_CHAT);
  g_assert_cmpstr (text, ==, "balcony");
  /* The text that was lent may be given back. */
  im_account_set_own_presence (rig->account, IM_SHOW_DND, text);
  g_assert_true (im_account_get_own_presence (rig->account, &show, &text));
  g_assert_cmpstr (text, ==, "balcony");
  im_account_set_own_presence (rig->account, IM_SHOW_OFFLINE, NULL);
  g_assert_false (im_account_get_wanted (rig->account));
  im_account_follow_presence (rig->account);
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, NULL, 0);
  g_assert_true (im_account_get_wanted (rig->account));
  g_assert_cmpint (im_account_get_show (rig->account), ==, IM_SHOW_DND);
}

#define DEVICE(name, rest) "S: <presence from='romeo@example.org/" name "'>" rest "</presence>\n"

/* The devices as "name/program/priority". */
static char *
dump_devices (ImAccount *account)
{
  const GPtrArray *devices = im_devices_get (im_account_get_devices (account));
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < devices->len; i++) {
    const ImDevice *device = devices->pdata[i];

    g_string_append_printf (dump, "%s%s/%s/%d", i > 0 ? " " : "", device->name,
                            device->program != NULL ? device->program : "", device->priority);
  }
  return g_string_free (dump, FALSE);
}

static void
test_devices (ImRig *rig, gconstpointer data)
{
  g_autofree char *some = NULL;
  g_autofree char *less = NULL;
  g_autofree char *none = NULL;

  im_rig_sign_in (rig, "");
  im_rig_play (
    rig,
    DEVICE (
      "phone",
      "<priority>-1</priority>") "C: <iq type='get' id='*' to='romeo@example.org/phone'>"
                                 "<query xmlns='jabber:iq:version'/></iq>\n"
                                 "S: <iq type='result' id='@' from='romeo@example.org/phone'>"
                                 "<query "
                                 "xmlns='jabber:iq:version'><name>Dialler</name></query></"
                                 "iq>\n" DEVICE (
                                   "phone",
                                   "<priority>3</priority>") "S: <presence "
                                                             "from='juliet@example.com/phone'/"
                                                             ">\n" DEVICE ("desk",
                                                                           "") "C: <iq type='get' "
                                                                               "id='*' "
                                                                               "to='romeo@example."
                                                                               "org/desk'>"
                                                                               "<query "
                                                                               "xmlns='jabber:iq:"
                                                                               "version'/></iq>\n");
  im_rig_settle (rig);
  some = dump_devices (rig->account);
  g_assert_cmpstr (some, ==, "phone/Dialler/3 desk//0");
  im_rig_play (rig, "S: <presence type='unavailable' from='romeo@example.org/phone'/>\n--");
  less = dump_devices (rig->account);
  g_assert_cmpstr (less, ==, "desk//0");
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  none = dump_devices (rig->account);
  g_assert_cmpstr (none, ==, "");
}

static void
test_name_and_colour (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  g_assert_cmpstr (im_account_get_name (rig->account), ==, "romeo@example.org");
  g_assert_cmpint (im_account_get_hue (rig->account), ==, -1);
  im_account_set_label (rig->account, " Verona ");
  im_account_set_hue (rig->account, 120);
  im_rig_restart (rig);
  g_assert_cmpstr (im_account_get_name (rig->account), ==, "Verona");
  g_assert_cmpint (im_account_get_hue (rig->account), ==, 120);
  im_account_set_label (rig->account, " ");
  g_assert_cmpstr (im_account_get_name (rig->account), ==, "romeo@example.org");
}

/* The contact list comes before the first presence, and a server without one does not stop us. */
static void
test_no_contact_list (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_SIGN_IN_WITHOUT_SM IM_RIG_BEGIN
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n--\n"
               "S: <iq type='error' id='@'><error type='cancel'>"
               "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"
               "C: <presence id='*'>*</presence>\n" IM_RIG_NOTHING_DISPLAYED IM_RIG_NO_ARCHIVE);
}

/* XEP-0012 §7: only who sees our presence may know. */
static void
test_last_activity (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, "S: <iq type='get' id='l1' from='juliet@example.com/x'>"
                    "<query xmlns='jabber:iq:last'/></iq>\n"
                    "C: <iq type='result' id='l1' to='juliet@example.com/x'>"
                    "<query xmlns='jabber:iq:last' seconds='0'/></iq>\n"
                    "S: <iq type='get' id='l2' from='tybalt@example.com/x'>"
                    "<query xmlns='jabber:iq:last'/></iq>\n"
                    "C: <iq type='error' id='l2' to='tybalt@example.com/x'>*</iq>\n");
}

static void
test_certificate (ImRig *rig, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "im", "certificate.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, NULL, NULL);
  g_autofree char *sha256 = NULL;
  XmppCertificate *shown;

  g_assert_no_error (error);
  sha256 = xmpp_certificate_dup_sha256 (certificate);
  g_assert_false (
    xmpp_trust_judge (trust, certificate, G_TLS_CERTIFICATE_UNKNOWN_CA, &rig->dial_error));
  im_rig_connect (rig);
  im_rig_wait_for_state (rig, IM_ACCOUNT_NEEDS_TRUST);
  shown = im_account_get_certificate (rig->account);
  g_assert_nonnull (shown);
  g_assert_cmpstr (shown->sha256, ==, sha256);
  im_account_trust_certificate (rig->account, shown->sha256);
  g_assert_cmpstr (im_account_get_settings (rig->account)->pin, ==, sha256);
  g_assert_null (im_account_get_certificate (rig->account));
  im_rig_welcome (rig, "");
  g_assert_cmpstr (rig->dialled_pin, ==, sha256);
  im_rig_restart (rig);
  g_assert_cmpstr (im_account_get_settings (rig->account)->pin, ==, sha256);
}

/* New settings count at once, and bad ones are told before anything is tried. */
static void
test_settings (ImRig *rig, gconstpointer data)
{
  ImAccountSettings elsewhere = { .host = (char *) "other.example.org", .port = 5299 };
  ImAccountSettings bad = { .certificate_path = (char *) "/nonexistent/me.pem" };

  im_rig_sign_in (rig, "");
  im_account_set_settings (rig->account, &elsewhere, NULL);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_CONNECTING);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  g_clear_object (&rig->transport);
  im_rig_welcome (rig, "");
  g_assert_cmpstr (rig->dialled_host, ==, "other.example.org");
  g_assert_cmpuint (rig->dialled_port, ==, 5299);

  im_account_set_settings (rig->account, &bad, NULL);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  im_rig_wait_for_state (rig, IM_ACCOUNT_FAILED);
  g_assert_error (im_account_get_error (rig->account), XMPP_IDENTITY_ERROR,
                  XMPP_IDENTITY_ERROR_MISSING);
  im_account_retry_now (rig->account);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_CONNECTING);
  im_rig_wait_for_state (rig, IM_ACCOUNT_FAILED);
  g_assert_cmpuint (rig->n_dials, ==, 2);
  g_clear_object (&rig->transport);
  im_account_set_settings (rig->account, NULL, NULL);
  im_rig_welcome (rig, "");
  g_assert_null (rig->dialled_host);
}

/* The server knows the installation again, and each account has its own. */
static void
test_agent_id (ImRig *rig, gconstpointer data)
{
  g_autofree char *id = NULL;

  im_rig_connect (rig);
  id = g_strdup (im_account_get_agent_id (rig->account));
  g_assert_true (g_uuid_string_is_valid (id));
  im_rig_restart (rig);
  g_assert_cmpstr (im_account_get_agent_id (rig->account), ==, id);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("account", "presence", test_presence);
  im_rig_add_unmanaged ("account", "priorities", test_priorities);
  im_rig_add_unmanaged ("account", "own-presence", test_own_presence);
  im_rig_add_unmanaged ("account", "devices", test_devices);
  im_rig_add ("account", "name-and-colour", test_name_and_colour);
  im_rig_add_unmanaged ("account", "no-contact-list", test_no_contact_list);
  im_rig_add_unmanaged ("account", "last-activity", test_last_activity);
  im_rig_add_unmanaged ("account", "certificate", test_certificate);
  im_rig_add_unmanaged ("account", "settings", test_settings);
  im_rig_add ("account", "agent-id", test_agent_id);
  return g_test_run ();
}
