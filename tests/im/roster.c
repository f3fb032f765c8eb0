/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list: archive, server, pushes, presence, requests.
 */

#include "im/roster.h"

#include "rig.h"
#include "xmpp/timer.h"

#include <string.h>

#define PUSH(ver, item)                                                                            \
  "S: <iq type='set' id='push'><query xmlns='jabber:iq:roster'" ver ">" item "</query></iq>\n"     \
  "C: <iq type='result' id='push'/>\n"

#define ROSTER_GET "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n"

static ImRoster *
roster_of (ImRig *rig)
{
  return im_account_get_roster (rig->account);
}

/* "Name:groups:subscription:show" of each contact. */
static void
assert_contacts (ImRig *rig, const char *expected)
{
  GListModel *model = G_LIST_MODEL (roster_of (rig));
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ImContact) contact = g_list_model_get_item (model, i);
    g_autofree char *name = im_contact_dup_display_name (contact);
    g_autofree char *groups = g_strjoinv ("+", (char **) im_contact_get_groups (contact));

    g_string_append_printf (dump, "%s%s:%s:%u:%d", i > 0 ? " " : "", name, groups,
                            im_contact_get_subscription (contact), im_contact_get_show (contact));
  }
  g_assert_cmpstr (dump->str, ==, expected);
  g_string_free (dump, TRUE);
}

static void
assert_groups (ImRig *rig, const char *expected)
{
  g_auto (GStrv) groups = im_roster_list_groups (roster_of (rig));
  g_autofree char *joined = g_strjoinv (" ", groups);

  g_assert_cmpstr (joined, ==, expected);
}

static ImContact *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_roster_find (roster_of (rig), jid);
}

static void
count (GObject *object, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
count_items_changed (GListModel *model,
                     guint position,
                     guint n_removed,
                     guint n_added,
                     gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_fetch (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig,
                  "<item jid='nurse@example.com' subscription='to'><group>Capulets</group></item>"
                  "<item jid='juliet@example.com' name='Juliet' subscription='both'>"
                  "<group>Capulets</group><group>Love</group></item>"
                  "<item jid='benvolio@example.org' subscription='from' ask='subscribe'/>");
  assert_contacts (rig, "benvolio::2:0 Juliet:Capulets+Love:3:0 nurse:Capulets:1:0");
  assert_groups (rig, "Capulets Love");
  g_assert_true (im_contact_get_ask (find (rig, "benvolio@example.org/x")));
  g_assert_null (find (rig, "tybalt@example.com"));
}

static void
test_pushes (ImRig *rig, gconstpointer data)
{
  guint n_group_changes = 0, n_changes = 0;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  g_signal_connect (roster_of (rig), "groups-changed", G_CALLBACK (count), &n_group_changes);
  g_signal_connect (roster_of (rig), "contacts-changed", G_CALLBACK (count), &n_changes);
  im_rig_play (rig, PUSH ("", "<item jid='nurse@example.com' name='Anna' subscription='none'>"
                              "<group>Capulets</group></item>"));
  assert_contacts (rig, "Anna:Capulets:0:0 Juliet::3:0");
  g_assert_cmpuint (n_group_changes, ==, 1);
  im_rig_play (rig, PUSH ("", "<item jid='nurse@example.com' name='Zoe' subscription='to'>"
                              "<group>Capulets</group></item>"));
  assert_contacts (rig, "Juliet::3:0 Zoe:Capulets:1:0");
  g_assert_cmpuint (n_changes, ==, 0);
  im_rig_settle (rig);
  g_assert_cmpuint (n_changes, ==, 1);
  im_rig_play (rig, PUSH ("", "<item jid='nurse@example.com' subscription='remove'/>"));
  assert_contacts (rig, "Juliet::3:0");
  assert_groups (rig, "");

  /* One that is not there. */
  im_rig_play (rig, PUSH ("", "<item jid='nurse@example.com' subscription='remove'/>"));
  g_signal_handlers_disconnect_by_func (roster_of (rig), count, &n_group_changes);
  g_signal_handlers_disconnect_by_func (roster_of (rig), count, &n_changes);
}

/* After a restart the list is there before the server is, and only asked for by its version. */
static void
test_version (ImRig *rig, gconstpointer data)
{
  static const char features[] =
    "S: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
    "<ver xmlns='urn:xmpp:features:rosterver'/></stream:features>\n";

  im_rig_connect (rig);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_AUTHENTICATE);
  im_rig_play (rig, features);
  im_rig_play (rig, MOCK_BIND MOCK_BOUND IM_RIG_BEGIN
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster' ver=''/></iq>\n"
               "S: <iq type='result' id='@'><query xmlns='jabber:iq:roster' ver='v1'>"
               "<item jid='juliet@example.com' name='Juliet' subscription='both'>"
               "<group>Love</group></item></query></iq>\n"
               "C: <presence id='*'>*</presence>\n" IM_RIG_NOTHING_DISPLAYED IM_RIG_NO_ARCHIVE
                 PUSH (" ver='v2'", "<item jid='nurse@example.com' subscription='to'/>"));
  im_rig_settle (rig);

  /* On the next stream the list is the one of the last push. */
  im_rig_play (rig, "S: reset");
  g_clear_object (&rig->transport);
  im_rig_advance (rig, 10);
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_AUTHENTICATE);
  im_rig_play (rig, features);
  im_rig_play (rig, MOCK_BIND MOCK_BOUND IM_RIG_BEGIN
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster' ver='v2'/></iq>\n"
               "S: <iq type='result' id='@'/>\n"
               "C: <presence id='*'>*</presence>\n" IM_RIG_NOTHING_DISPLAYED IM_RIG_NO_ARCHIVE);
  im_rig_settle (rig);

  im_rig_restart (rig);
  assert_contacts (rig, "Juliet:Love:3:-1 nurse::1:-1");
  assert_groups (rig, "Love");
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_AUTHENTICATE);
  im_rig_play (rig, features);
  im_rig_play (rig, MOCK_BIND MOCK_BOUND IM_RIG_BEGIN
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster' ver='v2'/></iq>\n"
               "S: <iq type='result' id='@'/>\n"
               "C: <presence id='*'>*</presence>\n" IM_RIG_NOTHING_DISPLAYED IM_RIG_NO_ARCHIVE);
  assert_contacts (rig, "Juliet:Love:3:0 nurse::1:0");
}

