/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody wants to see of a chat comes before the rest of the server's archive, which has no time for
 * that here.
 */

#include "im/server-history.h"

#include "base/time.h"
#include "im/account.h"
#include "im/message-list.h"
#include "im/retention.h"
#include "rig.h"
#include "xmpp/stanza-error.h"

#define ASK_HEAD(query)                                                                            \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='" query                         \
  "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"                 \
  "<value>urn:xmpp:mam:2</value></field>"
#define ASK(query, form, page)                                                                     \
  ASK_HEAD (query)                                                                                 \
  "<field var='with'><value>juliet@example.com</value></field>" form "</x>"                        \
  "<set xmlns='http://jabber.org/protocol/rsm'>" page "</set></query></iq>\n"
#define START(stamp) "<field var='start'><value>" stamp "</value></field>"
#define END(stamp) "<field var='end'><value>" stamp "</value></field>"
#define LAST "<max>50</max><before/>"
#define FIRST "<max>50</max>"
#define BEFORE(id) "<max>250</max><before>" id "</before>"
#define GIVE(query, id, stamp, message)                                                            \
  "S: <message from='romeo@example.org'><result xmlns='urn:xmpp:mam:2' queryid='" query            \
  "' id='" id                                                                                      \
  "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" stamp            \
  "'/><message xmlns='jabber:client' type='chat' from='juliet@example.com/b' "                     \
  "to='romeo@example.org'>" message "</message></forwarded></result></message>\n"
#define BODY(text) "<body>" text "</body>"
#define FIN(attributes, first)                                                                     \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2'" attributes                             \
  "><set xmlns='http://jabber.org/protocol/rsm'>" first "</set></fin></iq>\n"
#define FIRST_ID(id) "<first>" id "</first>"
#define IDS(first, last) FIRST_ID (first) "<last>" last "</last>"
#define COMPLETE " complete='true'"
#define REFUSED(type, condition)                                                                   \
  "S: <iq type='error' id='@'><error type='" type "'><" condition                                  \
  " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

/* Signed in to a server that has no time for the whole archive; the list is empty. */
static ImMessageList *
begin (ImRig *rig)
{
  g_autoptr (ImMessageList) list = NULL;

  rig->archive = ASK_HEAD ("1") "*</x>*</query></iq>\n" REFUSED ("wait", "resource-constraint");
  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = im_conversation_dup_messages (im_rig_converse (rig, "juliet@example.com"));
  while (!im_message_list_get_loaded (list) ||
         im_sync_get_busy (im_account_get_sync (rig->account)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (im_message_list_get_at_start (list));
  return g_steal_pointer (&list);
}

static int
load_older (ImRig *rig, ImMessageList *list, const char *transcript)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_message_list_load_older_async (list, NULL, im_rig_done, &result);
  im_rig_settle (rig);
  g_assert_true (im_message_list_get_asking (list));
  im_rig_play (rig, transcript);
  return im_message_list_load_older_finish (list, im_rig_await (&result), NULL);
}

static void
assert_list (ImMessageList *list, const char *expected)
{
  g_autofree char *text = im_rig_dump (list);

  g_assert_cmpstr (text, ==, expected);
  g_assert_false (im_message_list_get_asking (list));
}

/* Page by page up to the beginning; one that has nothing to show is stepped over. */
static void
test_older (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);

  g_assert_cmpint (
    load_older (rig, list,
                ASK ("2", "", LAST) GIVE ("2", "a8", "2026-01-01T10:00:02Z", BODY ("three")) GIVE (
                  "2", "a9", "2026-01-01T10:00:02Z", BODY ("four")) FIN ("", FIRST_ID ("a8"))),
    ==, 2);
  assert_list (list, "three/received four/received");
  g_assert_false (im_message_list_get_whole (list));

  /* The second of the oldest may have more, and what is known comes again. */
  g_assert_cmpint (load_older (rig, list,
                               ASK ("3", END ("2026-01-01T10:00:03Z"), LAST)
                                 GIVE ("3", "a8", "2026-01-01T10:00:02Z", BODY ("three"))
                                   FIN ("", FIRST_ID ("a8")) ASK ("4", "", BEFORE ("a8"))
                                     GIVE ("4", "a6", "2026-01-01T10:00:01Z", BODY ("one"))
                                       GIVE ("4", "a7", "2026-01-01T10:00:02Z", BODY ("two"))
                                         FIN (COMPLETE, FIRST_ID ("a6"))),
                   ==, 2);
  assert_list (list, "one/received two/received three/received four/received");
  g_assert_true (im_message_list_get_at_start (list));
  g_assert_true (im_message_list_get_whole (list));
  g_assert_null (im_message_list_get_failure (list));
}

