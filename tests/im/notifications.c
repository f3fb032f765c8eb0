/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notifications as a desktop gets them.
 */

#include "im/notifications-private.h"

#include "fake-desktop.h"
#include "rig.h"
#include "xmpp/ns.h"
#include "xmpp/xep/0030-disco.h"

static const char *const all_caps[] = { "body", "body-markup", "actions", "inline-reply", NULL };
static const char *const few_caps[] = { "body", NULL };

typedef struct {
  ImRig rig;
  FakeDesktop *desktop;
  ImSettings *settings;
  ImNotifications *notifications;
  GString *activated;
} Fixture;

static void
on_activated (ImNotifications *notifications,
              ImConversation *conversation,
              const char *token,
              Fixture *f)
{
  g_string_append_printf (f->activated, "%s:%s ", im_conversation_get_address (conversation),
                          token);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->desktop = fake_desktop_new (data);
  im_rig_setup (&f->rig, "");
  im_rig_sign_in (&f->rig, IM_RIG_JULIET);
  f->settings = g_object_ref (f->rig.services->settings);
  f->notifications = im_notifications_new (f->settings);
  f->activated = g_string_new (NULL);
  g_signal_connect (f->notifications, "activated", G_CALLBACK (on_activated), f);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  im_notifications_close (f->notifications);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->notifications);
  g_clear_object (&f->settings);
  g_string_free (f->activated, TRUE);
  im_rig_teardown (&f->rig, data);
  fake_desktop_free (f->desktop);
}

static void
wait_for (Fixture *f, guint n_shown)
{
  while (f->desktop->n_shown < n_shown || !im_notifications_is_settled (f->notifications))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->desktop->n_shown, ==, n_shown);
}

static void
wait_until_gone (Fixture *f, guint id)
{
  while (fake_desktop_get (f->desktop, id) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static ImConversation *
juliet (Fixture *f)
{
  return im_rig_converse (&f->rig, "juliet@example.com");
}

static void
test_one (Fixture *f, gconstpointer data)
{
  const char *entry = NULL;
  const char *category = NULL;

  im_notifications_add (f->notifications, juliet (f), "a <b> & c", FALSE);
  wait_for (f, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|a &lt;b&gt; &amp; c");
  g_assert_true (g_variant_lookup (f->desktop->last_hints, "desktop-entry", "&s", &entry));
  g_assert_cmpstr (entry, ==, "im.kith.Kith");
  g_assert_true (g_variant_lookup (f->desktop->last_hints, "category", "&s", &category));
  g_assert_cmpstr (category, ==, "im.received");
  g_assert_true (g_strv_contains ((const char *const *) f->desktop->last_actions, "inline-reply"));

  /* The next one replaces it. */
  im_notifications_add (f->notifications, juliet (f), "d", FALSE);
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|2 new messages\nd");
  im_notifications_add (f->notifications, im_rig_converse (&f->rig, "nurse@example.com"), "e",
                        FALSE);
  wait_for (f, 3);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==, "nurse|e");
  g_assert_cmpuint (g_hash_table_size (f->desktop->shown), ==, 2);

  im_notifications_withdraw (f->notifications, juliet (f));
  wait_until_gone (f, 1);
  g_assert_nonnull (fake_desktop_get (f->desktop, 2));
}

static void
test_few_caps (Fixture *f, gconstpointer data)
{
  im_notifications_add (f->notifications, juliet (f), "a <b> & c", FALSE);
  wait_for (f, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|a <b> & c");
  g_assert_cmpuint (g_strv_length (f->desktop->last_actions), ==, 0);
}

static void
test_hidden (Fixture *f, gconstpointer data)
{
  g_object_set (f->settings, "notification-text", FALSE, NULL);
  im_notifications_add (f->notifications, juliet (f), "secret", FALSE);
  wait_for (f, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|New message");
  g_object_set (f->settings, "notification-text", TRUE, "notifications", FALSE, NULL);
  im_notifications_add (f->notifications, im_rig_converse (&f->rig, "nurse@example.com"), "e",
                        FALSE);
  g_object_set (f->settings, "notifications", TRUE, NULL);
  im_notifications_add (f->notifications, juliet (f), "d", FALSE);
  wait_for (f, 2);
  g_assert_cmpuint (g_hash_table_size (f->desktop->shown), ==, 1);
}

/* Nothing about the chat before one's eyes. */
static void
test_active (Fixture *f, gconstpointer data)
{
  im_notifications_add (f->notifications, juliet (f), "one", FALSE);
  wait_for (f, 1);
  im_notifications_set_active (f->notifications, juliet (f));
  wait_until_gone (f, 1);
  im_notifications_add (f->notifications, juliet (f), "two", FALSE);
  im_notifications_add (f->notifications, im_rig_converse (&f->rig, "nurse@example.com"), "three",
                        FALSE);
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==, "nurse|three");
  im_notifications_set_active (f->notifications, NULL);
  im_notifications_add (f->notifications, juliet (f), "four", FALSE);
  wait_for (f, 3);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 3), ==, "Juliet|four");
}

static void
test_click (Fixture *f, gconstpointer data)
{
  im_notifications_add (f->notifications, juliet (f), "one", FALSE);
  wait_for (f, 1);
  fake_desktop_click (f->desktop, 1, "token");
  while (f->activated->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->activated->str, ==, "juliet@example.com:token ");
}

/* Waved away: what comes next is counted anew. */
static void
test_dismissed (Fixture *f, gconstpointer data)
{
  im_notifications_add (f->notifications, juliet (f), "one", FALSE);
  wait_for (f, 1);
  fake_desktop_dismiss (f->desktop, 1);
  im_notifications_add (f->notifications, juliet (f), "two", FALSE);
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, f->desktop->last_id), ==, "Juliet|two");
}