/* What the server's whole list does not name is gone, also from the archive. */
static void
test_replaced (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET "<item jid='nurse@example.com' subscription='to'/>");
  im_rig_restart (rig);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, IM_RIG_JULIET "<item jid='tybalt@example.com' subscription='none'/>");
  assert_contacts (rig, "Juliet::3:0 tybalt::0:0");
  im_rig_settle (rig);
  im_rig_restart (rig);
  assert_contacts (rig, "Juliet::3:-1 tybalt::0:-1");
}

static void
test_presence (ImRig *rig, gconstpointer data)
{
  guint n_changes = 0;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  g_signal_connect (roster_of (rig), "contacts-changed", G_CALLBACK (count), &n_changes);
  im_rig_play (rig,
               "S: <presence from='juliet@example.com/balcony'><show>away</show>"
               "<status>dreaming</status></presence>\n"
               "S: <presence from='juliet@example.com/chamber'><priority>-1</priority></presence>\n"
               "S: <presence from='tybalt@example.com/street'/>\n");
  assert_contacts (rig, "Juliet::3:2");
  g_assert_cmpstr (im_contact_get_status_text (find (rig, "juliet@example.com")), ==, "dreaming");
  im_rig_play (rig, "S: <presence from='juliet@example.com/balcony' type='unavailable'/>\n");
  assert_contacts (rig, "Juliet::3:4");
  im_rig_settle (rig);
  g_assert_cmpuint (n_changes, >=, 1);

  /* Nobody is known to be there any more. */
  im_rig_play (rig, "S: <stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                    "</stream:error>\nS: </stream>\n");
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  im_rig_settle (rig);
  assert_contacts (rig, "Juliet::3:-1");
}

#define NURSE "<nick xmlns='http://jabber.org/protocol/nick'>Nurse</nick>"

static void
test_requests (ImRig *rig, gconstpointer data)
{
  GListModel *requests;
  g_autoptr (ImRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  requests = im_roster_get_requests (roster_of (rig));
  im_rig_play (
    rig, "S: <presence type='subscribe' from='nurse@example.com'><status>It is I</status>" NURSE
         "</presence>\n"
         "S: <presence type='subscribe' from='nurse@example.com'><status>It is I!</status>" NURSE
         "</presence>\n"
         "S: <presence type='subscribe' from='tybalt@example.com'/>\n"
         "S: <presence type='subscribe' from='tybalt@example.com'/>\n"
         "S: <presence type='unsubscribe' from='tybalt@example.com'/>\n");
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 1);
  request = g_list_model_get_item (requests, 0);
  g_assert_cmpstr (im_request_get_address (request), ==, "nurse@example.com");
  g_assert_cmpstr (im_request_get_nick (request), ==, "Nurse");
  g_assert_cmpstr (im_request_get_text (request), ==, "It is I!");
  g_assert_true (im_request_get_account (request) == rig->account);

  /* Who may see us already is told so again. */
  im_rig_play (rig, "S: <presence type='subscribe' from='juliet@example.com'/>\n"
                    "C: <presence type='subscribed' to='juliet@example.com' id='*'/>\n");
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 1);

  g_assert_true (im_roster_accept (roster_of (rig), request, &error));
  g_assert_no_error (error);
  im_rig_play (rig, "C: <presence type='subscribed' to='nurse@example.com' id='*'/>\n"
                    "C: <presence type='subscribe' to='nurse@example.com' id='*'/>\n");
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 0);
}

