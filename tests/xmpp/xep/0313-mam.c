/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of archives: pages as in the XEP's examples, and answers that are not what was asked for. */
#include "config.h"

#include "xmpp/xep/0313-mam.h"

#include "mock/online.h"

#define QUERY(form, before)                                                                        \
  "C: <iq id='*' type='set'><query xmlns='urn:xmpp:mam:2' queryid='*'>"                            \
  "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"                   \
  "<value>urn:xmpp:mam:2</value></field>" form "</x>"                                              \
  "<set xmlns='http://jabber.org/protocol/rsm'><max>2</max>" before "</set></query></iq>\n"
#define RESULT(from, query, id, inner)                                                             \
  "S: <message from='" from "'><result xmlns='urn:xmpp:mam:2' queryid='" query "' id='" id "'>"    \
  "<forwarded xmlns='urn:xmpp:forward:0'>" inner "</forwarded></result></message>\n"
#define INNER                                                                                      \
  "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"                                   \
  "<message xmlns='jabber:client' from='a@b/c'><body>Hail</body></message>"
#define FIN(attrs, set)                                                                            \
  "S: <iq id='@' type='result'><fin xmlns='urn:xmpp:mam:2'" attrs ">"                              \
  "<set xmlns='http://jabber.org/protocol/rsm'>" set "</set></fin></iq>\n"
#define ACCOUNT "romeo@example.org"

static const XmppModuleType modules[] = { xmpp_mam_get_type, NULL };

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppMamPage) page = xmpp_mam_query_finish (XMPP_MAM (source), result, &error);

  f->n_open--;
  if (page == NULL) {
    if (error->domain == XMPP_MAM_ERROR)
      g_string_append_printf (f->seen, "mam-error:%d ", error->code);
    else
      mock_online_note_error (f, error);
    return;
  }
  for (guint i = 0; i < page->results->len; i++) {
    const XmppMamResult *found = page->results->pdata[i];

    g_assert_cmpint (found->time, ==, G_GINT64_CONSTANT (1278803305) * G_USEC_PER_SEC);
    g_assert_nonnull (xml_element_find (found->message, "body", NULL));
    g_string_append_printf (f->seen, "%s ", found->id);
  }
  g_string_append_printf (f->seen, "first:%s%s%s ", page->first != NULL ? page->first : "-",
                          page->complete ? ",complete" : "", page->stable ? "" : ",unstable");
}

static void
ask (MockOnline *f, const XmppMamQuery *query)
{
  f->n_open++;
  xmpp_mam_query_async (mock_online_get (f, XMPP_TYPE_MAM), query, NULL, on_page, f);
}

static void
test_pages (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);

  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f, QUERY ("", "<before/>") RESULT (ACCOUNT, "1", "28482", INNER)
                         RESULT (ACCOUNT, "1", "5d398", INNER)
                           FIN ("", "<first index='0'>28482</first><last>5d398</last>"));
  mock_online_settle (f);
  mock_online_assert_seen (f, "28482 5d398 first:28482 ");

  ask (f, &(XmppMamQuery){ .before = "28482",
                           .start = G_GINT64_CONSTANT (1278803305) * G_USEC_PER_SEC,
                           .end = G_GINT64_CONSTANT (1278803306) * G_USEC_PER_SEC,
                           .max = 2 });
  mock_online_play (f, QUERY ("<field var='start'><value>2010-07-10T23:08:25Z</value></field>"
                              "<field var='end'><value>2010-07-10T23:08:26Z</value></field>",
                              "<before>28482</before>") RESULT (ACCOUNT, "2", "09af3", INNER)
                         FIN (" complete='true' stable='false'", "<first>09af3</first>"));
  mock_online_settle (f);
  mock_online_assert_seen (f, "09af3 first:09af3,complete,unstable ");

  /* An empty page is the end, whatever it says. */
  ask (f, &(XmppMamQuery){ .before = "09af3", .max = 2 });
  mock_online_play (f, QUERY ("", "<before>09af3</before>") FIN ("", ""));
  mock_online_settle (f);
  mock_online_assert_seen (f, "first:-,complete ");
}

