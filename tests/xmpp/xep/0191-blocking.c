/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of blocking: XEP-0191's examples through a session, forged pushes, what matches. */
#include "config.h"

#include "xmpp/xep/0191-blocking.h"

#include "mock/online.h"
#include "xmpp/xep/0030-disco.h"

#define NS "urn:xmpp:blocking"
#define REPORTING "<feature var='urn:xmpp:reporting:1'/>"
#define ASK                                                                                        \
  "C: <iq type='get' id='*' to='example.org'>"                                                     \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define ANSWER(features)                                                                           \
  "S: <iq type='result' id='@' from='example.org'>"                                                \
  "<query xmlns='http://jabber.org/protocol/disco#info'>"                                          \
  "<identity category='server' type='im'/>" features "</query></iq>\n"
#define CAN_BLOCK "<feature var='" NS "'/>"
#define FETCH "C: <iq type='get' id='*'><blocklist xmlns='" NS "'/></iq>\n"
#define LIST(items)                                                                                \
  "S: <iq type='result' id='@'><blocklist xmlns='" NS "'>" items "</blocklist></iq>\n"
#define PUSH(from, what, items)                                                                    \
  "S: <iq type='set' id='push1' from='" from "'><" what " xmlns='" NS "'>" items "</" what         \
  "></iq>\n"
#define PUSHED "C: <iq type='result' id='push1' to='romeo@example.org'/>\n--"
#define OK "S: <iq type='result' id='@'/>\n--"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_blocking_get_type, NULL };

static XmppBlocking *
blocking_of (MockOnline *f)
{
  return mock_online_get (f, XMPP_TYPE_BLOCKING);
}

static void
assert_list (MockOnline *f, const char *expected)
{
  g_autoptr (GPtrArray) list = xmpp_blocking_list (blocking_of (f));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s ", xmpp_jid_string (list->pdata[i]));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
sign_in (MockOnline *f, const char *transcript)
{
  mock_online_sign_in (f, NULL);
  xmpp_blocking_load (blocking_of (f));
  mock_online_play (f, transcript);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_blocking_change_finish (XMPP_BLOCKING (source), result, &error))
    g_string_append (f->seen, "done ");
  else
    mock_online_note_error (f, error);
}

static void
block (MockOnline *f, const char *address, XmppReport report)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse (address, NULL);

  f->n_open++;
  xmpp_blocking_block_async (blocking_of (f), jid, report, NULL, on_done, f);
}

/* §3.2; once in a session, and gone with it. */
static void
test_fetch (MockOnline *f, gconstpointer data)
{
  sign_in (f, ASK ANSWER (CAN_BLOCK)
                FETCH LIST ("<item jid='romeo@montague.net'/><item jid='@@@'/><item/>"
                            "<item jid='iago@shakespeare.lit'/>"));
  g_assert_true (xmpp_blocking_get_available (blocking_of (f)));
  g_assert_false (xmpp_blocking_get_can_report (blocking_of (f)));
  assert_list (f, "iago@shakespeare.lit romeo@montague.net ");
  xmpp_blocking_load (blocking_of (f));
  mock_online_play (f, "--");

  mock_online_lose (f);
  g_assert_false (xmpp_blocking_get_available (blocking_of (f)));
  assert_list (f, "");
  sign_in (f, ASK ANSWER (CAN_BLOCK REPORTING) FETCH LIST (""));
  g_assert_true (xmpp_blocking_get_available (blocking_of (f)));
  g_assert_true (xmpp_blocking_get_can_report (blocking_of (f)));
}

/* A server that does not say that it can is not asked; the answer to an old session is of no use. */
static void
test_unavailable (MockOnline *f, gconstpointer data)
{
  sign_in (f, ASK ANSWER ("") "--");
  g_assert_false (xmpp_blocking_get_available (blocking_of (f)));

  mock_online_lose (f);
  sign_in (f, ASK ANSWER (CAN_BLOCK) FETCH "--");
  mock_online_lose (f);
  g_assert_false (xmpp_blocking_get_available (blocking_of (f)));
}

