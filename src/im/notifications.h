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
 *   activated (ImConversation *conversation, const char *token)
 *      the person clicked; @token is the xdg-activation or startup id, NULL when the desktop gave
 * none
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

/* The words of the notifications, which the window's layer translates. All functions return new
 * strings. */
typedef struct {
  char *(*count) (guint n_messages);  /* "3 new messages" */
  char *(*hidden) (guint n_messages); /* without the text: "New message" */
  char *(*missed) (guint n_messages,
                   guint n_chats);  /* the title after being away: "12 new messages in 3 chats" */
  const char *(*reply) (void);      /* the button: "Reply" */
  const char *(*reply_hint) (void); /* in its empty entry: "Write a reply…" */
  const char *(*open) (void);       /* the default action's name: "Open" */
} ImNotificationWords;

/* @words lives as long as the program. Without it English is used. */
void im_notifications_set_words (ImNotifications *self, const ImNotificationWords *words);
