/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What servers and strangers announce to all accounts, the newest first.
 */
#pragma once

#include "im/announcement.h"
#include "im/services.h"
#include "store/conversations.h"

#define IM_TYPE_ANNOUNCEMENTS (im_announcements_get_type ())
G_DECLARE_FINAL_TYPE (ImAnnouncements, im_announcements, IM, ANNOUNCEMENTS, GObject)

/*
 * GListModel of ImAnnouncement, of each account the newest 200.
 *
 * Properties, read-only:
 *
 * - unread: guint, how many in the archive have not been seen
 */

ImAnnouncements *im_announcements_new (ImServices *services) G_GNUC_WARN_UNUSED_RESULT;
guint im_announcements_get_unread (ImAnnouncements *self);

/* As the archive knows those of @account now; the first time, the newest are read from there. */
void im_announcements_take_record (ImAnnouncements *self,
                                   ImAccount *account,
                                   const StoreConversation *record);

/* A new one; im_announcements_take_record() was called. */
void im_announcements_add (ImAnnouncements *self, ImAccount *account, const StoreMessage *message);

/* @account is removed. */
void im_announcements_remove_account (ImAnnouncements *self, ImAccount *account);

/* The person has seen @announcement, or all there are. */
void im_announcements_mark_read (ImAnnouncements *self, ImAnnouncement *announcement);
void im_announcements_mark_all_read (ImAnnouncements *self);
