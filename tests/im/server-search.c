/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that the server looks for in its archive: what it finds is kept, once.
 */

#include "im/server-search.h"

#include "im/account.h"
#include "im/message-list.h"
#include "im/search.h"
#include "rig.h"

#define FORM(fields)                                                                               \
  "C: <iq type='get' id='*'><query xmlns='urn:xmpp:mam:2'/></iq>\n"                                \
  "S: <iq type='result' id='@'><query xmlns='urn:xmpp:mam:2'>"                                     \
  "<x xmlns='jabber:x:data' type='form'><field type='hidden' var='FORM_TYPE'>"                     \
  "<value>urn:xmpp:mam:2</value></field>" fields "</x></query></iq>\n"
#define TEXT_FORM FORM ("<field type='text-single' var='{urn:xmpp:fulltext:0}fulltext'/>")
#define QUERY                                                                                      \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>"                            \
  "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"                   \
  "<value>urn:xmpp:mam:2</value></field><field var='{urn:xmpp:fulltext:0}fulltext'>"               \
  "<value>a rose</value></field></x>*</query></iq>\n"
#define RESULT(query, id, body)                                                                    \
  "S: <message from='romeo@example.org'><result xmlns='urn:xmpp:mam:2' queryid='" query            \
  "' id='" id "'><forwarded xmlns='urn:xmpp:forward:0'>"                                           \
  "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"                                   \
  "<message xmlns='jabber:client' type='chat' from='juliet@example.com/x' to='romeo@example.org'>" \
  "<body>" body "</body></message></forwarded></result></message>\n"
#define NEXT(before)                                                                               \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>*"                           \
  "<set xmlns='http://jabber.org/protocol/rsm'><max>100</max><before>" before                      \
  "</before></set></query></iq>\n"
#define MORE(first)                                                                                \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2'>"                                       \
  "<set xmlns='http://jabber.org/protocol/rsm'><first>" first "</first></set></fin></iq>\n"
#define FIN                                                                                        \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2' complete='true'>"                       \
  "<set xmlns='http://jabber.org/protocol/rsm'><first>f1</first></set></fin></iq>\n"

/* What came of asking: how many are new, or minus the code of an error of G_IO_ERROR. */
static int
ask (ImRig *rig, const char *answers)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int n_new;

  im_server_search_async (rig->account, NULL, "a rose", NULL, im_rig_done, &result);
  if (answers != NULL)
    im_rig_play (rig, answers);
  n_new = im_server_search_finish (rig->account, im_rig_await (&result), &error);
  if (error == NULL)
    return n_new;
  g_assert_true (error->domain == G_IO_ERROR);
  return -error->code;
}

static void
test_found (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = im_conversation_dup_messages (juliet);
  im_rig_settle (rig);
  g_assert_cmpint (ask (rig, TEXT_FORM QUERY RESULT ("2", "f1", "By any other name a rose")
                               RESULT ("2", "f2", "A rose") FIN),
                   ==, 2);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, "By any other name a rose/received A rose/received");
  /* It is old. */
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 0);
  /* Again: it is here. */
  g_assert_cmpint (ask (rig, TEXT_FORM QUERY RESULT ("3", "f2", "A rose") FIN), ==, 0);
}

/* What the server finds is shown, even if it has come in another way while it was looked for. */
static void
test_came_meanwhile (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImSearch) search = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  search = im_search_new_in (im_rig_converse (rig, "juliet@example.com"));
  im_search_set_text (search, "a rose");
  im_rig_settle (rig);
  g_assert_cmpint (im_search_get_state (search), ==, IM_SEARCH_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 0);
  g_assert_cmpint (ask (rig, TEXT_FORM QUERY RESULT ("2", "f2", "A rose") FIN), ==, 1);

  im_search_ask_servers (search);
  im_rig_play (rig, TEXT_FORM "C: <iq type='set' id='*'>*</iq>\n" RESULT ("3", "f2", "A rose") FIN);
  im_rig_settle (rig);
  g_assert_cmpint (im_search_get_server_answer (search), ==, IM_SERVER_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 1);
}

/* As many pages as there are; a server that fails in the midst loses nothing of what it gave. */
static void
test_pages (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  g_assert_cmpint (ask (rig, TEXT_FORM QUERY RESULT ("2", "f3", "A rose") MORE ("f3") NEXT ("f3")
                               RESULT ("3", "f2", "No rose") MORE ("f2") NEXT ("f2")
                                 RESULT ("4", "f1", "Roses") FIN),
                   ==, 3);
  g_assert_cmpint (
    ask (rig, TEXT_FORM QUERY RESULT ("5", "f4", "Some rose") MORE ("f4")
                NEXT ("f4") "S: <iq type='error' id='@'><error type='wait'>"
                            "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                            "</error></iq>\n"),
    ==, 1);
}

/* A server that goes on for ever without anything that can be used is left alone at some point. */
static void
test_endless (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) answers = g_string_new (TEXT_FORM QUERY);

  im_rig_sign_in (rig, IM_RIG_JULIET);
  for (guint i = 1; i < 50; i++)
    g_string_append_printf (answers, MORE ("e%u") NEXT ("e%u"), i, i);
  g_string_append (answers, MORE ("last"));
  g_assert_cmpint (ask (rig, answers->str), ==, 0);
}

static void
test_cannot (ImRig *rig, gconstpointer data)
{
  g_assert_cmpint (G_IO_ERROR_NOT_CONNECTED, >, 0);
  im_rig_connect (rig);
  g_assert_cmpint (ask (rig, NULL), ==, -G_IO_ERROR_NOT_CONNECTED);
}

static void
test_no_field (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  g_assert_cmpint (ask (rig, FORM ("<field type='jid-single' var='with'/>")), ==,
                   -G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("server-search", "found", test_found);
  im_rig_add_unmanaged ("server-search", "came-meanwhile", test_came_meanwhile);
  im_rig_add_unmanaged ("server-search", "pages", test_pages);
  im_rig_add_unmanaged ("server-search", "endless", test_endless);
  im_rig_add_unmanaged ("server-search", "not-online", test_cannot);
  im_rig_add_unmanaged ("server-search", "no-field", test_no_field);
  return g_test_run ();
}
