/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the roster: RFC 6121's examples through a session, forged pushes, odd items. */
#include "config.h"

#include "xmpp/roster.h"

#include "mock/online.h"

#define NS "jabber:iq:roster"
#define VERSIONS "<ver xmlns='urn:xmpp:features:rosterver'/>"
#define FETCH "C: <iq type='get' id='*'><query xmlns='" NS "'/></iq>\n"
#define FETCH_VERSION(ver) "C: <iq type='get' id='*'><query xmlns='" NS "' ver='" ver "'/></iq>\n"

static const XmppModuleType modules[] = { xmpp_roster_get_type, NULL };

static void
note_item (GString *seen, const XmppRosterItem *item)
{
  static const char *const subscriptions[] = { "none", "to", "from", "both", "remove" };
  g_autofree char *groups = g_strjoinv (",", item->groups);

  g_string_append_printf (seen, "%s|%s|%s%s%s|%s; ", xmpp_jid_string (item->jid),
                          item->name != NULL ? item->name : "-", subscriptions[item->subscription],
                          item->ask ? "+ask" : "", item->approved ? "+approved" : "", groups);
}

static void
on_changed (XmppRoster *roster, const XmppRosterItem *item, const char *version, MockOnline *f)
{
  g_autoptr (XmppRosterItem) copy = xmpp_roster_item_copy (item);

  g_string_append_printf (f->seen, "changed %s: ", version != NULL ? version : "-");
  note_item (f->seen, copy);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *version = NULL;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (!xmpp_roster_fetch_finish (XMPP_ROSTER (source), result, &items, &version, &error)) {
    mock_online_note_error (f, error);
    return;
  }
  if (items == NULL)
    g_string_append (f->seen, "unchanged ");
  else
    g_string_append_printf (f->seen, "%u %s: ", items->len, version != NULL ? version : "-");
  for (guint i = 0; items != NULL && i < items->len; i++)
    note_item (f->seen, items->pdata[i]);
}

static void
fetch (MockOnline *f, const char *version)
{
  f->n_open++;
  xmpp_roster_fetch_async (mock_online_get (f, XMPP_TYPE_ROSTER), version, NULL, on_fetched, f);
}

static void
sign_in (MockOnline *f, const char *features)
{
  mock_online_sign_in (f, features);
  g_signal_connect (mock_online_get (f, XMPP_TYPE_ROSTER), "changed", G_CALLBACK (on_changed), f);
}

/* RFC 6121 §2.1.4. */
static void
test_fetch (MockOnline *f, gconstpointer data)
{
  sign_in (f, NULL);
  fetch (f, "ver11"); /* which a server without versions is not told */
  mock_online_play (
    f, FETCH "S: <iq type='result' id='@'><query xmlns='" NS "'>"
             "<item jid='romeo@example.net' name='Romeo' subscription='both'>"
             "<group>Friends</group></item>"
             "<item jid='mercutio@example.com' name='Mercutio' subscription='from'/>"
             "<item jid='benvolio@example.net' name='Benvolio' subscription='none' ask='subscribe'"
             " approved='true'><group>Friends</group><group>Lovers</group></item>"
             "</query></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "3 -: romeo@example.net|Romeo|both|Friends; "
                              "mercutio@example.com|Mercutio|from|; "
                              "benvolio@example.net|Benvolio|none+ask+approved|Friends,Lovers; ");
}

