/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * History from the server: the newest first, on from where it stopped, never twice.
 */

#include "im/sync.h"

#include "base/time.h"
#include "im/announcements.h"
#include "rig.h"

#define ASK(form, before) ASK_FOR ("250", form, before)
#define ASK_FOR(max, form, before)                                                                 \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>"                            \
  "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"                   \
  "<value>urn:xmpp:mam:2</value></field>" form "</x>"                                              \
  "<set xmlns='http://jabber.org/protocol/rsm'><max>" max "</max>" before "</set></query></iq>\n"
#define START(stamp) "<field var='start'><value>" stamp "</value></field>"
#define END(stamp) "<field var='end'><value>" stamp "</value></field>"
#define BEFORE(id) "<before>" id "</before>"
#define LAST "<before/>"
#define GIVE(query, id, stamp, message)                                                            \
  "S: <message from='romeo@example.org'><result xmlns='urn:xmpp:mam:2' queryid='" query            \
  "' id='" id                                                                                      \
  "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" stamp            \
  "'/><message xmlns='jabber:client' type='chat' " message "</message></forwarded></result>"       \
  "</message>\n"
#define FROM_HER(id, body)                                                                         \
  "from='juliet@example.com/b' to='romeo@example.org' id='" id "'><body>" body "</body>"
#define FROM_ME(id, body)                                                                          \
  "from='romeo@example.org/phone' to='juliet@example.com' id='" id "'><body>" body "</body>"
#define FIN(attributes, first)                                                                     \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2'" attributes                             \
  "><set xmlns='http://jabber.org/protocol/rsm'>" first "</set></fin></iq>\n"
#define FIRST(id) "<first>" id "</first>"
#define COMPLETE " complete='true'"
#define MISSING                                                                                    \
  "S: <iq type='error' id='@'><error type='cancel'><item-not-found "                               \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

/* The whole archive of three messages in two pages. */
#define ALL ALL_AS ("1", "2")
#define ALL_AS(first, second)                                                                      \
  ASK ("", LAST)                                                                                   \
  GIVE (first, "a2", "2026-01-01T10:00:02Z", FROM_ME ("m2", "two"))                                \
  GIVE (first, "a3", "2026-01-01T10:00:02Z", FROM_HER ("m3", "three"))                             \
  FIN ("", FIRST ("a2"))                                                                           \
  ASK ("", BEFORE ("a2"))                                                                          \
  GIVE (second, "a1", "2026-01-01T10:00:01Z", FROM_HER ("m1", "one"))                              \
  FIN (COMPLETE, FIRST ("a1"))

static void
wait_until_done (ImRig *rig)
{
  while (im_sync_get_busy (im_account_get_sync (rig->account)))
    g_main_context_iteration (NULL, TRUE);
  im_rig_settle (rig);
}

static void
assert_chat (ImRig *rig, const char *expected, guint unread)
{
  ImConversation *juliet = im_rig_converse (rig, "juliet@example.com");
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (juliet);
  g_autofree char *text = NULL;

  while (!im_message_list_get_loaded (list))
    g_main_context_iteration (NULL, TRUE);
  text = im_rig_dump (list);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, unread);
}

/* The program ends and starts, and signs in to a server that says @archive. */
static void
come_back (ImRig *rig, const char *archive)
{
  im_rig_restart (rig);
  rig->archive = archive;
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, IM_RIG_JULIET);
  wait_until_done (rig);
}

/* What was before Kith was, is history: nothing of it is unread. */
static void
test_first (ImRig *rig, gconstpointer data)
{
  rig->archive = ALL;
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  g_assert_true (im_sync_get_available (im_account_get_sync (rig->account)));
  assert_chat (rig, "one/received two/sent three/received", 0);
}

static void
test_none (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  g_assert_false (im_sync_get_available (im_account_get_sync (rig->account)));
}

/* Only what is new since then is asked for, and the person has not seen it. */
static void
test_since (ImRig *rig, gconstpointer data)
{
  rig->archive = ALL;
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);

  come_back (rig, ASK (START ("2026-01-01T10:00:02Z"), LAST)
                    GIVE ("1", "a3", "2026-01-01T10:00:02Z", FROM_HER ("m3", "three"))
                      GIVE ("1", "a4", "2100-01-01T10:00:04Z", FROM_HER ("m4", "four"))
                        FIN (COMPLETE, FIRST ("a3")));
  assert_chat (rig, "one/received two/sent three/received four/received", 1);

  come_back (rig, ASK (START ("*"), LAST) FIN (COMPLETE, ""));
  assert_chat (rig, "one/received two/sent three/received four/received", 1);

  /* An answer from another device says that it was read there. */
  come_back (rig, ASK (START ("*"), LAST)
                    GIVE ("1", "a5", "2100-01-01T10:00:05Z", FROM_ME ("m5", "five"))
                      FIN (COMPLETE, FIRST ("a5")));
  assert_chat (rig, "one/received two/sent three/received four/received five/sent", 0);
}