/* Why it does not come is told once, until somebody wants it again. */
static void
test_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);

  g_assert_cmpint (
    load_older (rig, list, ASK ("2", "", LAST) REFUSED ("cancel", "internal-server-error")), ==, 0);
  g_assert_error (im_message_list_get_failure (list), XMPP_STANZA_ERROR,
                  XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR);
  g_assert_true (im_message_list_get_at_start (list));
  g_assert_false (im_message_list_get_whole (list));
  im_message_list_ask_again (list);
  g_assert_null (im_message_list_get_failure (list));
  g_assert_cmpint (load_older (rig, list,
                               ASK ("3", "", LAST)
                                 GIVE ("3", "a1", "2026-01-01T10:00:01Z", BODY ("one"))
                                   FIN (COMPLETE, FIRST_ID ("a1"))),
                   ==, 1);
  assert_list (list, "one/received");
  g_assert_true (im_message_list_get_whole (list));
}

/* To a day that is not here: what follows it is fetched, and what lies on both sides comes later. */
static void
test_day (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 time, id;

  g_assert_true (base_time_parse ("2025-06-01T00:00:00Z", &time, NULL));
  im_message_list_find_at_async (list, time, NULL, im_rig_done, &result);
  im_rig_play (rig, ASK ("2", START ("2025-06-01T00:00:00Z"), FIRST)
                      GIVE ("2", "a4", "2025-06-03T10:00:00Z", BODY ("four"))
                        GIVE ("2", "a5", "2025-06-03T10:00:00Z", BODY ("five"))
                          FIN ("", FIRST_ID ("a4")));
  id = im_message_list_find_at_finish (list, im_rig_await (&result), NULL);
  g_assert_cmpint (id, >, 0);
  g_clear_object (&result);
  im_message_list_jump_async (list, id, NULL, im_rig_done, &result);
  g_assert_true (im_message_list_jump_finish (list, im_rig_await (&result), NULL));
  assert_list (list, "four/received five/received");
  g_assert_false (im_message_list_get_at_start (list));
  g_assert_false (im_message_list_get_at_end (list));

  /* Further down in the same second: none twice, in their order. */
  g_clear_object (&result);
  im_message_list_load_newer_async (list, NULL, im_rig_done, &result);
  im_rig_settle (rig);
  im_rig_play (rig, ASK ("3", START ("2025-06-03T10:00:00Z"), FIRST)
                      GIVE ("3", "a4", "2025-06-03T10:00:00Z", BODY ("four"))
                        GIVE ("3", "a5", "2025-06-03T10:00:00Z", BODY ("five"))
                          GIVE ("3", "a6", "2025-06-03T10:00:00Z", BODY ("six"))
                            FIN (COMPLETE, FIRST_ID ("a4")));
  g_assert_cmpint (im_message_list_load_newer_finish (list, im_rig_await (&result), NULL), ==, 1);
  assert_list (list, "four/received five/received six/received");
  g_assert_true (im_message_list_get_at_end (list));
}

static void
erase (ImRig *rig, ImMessageList *list, guint position)
{
  g_autoptr (ImRetention) retention =
    im_retention_new (rig->services, rig->accounts, rig->conversations);
  g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), position);
  g_autoptr (GAsyncResult) result = NULL;

  im_retention_erase_message_async (retention, im_rig_converse (rig, "juliet@example.com"),
                                    im_message_get_id (message), im_rig_done, &result);
  g_assert_true (im_retention_erase_message_finish (retention, im_rig_await (&result), NULL));
  im_rig_settle (rig);
}

/* A page of nothing but what was erased is stepped over; it is no beginning. */
static void
test_erased_older (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);

  load_older (rig, list,
              ASK ("2", "", LAST) GIVE ("2", "a8", "2026-01-01T10:00:02Z", BODY ("three"))
                GIVE ("2", "a9", "2026-01-01T10:00:02Z", BODY ("four")) FIN ("", FIRST_ID ("a8")));
  erase (rig, list, 0);
  assert_list (list, "four/received");
  g_assert_cmpint (load_older (rig, list,
                               ASK ("3", END ("2026-01-01T10:00:03Z"), LAST)
                                 GIVE ("3", "a8", "2026-01-01T10:00:02Z", BODY ("three"))
                                   FIN ("", FIRST_ID ("a8")) ASK ("4", "", BEFORE ("a8"))
                                     GIVE ("4", "a7", "2026-01-01T10:00:01Z", BODY ("two"))
                                       FIN (COMPLETE, FIRST_ID ("a7"))),
                   ==, 1);
  assert_list (list, "two/received four/received");
}

