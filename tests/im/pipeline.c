/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Incoming messages: what is kept, believed, answered and shown.
 */

#include "im/pipeline.h"

#include "rig.h"
#include "store/conn.h"
#include "xmpp/stanza-error.h"

#include <string.h>

#define RECEIPTS "xmlns='urn:xmpp:receipts'"
#define STATES "xmlns='http://jabber.org/protocol/chatstates'"

#define DELAYED(body, from, stamp)                                                                 \
  "S: <message type='chat' from='juliet@example.com/a'><body>" body "</body>"                      \
  "<delay xmlns='urn:xmpp:delay' from='" from "' stamp='" stamp "'/></message>\n"

/* Sees our presence, and so may have receipts; and one who may not. */
#define ROSTER IM_RIG_JULIET "<item jid='nurse@example.com' subscription='to'/>"

static ImConversation *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_conversations_find (rig->conversations, rig->account, jid);
}

static void
assert_messages (ImRig *rig, const char *address, const char *expected)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;

  im_rig_settle (rig);
  g_assert_nonnull (find (rig, address));
  list = im_conversation_dup_messages (find (rig, address));
  im_rig_settle (rig);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_received (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/balcony' id='m1'>"
                    "<body>Art thou not Romeo?</body></message>\n");
  assert_messages (rig, "juliet@example.com", "Art thou not Romeo?/received");
  juliet = find (rig, "juliet@example.com");
  g_assert_cmpstr (im_conversation_get_display_name (juliet), ==, "Juliet");
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 1);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 1);
  g_assert_cmpstr (im_conversation_get_preview (juliet), ==, "Art thou not Romeo?");
  g_assert_nonnull (im_conversation_get_contact (juliet));
  im_conversation_mark_read (juliet);
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 0);
}

static void
test_stranger (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, "S: <message from='paris@example.net/tomb'><body>Hear!</body></message>\n"
                    "S: <message type='chat' from='PARIS@example.net'><subject>x</subject>"
                    "</message>\n");
  assert_messages (rig, "paris@example.net", "Hear!/received /received");
  g_assert_null (im_conversation_get_contact (find (rig, "paris@example.net")));
}

/* Nothing to read makes no conversation. */
static void
test_empty (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig,
               "S: <message type='chat' from='paris@example.net/x'><active " STATES "/></message>\n"
               "S: <message type='chat' from='paris@example.net/x'><body/></message>\n"
               "S: <message type='groupchat' from='room@example.net/x'><body>x</body>"
               "</message>\n"
               "S: <message type='error' from='paris@example.net/x' id='x'><body>x</body>"
               "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
               "</error></message>\n"
               "S: <message type='chat' from='paris@example.net/x'><received " RECEIPTS
               " id='x'/></message>\n");
  im_rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)), ==, 0);
}

/* Receipts: after the message is kept, also for a repetition, and only to who sees us anyway. */
static void
test_receipts (ImRig *rig, gconstpointer data)
{
  static const char message[] =
    "S: <message type='chat' from='juliet@example.com/balcony' id='m1'><body>Hi</body>"
    "<request " RECEIPTS "/></message>\n";
  static const char receipt[] = "C: <message type='chat' to='juliet@example.com/balcony' id='*'>"
                                "<received " RECEIPTS " id='m1'/>"
                                "<store xmlns='urn:xmpp:hints'/></message>\n";

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, message);
  im_rig_play (rig, receipt);
  im_rig_play (rig, message);
  im_rig_play (rig, receipt);
  im_rig_play (rig, "S: <message type='chat' from='nurse@example.com/x' id='m2'><body>Hi</body>"
                    "<request " RECEIPTS "/></message>\n");
  assert_messages (rig, "juliet@example.com", "Hi/received");
  assert_messages (rig, "nurse@example.com", "Hi/received");
  im_rig_play (rig, "--");

  g_object_set (rig->services->settings, "send-receipts", FALSE, NULL);
  im_rig_play (rig, message);
  im_rig_settle (rig);
  im_rig_play (rig, "--");
  g_object_set (rig->services->settings, "send-receipts", TRUE, NULL);
}