/* Whose archive was empty at first has unread messages all the same. */
static void
test_empty_at_first (ImRig *rig, gconstpointer data)
{
  rig->archive = ASK ("", LAST) FIN (COMPLETE, "");
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  come_back (rig, ASK ("", LAST) GIVE ("1", "a4", "2100-01-01T10:00:04Z", FROM_HER ("m4", "four"))
                    FIN (COMPLETE, FIRST ("a4")));
  assert_chat (rig, "four/received", 1);
}

/* A link that breaks between two pages leaves a gap, which the next session fills. */
static void
test_gap (ImRig *rig, gconstpointer data)
{
  rig->archive = ALL;
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);

  im_rig_restart (rig);
  rig->archive = ASK (START ("2026-01-01T10:00:02Z"), LAST)
    GIVE ("1", "a8", "2100-01-01T10:00:08Z", FROM_HER ("m8", "eight")) FIN ("", FIRST ("a8"))
      ASK (START ("2026-01-01T10:00:02Z"), BEFORE ("a8"));
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, IM_RIG_JULIET);
  im_rig_settle (rig);

  come_back (
    rig, ASK (START ("*"), LAST) GIVE ("1", "a9", "2100-01-01T10:00:09Z", FROM_HER ("m9", "nine"))
           FIN (COMPLETE, FIRST ("a9")) ASK (START ("2026-01-01T10:00:02Z"), BEFORE ("a8"))
             GIVE ("2", "a7", "2100-01-01T10:00:07Z", FROM_HER ("m7", "seven"))
               FIN (COMPLETE, FIRST ("a7")));
  assert_chat (
    rig, "one/received two/sent three/received seven/received eight/received nine/received", 3);
  come_back (rig, ASK (START ("*"), LAST) FIN (COMPLETE, ""));
}

