/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which presences claim that somebody has moved; what an old account answers is in tests/im/moves.c. */
#include "config.h"

#include "xmpp/xep/0283-moved.h"

#include "mock/online.h"

#define CLAIM(attrs, content)                                                                      \
  "S: <presence " attrs "><moved xmlns='urn:xmpp:moved:1'>" content "</moved></presence>\n"
#define OLD "<old-jid>nurse@example.com</old-jid>"

static const XmppModuleType modules[] = { xmpp_moved_get_type, NULL };

static void
on_claimed (XmppMoved *module, XmppJid *from, XmppJid *old, MockOnline *f)
{
  g_string_append_printf (f->seen, "%s was %s. ", xmpp_jid_string (from), xmpp_jid_string (old));
}

static void
test_claims (MockOnline *f, gconstpointer data)
{
  static const struct {
    const char *presence, *seen;
  } cases[] = {
    { CLAIM ("type='subscribe' from='nurse@example.net'", OLD),
      "nurse@example.net was nurse@example.com. " },
    { CLAIM ("type='subscribe' from='nurse@example.net/phone'", OLD),
      "nurse@example.net was nurse@example.com. " },
    { CLAIM ("from='nurse@example.net'", OLD), "" },
    { CLAIM ("type='unsubscribed' from='nurse@example.net'", OLD), "" },
    { CLAIM ("type='subscribe' from='nurse@example.com'", OLD), "" },
    { CLAIM ("type='subscribe'", OLD), "" },
    { CLAIM ("type='subscribe' from='nurse@example.net'", ""), "" },
    { CLAIM ("type='subscribe' from='nurse@example.net'", "<old-jid>@</old-jid>"), "" },
    { CLAIM ("type='subscribe' from='nurse@example.net'",
             "<old-jid>nurse@example.com/phone</old-jid>"),
      "" },
  };

  mock_online_sign_in (f, NULL);
  g_signal_connect (mock_online_get (f, XMPP_TYPE_MOVED), "claimed", G_CALLBACK (on_claimed), f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].presence);
    mock_online_play (f, cases[i].presence);
    mock_online_assert_seen (f, cases[i].seen);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/xmpp/xep/moved/claims", MockOnline, modules, mock_online_setup, test_claims,
              mock_online_teardown);
  return g_test_run ();
}