static void
test_reply (Fixture *f, gconstpointer data)
{
  im_notifications_add (f->notifications, juliet (f), "one", FALSE);
  wait_for (f, 1);
  im_rig_settle (&f->rig);
  fake_desktop_reply (f->desktop, 77, "to nobody");
  fake_desktop_reply (f->desktop, 1, "two");
  im_rig_play (&f->rig, "C: <message type='chat' to='juliet@example.com' id='*'><body>two</body>"
                        "<origin-id xmlns='urn:xmpp:sid:0' id='*'/><request "
                        "xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
                        "<active xmlns='http://jabber.org/protocol/chatstates'/></message>\n");
  wait_until_gone (f, 1);
}

/* After having been away: one for all, and none for what was read before it came. */
static void
test_missed (Fixture *f, gconstpointer data)
{
  ImConversation *nurse = im_rig_converse (&f->rig, "nurse@example.com");
  ImConversation *paris = im_rig_converse (&f->rig, "paris@example.net");

  for (guint i = 0; i < 3; i++) {
    im_notifications_add (f->notifications, juliet (f), "j", TRUE);
    im_notifications_add (f->notifications, nurse, "n", TRUE);
  }
  im_notifications_add (f->notifications, paris, "p", TRUE);
  im_rig_advance (&f->rig, 2);
  wait_for (f, 1);
  g_assert_cmpuint (f->desktop->n_shown, ==, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==,
                   "7 new messages in 3 chats|paris, nurse, Juliet");
  im_notifications_withdraw (f->notifications, paris);
  im_notifications_withdraw (f->notifications, nurse);
  g_assert_nonnull (fake_desktop_get (f->desktop, 1));
  im_notifications_withdraw (f->notifications, juliet (f));
  wait_until_gone (f, 1);

  im_notifications_add (f->notifications, nurse, "n", TRUE);
  im_notifications_add (f->notifications, juliet (f), "j", TRUE);
  im_notifications_withdraw (f->notifications, nurse);
  im_rig_advance (&f->rig, 2);
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==, "Juliet|j");
}