/* What comes quickly is kept together: what was not kept before the link broke is fetched again. */
static void
test_gathered (ImRig *rig, gconstpointer data)
{
  rig->archive = ASK ("", LAST) GIVE ("1", "a3", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three"))
    FIN ("", FIRST ("a3")) ASK ("", BEFORE ("a3"))
      GIVE ("2", "a2", "2026-01-01T10:00:02Z", FROM_HER ("m2", "two")) FIN ("", FIRST ("a2"))
        ASK ("", BEFORE ("a2"));
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_settle (rig);

  come_back (rig,
             ASK (START ("2026-01-01T10:00:03Z"), LAST) FIN (COMPLETE, "") ASK ("", BEFORE ("a3"))
               GIVE ("2", "a1", "2026-01-01T10:00:01Z", FROM_HER ("m1", "one"))
                 GIVE ("2", "a2", "2026-01-01T10:00:02Z", FROM_HER ("m2", "two"))
                   FIN (COMPLETE, FIRST ("a1")));
  assert_chat (rig, "one/received two/received three/received", 0);
}

/* The server has thrown away what we have come to: the time leads on. */
static void
test_lost (ImRig *rig, gconstpointer data)
{
  rig->archive = ASK ("", LAST) GIVE ("1", "a3", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three"))
    FIN ("", FIRST ("a3")) ASK ("", BEFORE ("a3")) MISSING ASK (END ("2026-01-01T10:00:04Z"), LAST)
      GIVE ("3", "a2", "2026-01-01T10:00:02Z", FROM_HER ("m2", "two")) FIN ("", FIRST ("a2"))
        ASK ("", BEFORE ("a2")) FIN (COMPLETE, "");
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  assert_chat (rig, "two/received three/received", 0);
}

/* A server that has no time is asked again a minute later. */
static void
test_later (ImRig *rig, gconstpointer data)
{
  rig->archive =
    ASK ("", LAST) "S: <iq type='error' id='@'><error type='wait'><resource-constraint "
                   "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n--";
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  im_rig_advance (rig, 60);
  im_rig_play (rig, ALL_AS ("2", "3"));
  wait_until_done (rig);
  assert_chat (rig, "one/received two/sent three/received", 0);
}

/* What is too much at once, in number or in bytes, is asked for in smaller pages. */
static void
test_too_much (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) script = g_string_new (ASK ("", LAST));

  rig->archive = "--";
  im_rig_sign_in (rig, IM_RIG_JULIET);
  for (guint i = 0; i < 251; i++)
    g_string_append_printf (
      script, GIVE ("1", "a%u", "2026-01-01T10:00:00Z", FROM_HER ("m%u", "too much")), i, i);
  g_string_append (script, FIN ("", FIRST ("a0")) ASK_FOR ("125", "", LAST));
  g_string_append (script, GIVE ("2", "a1", "2026-01-01T10:00:00Z", FROM_HER ("m1", "one"))
                             FIN (COMPLETE, FIRST ("a1")));
  im_rig_play (rig, script->str);
  wait_until_done (rig);
  assert_chat (rig, "one/received", 0);
}

/* A server that gives the same page again and again is not asked for ever. */
static void
test_stuck (ImRig *rig, gconstpointer data)
{
  rig->archive = ASK ("", LAST) GIVE ("1", "a3", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three"))
    FIN ("", FIRST ("a3")) ASK ("", BEFORE ("a3"))
      GIVE ("2", "a3", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three")) FIN ("", FIRST ("a3"));
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  im_rig_play (rig, "--");
  assert_chat (rig, "three/received", 0);
}

/* Nor one that goes in a wider circle. */
static void
test_circle (ImRig *rig, gconstpointer data)
{
#define TWO(query) GIVE (query, "a2", "2026-01-01T10:00:02Z", FROM_HER ("m2", "two"))
#define THREE(query) GIVE (query, "a3", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three"))
  rig->archive = ASK ("", LAST) THREE ("1") FIN ("", FIRST ("a3")) ASK ("", BEFORE ("a3")) TWO ("2")
    FIN ("", FIRST ("a2")) ASK ("", BEFORE ("a2")) THREE ("3") FIN ("", FIRST ("a3"))
      ASK ("", BEFORE ("a3")) TWO ("4") FIN ("", FIRST ("a2"));
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  im_rig_play (rig, "--");
  assert_chat (rig, "two/received three/received", 0);
#undef TWO
#undef THREE
}

/* What came live, with the archive's id or without, is there once. */
static void
test_live (ImRig *rig, gconstpointer data)
{
  g_autofree char *now = base_time_format (g_get_real_time ());
  g_autofree char *archive = NULL;

  rig->archive = ASK ("", LAST) FIN (COMPLETE, "");
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  im_rig_play (
    rig,
    "S: <message type='chat' " FROM_HER (
      "m1", "one") "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.org' id='a1'/>"
                   "</message>\nS: <message type='chat' " FROM_HER ("m2", "two") "</message>\n");
  im_rig_settle (rig);
  archive =
    g_strdup_printf (ASK ("", LAST) GIVE ("1", "a1", "%s", FROM_HER ("other", "one"))
                       GIVE ("1", "a2", "%s", FROM_HER ("m2", "two")) FIN (COMPLETE, FIRST ("a1")),
                     now, now);
  come_back (rig, archive);
  assert_chat (rig, "one/received two/received", 2);
}

/* The server's clock is ahead of ours: what comes after a page, and what is written here, stands behind it
 * all the same. */
static void
test_clock_ahead (ImRig *rig, gconstpointer data)
{
  g_autofree char *soon = base_time_format (g_get_real_time () + 60 * G_USEC_PER_SEC);
  g_autofree char *archive = g_strdup_printf (
    ASK ("", LAST) GIVE ("1", "a1", "%s", FROM_HER ("m1", "one")) FIN (COMPLETE, FIRST ("a1")),
    soon);

  rig->archive = archive;
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  im_rig_play (rig, "S: <message type='chat' " FROM_HER ("m2", "two") "</message>\n");
  im_rig_settle (rig);
  assert_chat (rig, "one/received two/received", 2);
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "three");
  im_rig_settle (rig);
  assert_chat (rig, "one/received two/received three/sent", 2);
}

/* What servers and strangers announced has its own place there too. */
static void
test_announcements (ImRig *rig, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (im_conversations_get_announcements (rig->conversations));
  g_autoptr (ImAnnouncement) item = NULL;

  rig->archive = ASK ("", LAST)
    GIVE ("1", "a1", "2026-01-01T10:00:02Z", "from='example.org' id='m'><body>At ten</body>")
      GIVE ("1", "a2", "2026-01-01T10:00:03Z", FROM_HER ("m3", "three"))
        FIN (COMPLETE, FIRST ("a1"));
  im_rig_sign_in (rig, IM_RIG_JULIET);
  wait_until_done (rig);
  assert_chat (rig, "three/received", 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  item = g_list_model_get_item (list, 0);
  g_assert_cmpstr (im_announcement_get_text (item), ==, "At ten");
  g_assert_true (im_announcement_get_seen (item));
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("sync", "first", test_first);
  im_rig_add_unmanaged ("sync", "none", test_none);
  im_rig_add_unmanaged ("sync", "since", test_since);
  im_rig_add_unmanaged ("sync", "empty-at-first", test_empty_at_first);
  im_rig_add_unmanaged ("sync", "gap", test_gap);
  im_rig_add_unmanaged ("sync", "gathered", test_gathered);
  im_rig_add_unmanaged ("sync", "lost", test_lost);
  im_rig_add_unmanaged ("sync", "later", test_later);
  im_rig_add_unmanaged ("sync", "too-much", test_too_much);
  im_rig_add_unmanaged ("sync", "stuck", test_stuck);
  im_rig_add_unmanaged ("sync", "circle", test_circle);
  im_rig_add_unmanaged ("sync", "live", test_live);
  im_rig_add_unmanaged ("sync", "clock-ahead", test_clock_ahead);
  im_rig_add_unmanaged ("sync", "announcements", test_announcements);

  return g_test_run ();
}