/* Nor is it an end. */
static void
test_erased_newer (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 time, id;

  g_assert_true (base_time_parse ("2025-06-01T00:00:00Z", &time, NULL));
  im_message_list_find_at_async (list, time, NULL, im_rig_done, &result);
  im_rig_play (rig, ASK ("2", START ("2025-06-01T00:00:00Z"), FIRST)
                      GIVE ("2", "a4", "2025-06-03T10:00:00Z", BODY ("four"))
                        GIVE ("2", "a5", "2025-06-04T10:00:00Z", BODY ("five"))
                          FIN ("", FIRST_ID ("a4")));
  id = im_message_list_find_at_finish (list, im_rig_await (&result), NULL);
  g_clear_object (&result);
  im_message_list_jump_async (list, id, NULL, im_rig_done, &result);
  g_assert_true (im_message_list_jump_finish (list, im_rig_await (&result), NULL));
  erase (rig, list, 1);
  assert_list (list, "four/received");

  g_clear_object (&result);
  im_message_list_load_newer_async (list, NULL, im_rig_done, &result);
  im_rig_settle (rig);
  im_rig_play (rig, ASK ("3", START ("2025-06-03T10:00:00Z"),
                         FIRST) GIVE ("3", "a4", "2025-06-03T10:00:00Z", BODY ("four"))
                      GIVE ("3", "a5", "2025-06-04T10:00:00Z", BODY ("five"))
                        FIN ("", IDS ("a4", "a5")) ASK ("4", "", "<max>250</max><after>a5</after>")
                          GIVE ("4", "a6", "2025-06-05T10:00:00Z", BODY ("six"))
                            FIN (COMPLETE, IDS ("a6", "a6")));
  g_assert_cmpint (im_message_list_load_newer_finish (list, im_rig_await (&result), NULL), ==, 1);
  assert_list (list, "four/received six/received");
  g_assert_true (im_message_list_get_at_end (list));
}

/* A page of nothing but what is here, all in one second, is stepped over as well. */
static void
test_busy_second (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = begin (rig);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 time, id;

  g_assert_true (base_time_parse ("2025-06-01T00:00:00Z", &time, NULL));
  im_message_list_find_at_async (list, time, NULL, im_rig_done, &result);
  im_rig_play (rig, ASK ("2", START ("2025-06-01T00:00:00Z"), FIRST)
                      GIVE ("2", "a4", "2025-06-03T10:00:00.1Z", BODY ("four"))
                        GIVE ("2", "a5", "2025-06-03T10:00:00.2Z", BODY ("five"))
                          FIN ("", IDS ("a4", "a5")));
  id = im_message_list_find_at_finish (list, im_rig_await (&result), NULL);
  g_clear_object (&result);
  im_message_list_jump_async (list, id, NULL, im_rig_done, &result);
  g_assert_true (im_message_list_jump_finish (list, im_rig_await (&result), NULL));

  g_clear_object (&result);
  im_message_list_load_newer_async (list, NULL, im_rig_done, &result);
  im_rig_settle (rig);
  im_rig_play (rig, ASK ("3", START ("2025-06-03T10:00:00Z"),
                         FIRST) GIVE ("3", "a4", "2025-06-03T10:00:00.1Z", BODY ("four"))
                      GIVE ("3", "a5", "2025-06-03T10:00:00.2Z", BODY ("five"))
                        FIN ("", IDS ("a4", "a5")) ASK ("4", "", "<max>250</max><after>a5</after>")
                          GIVE ("4", "a6", "2025-06-03T10:00:00.3Z", BODY ("six"))
                            FIN (COMPLETE, IDS ("a6", "a6")));
  g_assert_cmpint (im_message_list_load_newer_finish (list, im_rig_await (&result), NULL), ==, 1);
  assert_list (list, "four/received five/received six/received");
  g_assert_true (im_message_list_get_at_end (list));
}

/* While nobody is signed in nobody is asked. */
static void
test_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;

  im_rig_connect (rig);
  list = im_conversation_dup_messages (im_rig_converse (rig, "juliet@example.com"));
  im_rig_settle (rig);
  g_assert_true (im_message_list_get_at_start (list));
  g_assert_false (im_message_list_get_whole (list));
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("server-history", "older", test_older);
  im_rig_add_unmanaged ("server-history", "refused", test_refused);
  im_rig_add_unmanaged ("server-history", "day", test_day);
  im_rig_add_unmanaged ("server-history", "erased-older", test_erased_older);
  im_rig_add_unmanaged ("server-history", "erased-newer", test_erased_newer);
  im_rig_add_unmanaged ("server-history", "busy-second", test_busy_second);
  im_rig_add_unmanaged ("server-history", "offline", test_offline);
  return g_test_run ();
}