/* A receipt or an error counts only from the one to whom the message went. */
static void
test_forged (ImRig *rig, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *forged = NULL;
  g_autofree char *real = NULL;

  im_rig_sign_in (rig, ROSTER);
  im_rig_converse (rig, "nurse@example.com");
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "Hi");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n");
  id = mock_transport_dup_last (rig->transport, "id");
  forged = g_strdup_printf ("S: <message from='nurse@example.com/x'><received " RECEIPTS
                            " id='%s'/></message>\n"
                            "S: <message type='error' from='nurse@example.com' id='%s'>"
                            "<error type='cancel'><gone "
                            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>\n",
                            id, id);
  im_rig_play (rig, forged);
  assert_messages (rig, "juliet@example.com", "Hi/sent");
  real = g_strdup_printf ("S: <message from='juliet@example.com/balcony'><received " RECEIPTS
                          " id='%s'/></message>\n",
                          id);
  im_rig_play (rig, real);
  assert_messages (rig, "juliet@example.com", "Hi/delivered");
}

static gpointer
wait_in_job (StoreConn *conn, gpointer data, GError **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  return NULL;
}

/* XEP-0198: our server is told of a message when the archive has it, and not before. */
static void
test_acknowledged_when_kept (ImRig *rig, gconstpointer data)
{
  GMutex busy;

  g_mutex_init (&busy);
  im_rig_sign_in (rig, ROSTER);
  g_mutex_lock (&busy);
  store_db_run_async (rig->db, STORE_READ, wait_in_job, &busy, NULL, NULL, NULL, NULL, NULL);
  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/balcony' id='m1'>"
                    "<body>Hi</body></message>\n"
                    "S: <message type='chat' from='juliet@example.com/balcony'><received " RECEIPTS
                    " id='none'/></message>\n"
                    "S: <message type='chat' from='juliet@example.com/balcony'><active " STATES
                    "/></message>\n"
                    "S: <r xmlns='urn:xmpp:sm:3'/>\n"
                    "--");
  im_rig_advance_clock (rig, 1);
  im_rig_play (rig, MOCK_OUR_ACK ("4") "--"); /* the contact list, no archive */
  g_mutex_unlock (&busy);
  im_rig_settle (rig);
  im_rig_play (rig, MOCK_OUR_ACK ("7") "--");
  g_mutex_clear (&busy);
}

static gpointer
fill_disk (StoreConn *conn, gpointer data, GError **error)
{
  g_assert_true (store_conn_exec (
    conn,
    GPOINTER_TO_INT (data)
      ? "CREATE TEMP TRIGGER full BEFORE INSERT ON message BEGIN SELECT RAISE (ABORT, ''); END"
      : "DROP TRIGGER full",
    error));
  return NULL;
}

static void
set_full (ImRig *rig, gboolean full)
{
  store_db_run_async (rig->db, STORE_READ, fill_disk, GINT_TO_POINTER (full), NULL, NULL, NULL,
                      NULL, NULL);
}

/* What the archive cannot take stays with the server until it can, and the person learns why. */
static void
test_kept_by_the_server (ImRig *rig, gconstpointer data)
{
  static const char one[] = "S: <message type='chat' from='juliet@example.com/a' id='m1'>"
                            "<body>one</body></message>\n";
  static const char two[] = "S: <message type='chat' from='juliet@example.com/a' id='m2'>"
                            "<body>two</body></message>\n";

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, one);
  im_rig_settle (rig);
  set_full (rig, TRUE);
  im_rig_play (rig, two);
  im_rig_settle (rig);
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_WAITING);
  g_assert_cmpuint (im_account_get_error (rig->account)->domain, ==, STORE_ERROR);

  set_full (rig, FALSE);
  im_account_retry_now (rig->account);
  im_rig_settle (rig);
  im_rig_play (rig, MOCK_RESUME ("5") MOCK_RESUMED ("6"));
  im_rig_play (rig, two);
  im_rig_play (rig, "S: <r xmlns='urn:xmpp:sm:3'/>\n");
  im_rig_settle (rig);
  im_rig_play (rig, MOCK_OUR_ACK ("6") "--");
  assert_messages (rig, "juliet@example.com", "one/received two/received");
}

#define ERROR(from, id, more)                                                                      \
  "S: <message type='error' from='" from "'" id ">" more "<error type='cancel'>"                   \
  "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "                                      \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Sorry</text></error></message>\n"