static void
test_push (MockOnline *f, gconstpointer data)
{
  sign_in (f, ASK ANSWER (CAN_BLOCK) FETCH LIST ("<item jid='a@b'/>"));

  mock_online_play (f, PUSH ("romeo@example.org", "block", "<item jid='c@d'/><item jid='e@f'/>")
                         PUSHED);
  assert_list (f, "a@b c@d e@f ");
  mock_online_play (f, PUSH ("romeo@example.org", "unblock", "<item jid='c@d'/>") PUSHED);
  assert_list (f, "a@b e@f ");

  /* Nobody else may; a block of nobody blocks nobody. */
  mock_online_play (f,
                    PUSH ("mallory@example.com", "unblock",
                          "") "C: <iq type='error' id='push1' to='mallory@example.com'>*</iq>\n--");
  mock_online_play (f, PUSH ("romeo@example.org", "block", "") PUSHED);
  assert_list (f, "a@b e@f ");
  mock_online_play (f, PUSH ("romeo@example.org", "unblock", "") PUSHED);
  assert_list (f, "");
}

static void
test_change (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("c@d", NULL);

  sign_in (f, ASK ANSWER (CAN_BLOCK REPORTING) FETCH LIST (""));
  block (f, "a@b", XMPP_REPORT_NONE);
  mock_online_play (f, "C: <iq type='set' id='*'><block xmlns='" NS
                       "'><item jid='a@b'/></block></iq>\n" OK);
  block (f, "c@d", XMPP_REPORT_SPAM);
  mock_online_play (f, "C: <iq type='set' id='*'><block xmlns='" NS "'><item jid='c@d'>"
                       "<report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'/>"
                       "</item></block></iq>\n" OK);
  mock_online_settle (f);
  mock_online_assert_seen (f, "done done ");
  assert_list (f, "a@b c@d ");

  f->n_open++;
  xmpp_blocking_unblock_async (blocking_of (f), jid, NULL, on_done, f);
  mock_online_play (f, "C: <iq type='set' id='*'><unblock xmlns='" NS
                       "'><item jid='c@d'/></unblock></iq>\n" OK);
  mock_online_settle (f);
  mock_online_assert_seen (f, "done ");
  assert_list (f, "a@b ");
}

/* What a server does not take is not sent to it, and what it refuses has not happened. */
static void
test_refused (MockOnline *f, gconstpointer data)
{
  sign_in (f, ASK ANSWER (CAN_BLOCK) FETCH LIST (""));
  block (f, "a@b", XMPP_REPORT_ABUSE);
  mock_online_play (f, "C: <iq type='set' id='*'><block xmlns='" NS
                       "'><item jid='a@b'/></block></iq>\n"
                       "S: <iq type='error' id='@'><error type='cancel'><not-allowed "
                       "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n--");
  mock_online_settle (f);
  g_assert_true (g_str_has_prefix (f->seen->str, "stanza-error:"));
  assert_list (f, "");
}

static void
test_match (MockOnline *f, gconstpointer data)
{
  const struct {
    const char *jid, *entry;
  } cases[] = {
    { "a@b", "a@b" },      { "a@b/x", "a@b" },    { "c@b", NULL },  { "c@b/full", "c@b/full" },
    { "c@b/other", NULL }, { "z@bad", "bad" },    { "bad", "bad" }, { "z@bad/x", "bad" },
    { "b", NULL },         { "z@not.bad", NULL },
  };

  sign_in (f, ASK ANSWER (CAN_BLOCK)
                FETCH LIST ("<item jid='a@b'/><item jid='c@b/full'/><item jid='bad'/>"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppJid) jid = xmpp_jid_parse (cases[i].jid, NULL);
    XmppJid *entry = xmpp_blocking_find (blocking_of (f), jid);

    g_assert_cmpstr (entry != NULL ? xmpp_jid_string (entry) : NULL, ==, cases[i].entry);
  }
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*func) (MockOnline *f, gconstpointer data);
  } tests[] = {
    { "/blocking/fetch", test_fetch },     { "/blocking/unavailable", test_unavailable },
    { "/blocking/push", test_push },       { "/blocking/change", test_change },
    { "/blocking/refused", test_refused }, { "/blocking/match", test_match },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MockOnline, modules, mock_online_setup, tests[i].func,
                mock_online_teardown);
  return g_test_run ();
}
