/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rest of the engine does to people.
 */
#pragma once

#include "im/people.h"
#include "im/services.h"

/* @conversations owns it */
ImPeople *im_people_new (ImServices *services,
                         ImConversations *conversations) G_GNUC_WARN_UNUSED_RESULT;

/* What the archive knows of the people whom @accounts, of ImAccount, know. */
void im_people_load_async (ImPeople *self,
                           GListModel *accounts,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean im_people_load_finish (ImPeople *self, GAsyncResult *result, GError **error);

/* Something about the chat with @jid has changed. */
void im_people_touch (ImPeople *self, ImAccount *account, XmppJid *jid);

/* A chat is new: what was chosen for the others with the same person holds for it. */
void im_people_arrange (ImPeople *self, ImConversation *conversation);

/* @account is removed, and the archive's ways of it with it. */
void im_people_remove_account (ImPeople *self, ImAccount *account);