static void
on_text_field (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *field = xmpp_mam_text_field_finish (XMPP_MAM (source), result, &error);

  f->n_open--;
  if (error != NULL)
    mock_online_note_error (f, error);
  else
    g_string_append_printf (f->seen, "%s ", field != NULL ? field : "none");
}

#define FORM(fields)                                                                               \
  "C: <iq id='*' type='get'><query xmlns='urn:xmpp:mam:2'/></iq>\n"                                \
  "S: <iq id='@' type='result'><query xmlns='urn:xmpp:mam:2'>"                                     \
  "<x xmlns='jabber:x:data' type='form'><field type='hidden' var='FORM_TYPE'>"                     \
  "<value>urn:xmpp:mam:2</value></field>" fields "</x></query></iq>\n"

/* §4.1.1, §4.1.4: the form tells what can be asked for. */
static void
test_text (MockOnline *f, gconstpointer data)
{
  static const char *const forms[] = {
    FORM ("<field type='text-single' var='{urn:xmpp:fulltext:0}fulltext'/>"),
    FORM ("<field type='text-single' var='withtext'/>"),
    FORM ("<field type='jid-single' var='with'/>"),
    "C: <iq id='*' type='get'><query xmlns='urn:xmpp:mam:2'/></iq>\n"
    "S: <iq id='@' type='result'/>\n",
  };

  mock_online_sign_in (f, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    f->n_open++;
    xmpp_mam_text_field_async (mock_online_get (f, XMPP_TYPE_MAM), NULL, on_text_field, f);
    mock_online_play (f, forms[i]);
    mock_online_settle (f);
  }
  mock_online_assert_seen (f, "{urn:xmpp:fulltext:0}fulltext withtext none none ");
  ask (f, &(XmppMamQuery){ .text_field = "withtext", .text = "a rose", .max = 2 });
  mock_online_play (f, QUERY ("<field var='withtext'><value>a rose</value></field>", "<before/>")
                         FIN (" complete='true'", ""));
  mock_online_settle (f);
  mock_online_assert_seen (f, "first:-,complete ");
}

/* Nothing that is not the archive's own, or cannot be read, comes into the page. */
static void
test_forged (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f,
                    QUERY ("", "<before/>") RESULT ("juliet@example.org", "1", "forged", INNER)
                      RESULT (ACCOUNT "/orchard", "1", "forged", INNER)
                        RESULT (ACCOUNT, "7", "other", INNER) RESULT (ACCOUNT, "1", "", INNER)
                          RESULT (ACCOUNT, "1", "timeless", "<message xmlns='jabber:client'/>")
                            RESULT (ACCOUNT, "1", "empty", "") RESULT (ACCOUNT, "1", "good", INNER)
                              FIN ("", "<first>good</first>"));
  mock_online_settle (f);
  mock_online_assert_seen (f, "good first:good ");
}

static void
test_bad (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);

  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f, QUERY ("", "<before/>") RESULT (ACCOUNT, "1", "a", INNER)
                         RESULT (ACCOUNT, "1", "b", INNER) RESULT (ACCOUNT, "1", "c", INNER)
                           FIN ("", "<first>a</first>"));
  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f, QUERY ("", "<before/>") "S: <iq id='@' type='result'/>\n");
  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f, QUERY ("", "<before/>") RESULT (ACCOUNT, "3", "a", INNER) FIN ("", ""));
  ask (f, &(XmppMamQuery){ .before = "gone", .max = 2 });
  mock_online_play (
    f, QUERY (
         "",
         "<before>gone</before>") "S: <iq id='@' type='error'><error type='cancel'><item-not-found "
                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  mock_online_settle (f);
  mock_online_assert_seen (f, "mam-error:1 mam-error:0 mam-error:0 stanza-error:6 ");

  /* What comes after the answer has nowhere to go. */
  mock_online_play (f, RESULT (ACCOUNT, "1", "late", INNER) "--");
}

static void
test_lost (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  ask (f, &(XmppMamQuery){ .max = 2 });
  mock_online_play (f, QUERY ("", "<before/>") RESULT (ACCOUNT, "1", "a", INNER));
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

  ADD ("/mam/pages", test_pages);
  ADD ("/mam/text", test_text);
  ADD ("/mam/forged", test_forged);
  ADD ("/mam/bad", test_bad);
  ADD ("/mam/lost", test_lost);

  return g_test_run ();
}
