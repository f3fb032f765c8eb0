/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what people call themselves: the XEP's examples, and what cannot be a name. */
#include "config.h"

#include "xmpp/xep/0172-nick.h"

#include "mock/online.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0163-pep.h"

#define NODE "http://jabber.org/protocol/nick"
#define EVENT(from, items)                                                                         \
  "S: <message from='" from "' type='headline'><event "                                            \
  "xmlns='http://jabber.org/protocol/pubsub#event'><items node='" NODE "'>" items                  \
  "</items></event></message>\n"
#define ITEM(text) "<item id='current'><nick xmlns='" NODE "'>" text "</nick></item>"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_pep_get_type,
                                          xmpp_nick_get_type, NULL };

static XmppNick *
nick_of (MockOnline *f)
{
  return mock_online_get (f, XMPP_TYPE_NICK);
}

static void
on_changed (XmppNick *module, XmppJid *from, const char *nick, MockOnline *f)
{
  g_string_append_printf (f->seen, "%s:%s ", xmpp_jid_string (from), nick != NULL ? nick : "-");
}

static void
test_events (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  g_signal_connect (nick_of (f), "changed", G_CALLBACK (on_changed), f);
  mock_online_play (f, EVENT ("narrator@moby-dick.lit", ITEM ("Ishmael")));
  mock_online_assert_seen (f, "narrator@moby-dick.lit:Ishmael ");
  mock_online_play (f, EVENT ("narrator@moby-dick.lit", ITEM (" ")));
  mock_online_assert_seen (f, "narrator@moby-dick.lit:- ");
  mock_online_play (f, EVENT ("narrator@moby-dick.lit", "<retract id='current'/>"));
  mock_online_assert_seen (f, "narrator@moby-dick.lit:- ");
  mock_online_play (f, EVENT ("narrator@moby-dick.lit", ""));
  mock_online_assert_seen (f, "");
  g_assert_null (xmpp_nick_get_own (nick_of (f)));

  mock_online_play (f, EVENT ("romeo@example.org", ITEM (" Romeo ")));
  mock_online_assert_seen (f, "romeo@example.org:Romeo ");
  g_assert_cmpstr (xmpp_nick_get_own (nick_of (f)), ==, "Romeo");
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (xmpp_nick_publish_finish (XMPP_NICK (source), result, &error));
  g_assert_no_error (error);
}

static void
test_publish (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  xmpp_nick_publish_async (nick_of (f), " Ishmael ", NULL, on_published, NULL);
  mock_online_play (
    f, "C: <iq type='get' id='*' to='romeo@example.org'>"
       "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
       "S: <iq type='result' id='@' from='romeo@example.org'>"
       "<query xmlns='http://jabber.org/protocol/disco#info'>"
       "<identity category='pubsub' type='pep'/>"
       "<feature var='http://jabber.org/protocol/pubsub#publish-options'/></query></iq>\n"
       "C: <iq type='set' id='*'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
       "<publish node='" NODE
       "'>" ITEM ("Ishmael") "</publish>"
                             "<publish-options>*</publish-options></pubsub></iq>\n"
                             "S: <iq type='result' id='@'/>\n--");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (xmpp_nick_get_own (nick_of (f)), ==, "Ishmael");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/nick/events", test_events);
  ADD ("/nick/publish", test_publish);

  return g_test_run ();
}
