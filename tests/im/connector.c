/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When an account tries to sign in, when it gives up, and when it begins anew.
 */

#include "im/connector.h"

#include "fake-monitor.h"
#include "rig.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

#define REFUSED(condition)                                                                         \
  MOCK_OPEN MOCK_PLAIN "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" condition          \
                       "/></failure>\n" MOCK_CLOSE

#define STREAM_ERROR(condition) "S: <stream:error>" condition "</stream:error>\nS: </stream>\n"

#define CONFLICT "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"

static void
fail_dialling (ImRig *rig, int code)
{
  rig->dial_error = g_error_new_literal (XMPP_CONNECT_ERROR, code, "test");
}

/* The delay of an attempt that is to come, in seconds. */
static double
get_delay (ImRig *rig)
{
  return (im_account_get_retry_at (rig->account) - g_get_monotonic_time ()) / 1e6;
}

static void
test_backoff (ImRig *rig, gconstpointer data)
{
  fail_dialling (rig, XMPP_CONNECT_ERROR_REFUSED);
  im_rig_connect (rig);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_assert_error (im_account_get_error (rig->account), XMPP_CONNECT_ERROR,
                  XMPP_CONNECT_ERROR_REFUSED);
  g_assert_cmpfloat (get_delay (rig), >, 0);
  g_assert_cmpfloat (get_delay (rig), <=, 2);

  for (guint i = 2; i < 12; i++) {
    fail_dialling (rig, XMPP_CONNECT_ERROR_REFUSED);
    im_rig_advance (rig, 300);
    g_assert_cmpuint (rig->n_dials, ==, i);
    im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
    g_assert_cmpfloat (get_delay (rig), <=, 300);
  }
  im_rig_advance (rig, 300);
  im_rig_welcome (rig, "");
  g_assert_null (im_account_get_error (rig->account));
  g_assert_cmpint (im_account_get_retry_at (rig->account), ==, 0);
}

static void
test_retry_now (ImRig *rig, gconstpointer data)
{
  fail_dialling (rig, XMPP_CONNECT_ERROR_TIMED_OUT);
  im_rig_connect (rig);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  im_account_retry_now (rig->account);
  im_rig_welcome (rig, "");
}

/* A wrong password is not tried again, whatever happens, until there is another one. */
static void
test_wrong_password (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, REFUSED ("not-authorized"));
  im_rig_wait_for_state (rig, IM_ACCOUNT_NEEDS_PASSWORD);
  g_assert_error (im_account_get_error (rig->account), XMPP_SASL_ERROR,
                  XMPP_SASL_ERROR_NOT_AUTHORIZED);
  im_rig_advance (rig, 100000);
  fake_monitor_change (rig->monitor, TRUE);
  im_rig_advance (rig, 100000);
  g_assert_cmpuint (rig->n_dials, ==, 1);

  g_clear_object (&rig->transport);
  im_account_set_password (rig->account, "better");
  im_rig_welcome (rig, "");
}

static void
test_temporary (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, REFUSED ("temporary-auth-failure"));
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_clear_object (&rig->transport);
  im_rig_advance (rig, 2);
  im_rig_welcome (rig, "");
}

static void
test_disabled (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, REFUSED ("account-disabled"));
  im_rig_wait_for_state (rig, IM_ACCOUNT_FAILED);
  im_rig_advance (rig, 100000);
  g_assert_cmpuint (rig->n_dials, ==, 1);
  g_clear_object (&rig->transport);
  im_account_retry_now (rig->account);
  im_rig_welcome (rig, "");
}

/* Without a keyring and a typed password the person is asked, and the network is left alone. */
static void
test_no_password (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  im_rig_restart (rig);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_OFFLINE);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_CONNECTING);
  im_rig_wait_for_state (rig, IM_ACCOUNT_NEEDS_PASSWORD);
  g_assert_null (im_account_get_error (rig->account));
  g_assert_false (im_account_get_keyring_available (rig->account));
  im_account_retry_now (rig->account);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_CONNECTING);
  im_rig_wait_for_state (rig, IM_ACCOUNT_NEEDS_PASSWORD);
  g_assert_cmpuint (rig->n_dials, ==, 1);
}

/* Somebody else has taken our place: taking it back at once would go on for ever. */
static void
test_conflict (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  im_rig_play (rig, STREAM_ERROR (CONFLICT));
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_assert_error (im_account_get_error (rig->account), XMPP_STREAM_ERROR,
                  XMPP_STREAM_ERROR_CONFLICT);
  g_assert_cmpfloat (get_delay (rig), >, 200);
  fake_monitor_change (rig->monitor, TRUE);
  im_rig_advance (rig, 200);
  g_assert_cmpuint (rig->n_dials, ==, 1);
  im_rig_advance (rig, 200);
  g_assert_cmpuint (rig->n_dials, ==, 2);
}

