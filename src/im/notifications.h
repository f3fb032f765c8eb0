/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Desktop notifications: one for each conversation, with the answer in place where the desktop can.
 */
#pragma once

#include "im/types.h"

#define IM_TYPE_NOTIFICATIONS (im_notifications_get_type ())
G_DECLARE_FINAL_TYPE (ImNotifications, im_notifications, IM, NOTIFICATIONS, GObject)

/*
 * Owned by ImClient. Quiet without a notification server.
 *
 * Signals:
 *
 * - activated (ImConversation *conversation, const char *token): the person clicked; NULL: on an
 *   announcement. @token is for xdg-activation or startup notification, NULL when the desktop gave
 *   none
 */

/**
 * ImAvatarFunc:
 * @side: the wished width and height in pixels
 *
 * Draws the picture of a conversation's peer.
 *
 * Returns: (nullable): PNG data; NULL for none
 */
typedef GBytes *(*ImAvatarFunc) (ImConversation *conversation, int side, gpointer user_data);

void im_notifications_set_avatar_func (ImNotifications *self,
                                       ImAvatarFunc func,
                                       gpointer user_data,
                                       GDestroyNotify destroy);

/* The conversation that the person has before their eyes, NULL for none: it is not notified of. */
void im_notifications_set_active (ImNotifications *self, ImConversation *conversation);

/**
 * ImNotificationWords:
 * @count: "3 new messages"
 * @hidden: the same without any text: "New message"
 * @missed: the title of the one summary after being away: "12 new messages in 3 chats"
 * @reply: the button: "Reply"
 * @reply_hint: in its empty entry: "Write a reply…"
 * @announcement: the title of one without a subject: "Announcement"
 * @retracted: in the place of the text of one that was taken back: "This message was taken back"
 * @nudge: in the place of the text of one that has none: "Asks for your attention"
 * @open: the name of a click on the notification: "Open"
 *
 * What the window's layer translates. All return new strings.
 */
typedef struct {
  char *(*count) (guint n_messages);
  char *(*hidden) (guint n_messages);
  char *(*missed) (guint n_messages, guint n_chats);
  char *(*reply) (void);
  char *(*reply_hint) (void);
  char *(*announcement) (void);
  char *(*retracted) (void);
  char *(*nudge) (void);
  char *(*open) (void);
} ImNotificationWords;

/* @words lives as long as the program. Without it English is used. */
void im_notifications_set_words (ImNotifications *self, const ImNotificationWords *words);
