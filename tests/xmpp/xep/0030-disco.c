/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of service discovery: what we answer, and what we make of answers. */
#include "config.h"

#include "xmpp/xep/0030-disco.h"

#include "mock/online.h"
#include "xmpp/xep/0115-caps-hash.h"
#include "xmpp/xep/0115-caps.h"
#include "xmpp/xep/0199-ping.h"

#include <string.h>

#define INFO "http://jabber.org/protocol/disco#info"
#define ITEMS "http://jabber.org/protocol/disco#items"
#define NOT_FOUND                                                                                  \
  "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
#define OURS                                                                                       \
  "<identity category='client' type='pc' name='Kith'/>"                                            \
  "<feature var='http://jabber.org/protocol/chatstates'/>"                                         \
  "<feature var='http://jabber.org/protocol/disco#info'/>"                                         \
  "<feature var='http://jabber.org/protocol/disco#items'/>"                                        \
  "<feature var='http://jabber.org/protocol/xhtml-im'/>"                                           \
  "<feature var='jabber:x:oob'/>"                                                                  \
  "<feature var='urn:xmpp:chat-markers:0'/>"                                                       \
  "<feature var='urn:xmpp:delay'/>"                                                                \
  "<feature var='urn:xmpp:eme:0'/>"                                                                \
  "<feature var='urn:xmpp:fallback:0'/>"                                                           \
  "<feature var='urn:xmpp:markup:0'/>"                                                             \
  "<feature var='urn:xmpp:message-correct:0'/>"                                                    \
  "<feature var='urn:xmpp:message-retract:1'/>"                                                    \
  "<feature var='urn:xmpp:ping'/>"                                                                 \
  "<feature var='urn:xmpp:reactions:0'/>"                                                          \
  "<feature var='urn:xmpp:receipts'/>"                                                             \
  "<feature var='urn:xmpp:reference:0'/>"                                                          \
  "<feature var='urn:xmpp:reply:0'/>"                                                              \
  "<feature var='urn:xmpp:spoiler:0'/>"                                                            \
  "<feature var='urn:xmpp:styling:0'/>"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_ping_get_type, NULL };

static void
test_answer (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  mock_online_play (
    f, "S: <iq from='a@b/c' id='1' type='get'><query xmlns='" INFO "'/></iq>\n"
       "C: <iq to='a@b/c' id='1' type='result'><query xmlns='" INFO "'>" OURS "</query></iq>\n"
       "S: <iq from='a@b/c' id='2' type='get'><query xmlns='" ITEMS "'/></iq>\n"
       "C: <iq to='a@b/c' id='2' type='result'><query xmlns='" ITEMS "'/></iq>\n--");
}

/* The one node we have is that of our capabilities. */
static void
test_node (MockOnline *f, gconstpointer data)
{
  g_autofree char *node = NULL;
  g_autofree char *ver = NULL;

  mock_online_sign_in (f, NULL);
  ver =
    xmpp_caps_hash (xmpp_disco_get_own_info (mock_online_get (f, XMPP_TYPE_DISCO)), "sha-1", NULL);
  node = g_strconcat (XMPP_CAPS_NODE "#", ver, NULL);

  mock_transport_play (
    f->transport,
    "S: <iq from='a@b/c' id='1' type='get'><query xmlns='" INFO "' node='%s'/></iq>\n"
    "C: <iq to='a@b/c' id='1' type='result'><query xmlns='" INFO "' node='%s'>" OURS
    "</query></iq>\n"
    "S: <iq from='a@b/c' id='2' type='get'><query xmlns='" ITEMS "' node='%s'/></iq>\n"
    "C: <iq to='a@b/c' id='2' type='result'><query xmlns='" ITEMS "' node='%s'/></iq>\n--",
    node, node, node, node);
  mock_online_play (
    f, "S: <iq from='a@b/c' id='1' type='get'><query xmlns='" INFO "' node='x'/></iq>\n"
       "C: <iq to='a@b/c' id='1' type='error'>" NOT_FOUND "</iq>\n"
       "S: <iq from='a@b/c' id='2' type='get'><query xmlns='" ITEMS "' node=''/></iq>\n"
       "C: <iq to='a@b/c' id='2' type='error'>" NOT_FOUND "</iq>\n--");
}

/* What is the person's choice is told only while it is chosen, and changes the hash. */
static void
test_chosen (MockOnline *f, gconstpointer data)
{
  XmppDisco *disco = mock_online_get (f, XMPP_TYPE_DISCO);
  g_autofree char *before = g_strdup (xmpp_disco_get_own_ver (disco));

  xmpp_disco_set_feature (disco, "urn:example:choice", TRUE);
  g_assert_true (
    xmpp_disco_info_has_feature (xmpp_disco_get_own_info (disco), "urn:example:choice"));
  g_assert_cmpstr (xmpp_disco_get_own_ver (disco), !=, before);
  xmpp_disco_set_feature (disco, "urn:example:choice", FALSE);
  g_assert_false (
    xmpp_disco_info_has_feature (xmpp_disco_get_own_info (disco), "urn:example:choice"));
  g_assert_cmpstr (xmpp_disco_get_own_ver (disco), ==, before);
}

