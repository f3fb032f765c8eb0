/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of presence: RFC 6121's examples both ways through a session, hostile ones. */
#include "config.h"

#include "xmpp/presence.h"

#include "mock/online.h"
#include "snippet.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0115-caps.h"

#include <string.h>

#define ERRORS "urn:ietf:params:xml:ns:xmpp-stanzas"

static const XmppModuleType modules[] = { xmpp_presence_get_type, NULL };
static const XmppModuleType modules_with_caps[] = {
  xmpp_disco_get_type,
  xmpp_caps_get_type,
  xmpp_presence_get_type,
  NULL,
};

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static void
on_available (XmppPresence *presence, XmppJid *from, const XmppPresenceInfo *info, MockOnline *f)
{
  g_autoptr (XmppPresenceInfo) copy = xmpp_presence_info_copy (info);

  g_string_append_printf (f->seen, "available %s %d %d %s ", xmpp_jid_string (from), copy->show,
                          copy->priority, or_dash (copy->status));
}

static void
on_unavailable (XmppPresence *presence, XmppJid *from, const char *status, MockOnline *f)
{
  g_string_append_printf (f->seen, "unavailable %s %s ", xmpp_jid_string (from), or_dash (status));
}

static void
on_failed (XmppPresence *presence, XmppJid *from, const GError *error, MockOnline *f)
{
  g_string_append_printf (f->seen, "failed %s ", xmpp_jid_string (from));
  mock_online_note_error (f, error);
}

static void
on_subscription (XmppPresence *presence,
                 XmppJid *from,
                 XmppPresenceType type,
                 const char *status,
                 const char *nick,
                 MockOnline *f)
{
  g_string_append_printf (f->seen, "subscription:%d %s %s %s ", type, xmpp_jid_string (from),
                          or_dash (status), or_dash (nick));
}

static XmppPresence *
sign_in (MockOnline *f)
{
  XmppPresence *presence;

  mock_online_sign_in (f, NULL);
  presence = mock_online_get (f, XMPP_TYPE_PRESENCE);
  g_signal_connect (presence, "available", G_CALLBACK (on_available), f);
  g_signal_connect (presence, "unavailable", G_CALLBACK (on_unavailable), f);
  g_signal_connect (presence, "failed", G_CALLBACK (on_failed), f);
  g_signal_connect (presence, "subscription", G_CALLBACK (on_subscription), f);
  return presence;
}

static void
test_receive (MockOnline *f, gconstpointer data)
{
  static const struct {
    const char *stanza, *seen;
  } cases[] = {
    /* RFC 6121 §4.2.2, §4.7.2 */
    { "<presence from='juliet@example.com/balcony'/>",
      "available juliet@example.com/balcony 1 0 - " },
    { "<presence from='juliet@example.com/balcony'><show>away</show>"
      "<status>be right back</status><priority>0</priority></presence>",
      "available juliet@example.com/balcony 2 0 be right back " },
    { "<presence from='juliet@example.com/balcony' type='unavailable'/>",
      "unavailable juliet@example.com/balcony - " },
    { "<presence from='juliet@example.com' type='unavailable'><status>bye</status></presence>",
      "unavailable juliet@example.com bye " },
    /* From nobody: from our own account. */
    { "<presence><priority>5</priority></presence>", "available romeo@example.org 1 5 - " },
    { "<presence from='ghost@nowhere.example' type='error'><error type='cancel'>"
      "<remote-server-not-found xmlns='" ERRORS "'/></error></presence>",
      "failed ghost@nowhere.example stanza-error:15 " },
    /* RFC 6121 §3: from a bare address, even if it does not look so. */
    { "<presence from='juliet@example.com' type='subscribe'><status>It's me</status>"
      "<nick xmlns='http://jabber.org/protocol/nick'>Juliet</nick></presence>",
      "subscription:2 juliet@example.com It's me Juliet " },
    { "<presence from='juliet@example.com/balcony' type='subscribed'/>",
      "subscription:3 juliet@example.com - - " },
    { "<presence from='juliet@example.com' type='unsubscribe'/>",
      "subscription:4 juliet@example.com - - " },
    { "<presence from='juliet@example.com' type='unsubscribed'/>",
      "subscription:5 juliet@example.com - - " },
    /* Nothing for us. */
    { "<presence from='juliet@example.com' type='probe'/>", "" },
    { "<presence from='juliet@example.com' type='available'/>", "" },
    { "<presence from='a@b@c'/>", "" },
  };

  sign_in (f);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    mock_transport_play (f->transport, "S: %s", cases[i].stanza);
    mock_online_assert_seen (f, cases[i].seen);
  }
}

