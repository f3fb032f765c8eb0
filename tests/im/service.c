/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server is asked what it is, has and can do, and for how long.
 */

#include "im/service.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define INFO                                                                                       \
  "C: <iq type='get' id='*' to='example.org'>"                                                     \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define ITEMS(attrs, content)                                                                      \
  "<query xmlns='http://jabber.org/protocol/disco#items'" attrs ">" content "</query></iq>\n"

static void
test_load (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("example.org");
  g_autoptr (ImService) service = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) contacts = NULL;

  im_rig_sign_in (rig, "");
  service = im_service_new (rig->account, jid, NULL, NULL);
  g_assert_cmpstr (im_service_get_name (service), ==, "example.org");
  g_assert_cmpuint (im_service_get_abilities (service), ==, 0);
  im_service_load_async (service, NULL, im_rig_done, &result);
  im_rig_play (
    rig,
    INFO "S: <iq type='result' id='@' from='example.org'>"
         "<query xmlns='http://jabber.org/protocol/disco#info'>"
         "<identity category='pubsub' type='pep'/>"
         "<identity category='server' type='im' name='Montague'/>"
         "<feature var='http://jabber.org/protocol/commands'/><feature var='jabber:iq:search'/>"
         "<feature var='jabber:iq:register'/>"
         "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
         "<value>http://jabber.org/network/serverinfo</value></field>"
         "<field var='admin-addresses'><value>mailto:a@example.org</value>"
         "<value>file:///etc/passwd</value></field></x></query></iq>\n");
  im_rig_settle (rig);
  im_rig_play (
    rig,
    "C: <iq type='get' id='*' to='example.org'>" ITEMS (
      "",
      "") "S: <iq type='result' id='@' from='example.org'>" ITEMS ("",
                                                                   "<item jid='rooms.example.org' "
                                                                   "name='Rooms'/>"));
  im_rig_settle (rig);
  im_rig_play (
    rig,
    "C: <iq type='get' id='*' to='example.org'>" ITEMS (
      " node='http://jabber.org/protocol/commands'",
      "") "S: <iq type='result' id='@' from='example.org'>" ITEMS ("",
                                                                   "<item jid='example.org' "
                                                                   "node='list' name='List'/>"));
  g_assert_true (im_service_load_finish (service, im_rig_await (&result), &error));

  g_assert_cmpstr (im_service_get_name (service), ==, "Montague");
  g_assert_cmpstr (im_service_get_kind (service), ==, "server/im");
  g_assert_cmpuint (im_service_get_abilities (service), ==,
                    IM_SERVICE_CAN_COMMAND | IM_SERVICE_CAN_SEARCH);
  g_assert_cmpuint (im_service_get_items (service)->len, ==, 1);
  g_assert_cmpstr (im_service_get_name (im_service_get_items (service)->pdata[0]), ==, "Rooms");
  g_assert_cmpstr (im_service_get_node (im_service_get_commands (service)->pdata[0]), ==, "list");
  contacts = im_service_dup_contacts (service);
  g_assert_cmpuint (g_strv_length (contacts), ==, 1);
  g_assert_cmpstr (contacts[0], ==, "mailto:a@example.org");
}

static void
test_not_there (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("example.org");
  g_autoptr (ImService) service = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  service = im_service_new (rig->account, jid, NULL, NULL);
  im_service_load_async (service, NULL, im_rig_done, &result);
  im_rig_play (rig, INFO "S: <iq type='error' id='@' from='example.org'><error type='cancel'>"
                         "<remote-server-not-found "
                         "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  g_assert_false (im_service_load_finish (service, im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND);
}

static void
test_facts (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("example.org");
  g_autoptr (ImService) service = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *software = NULL;
  gint64 uptime_s;

  im_rig_sign_in (rig, "");
  service = im_service_new (rig->account, jid, NULL, NULL);
  im_service_ask_facts_async (service, NULL, im_rig_done, &result);
  im_rig_play (rig, "C: <iq type='get' id='*' to='example.org'>"
                    "<query xmlns='jabber:iq:version'/></iq>\n"
                    "S: <iq type='result' id='@' from='example.org'>"
                    "<query xmlns='jabber:iq:version'><name>Prosody</name>"
                    "<version>0.12</version></query></iq>\n");
  im_rig_settle (rig);
  im_rig_play (rig, "C: <iq type='get' id='*' to='example.org'>"
                    "<query xmlns='jabber:iq:last'/></iq>\n"
                    "S: <iq type='result' id='@' from='example.org'>"
                    "<query xmlns='jabber:iq:last' seconds='61'/></iq>\n");
  g_assert_true (
    im_service_ask_facts_finish (service, im_rig_await (&result), &software, &uptime_s, &error));
  g_assert_cmpstr (software, ==, "Prosody 0.12");
  g_assert_cmpint (uptime_s, ==, 61);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("service", "load", test_load);
  im_rig_add_unmanaged ("service", "not-there", test_not_there);
  im_rig_add_unmanaged ("service", "facts", test_facts);

  return g_test_run ();
}
