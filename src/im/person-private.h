/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How people come into being.
 */
#pragma once

#include "im/person.h"

ImPerson *im_person_new (ImConversations *conversations, gint64 id) G_GNUC_WARN_UNUSED_RESULT;
void im_person_free (ImPerson *self);
gint64 im_person_get_id (ImPerson *self);
void im_person_add_way (ImPerson *self, ImAccount *account, XmppJid *jid);
void im_person_remove_way (ImPerson *self, guint i);

/* The chat of the way @i; (transfer none) (nullable) */
ImConversation *im_person_find_conversation (ImPerson *self, guint i);
