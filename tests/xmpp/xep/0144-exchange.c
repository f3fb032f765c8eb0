/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of suggestions for the contact list: the XEP's examples, and what is too much. */
#include "config.h"

#include "xmpp/xep/0144-exchange.h"

#include "mock/online.h"
#include "xmpp/xep/0030-disco.h"

#define X(items) "<x xmlns='http://jabber.org/protocol/rosterx'>" items "</x>"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_exchange_get_type, NULL };

static void
on_suggested (XmppExchange *module, XmppJid *from, GPtrArray *items, MockOnline *f)
{
  g_string_append_printf (f->seen, "%s:", xmpp_jid_string (from));
  for (guint i = 0; i < items->len; i++) {
    const XmppExchangeItem *item = items->pdata[i];
    g_autofree char *groups = g_strjoinv (",", item->groups);

    g_string_append_printf (f->seen, " %d %s %s [%s]", item->action, xmpp_jid_string (item->jid),
                            item->name != NULL ? item->name : "-", groups);
  }
}

static void
sign_in (MockOnline *f)
{
  mock_online_sign_in (f, NULL);
  g_signal_connect (mock_online_get (f, XMPP_TYPE_EXCHANGE), "suggested", G_CALLBACK (on_suggested),
                    f);
}

static void
test_message (MockOnline *f, gconstpointer data)
{
  sign_in (f);
  mock_online_play (
    f, "S: <message from='horatio@denmark.lit/x'><body>Some visitors, m'lord!</body>" X (
         "<item action='add' jid='rosencrantz@denmark.lit' name='Rosencrantz'>"
         "<group>Visitors</group><group> </group></item>"
         "<item jid='guildenstern@denmark.lit/x'/>") "</message>\n");
  mock_online_assert_seen (f, "horatio@denmark.lit/x: 0 rosencrantz@denmark.lit Rosencrantz "
                              "[Visitors] 0 guildenstern@denmark.lit - []");
  mock_online_play (f, "S: <message from='horatio@denmark.lit'>" X (
                         "<item action='delete' jid='a@b'/><item action='modify' jid='c@d' "
                         "name=' '/><item action='burn' jid='e@f'/><item jid='/x'/><item/>"
                         "<item action='add' jid='a@b'/>") "</message>\n");
  mock_online_assert_seen (f, "horatio@denmark.lit: 1 a@b - [] 2 c@d - []");
  mock_online_play (f, "S: <message from='horatio@denmark.lit'>" X ("") "</message>\n");
  mock_online_assert_seen (f, "");
}

static void
test_request (MockOnline *f, gconstpointer data)
{
  sign_in (f);
  mock_online_play (
    f, "S: <iq type='set' id='x1' from='gateway.example.com'>" X (
         "<item action='add' jid='a@gateway.example.com'/>") "</iq>\n"
                                                             "C: <iq type='result' id='x1' "
                                                             "to='gateway.example.com'/>\n");
  mock_online_assert_seen (f, "gateway.example.com: 0 a@gateway.example.com - []");
}

static void
test_many (void)
{
  XmlElement *x = xml_element_new ("x", "http://jabber.org/protocol/rosterx");
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < XMPP_EXCHANGE_MAX_ITEMS + 50; i++) {
    g_autofree char *address = g_strdup_printf ("a%u@example.com", i);
    XmlElement *item = xml_element_new ("item", "http://jabber.org/protocol/rosterx");

    xml_element_set (item, "jid", address);
    for (guint j = 0; j < 100; j++)
      xml_element_add_text_child (item, "group", NULL, address);
    xml_element_take (x, item);
  }
  items = xmpp_exchange_parse (x);
  g_assert_cmpuint (items->len, ==, XMPP_EXCHANGE_MAX_ITEMS);
  g_assert_cmpuint (g_strv_length (((XmppExchangeItem *) items->pdata[0])->groups), ==, 16);
  xml_element_unref (x);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/exchange/message", test_message);
  ADD ("/exchange/request", test_request);
  g_test_add_func ("/exchange/many", test_many);

  return g_test_run ();
}