/* Somebody asks, and is let in. */
static void
accept_from (ImRig *rig, const char *subscribe)
{
  g_autoptr (ImRequest) request = NULL;

  im_rig_play (rig, subscribe);
  request = g_list_model_get_item (im_roster_get_requests (roster_of (rig)), 0);
  g_assert_true (im_roster_accept (roster_of (rig), request, NULL));
}

#define WHAT_IS(server, category)                                                                  \
  "C: <iq type='get' id='*' to='" server                                                           \
  "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"                                \
  "S: <iq type='result' id='@' from='" server                                                      \
  "'><query xmlns='http://jabber.org/protocol/disco#info'>"                                        \
  "<identity category='" category "' type='im'/></query></iq>\n"

/* Who is at a gateway comes with a name and groups (XEP-0100); who is at another server does not, though
 * that may be a contact as well. */
static void
test_gateway (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "<item jid='irc.example.com'><group>IRC</group></item>"
                       "<item jid='example.org'><group>Home</group></item>");
  accept_from (rig,
               "S: <presence type='subscribe' from='nurse@irc.example.com'>" NURSE "</presence>\n");
  im_rig_play (
    rig, "C: <presence type='subscribed' to='nurse@irc.example.com' id='*'/>\n" WHAT_IS (
           "irc.example.com",
           "gateway") "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
                      "<item jid='nurse@irc.example.com' name='Nurse'><group>IRC</group></item>"
                      "</query></iq>\n"
                      "S: <iq type='result' id='@'/>\n"
                      "C: <presence type='subscribed' to='nurse@irc.example.com' id='*'/>\n"
                      "C: <presence type='subscribe' to='nurse@irc.example.com' id='*'/>\n");
  accept_from (rig,
               "S: <presence type='subscribe' from='nurse@example.org'>" NURSE "</presence>\n");
  im_rig_play (rig, "C: <presence type='subscribed' to='nurse@example.org' id='*'/>\n" WHAT_IS (
                      "example.org",
                      "server") "C: <presence type='subscribe' to='nurse@example.org' id='*'/>\n");
}

static void
test_requests_kept (ImRig *rig, gconstpointer data)
{
  GListModel *requests;
  g_autoptr (ImRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_rig_play (rig, "S: <presence type='subscribe' from='nurse@example.com'/>\n");
  im_rig_settle (rig);
  im_rig_restart (rig);
  requests = im_roster_get_requests (roster_of (rig));
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 1);
  request = g_list_model_get_item (requests, 0);
  g_assert_false (im_roster_refuse (roster_of (rig), request, &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);

  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, "");
  g_assert_true (im_roster_refuse (roster_of (rig), request, NULL));
  im_rig_play (rig, "C: <presence type='unsubscribed' to='nurse@example.com' id='*'/>\n");
  im_rig_settle (rig);
  im_rig_restart (rig);
  requests = im_roster_get_requests (roster_of (rig));
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 0);
}

static void
test_many (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);
  guint n_changes = 0;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (
      items, "<item jid='u%u@example.com' subscription='both'><group>All</group></item>", i);
  im_rig_connect (rig);
  g_signal_connect (roster_of (rig), "items-changed", G_CALLBACK (count_items_changed), &n_changes);
  im_rig_welcome (rig, items->str);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (roster_of (rig))), ==, 200);
  g_assert_cmpuint (n_changes, ==, 1);
}

