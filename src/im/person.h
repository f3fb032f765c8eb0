/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who is reached in several ways: what their one entry in a list shows, and stands for.
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"

/* A way to somebody: an address of theirs, and the account that it is written from. */
typedef struct {
  ImAccount *account; /* unowned */
  XmppJid *jid;       /* bare */
} ImWay;

/* Of ImPeople, which tells when it has changed or gone: nobody else keeps one. */
typedef struct _ImPerson ImPerson;

guint im_person_get_n_ways (ImPerson *self);
const ImWay *im_person_get_way (ImPerson *self, guint i);

/* The person whom a contact or a chat leads to; (nullable): there is no other way to them. */
ImPerson *im_person_of_contact (ImContact *contact);
ImPerson *im_person_of_conversation (ImConversation *conversation);

/* The chat that was used last: it stands for all of them in the list of chats.
 * (transfer none) (nullable): there is none yet */
ImConversation *im_person_get_conversation (ImPerson *self);

/* The first on a contact list: it stands for all of them in the list of contacts.
 * (transfer none) (nullable): there is none */
ImContact *im_person_get_contact (ImPerson *self);

/* The contact, of all that lead to the same person as @contact, who is best reached. */
ImContact *im_person_best_of (ImContact *contact);

/* Whether it is what stands in the list; all are that lead to nobody else's place. */
gboolean im_person_shows (ImConversation *conversation);
gboolean im_person_shows_contact (ImContact *contact);

/* Both are one, or lead to the same person. @a, @b: (nullable) */
gboolean im_person_is_same (ImConversation *a, ImConversation *b);

/* In all chats with the person whom @conversation is with. */
guint im_person_count_unread (ImConversation *conversation);
gboolean im_person_is_typing (ImConversation *conversation);
void im_person_mark_read (ImConversation *conversation);
