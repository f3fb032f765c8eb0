/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine tells the notifications.
 */
#pragma once

#include "im/notifications.h"

ImNotifications *im_notifications_new (ImSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_notifications_add:
 * @text: (nullable): what the new message says; %NULL: no more than that they ask for attention
 * @missed: it was sent while we were away: such messages are told of together
 */
void im_notifications_add (ImNotifications *self,
                           ImConversation *conversation,
                           const char *text,
                           gboolean missed);

/* The same when the sender asks for attention now (XEP-0224): the person is told although the chat is
 * before their eyes, until they come to it anew. @text: (nullable), as above */
void im_notifications_nudge (ImNotifications *self, ImConversation *conversation, const char *text);

/* The newest message of @conversation says something else now; @text: (nullable): %NULL: nothing any
 * more. Nobody is told of it who was not told of the message. */
void
im_notifications_revise (ImNotifications *self, ImConversation *conversation, const char *text);

/* Something was announced: one notification tells of the newest. @title: (nullable) */
void im_notifications_add_announcement (ImNotifications *self, const char *title, const char *text);

/* All announcements have been read. */
void im_notifications_withdraw_announcements (ImNotifications *self);

/* @conversation has been read, here or elsewhere, or is gone. */
void im_notifications_withdraw (ImNotifications *self, ImConversation *conversation);

/* Whether the desktop has been told all, and has answered. */
gboolean im_notifications_is_settled (ImNotifications *self);

/* Takes all of them away: the program ends. */
void im_notifications_close (ImNotifications *self);
