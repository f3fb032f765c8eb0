/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What notifications say and show, in the person's language.
 */
#include "config.h"

#include "ui/notification-words.h"

#include "im/conversation.h"
#include "ui/widgets/avatar.h"

#include <glib/gi18n.h>

static char *
count (guint n_messages)
{
  return g_strdup_printf (ngettext ("%u new message", "%u new messages", n_messages), n_messages);
}

static char *
hidden (guint n_messages)
{
  if (n_messages == 1)
    return g_strdup (_ ("New message"));

  return count (n_messages);
}

static char *
missed (guint n_messages, guint n_chats)
{
  g_autofree char *messages = count (n_messages);
  g_autofree char *chats =
    g_strdup_printf (ngettext ("in %u chat", "in %u chats", n_chats), n_chats);

  /* Translators: "12 new messages" and "in 3 chats". */
  return g_strdup_printf (C_ ("missed messages", "%1$s %2$s"), messages, chats);
}

static char *
reply (void)
{
  return g_strdup (C_ ("verb", "Reply"));
}

static char *
reply_hint (void)
{
  return g_strdup (_ ("Write a reply…"));
}

static char *
retracted (void)
{
  return g_strdup (_ ("This message was taken back"));
}

static char *
announcement (void)
{
  return g_strdup (_ ("Announcement"));
}

static char *
nudge (void)
{
  return g_strdup (_ ("Asks for your attention"));
}

static char *
open_label (void)
{
  return g_strdup (C_ ("verb", "Open"));
}

static GBytes *
draw_avatar (ImConversation *conversation, int side, gpointer user_data)
{
  return ui_avatar_to_png (im_conversation_get_display_name (conversation),
                           im_conversation_get_address (conversation), side);
}

void
ui_notification_words_install (ImNotifications *notifications)
{
  static const ImNotificationWords words = {
    .count = count,
    .hidden = hidden,
    .missed = missed,
    .reply = reply,
    .reply_hint = reply_hint,
    .announcement = announcement,
    .retracted = retracted,
    .nudge = nudge,
    .open = open_label,
  };

  im_notifications_set_words (notifications, &words);
  im_notifications_set_avatar_func (notifications, draw_avatar, NULL, NULL);
}