/* RFC 6121 §2.6: without a version of ours, with one that is old, with one that is good. */
static void
test_versions (MockOnline *f, gconstpointer data)
{
  sign_in (f, VERSIONS);
  fetch (f, NULL);
  mock_online_play (f, FETCH_VERSION ("") "S: <iq type='result' id='@'><query xmlns='" NS
                                          "' ver='ver7'><item jid='a@b'/></query></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "1 ver7: a@b|-|none|; ");

  fetch (f, "ver7");
  mock_online_play (f, FETCH_VERSION ("ver7") "S: <iq type='result' id='@'><query xmlns='" NS
                                              "' ver='ver8'/></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "0 ver8: ");

  fetch (f, "ver8");
  mock_online_play (f, FETCH_VERSION ("ver8") "S: <iq type='result' id='@'/>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "unchanged ");
}

/* An empty answer to a request without version is an empty list. */
static void
test_nothing (MockOnline *f, gconstpointer data)
{
  sign_in (f, NULL);
  fetch (f, "ver1");
  mock_online_play (f, FETCH "S: <iq type='result' id='@'/>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "0 -: ");
}

static void
test_fetch_fails (MockOnline *f, gconstpointer data)
{
  sign_in (f, NULL);
  fetch (f, NULL);
  mock_online_play (f, FETCH "S: <iq type='error' id='@'><error type='wait'>"
                             "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                             "</error></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "stanza-error:17 ");

  fetch (f, NULL);
  mock_online_play (f, FETCH);
  mock_online_lose (f);
  mock_online_settle (f);
  mock_online_assert_seen (f, "session-error:1 ");
}

static void
test_odd_items (MockOnline *f, gconstpointer data)
{
  sign_in (f, NULL);
  fetch (f, NULL);
  mock_online_play (f, FETCH "S: <iq type='result' id='@'><query xmlns='" NS "'>"
                             "<item/><item jid='@@'/><item xmlns='urn:x' jid='a@b'/>"
                             "<item jid='gateway.example/registered' name=''/>"
                             "<item jid='A@B' subscription='sideways' ask='unsubscribe'"
                             " approved='1'><group/><group>x</group><group>x</group></item>"
                             "</query></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "2 -: gateway.example/registered|-|none|; a@b|-|none+approved|x; ");
}

/* RFC 6121 §2.1.6, §2.6.3. */
static void
test_push (MockOnline *f, gconstpointer data)
{
  sign_in (f, NULL);
  mock_online_play (f, "S: <iq id='a78b4q6ha463' type='set'><query xmlns='" NS "' ver='ver34'>"
                       "<item jid='nurse@example.com' name='Nurse' subscription='to'/>"
                       "</query></iq>\n"
                       "C: <iq id='a78b4q6ha463' type='result'/>\n");
  mock_online_assert_seen (f, "changed ver34: nurse@example.com|Nurse|to|; ");

  mock_online_play (f, "S: <iq id='b' type='set' from='romeo@example.org'><query xmlns='" NS "'>"
                       "<item jid='nurse@example.com' subscription='remove'/></query></iq>\n"
                       "C: <iq id='b' type='result' to='romeo@example.org'/>\n");
  mock_online_assert_seen (f, "changed -: nurse@example.com|-|remove|; ");
}

static void
test_forged_push (MockOnline *f, gconstpointer data)
{
  static const char *const senders[] = {
    "evil@example.org",       "example.org",        "romeo@example.org/orchard",
    "romeo@example.org.evil", "romeo@evil.example", "evil.example/romeo@example.org",
  };

  sign_in (f, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (senders); i++) {
    mock_transport_play (f->transport,
                         "S: <iq id='x' type='set' from='%s'><query xmlns='" NS "'>"
                         "<item jid='evil@example.org' subscription='both'/></query></iq>\n"
                         "C: <iq id='x' type='error' to='%s'><error type='cancel'>"
                         "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                         "</error></iq>\n",
                         senders[i], senders[i]);
    mock_online_assert_seen (f, "");
  }
}

static void
test_odd_push (MockOnline *f, gconstpointer data)
{
  static const char *const contents[] = {
    "",
    "<item jid='a@b'/><item jid='c@d'/>",
    "<item/>",
    "<item jid='@@'/>",
  };

  sign_in (f, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    mock_transport_play (f->transport,
                         "S: <iq id='x' type='set'><query xmlns='" NS "'>%s</query></iq>\n"
                         "C: <iq id='x' type='error'><error type='modify'>"
                         "<bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                         "</error></iq>\n",
                         contents[i]);
    mock_online_assert_seen (f, "");
  }
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_roster_set_finish (XMPP_ROSTER (source), result, &error))
    g_string_append (f->seen, "set ");
  else
    mock_online_note_error (f, error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_roster_remove_finish (XMPP_ROSTER (source), result, &error))
    g_string_append (f->seen, "removed ");
  else
    mock_online_note_error (f, error);
}

/* RFC 6121 §2.3.1, §2.5.1. */
static void
test_change (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) nurse = xmpp_jid_parse ("nurse@example.com", NULL);
  static const char *const groups[] = { "Servants", "A & B", NULL };
  XmppRoster *roster;

  sign_in (f, NULL);
  roster = mock_online_get (f, XMPP_TYPE_ROSTER);

  f->n_open++;
  xmpp_roster_set_async (roster, nurse, "Nurse", groups, NULL, on_set, f);
  mock_online_play (f, "C: <iq type='set' id='*'><query xmlns='" NS "'>"
                       "<item jid='nurse@example.com' name='Nurse'><group>Servants</group>"
                       "<group>A &amp; B</group></item></query></iq>\n"
                       "S: <iq type='result' id='@'/>\n");
  mock_online_settle (f);

  f->n_open++;
  xmpp_roster_set_async (roster, nurse, "", NULL, NULL, on_set, f);
  mock_online_play (f,
                    "C: <iq type='set' id='*'><query xmlns='" NS "'>"
                    "<item jid='nurse@example.com'/></query></iq>\n"
                    "S: <iq type='error' id='@'><error type='modify'>"
                    "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  mock_online_settle (f);

  f->n_open++;
  xmpp_roster_remove_async (roster, nurse, NULL, on_removed, f);
  mock_online_play (f, "C: <iq type='set' id='*'><query xmlns='" NS "'>"
                       "<item jid='nurse@example.com' subscription='remove'/></query></iq>\n"
                       "S: <iq type='result' id='@'/>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "set stanza-error:8 removed ");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/roster/fetch", test_fetch);
  ADD ("/roster/versions", test_versions);
  ADD ("/roster/nothing", test_nothing);
  ADD ("/roster/fetch-fails", test_fetch_fails);
  ADD ("/roster/odd-items", test_odd_items);
  ADD ("/roster/push", test_push);
  ADD ("/roster/forged-push", test_forged_push);
  ADD ("/roster/odd-push", test_odd_push);
  ADD ("/roster/change", test_change);

  return g_test_run ();
}