static void
on_info (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_query_finish (XMPP_DISCO (source), result, &error);

  f->n_open--;
  if (info != NULL)
    g_string_append_printf (f->seen, "%u+%u ", info->identities->len, info->features->len);
  else
    mock_online_note_error (f, error);
}

static void
query (MockOnline *f, const char *to, const char *node, GCancellable *cancellable)
{
  g_autoptr (XmppJid) jid = to != NULL ? xmpp_jid_parse (to, NULL) : NULL;

  f->n_open++;
  xmpp_disco_query_async (mock_online_get (f, XMPP_TYPE_DISCO), jid, node, cancellable, on_info, f);
}

/* XEP-0030 §3.1 */
static void
test_query (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  query (f, "plays.shakespeare.lit", NULL, NULL);
  mock_online_play (
    f, "C: <iq to='plays.shakespeare.lit' id='*' type='get'><query xmlns='" INFO "'/></iq>\n"
       "S: <iq from='plays.shakespeare.lit' id='@' type='result'><query xmlns='" INFO "'>"
       "<identity category='conference' type='text' name='Play-Specific Chatrooms'/>"
       "<identity category='directory' type='chatroom' name='Play-Specific Chatrooms'/>"
       "<feature var='" INFO "'/><feature var='" ITEMS "'/>"
       "<feature var='http://jabber.org/protocol/muc'/></query></iq>\n");
  mock_online_settle (f);

  query (f, NULL, "n", NULL);
  mock_online_play (f, "C: <iq id='*' type='get'><query xmlns='" INFO "' node='n'/></iq>\n"
                       "S: <iq id='@' type='error'>" NOT_FOUND "</iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "2+3 stanza-error:6 ");
}

static void
test_bad_answers (MockOnline *f, gconstpointer data)
{
  static const char *const payloads[] = {
    "",
    "<query xmlns='" ITEMS "'/>",
    "<query xmlns='" INFO "'><feature/></query>",
  };

  mock_online_sign_in (f, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++) {
    query (f, "a@b/c", NULL, NULL);
    mock_transport_play (f->transport,
                         "C: <iq to='a@b/c' id='*' type='get'><query xmlns='" INFO "'/></iq>\n"
                         "S: <iq from='a@b/c' id='@' type='result'>%s</iq>\n",
                         payloads[i]);
    mock_online_settle (f);
    mock_online_assert_seen (f, "other-error:0 "); /* XMPP_DISCO_ERROR_MALFORMED */
  }
}

/* The same question is asked once; who gives up takes it from nobody else. */
static void
test_in_flight (MockOnline *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  mock_online_sign_in (f, NULL);
  query (f, "a@b/c", "n", cancellable);
  query (f, "a@b/c", "n", NULL);
  query (f, "a@b/c", NULL, NULL);
  query (f, "a@b/c", "n", NULL);
  g_cancellable_cancel (cancellable);
  mock_online_play (f,
                    "C: <iq to='a@b/c' id='*' type='get'><query xmlns='" INFO "' node='n'/></iq>\n"
                    "S: <iq from='a@b/c' id='@' type='result'><query xmlns='" INFO "'/></iq>\n"
                    "C: <iq to='a@b/c' id='*' type='get'><query xmlns='" INFO "'/></iq>\n"
                    "S: <iq from='a@b/c' id='@' type='error'>" NOT_FOUND "</iq>\n--");
  mock_online_settle (f);
  /* When the cancelled one comes back is GTask's affair. */
  g_assert_nonnull (strstr (f->seen->str, "0+0 0+0 stanza-error:6 "));
  g_assert_nonnull (strstr (f->seen->str, "io-error:19 "));
  g_string_truncate (f->seen, 0);

  /* An answer is not kept. */
  query (f, "a@b/c", "n", NULL);
  mock_online_play (f, "C: <iq to='a@b/c' id='*' type='get'><query xmlns='" INFO
                       "' node='n'/></iq>\n");
  mock_online_lose (f);
  mock_online_settle (f);
  mock_online_assert_seen (f, "session-error:1 ");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/disco/answer", test_answer);
  ADD ("/disco/node", test_node);
  ADD ("/disco/chosen", test_chosen);
  ADD ("/disco/query", test_query);
  ADD ("/disco/bad-answers", test_bad_answers);
  ADD ("/disco/in-flight", test_in_flight);

  return g_test_run ();
}
