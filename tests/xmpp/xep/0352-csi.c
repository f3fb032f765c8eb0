/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server is told when nobody looks any more and when somebody does again, if it cares. */
#include "config.h"

#include "xmpp/xep/0352-csi.h"

#include "mock/online.h"

#define CSI "<csi xmlns='urn:xmpp:csi:0'/>"
#define ACTIVE "C: <active xmlns='urn:xmpp:csi:0'/>\n--"
#define INACTIVE "C: <inactive xmlns='urn:xmpp:csi:0'/>\n--"

static const XmppModuleType modules[] = { xmpp_csi_get_type, NULL };

static void
test_told (MockOnline *f, gconstpointer data)
{
  XmppCsi *csi = mock_online_get (f, XMPP_TYPE_CSI);

  mock_online_sign_in (f, CSI);
  xmpp_csi_set_active (csi, TRUE);
  mock_online_play (f, "--");
  xmpp_csi_set_active (csi, FALSE);
  mock_online_play (f, INACTIVE);
  xmpp_csi_set_active (csi, FALSE);
  mock_online_play (f, "--");
  xmpp_csi_set_active (csi, TRUE);
  mock_online_play (f, ACTIVE);

  /* A new session begins active. */
  xmpp_csi_set_active (csi, FALSE);
  mock_online_play (f, INACTIVE);
  mock_online_lose (f);
  xmpp_csi_set_active (csi, TRUE);
  mock_online_sign_in (f, CSI);
  mock_online_play (f, "--");

  /* Said before there was a session. */
  mock_online_lose (f);
  xmpp_csi_set_active (csi, FALSE);
  mock_online_sign_in (f, CSI);
  mock_online_play (f, INACTIVE);
}

static void
test_not_offered (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  xmpp_csi_set_active (mock_online_get (f, XMPP_TYPE_CSI), FALSE);
  mock_online_play (f, "--");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/csi/told", MockOnline, modules, mock_online_setup, test_told, mock_online_teardown);
  g_test_add ("/csi/not-offered", MockOnline, modules, mock_online_setup, test_not_offered,
              mock_online_teardown);
  return g_test_run ();
}
