/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Announcements: kept apart from chats, live and from the server's archive; what is read of them.
 */

#include "im/announcements.h"

#include "rig.h"

#define ANNOUNCED                                                                                  \
  "S: <message from='example.org' id='a1'><subject>Closing</subject><body>At ten</body>"           \
  "</message>\n"                                                                                   \
  "S: <message from='paris@example.net/tomb' id='a2'><subject>News</subject><body>Hear!</body>"    \
  "</message>\n"                                                                                   \
  "S: <message type='headline' from='juliet@example.com/x' id='a3'><body>Sun rises</body>"         \
  "</message>\n"

static ImAnnouncements *
list_of (ImRig *rig)
{
  return im_conversations_get_announcements (rig->conversations);
}

/* Subjects, the newest first; in brackets what is unread. */
static char *
dump (ImRig *rig)
{
  GListModel *list = G_LIST_MODEL (list_of (rig));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (ImAnnouncement) item = g_list_model_get_item (list, i);
    const char *subject = im_announcement_get_subject (item);

    g_string_append_printf (text, im_announcement_get_seen (item) ? "%s " : "[%s] ",
                            subject != NULL ? subject : im_announcement_get_text (item));
  }
  return g_string_free (text, FALSE);
}

static void
assert_list (ImRig *rig, const char *expected, guint unread)
{
  g_autofree char *text = NULL;

  im_rig_settle (rig);
  text = dump (rig);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (im_announcements_get_unread (list_of (rig)), ==, unread);
}

static void
test_live (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImAnnouncement) second = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, ANNOUNCED);
  assert_list (rig, "[Sun rises] [News] [Closing] ", 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)), ==, 0);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 0);

  /* The second, and not what came before it. */
  second = g_list_model_get_item (G_LIST_MODEL (list_of (rig)), 1);
  im_announcements_mark_read (list_of (rig), second);
  assert_list (rig, "[Sun rises] News [Closing] ", 2);
  im_announcements_mark_read (list_of (rig), second);
  assert_list (rig, "[Sun rises] News [Closing] ", 2);

  /* What comes twice is there once. */
  im_rig_play (rig, ANNOUNCED);
  assert_list (rig, "[Sun rises] News [Closing] ", 2);
}

static void
test_restart (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, ANNOUNCED);
  assert_list (rig, "[Sun rises] [News] [Closing] ", 3);
  im_rig_restart (rig);
  assert_list (rig, "[Sun rises] [News] [Closing] ", 3);
  im_announcements_mark_all_read (list_of (rig));
  assert_list (rig, "Sun rises News Closing ", 0);
  im_rig_restart (rig);
  assert_list (rig, "Sun rises News Closing ", 0);
}

/* A stranger with whom there is a chat is none. */
static void
test_chat_goes_on (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig,
               "S: <message type='chat' from='paris@example.net/x'><body>Hi</body></message>\n");
  im_rig_settle (rig);
  im_rig_play (rig, "S: <message from='paris@example.net/x'><subject>News</subject><body>Hear!"
                    "</body></message>\n");
  assert_list (rig, "", 0);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 2);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add ("announcements", "live", test_live);
  im_rig_add ("announcements", "restart", test_restart);
  im_rig_add ("announcements", "chat-goes-on", test_chat_goes_on);
  return g_test_run ();
}
