/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is an announcement, and what is a chat.
 */

#include "im/announcement.h"

#include "base/text.h"
#include "store/messages.h"

static const struct {
  const char *from;
  StoreMessageKind kind;
  const char *subject;
  gboolean known;
  gboolean announced;
} cases[] = {
  /* A server's message of the day, of any type. */
  { "example.org", STORE_MESSAGE_NORMAL, NULL, FALSE, TRUE },
  { "example.org", STORE_MESSAGE_CHAT, NULL, FALSE, TRUE },
  { "example.org", STORE_MESSAGE_HEADLINE, "x", FALSE, TRUE },
  { "example.org/motd", STORE_MESSAGE_NORMAL, "x", TRUE, TRUE },
  /* Somebody chats with a service. */
  { "example.org", STORE_MESSAGE_CHAT, NULL, TRUE, FALSE },
  { "irc.example.org", STORE_MESSAGE_CHAT, NULL, TRUE, FALSE },
  { "irc.example.org", STORE_MESSAGE_NORMAL, NULL, TRUE, FALSE },
  { "irc.example.org", STORE_MESSAGE_NORMAL, NULL, FALSE, TRUE },
  /* Headlines of anybody. */
  { "juliet@example.com/a", STORE_MESSAGE_HEADLINE, NULL, TRUE, TRUE },
  { "paris@example.net", STORE_MESSAGE_HEADLINE, NULL, FALSE, TRUE },
  /* Mail of a stranger, and of a friend. */
  { "paris@example.net", STORE_MESSAGE_NORMAL, "x", FALSE, TRUE },
  { "juliet@example.com", STORE_MESSAGE_NORMAL, "x", TRUE, FALSE },
  { "paris@example.net", STORE_MESSAGE_NORMAL, NULL, FALSE, FALSE },
  { "paris@example.net", STORE_MESSAGE_CHAT, "x", FALSE, FALSE },
  { "paris@example.net", STORE_MESSAGE_ERROR, "x", FALSE, FALSE },
};

static void
test_is (void)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppJid) peer = xmpp_jid_parse (cases[i].from, NULL);
    g_autoptr (StoreMessage) message =
      store_message_new (STORE_MESSAGE_IN, cases[i].kind, cases[i].from, 1);

    message->subject = g_strdup (cases[i].subject);
    g_test_message ("%u", i);
    g_assert_cmpint (im_announcement_is (account, message, peer, cases[i].known), ==,
                     cases[i].announced);
    message->direction = STORE_MESSAGE_OUT;
    g_assert_false (im_announcement_is (account, message, peer, cases[i].known));
  }
}

static void
test_reads (void)
{
  g_autoptr (StoreMessage) record =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_NORMAL, "paris@example.net/tomb", 5);
  g_autofree char *long_text = g_strnfill (IM_ANNOUNCEMENT_MAX_TEXT + 1, 'x');
  g_autoptr (ImAnnouncement) item = NULL;

  record->id = 3;
  record->conversation = 4;
  record->subject = g_strdup ("News");
  record->body = g_steal_pointer (&long_text);
  item = im_announcement_new (NULL, record);
  g_assert_cmpint (im_announcement_get_id (item), ==, 3);
  g_assert_cmpint (im_announcement_get_conversation (item), ==, 4);
  g_assert_cmpstr (im_announcement_get_sender (item), ==, "paris@example.net");
  g_assert_cmpstr (im_announcement_get_subject (item), ==, "News");
  g_assert_cmpuint (strlen (im_announcement_get_text (item)), ==, IM_ANNOUNCEMENT_MAX_TEXT);
  g_assert_cmpint (im_announcement_get_time (item), ==, 5);
  g_assert_false (im_announcement_get_seen (item));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/announcement/is", test_is);
  g_test_add_func ("/im/announcement/reads", test_reads);
  return g_test_run ();
}