/* An error about none of our messages is shown, of somebody known, now and then. */
static void
test_reports (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) report = NULL;

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, ERROR ("paris@example.net", " id='x'", ""));
  im_rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)), ==, 0);

  im_rig_play (rig, ERROR ("nurse@example.com", " id='x'", "<request " RECEIPTS "/>"));
  im_rig_play (rig, ERROR ("nurse@example.com", " id='y'", ""));
  im_rig_play (rig, ERROR ("juliet@example.com/a", "", "<body>Link lost</body>"));
  im_rig_play (rig, ERROR ("juliet@example.com/a", "", "<body>Link lost again</body>"));
  assert_messages (rig, "juliet@example.com", "Link lost/received");
  assert_messages (rig, "nurse@example.com", "/received");
  im_rig_advance (rig, 10);
  im_rig_play (rig, ERROR ("juliet@example.com/a", "", "<body>Link back</body>"));
  assert_messages (rig, "juliet@example.com", "Link lost/received Link back/received");
  list = im_conversation_dup_messages (find (rig, "nurse@example.com"));
  im_rig_settle (rig);
  report = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (im_message_get_kind (report), ==, IM_MESSAGE_ERROR);
  g_assert_error (im_message_get_error (report), XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_GONE);
  g_assert_cmpstr (xmpp_stanza_error_get_text (im_message_get_error (report)), ==, "Sorry");
  im_rig_play (rig, "--");

  /* Nobody misses a chat state or a receipt that does not arrive. */
  im_rig_advance (rig, 10);
  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/a'><active " STATES
                    "/></message>\n");
  im_conversation_set_composing (find (rig, "juliet@example.com"), TRUE);
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com/a' id='*'>*</message>\n" ERROR (
                      "juliet@example.com", " id='@'", ""));
  assert_messages (rig, "juliet@example.com", "Link lost/received Link back/received");
}

static void
test_duplicates (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  for (guint i = 0; i < 2; i++)
    im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/a' id='1'>"
                      "<body>one</body></message>\n"
                      "S: <message type='chat' from='juliet@example.com/a' id='1'>"
                      "<body>two</body></message>\n"
                      "S: <message type='chat' from='juliet@example.com/b' id='2'><body>three"
                      "</body><origin-id xmlns='urn:xmpp:sid:0' id='o'/></message>\n");
  assert_messages (rig, "juliet@example.com", "one/received two/received three/received");
  g_assert_cmpuint (im_conversation_get_unread (find (rig, "juliet@example.com")), ==, 3);
}

/* Only our server's stamp counts, and no stamp puts a message above one that came before it, or into
 * the future. */
static void
test_time (ImRig *rig, gconstpointer data)
{
  static const gint64 offline =
    G_GINT64_CONSTANT (1031699305999999); /* the last that it may mean */
  g_autoptr (ImMessageList) list = NULL;
  gint64 before = g_get_real_time ();

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, DELAYED ("offline", "example.org", "2002-09-10T23:08:25Z"));
  im_rig_play (rig, DELAYED ("same second", "romeo@example.org", "2002-09-10T23:08:25Z"));
  im_rig_play (rig, DELAYED ("peer", "juliet@example.com", "2001-01-01T00:00:00Z"));
  im_rig_play (rig, DELAYED ("forged", "example.org", "2003-01-01T00:00:00Z"));
  im_rig_play (rig, DELAYED ("future", "example.org", "2099-01-01T00:00:00Z"));
  assert_messages (rig, "juliet@example.com",
                   "offline/received same second/received peer/received forged/received "
                   "future/received");
  list = im_conversation_dup_messages (find (rig, "juliet@example.com"));
  im_rig_settle (rig);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_assert_cmpint (im_message_get_time (message), >=, i < 2 ? offline : before);
    g_assert_cmpint (im_message_get_time (message), <=, i < 2 ? offline + i : g_get_real_time ());
  }
}

/* Who never wrote before cannot hide at the end of the list, also after a restart. */
static void
test_time_of_stranger (ImRig *rig, gconstpointer data)
{
  gint64 before = g_get_real_time ();

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, DELAYED ("Hi", "juliet@example.com", "2001-01-01T00:00:00Z"));
  im_rig_settle (rig);
  im_rig_restart (rig);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_welcome (rig, ROSTER);
  im_rig_play (rig, "S: <message type='chat' from='paris@example.net/x'><body>Psst</body>"
                    "<delay xmlns='urn:xmpp:delay' from='example.org'"
                    " stamp='2001-01-01T00:00:00Z'/></message>\n");
  im_rig_settle (rig);
  g_assert_cmpint (im_conversation_get_last_time (find (rig, "paris@example.net")), >=, before);
}

