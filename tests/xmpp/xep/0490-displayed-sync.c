/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what devices tell each other about what was read: the XEP's examples, and forgeries. */
#include "config.h"

#include "xmpp/xep/0490-displayed-sync.h"

#include "mock/online.h"
#include "xmpp/snippet.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0163-pep.h"

#define NODE "urn:xmpp:mds:displayed:0"
#define PUBSUB "http://jabber.org/protocol/pubsub"
#define DISPLAYED(by, id)                                                                          \
  "<displayed xmlns='" NODE "'><stanza-id xmlns='urn:xmpp:sid:0' by='" by "' id='" id              \
  "'/></displayed>"
#define ITEM(peer, by, id) "<item id='" peer "'>" DISPLAYED (by, id) "</item>"
#define OURS "romeo@example.org"
#define FETCH                                                                                      \
  "C: <iq type='get' id='*'><pubsub xmlns='" PUBSUB "'><items node='" NODE "'/></pubsub></iq>\n"
#define LOOK_UP                                                                                    \
  "C: <iq type='get' id='*' to='" OURS "'>"                                                        \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define INFO(features)                                                                             \
  "S: <iq type='result' id='@' from='" OURS "'>"                                                   \
  "<query xmlns='http://jabber.org/protocol/disco#info'>"                                          \
  "<identity category='pubsub' type='pep'/><feature var='" PUBSUB "#publish-options'/>" features   \
  "</query></iq>\n"
#define ITEMS(items)                                                                               \
  "S: <iq type='result' id='@'><pubsub xmlns='" PUBSUB "'><items node='" NODE "'>" items           \
  "</items></pubsub></iq>\n"
#define EVENT(from, items)                                                                         \
  "S: <message from='" from "' type='headline'><event xmlns='" PUBSUB "#event'><items node='" NODE \
  "'>" items "</items></event></message>\n"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_pep_get_type,
                                          xmpp_displayed_sync_get_type, NULL };

static XmppDisplayedSync *
sync_of (MockOnline *f)
{
  return mock_online_get (f, XMPP_TYPE_DISPLAYED_SYNC);
}

static void
on_displayed (XmppDisplayedSync *sync, XmppJid *peer, const char *id, MockOnline *f)
{
  g_string_append_printf (f->seen, "%s:%s ", xmpp_jid_string (peer), id);
}

static void
sign_in (MockOnline *f)
{
  mock_online_sign_in (f, NULL);
  g_signal_handlers_disconnect_by_data (sync_of (f), f);
  g_signal_connect (sync_of (f), "displayed", G_CALLBACK (on_displayed), f);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* §4.4: all chats, once in a session; of those whose ids our archive gave. */
static void
test_load (MockOnline *f, gconstpointer data)
{
  sign_in (f);
  xmpp_displayed_sync_load (sync_of (f));
  mock_online_play (
    f, FETCH ITEMS (ITEM ("romeo@montegue.lit", OURS, "0f71")
                      ITEM ("room@conference.shakespeare.lit", "room@conference.shakespeare.lit",
                            "ca21") ITEM ("a@b/full", OURS, "1") ITEM ("@@", OURS, "2")
                        ITEM ("c@d", OURS, "") "<item id='e@f'/>"
                                               "<item id='g@h'><other xmlns='x'/></item>")
         LOOK_UP INFO (""));
  settle ();
  mock_online_assert_seen (f, "romeo@montegue.lit:0f71 ");
  g_assert_false (xmpp_displayed_sync_get_assisted (sync_of (f)));
  xmpp_displayed_sync_load (sync_of (f));
  mock_online_play (f, "--");
}

static void
test_assisted (MockOnline *f, gconstpointer data)
{
  sign_in (f);
  xmpp_displayed_sync_load (sync_of (f));
  mock_online_play (f, FETCH ITEMS ("")
                         LOOK_UP INFO ("<feature var='urn:xmpp:mds:server-assist:0'/>"));
  settle ();
  g_assert_true (xmpp_displayed_sync_get_assisted (sync_of (f)));
  mock_online_lose (f);
  g_assert_false (xmpp_displayed_sync_get_assisted (sync_of (f)));
}

/* Only the account itself knows what its devices have read. */
static void
test_event (MockOnline *f, gconstpointer data)
{
  sign_in (f);
  mock_online_play (f, EVENT (OURS, ITEM ("a@b", OURS, "1")) "--");
  mock_online_assert_seen (f, "a@b:1 ");
  mock_online_play (f, EVENT ("juliet@example.com", ITEM ("a@b", OURS, "2")) "--");
  mock_online_play (f, EVENT (OURS "/other", ITEM ("a@b", OURS, "3")) "--");
  mock_online_play (f, EVENT (OURS, ITEM ("a@b", "juliet@example.com", "4")) "--");
  mock_online_play (f, EVENT (OURS, "<retract id='a@b'/>") "--");
  mock_online_assert_seen (f, "");
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_displayed_sync_publish_finish (XMPP_DISPLAYED_SYNC (source), result, &error))
    g_string_append (f->seen, "published ");
  else
    mock_online_note_error (f, error);
}

/* §4.2 */
static void
test_publish (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) peer = xmpp_jid_parse ("juliet@capulet.lit", NULL);

  sign_in (f);
  f->n_open++;
  xmpp_displayed_sync_publish_async (sync_of (f), peer, "0f71", NULL, on_published, f);
  mock_online_play (
    f, LOOK_UP INFO ("") "C: <iq type='set' id='*'><pubsub xmlns='" PUBSUB "'><publish node='" NODE
                         "'>" ITEM ("juliet@capulet.lit", OURS,
                                    "0f71") "</publish>"
                                            "<publish-options>*</publish-options></pubsub></iq>\n"
                                            "S: <iq type='result' id='@'/>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "published ");
}

/* §4.5.2 */
static void
test_build (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) juliet = xmpp_jid_parse ("juliet@capulet.lit", NULL);
  g_autoptr (XmlElement) displayed = xmpp_displayed_sync_build (juliet, "0423");

  sign_in (f);
  snippet_assert_equal (displayed, DISPLAYED ("juliet@capulet.lit", "0423"));
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*func) (MockOnline *f, gconstpointer data);
  } tests[] = {
    { "/displayed-sync/load", test_load },   { "/displayed-sync/assisted", test_assisted },
    { "/displayed-sync/event", test_event }, { "/displayed-sync/publish", test_publish },
    { "/displayed-sync/build", test_build },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MockOnline, modules, mock_online_setup, tests[i].func,
                mock_online_teardown);
  return g_test_run ();
}