/* A list that shuffles fifty names and adds fifty in between. */
static void
test_renamed_and_new (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) before = g_string_new (NULL), after = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < 50; i++) {
    g_string_append_printf (before, "<item jid='u%u@example.com' name='n%02u'/>", i, 2 * i);
    g_string_append_printf (after, "<item jid='u%u@example.com' name='n%02u'/>", i,
                            2 * (i * 37 % 50));
    g_string_append_printf (after, "<item jid='v%u@example.com' name='n%02u'/>", i, 2 * i + 1);
    g_string_append_printf (expected, "%sn%02u::0:0 n%02u::0:0", i > 0 ? " " : "", 2 * i,
                            2 * i + 1);
  }
  im_rig_sign_in (rig, before->str);
  im_rig_settle (rig);
  im_rig_restart (rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (roster_of (rig))), ==, 50);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, after->str);
  assert_contacts (rig, expected->str);
}

/* Without a connection nobody knows who is there. After a resumption what was known holds again. */
static void
test_connection_lost (ImRig *rig, gconstpointer data)
{
  ImContact *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = find (rig, "juliet@example.com");
  im_rig_play (rig,
               "S: <presence from='juliet@example.com/balcony'><show>away</show></presence>\n");
  im_rig_play (rig, "S: reset");
  g_assert_cmpint (im_contact_get_show (juliet), ==, IM_SHOW_UNKNOWN);
  g_assert_null (im_contact_get_resources (juliet));
  g_assert_true (im_contact_was_there (juliet));

  im_rig_advance (rig, 10);
  im_account_retry_now (rig->account);
  im_rig_settle (rig);
  im_rig_play (rig, MOCK_RESUME ("5") MOCK_RESUMED ("6") "--");
  g_assert_cmpint (im_contact_get_show (juliet), ==, IM_SHOW_AWAY);
  im_rig_play (rig, "S: <presence from='juliet@example.com/balcony'/>\n");
  g_assert_cmpint (im_contact_get_show (juliet), ==, IM_SHOW_AVAILABLE);

  /* A new session begins with nobody. */
  im_rig_play (rig, "S: reset");
  im_rig_advance (rig, 10);
  im_account_retry_now (rig->account);
  im_rig_settle (rig);
  im_rig_play (rig,
               MOCK_RESUME ("6") MOCK_FAILED ("4") MOCK_BIND MOCK_BOUND MOCK_ENABLE MOCK_ENABLED);
  g_assert_cmpint (im_contact_get_show (juliet), ==, IM_SHOW_OFFLINE);
  im_rig_play (rig, "S: <presence from='juliet@example.com/balcony'/>\n");
  g_assert_cmpint (im_contact_get_show (juliet), ==, IM_SHOW_AVAILABLE);
}

#define NICK(from, nick)                                                                           \
  "S: <message from='" from "' type='headline'><event "                                            \
  "xmlns='http://jabber.org/protocol/pubsub#event'><items "                                        \
  "node='http://jabber.org/protocol/nick'><item id='current'>"                                     \
  "<nick xmlns='http://jabber.org/protocol/nick'>" nick                                            \
  "</nick></item></items></event></message>\n"

/* What contacts call themselves is shown where the person gave no name; strangers are not asked. */
static void
test_nicks (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET "<item jid='nurse@example.com' subscription='both'/>");
  assert_contacts (rig, "Juliet::3:0 nurse::3:0");
  im_rig_play (rig, NICK ("nurse@example.com", "Angelica") NICK ("juliet@example.com", "JC")
                      NICK ("paris@example.net", "Juliet"));
  assert_contacts (rig, "Angelica::3:0 Juliet::3:0");
  im_rig_play (rig, NICK ("nurse@example.com", ""));
  assert_contacts (rig, "Juliet::3:0 nurse::3:0");
  im_rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)), ==, 0);

  /* They are kept. */
  im_rig_play (rig, NICK ("nurse@example.com", "Angelica"));
  im_rig_settle (rig);
  im_rig_restart (rig);
  assert_contacts (rig, "Angelica::3:-1 Juliet::3:-1");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("roster", "fetch", test_fetch);
  im_rig_add_unmanaged ("roster", "pushes", test_pushes);
  im_rig_add_unmanaged ("roster", "version", test_version);
  im_rig_add_unmanaged ("roster", "replaced", test_replaced);
  im_rig_add_unmanaged ("roster", "presence", test_presence);
  im_rig_add ("roster", "connection-lost", test_connection_lost);
  im_rig_add_unmanaged ("roster", "nicks", test_nicks);
  im_rig_add_unmanaged ("roster", "gateway", test_gateway);
  im_rig_add_unmanaged ("roster", "requests", test_requests);
  im_rig_add_unmanaged ("roster", "requests-kept", test_requests_kept);
  im_rig_add_unmanaged ("roster", "many", test_many);
  im_rig_add_unmanaged ("roster", "renamed-and-new", test_renamed_and_new);
  return g_test_run ();
}