/* As the pipeline tells: each message once, however often the server delivers it. */
static void
test_pipeline (Fixture *f, gconstpointer data)
{
  static const char message[] =
    "S: <message type='chat' from='juliet@example.com/x' id='m1'><subject>News</subject>"
    "<body>Hi</body></message>\n";

  f->rig.services->notifications = g_object_ref (f->notifications);
  im_rig_play (&f->rig, message);
  wait_for (f, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|News\nHi");
  im_rig_play (&f->rig, message);
  im_rig_settle (&f->rig);
  im_rig_play (&f->rig, "S: <message type='chat' from='juliet@example.com/x'>"
                        "<body>Ho</body></message>\n");
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|2 new messages\nHo");
  im_conversation_mark_read (juliet (f));
  wait_until_gone (f, 1);
}

/* One's attention is asked for: heard also while one looks at the chat, until one comes to it anew; once
 * a minute, now or never, and from those on the list alone. */
static void
test_nudge (Fixture *f, gconstpointer data)
{
#define NUDGE(from, more)                                                                          \
  "S: <message type='headline' from='" from "'><attention xmlns='urn:xmpp:attention:0'/>" more     \
  "</message>\n"
  ImConversation *conversation = juliet (f);
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (conversation);

  f->rig.services->notifications = g_object_ref (f->notifications);
  im_notifications_set_active (f->notifications, conversation);
  im_rig_play (&f->rig, NUDGE ("paris@example.net/x", "")
                          NUDGE ("juliet@example.com/x",
                                 "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>"));
  im_rig_play (&f->rig, NUDGE ("juliet@example.com/x", ""));
  wait_for (f, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|Asks for your attention");
  im_conversation_mark_read (conversation);
  im_rig_play (&f->rig, NUDGE ("juliet@example.com/y", ""));
  im_rig_settle (&f->rig);
  g_assert_nonnull (fake_desktop_get (f->desktop, 1));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  /* Nor does it become an announcement for being too much: what else it says is a part of the chat. */
  im_rig_play (&f->rig, NUDGE ("juliet@example.com/y", "<body>Hey</body>"));
  im_rig_settle (&f->rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);

  im_notifications_set_active (f->notifications, NULL);
  im_notifications_set_active (f->notifications, conversation);
  wait_until_gone (f, 1);
  im_rig_advance (&f->rig, 60);
  im_rig_play (&f->rig, NUDGE ("juliet@example.com/x", "<body>Wake up</body>"));
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==, "Juliet|Wake up");

  im_conversation_mute (conversation, IM_MUTED_FOR_EVER);
  im_rig_settle (&f->rig);
  im_rig_advance (&f->rig, 60);
  im_rig_play (&f->rig, NUDGE ("juliet@example.com/x", ""));
  im_rig_settle (&f->rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  g_assert_cmpuint (f->desktop->n_shown, ==, 2);
#undef NUDGE
}

/* Who does not want it does not say that it can be done. */
static void
test_no_nudges (Fixture *f, gconstpointer data)
{
  ImConversation *conversation = juliet (f);
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (conversation);
  XmppDisco *disco =
    xmpp_session_get_module (im_account_get_session (f->rig.account), XMPP_TYPE_DISCO);

  f->rig.services->notifications = g_object_ref (f->notifications);
  g_assert_true (xmpp_disco_info_has_feature (xmpp_disco_get_own_info (disco), XMPP_NS_ATTENTION));
  g_object_set (f->settings, "accept-nudges", FALSE, NULL);
  g_assert_false (xmpp_disco_info_has_feature (xmpp_disco_get_own_info (disco), XMPP_NS_ATTENTION));
  im_rig_play (&f->rig, "C: <presence id='*'>*</presence>\n"
                        "S: <message type='headline' from='juliet@example.com/x'>"
                        "<attention xmlns='urn:xmpp:attention:0'/></message>\n");
  im_rig_settle (&f->rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (f->desktop->n_shown, ==, 0);
}

/* Missed ones join what is on the screen about the same chat, and later ones the summary. */
static void
test_missed_again (Fixture *f, gconstpointer data)
{
  ImConversation *nurse = im_rig_converse (&f->rig, "nurse@example.com");
  ImConversation *paris = im_rig_converse (&f->rig, "paris@example.net");

  im_notifications_add (f->notifications, juliet (f), "live", FALSE);
  wait_for (f, 1);
  im_notifications_add (f->notifications, juliet (f), "missed", TRUE);
  im_rig_advance (&f->rig, 2);
  wait_for (f, 2);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 1), ==, "Juliet|2 new messages\nmissed");

  im_notifications_add (f->notifications, nurse, "n", TRUE);
  im_notifications_add (f->notifications, paris, "p", TRUE);
  im_rig_advance (&f->rig, 2);
  wait_for (f, 3);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==, "2 new messages in 2 chats|paris, nurse");
  im_notifications_add (f->notifications, juliet (f), "j", TRUE);
  im_notifications_add (f->notifications, nurse, "n", TRUE);
  im_rig_advance (&f->rig, 2);
  wait_for (f, 4);
  g_assert_cmpuint (g_hash_table_size (f->desktop->shown), ==, 1);
  g_assert_cmpstr (fake_desktop_get (f->desktop, 2), ==,
                   "6 new messages in 3 chats|nurse, Juliet, paris");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!fake_desktop_start_bus ()) {
    g_print ("1..0 # SKIP no dbus-daemon\n");
    return 0;
  }
#define ADD(name, caps, func)                                                                      \
  g_test_add ("/im/notifications/" name, Fixture, caps, setup, func, teardown)
  ADD ("one", all_caps, test_one);
  ADD ("few-caps", few_caps, test_few_caps);
  ADD ("hidden", all_caps, test_hidden);
  ADD ("active", all_caps, test_active);
  ADD ("click", all_caps, test_click);
  ADD ("dismissed", all_caps, test_dismissed);
  ADD ("reply", all_caps, test_reply);
  ADD ("pipeline", all_caps, test_pipeline);
  ADD ("nudge", all_caps, test_nudge);
  ADD ("no-nudges", all_caps, test_no_nudges);
  ADD ("missed", all_caps, test_missed);
  ADD ("missed-again", all_caps, test_missed_again);
  status = g_test_run ();
  fake_desktop_stop_bus ();
  return status;
}