static void
test_info (void)
{
  g_autoptr (XmlElement) full = snippet_parse (
    "<presence><show>xa</show><priority>-1</priority><status>a</status>"
    "<idle xmlns='urn:xmpp:idle:1' since='1969-07-21T02:56:15Z'/>"
    "<nick xmlns='http://jabber.org/protocol/nick'>Julie</nick>"
    "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='v' node='n'/></presence>");
  g_autoptr (XmlElement) odd =
    snippet_parse ("<presence><status/><idle xmlns='urn:xmpp:idle:1' since='yesterday'/>"
                   "<nick xmlns='http://jabber.org/protocol/nick'/>"
                   "<c xmlns='http://jabber.org/protocol/caps'/></presence>");
  g_autoptr (XmlElement) old = snippet_parse (
    "<presence><show>away</show><query xmlns='jabber:iq:last' seconds='86511'/></presence>");
  g_autoptr (XmppPresenceInfo) info = xmpp_presence_info_parse (full);
  g_autoptr (XmppPresenceInfo) odd_info = xmpp_presence_info_parse (odd);
  gint64 now = g_get_real_time ();
  g_autoptr (XmppPresenceInfo) old_info = xmpp_presence_info_parse (old);

  g_assert_cmpint (info->show, ==, XMPP_SHOW_XA);
  g_assert_cmpint (info->priority, ==, -1);
  g_assert_cmpstr (info->status, ==, "a");
  g_assert_cmpstr (info->nick, ==, "Julie");
  g_assert_cmpint (info->idle_since_us, ==, G_GINT64_CONSTANT (-14159025000000));
  g_assert_cmpstr (info->caps_hash, ==, "sha-1");
  g_assert_cmpstr (info->caps_ver, ==, "v");
  g_assert_cmpstr (info->caps_node, ==, "n");

  g_assert_null (odd_info->status);
  g_assert_null (odd_info->nick);
  g_assert_null (odd_info->caps_ver);
  g_assert_cmpint (odd_info->idle_since_us, ==, 0);

  /* Example 1 of XEP-0256, a day ago and a bit. */
  g_assert_cmpint (old_info->idle_since_us, >, now - (gint64) 86512 * G_USEC_PER_SEC);
  g_assert_cmpint (old_info->idle_since_us, <=,
                   g_get_real_time () - (gint64) 86511 * G_USEC_PER_SEC);
}

static void
test_absurd (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf (
    "<presence><status>%s</status><nick xmlns='http://jabber.org/protocol/nick'>%s</nick>"
    "<c xmlns='http://jabber.org/protocol/caps' hash='%.2000s' ver='%.2000s' node='%.2000s'/>"
    "</presence>",
    long_text, long_text, long_text, long_text, long_text);
  g_autoptr (XmlElement) presence = snippet_parse (text);
  g_autoptr (XmppPresenceInfo) info = xmpp_presence_info_parse (presence);

  g_assert_cmpuint (strlen (info->status), ==, 1024);
  g_assert_cmpuint (strlen (info->nick), ==, 128);
  g_assert_cmpuint (strlen (info->caps_hash), ==, 1023);
  g_assert_cmpuint (strlen (info->caps_ver), ==, 1023);
  g_assert_cmpuint (strlen (info->caps_node), ==, 1023);
}