/* From our own account at our server. */
static void
test_self (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, "S: <message><body>Welcome</body></message>\n");
  assert_messages (rig, "romeo@example.org", "Welcome/received");
}

#define COPY(from, side, message)                                                                  \
  "S: <message from='" from "'><" side " xmlns='urn:xmpp:carbons:2'>"                              \
  "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' " message      \
  "</message></forwarded></" side "></message>\n"
#define HER_WORDS                                                                                  \
  "from='juliet@example.com/b' to='romeo@example.org/phone' id='c1'><body>Ay me</body>"            \
  "<request " RECEIPTS "/>"
#define MY_WORDS                                                                                   \
  "from='romeo@example.org/phone' to='juliet@example.com/b' id='c2'><body>She speaks</body>"

/* What one's other devices receive and send is here too; the answer says that all was read. */
static void
test_copies (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, COPY ("romeo@example.org", "received", HER_WORDS));
  assert_messages (rig, "juliet@example.com", "Ay me/received");
  g_assert_cmpuint (im_conversation_get_unread (find (rig, "juliet@example.com")), ==, 1);
  im_rig_play (rig, COPY ("romeo@example.org", "sent", MY_WORDS));
  assert_messages (rig, "juliet@example.com", "Ay me/received She speaks/sent");
  g_assert_cmpuint (im_conversation_get_unread (find (rig, "juliet@example.com")), ==, 0);
  im_rig_play (rig, COPY ("romeo@example.org", "received",
                          "from='juliet@example.com/b' to='romeo@example.org/phone'>"
                          "<received " RECEIPTS " id='c2'/>") "--");
  /* The phone gives the receipt, and nobody is told what the phone says. */
  assert_messages (rig, "juliet@example.com", "Ay me/received She speaks/delivered");
}

/* XEP-0280: anybody can write such an envelope, and only the account's own is opened. */
static void
test_forged_copies (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, COPY ("tybalt@example.com/x", "received", HER_WORDS)
                      COPY ("romeo@example.org/other", "sent", MY_WORDS)
                        COPY ("example.org", "received", HER_WORDS) "--");
  im_rig_settle (rig);
  g_assert_null (find (rig, "juliet@example.com"));
  g_assert_null (find (rig, "tybalt@example.com"));
}

static void
test_huge (ImRig *rig, gconstpointer data)
{
  g_autofree char *text = g_strnfill (300000, 'x');
  g_autofree char *stanza =
    g_strdup_printf ("S: <message type='chat' from='juliet@example.com/a'><body>%s</body>"
                     "</message>\n",
                     text);
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;

  im_rig_sign_in (rig, ROSTER);
  im_rig_play (rig, stanza);
  im_rig_settle (rig);
  list = im_conversation_dup_messages (find (rig, "juliet@example.com"));
  im_rig_settle (rig);
  message = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (im_message_get_clipped (message));
  g_assert_cmpuint (strlen (im_message_get_body (message)), ==, IM_MESSAGE_MAX_BODY);
  g_assert_cmpuint (strlen (im_conversation_get_preview (find (rig, "juliet@example.com"))), <,
                    1000);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("pipeline", "received", test_received);
  im_rig_add_unmanaged ("pipeline", "stranger", test_stranger);
  im_rig_add_unmanaged ("pipeline", "empty", test_empty);
  im_rig_add_unmanaged ("pipeline", "receipts", test_receipts);
  im_rig_add_unmanaged ("pipeline", "forged", test_forged);
  im_rig_add ("pipeline", "acknowledged-when-kept", test_acknowledged_when_kept);
  im_rig_add ("pipeline", "kept-by-the-server", test_kept_by_the_server);
  im_rig_add_unmanaged ("pipeline", "reports", test_reports);
  im_rig_add_unmanaged ("pipeline", "duplicates", test_duplicates);
  im_rig_add_unmanaged ("pipeline", "time", test_time);
  im_rig_add_unmanaged ("pipeline", "time-of-stranger", test_time_of_stranger);
  im_rig_add_unmanaged ("pipeline", "self", test_self);
  im_rig_add_unmanaged ("pipeline", "copies", test_copies);
  im_rig_add_unmanaged ("pipeline", "forged-copies", test_forged_copies);
  im_rig_add_unmanaged ("pipeline", "huge", test_huge);
  return g_test_run ();
}
