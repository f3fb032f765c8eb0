/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of conversations: the pinned ones, then the others, the newest activity first.
 */
#pragma once

#include "im/conversation.h"

#define IM_TYPE_CONVERSATIONS (im_conversations_get_type ())
G_DECLARE_FINAL_TYPE (ImConversations, im_conversations, IM, CONVERSATIONS, GObject)

/*
 * GListModel of ImConversation: first the pinned ones, each by last-time, newest first. The archived
 * ones are among them.
 *
 * Properties, read-only:
 *
 * - unread: guint, the sum of those that are not muted
 * - archived: guint, how many entries are that the list shows (im_person_shows()); notified whenever
 *   these are others
 */

/* What is announced, and no chat. (transfer none) */
ImAnnouncements *im_conversations_get_announcements (ImConversations *self);

/* Who is reached in several ways. (transfer none) */
ImPeople *im_conversations_get_people (ImConversations *self);

/* By the archive's number, as notifications and saved windows know it. (transfer none) (nullable)
 */
ImConversation *im_conversations_find_id (ImConversations *self, gint64 id);