static void
test_elsewhere (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  g_assert_null (rig->dialled_host);
  for (guint i = 0; i < 3; i++) {
    im_rig_play (rig, MOCK_OPEN STREAM_ERROR ("<see-other-host "
                                              "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                              "b.example.org:5299</see-other-host>"));
    g_clear_object (&rig->transport);
    im_rig_wait_for_transport (rig);
    g_assert_cmpstr (rig->dialled_host, ==, "b.example.org");
    g_assert_cmpuint (rig->dialled_port, ==, 5299);
  }

  /* Not round and round. */
  im_rig_play (rig, MOCK_OPEN STREAM_ERROR ("<see-other-host "
                                            "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                            "b.example.org:5299</see-other-host>"));
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_clear_object (&rig->transport);
  im_rig_advance (rig, 300);
  im_rig_wait_for_transport (rig);
  g_assert_null (rig->dialled_host);
}

static void
test_elsewhere_by_url (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_OPEN STREAM_ERROR ("<see-other-host "
                                            "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                            "wss://b.example.org/ws</see-other-host>"));
  g_clear_object (&rig->transport);
  im_rig_wait_for_transport (rig);
  g_assert_cmpstr (rig->dialled_url, ==, "wss://b.example.org/ws");
  g_assert_cmpint (rig->dialled_road, ==, XMPP_ROAD_WEBSOCKET);
  g_assert_null (rig->dialled_host);
}

/* Never to where TLS would not protect it. */
static void
test_elsewhere_plain (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_OPEN STREAM_ERROR ("<see-other-host "
                                            "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                            "ws://b.example.org/ws</see-other-host>"));
  g_clear_object (&rig->transport);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  im_rig_advance (rig, 300);
  im_rig_wait_for_transport (rig);
  g_assert_null (rig->dialled_url);
}

/* Nor by a server that anybody could have spoken for, not even when it had let us in. */
static void
test_elsewhere_unproven (ImRig *rig, gconstpointer data)
{
  rig->no_tls = TRUE;
  im_rig_sign_in (rig, "");
  im_rig_play (rig, STREAM_ERROR ("<see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                  "wss://b.example.org/ws</see-other-host>"));
  g_clear_object (&rig->transport);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  im_rig_advance (rig, 300);
  im_rig_wait_for_transport (rig);
  g_assert_null (rig->dialled_url);
}

/* Where the session is dialled to again when the server has named a place (XEP-0198 §3). */
static void
lose_session_with_location (ImRig *rig)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE
               "S: <enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true' "
               "location='b.example.org:5299'/>\n");
  im_rig_wait_for_state (rig, IM_ACCOUNT_ONLINE);
  im_rig_play (rig, "S: reset\n");
  g_clear_object (&rig->transport);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  im_rig_advance (rig, 300);
  im_rig_wait_for_transport (rig);
}

static void
test_location (ImRig *rig, gconstpointer data)
{
  lose_session_with_location (rig);
  g_assert_cmpstr (rig->dialled_host, ==, "b.example.org");
  g_assert_cmpuint (rig->dialled_port, ==, 5299);
}

/* Anybody can have written it on the way. */
static void
test_location_unproven (ImRig *rig, gconstpointer data)
{
  rig->no_tls = TRUE;
  lose_session_with_location (rig);
  g_assert_null (rig->dialled_host);
}

/* What a portal shows is no certificate to be judged; and it lets through some time. */
static void
test_portal (ImRig *rig, gconstpointer data)
{
  fake_monitor_set_connectivity (rig->monitor, G_NETWORK_CONNECTIVITY_PORTAL);
  rig->dial_error = g_error_new_literal (XMPP_TLS_ERROR, XMPP_TLS_ERROR_WRONG_NAME, "test");
  im_rig_connect (rig);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_assert_error (im_account_get_error (rig->account), XMPP_CONNECT_ERROR,
                  XMPP_CONNECT_ERROR_PORTAL);
  for (guint i = 0; i < 8; i++) {
    fail_dialling (rig, XMPP_CONNECT_ERROR_TIMED_OUT);
    im_rig_advance (rig, 300);
  }
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_assert_error (im_account_get_error (rig->account), XMPP_CONNECT_ERROR,
                  XMPP_CONNECT_ERROR_PORTAL);

  fake_monitor_set_connectivity (rig->monitor, G_NETWORK_CONNECTIVITY_FULL);
  im_rig_advance (rig, 1);
  im_rig_welcome (rig, "");
  g_assert_cmpint (im_account_get_endpoint (rig->account)->road, ==, XMPP_ROAD_TCP);
}

/* The network is back: not in minutes, but soon. */
static void
test_network (ImRig *rig, gconstpointer data)
{
  fail_dialling (rig, XMPP_CONNECT_ERROR_NO_ROUTE);
  im_rig_connect (rig);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  for (guint i = 0; i < 8; i++) {
    fail_dialling (rig, XMPP_CONNECT_ERROR_NO_ROUTE);
    im_rig_advance (rig, 300);
  }
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  fake_monitor_change (rig->monitor, TRUE);
  g_assert_cmpfloat (get_delay (rig), <=, 1);

  /* And if not yet, then soon again: the failures of before do not count. */
  fail_dialling (rig, XMPP_CONNECT_ERROR_NO_ROUTE);
  im_rig_advance (rig, 1);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  g_assert_cmpfloat (get_delay (rig), <=, 2);
  im_rig_advance (rig, 2);
  im_rig_welcome (rig, "");

  /* When all seems well, the server is asked. */
  fake_monitor_change (rig->monitor, TRUE);
  im_rig_play (rig, MOCK_ASK);
}

static void
test_not_wanted (ImRig *rig, gconstpointer data)
{
  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_OFFLINE);
  im_rig_settle (rig);

  /* And wanted again before the goodbye is said. */
  g_clear_object (&rig->transport);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_rig_welcome (rig, "");
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  im_accounts_set_presence (rig->accounts, IM_SHOW_DND, NULL, 0);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_CONNECTING);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_ASK MOCK_ACK ("7"));
  im_rig_play (rig, MOCK_OUR_ACK ("4") MOCK_CLOSE);
  g_clear_object (&rig->transport);
  im_rig_welcome (rig, "");
  g_assert_cmpuint (rig->n_dials, ==, 3);
}

static void
test_disabled_by_person (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  g_assert_true (im_account_get_wanted (rig->account));
  im_account_set_enabled (rig->account, FALSE);
  g_assert_false (im_account_get_wanted (rig->account));
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_OFFLINE);
  im_rig_restart (rig);
  g_assert_false (im_account_get_enabled (rig->account));
}

/* A machine that falls asleep says goodbye, tries nothing, and is back soon after it woke up. */
static void
test_sleep (ImRig *rig, gconstpointer data)
{
  ImSystem *system = rig->services->system;

  im_rig_sign_in (rig, "");
  im_system_set_asleep (system, TRUE);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_OFFLINE);
  g_assert_true (im_account_get_wanted (rig->account));
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_ASK MOCK_ACK ("7")
                      MOCK_OUR_ACK ("4") MOCK_CLOSE);
  im_account_retry_now (rig->account);
  im_rig_advance (rig, 10000);
  g_assert_cmpuint (rig->n_dials, ==, 1);

  g_clear_object (&rig->transport);
  im_system_set_asleep (system, FALSE);
  im_rig_wait_for_state (rig, IM_ACCOUNT_WAITING);
  im_rig_advance (rig, 2);
  im_rig_welcome (rig, "");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add ("connector", "backoff", test_backoff);
  im_rig_add ("connector", "retry-now", test_retry_now);
  im_rig_add ("connector", "wrong-password", test_wrong_password);
  im_rig_add ("connector", "temporary", test_temporary);
  im_rig_add ("connector", "disabled", test_disabled);
  im_rig_add ("connector", "no-password", test_no_password);
  im_rig_add ("connector", "conflict", test_conflict);
  im_rig_add ("connector", "elsewhere", test_elsewhere);
  im_rig_add ("connector", "elsewhere-by-url", test_elsewhere_by_url);
  im_rig_add ("connector", "elsewhere-plain", test_elsewhere_plain);
  im_rig_add ("connector", "elsewhere-unproven", test_elsewhere_unproven);
  im_rig_add ("connector", "location", test_location);
  im_rig_add ("connector", "location-unproven", test_location_unproven);
  im_rig_add ("connector", "portal", test_portal);
  im_rig_add ("connector", "network", test_network);
  im_rig_add ("connector", "not-wanted", test_not_wanted);
  im_rig_add ("connector", "sleep", test_sleep);
  im_rig_add ("connector", "disabled-by-person", test_disabled_by_person);
  return g_test_run ();
}