static void
test_send (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) juliet = xmpp_jid_parse ("juliet@example.com/balcony", NULL);
  XmppPresence *presence = sign_in (f);

  xmpp_presence_send (presence, &(XmppPresenceInfo){ .show = XMPP_SHOW_AVAILABLE }, NULL);
  mock_online_play (f, "C: <presence id='*'/>\n");

  xmpp_presence_send (presence,
                      &(XmppPresenceInfo){ .show = XMPP_SHOW_XA,
                                           .priority = -1,
                                           .status = (char *) "<gone>",
                                           .nick = (char *) "Romeo",
                                           .idle_since_us = 1000000 },
                      juliet);
  mock_online_play (f, "C: <presence id='*' to='juliet@example.com/balcony'><show>xa</show>"
                       "<status>&lt;gone&gt;</status><priority>-1</priority>"
                       "<nick xmlns='http://jabber.org/protocol/nick'>Romeo</nick>"
                       "<idle xmlns='urn:xmpp:idle:1' since='1970-01-01T00:00:01Z'/></presence>\n");

  xmpp_presence_send_unavailable (presence, "bye", NULL);
  xmpp_presence_send_unavailable (presence, NULL, juliet);
  xmpp_presence_send_probe (presence, juliet);
  mock_online_play (f, "C: <presence id='*' type='unavailable'><status>bye</status></presence>\n"
                       "C: <presence id='*' type='unavailable' to='juliet@example.com/balcony'/>\n"
                       "C: <presence id='*' type='probe' to='juliet@example.com/balcony'/>\n");

  xmpp_presence_send_subscription (presence, XMPP_PRESENCE_SUBSCRIBE, juliet, "It's me");
  xmpp_presence_accept_invitation (presence, juliet, NULL, "T1");
  xmpp_presence_send_subscription (presence, XMPP_PRESENCE_SUBSCRIBED, juliet, NULL);
  xmpp_presence_send_subscription (presence, XMPP_PRESENCE_UNSUBSCRIBE, juliet, NULL);
  xmpp_presence_send_subscription (presence, XMPP_PRESENCE_UNSUBSCRIBED, juliet, NULL);
  mock_online_play (f, "C: <presence id='*' type='subscribe' to='juliet@example.com'>"
                       "<status>It's me</status></presence>\n"
                       "C: <presence id='*' type='subscribe' to='juliet@example.com'>"
                       "<preauth xmlns='urn:xmpp:pars:0' token='T1'/></presence>\n"
                       "C: <presence id='*' type='subscribed' to='juliet@example.com'/>\n"
                       "C: <presence id='*' type='unsubscribe' to='juliet@example.com'/>\n"
                       "C: <presence id='*' type='unsubscribed' to='juliet@example.com'/>\n--");
}

/* Our capabilities go with every available presence, and with no other. */
static void
test_send_caps (MockOnline *f, gconstpointer data)
{
  XmppPresence *presence = sign_in (f);

  xmpp_presence_send (presence, &(XmppPresenceInfo){ .show = XMPP_SHOW_AVAILABLE }, NULL);
  xmpp_presence_send_unavailable (presence, NULL, NULL);
  mock_online_play (f, "C: <presence id='*'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1'"
                       " node='https://kith.im' ver='*'/></presence>\n"
                       "C: <presence id='*' type='unavailable'/>\n--");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/presence/receive", test_receive);
  g_test_add_func ("/presence/info", test_info);
  g_test_add_func ("/presence/absurd", test_absurd);
  ADD ("/presence/send", test_send);
  g_test_add ("/presence/send-caps", MockOnline, modules_with_caps, mock_online_setup,
              test_send_caps, mock_online_teardown);

  return g_test_run ();
}
