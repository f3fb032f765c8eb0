/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of nodes at accounts: publishing with preconditions, what a server cannot do, fetching. */
#include "config.h"

#include "xmpp/xep/0163-pep.h"

#include "mock/online.h"
#include "xmpp/xep/0030-disco.h"

#define PUBSUB "http://jabber.org/protocol/pubsub"
#define LOOK_UP                                                                                    \
  "C: <iq type='get' id='*' to='romeo@example.org'>"                                               \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define INFO(inside)                                                                               \
  "S: <iq type='result' id='@' from='romeo@example.org'>"                                          \
  "<query xmlns='http://jabber.org/protocol/disco#info'>"                                          \
  "<identity category='account' type='registered'/>" inside "</query></iq>\n"
#define ABLE "<identity category='pubsub' type='pep'/><feature var='" PUBSUB "#publish-options'/>"
#define ONE_PUBLISH                                                                                \
  "C: <iq type='set' id='*'><pubsub xmlns='" PUBSUB "'><publish node='n'><item id='i'>"            \
  "<x xmlns='y'/></item></publish><publish-options>*</publish-options></pubsub></iq>\n"
#define OK "S: <iq type='result' id='@'/>\n"
#define REFUSE(condition, app)                                                                     \
  "S: <iq type='error' id='@'><error type='cancel'><" condition                                    \
  " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" app "</error></iq>\n"
#define PRECONDITION REFUSE ("conflict", "<precondition-not-met xmlns='" PUBSUB "#errors'/>")
#define CONFIGURE                                                                                  \
  "C: <iq type='set' id='*'><pubsub xmlns='" PUBSUB "#owner'><configure node='n'>*"                \
  "</configure></pubsub></iq>\n"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_pep_get_type, NULL };

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_pep_publish_finish (XMPP_PEP (source), result, &error))
    g_string_append (f->seen, "published ");
  else
    mock_online_note_error (f, error);
}

/* Publishes against @transcript. */
static void
publish (MockOnline *f, const char *transcript, const char *seen)
{
  f->n_open++;
  xmpp_pep_publish_async (mock_online_get (f, XMPP_TYPE_PEP), "n", "i", xml_element_new ("x", "y"),
                          xmpp_pubsub_private_items, NULL, on_published, f);
  mock_online_play (f, transcript);
  mock_online_settle (f);
  mock_online_assert_seen (f, seen);
}

/* What the account can do is asked once in a session. */
static void
test_publish (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO (ABLE) ONE_PUBLISH OK, "published ");
  publish (f, ONE_PUBLISH OK, "published ");
  mock_online_lose (f);
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO (ABLE) ONE_PUBLISH OK, "published ");
}

static void
test_precondition (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO (ABLE) ONE_PUBLISH PRECONDITION CONFIGURE OK ONE_PUBLISH OK,
           "published ");
  /* A node that stays as it is gets nothing. 3: forbidden, 1: conflict */
  publish (f, ONE_PUBLISH PRECONDITION CONFIGURE REFUSE ("forbidden", ""), "stanza-error:3 ");
  publish (f, ONE_PUBLISH PRECONDITION CONFIGURE OK ONE_PUBLISH PRECONDITION, "stanza-error:1 ");
}

/* 2: feature-not-implemented; what may be read by everybody is not said. */
static void
test_unable (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO ("<identity category='pubsub' type='pep'/>") "--", "stanza-error:2 ");
  mock_online_lose (f);
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO ("<feature var='" PUBSUB "#publish-options'/>") "--", "stanza-error:2 ");
  mock_online_lose (f);
  mock_online_sign_in (f, NULL);
  publish (f, LOOK_UP INFO (ABLE) ONE_PUBLISH REFUSE ("not-allowed", ""), "stanza-error:9 ");
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = xmpp_pep_fetch_finish (XMPP_PEP (source), result, &error);

  f->n_open--;
  if (items == NULL) {
    mock_online_note_error (f, error);
    return;
  }
  g_string_append (f->seen, "fetched ");
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (f->seen, "%s ", ((const XmppPubsubItem *) items->pdata[i])->id);
}

static void
fetch (MockOnline *f, XmppJid *of, const char *id, const char *transcript, const char *seen)
{
  f->n_open++;
  xmpp_pep_fetch_async (mock_online_get (f, XMPP_TYPE_PEP), of, "n", id, NULL, on_fetched, f);
  mock_online_play (f, transcript);
  mock_online_settle (f);
  mock_online_assert_seen (f, seen);
}

#define ASK "C: <iq type='get' id='*'><pubsub xmlns='" PUBSUB "'><items node='n'/></pubsub></iq>\n"
#define ITEMS(node, inside)                                                                        \
  "<pubsub xmlns='" PUBSUB "'><items node='" node "'>" inside "</items></pubsub></iq>\n"

static void
test_fetch (MockOnline *f, gconstpointer data)
{
  g_autoptr (XmppJid) juliet = xmpp_jid_parse ("juliet@example.com", NULL);

  mock_online_sign_in (f, NULL);
  fetch (f, NULL, NULL,
         ASK "S: <iq type='result' id='@'>" ITEMS ("n", "<item id='a@b'/><item id='c'/>"),
         "fetched a@b c ");
  /* Of another node, and none at all. */
  fetch (f, NULL, NULL, ASK "S: <iq type='result' id='@'>" ITEMS ("m", "<item id='a'/>"),
         "fetched ");
  fetch (f, NULL, NULL, ASK REFUSE ("item-not-found", ""), "fetched ");
  fetch (f, NULL, NULL, ASK REFUSE ("forbidden", ""), "stanza-error:3 ");
  fetch (
    f, juliet, "current",
    "C: <iq type='get' id='*' to='juliet@example.com'><pubsub xmlns='" PUBSUB "'>"
    "<items node='n'><item id='current'/></items></pubsub></iq>\n"
    "S: <iq type='result' id='@' from='juliet@example.com'>" ITEMS ("n", "<item id='current'/>"),
    "fetched current ");
}

static void
on_retracted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_pep_retract_finish (XMPP_PEP (source), result, &error))
    g_string_append (f->seen, "retracted ");
  else
    mock_online_note_error (f, error);
}

static void
retract (MockOnline *f, const char *answer, const char *seen)
{
  g_autofree char *transcript =
    g_strconcat ("C: <iq type='set' id='*'><pubsub xmlns='" PUBSUB "'><retract node='n' "
                 "notify='true'><item id='i'/></retract></pubsub></iq>\n",
                 answer, NULL);

  f->n_open++;
  xmpp_pep_retract_async (mock_online_get (f, XMPP_TYPE_PEP), "n", "i", NULL, on_retracted, f);
  mock_online_play (f, transcript);
  mock_online_settle (f);
  mock_online_assert_seen (f, seen);
}

static void
test_retract (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  retract (f, OK, "retracted ");
  retract (f, REFUSE ("item-not-found", ""), "retracted ");
  retract (f, REFUSE ("forbidden", ""), "stanza-error:3 ");
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*func) (MockOnline *f, gconstpointer data);
  } tests[] = {
    { "/pep/publish", test_publish }, { "/pep/precondition", test_precondition },
    { "/pep/unable", test_unable },   { "/pep/fetch", test_fetch },
    { "/pep/retract", test_retract },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MockOnline, modules, mock_online_setup, tests[i].func,
                mock_online_teardown);
  return g_test_run ();
}
