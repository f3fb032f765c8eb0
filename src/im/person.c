/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways to a person, and what follows from them. Nothing of it is kept: contacts and chats are
 * looked up, so that each is as it is now.
 */

#include "im/person-private.h"

#include "im/account-private.h"
#include "im/contact.h"
#include "im/conversation.h"
#include "im/people.h"
#include "im/roster.h"

struct _ImPerson {
  ImConversations *conversations; /* unowned */
  gint64 id;
  GArray *ways; /* of ImWay */
};

static void
clear_way (gpointer data)
{
  ImWay *way = data;

  xmpp_jid_unref (way->jid);
}

ImPerson *
im_person_new (ImConversations *conversations, gint64 id)
{
  ImPerson *self = g_new0 (ImPerson, 1);

  self->conversations = conversations;
  self->id = id;
  self->ways = g_array_new (FALSE, FALSE, sizeof (ImWay));
  g_array_set_clear_func (self->ways, clear_way);
  return self;
}

void
im_person_free (ImPerson *self)
{
  g_array_unref (self->ways);
  g_free (self);
}

gint64
im_person_get_id (ImPerson *self)
{
  return self->id;
}

void
im_person_add_way (ImPerson *self, ImAccount *account, XmppJid *jid)
{
  ImWay way = { account, xmpp_jid_bare (jid) };

  g_array_append_val (self->ways, way);
}

void
im_person_remove_way (ImPerson *self, guint i)
{
  g_array_remove_index (self->ways, i);
}

guint
im_person_get_n_ways (ImPerson *self)
{
  return self->ways->len;
}

const ImWay *
im_person_get_way (ImPerson *self, guint i)
{
  return &g_array_index (self->ways, ImWay, i);
}

ImConversation *
im_person_find_conversation (ImPerson *self, guint i)
{
  const ImWay *way = im_person_get_way (self, i);

  return im_conversations_find (self->conversations, way->account, way->jid);
}

static ImContact *
find_contact (ImPerson *self, guint i)
{
  const ImWay *way = im_person_get_way (self, i);

  return im_roster_find (im_account_get_roster (way->account), way->jid);
}

ImPerson *
im_person_of_contact (ImContact *contact)
{
  ImAccount *account = im_contact_get_account (contact);

  return account != NULL
           ? im_people_find (im_people_get (account), account, im_contact_get_jid (contact))
           : NULL;
}

ImPerson *
im_person_of_conversation (ImConversation *conversation)
{
  ImAccount *account = im_conversation_get_account (conversation);

  return account != NULL ? im_people_find (im_people_get (account), account,
                                           im_conversation_get_jid (conversation))
                         : NULL;
}

ImConversation *
im_person_get_conversation (ImPerson *self)
{
  ImConversation *newest = NULL;

  for (guint i = 0; i < self->ways->len; i++) {
    ImConversation *conversation = im_person_find_conversation (self, i);

    if (conversation != NULL && (newest == NULL || im_conversation_get_last_time (conversation) >
                                                     im_conversation_get_last_time (newest)))
      newest = conversation;
  }
  return newest;
}

ImContact *
im_person_get_contact (ImPerson *self)
{
  ImContact *contact = NULL;

  for (guint i = 0; i < self->ways->len && contact == NULL; i++)
    contact = find_contact (self, i);
  return contact;
}

ImContact *
im_person_best_of (ImContact *contact)
{
  ImPerson *self = im_person_of_contact (contact);
  ImContact *best = self != NULL ? im_person_get_contact (self) : contact;

  if (best == NULL)
    best = contact; /* who is on the list no more */
  for (guint i = 0; self != NULL && i < self->ways->len; i++) {
    ImContact *other = find_contact (self, i);

    if (other != NULL && im_contact_get_show (other) > im_contact_get_show (best))
      best = other;
  }
  return best;
}

gboolean
im_person_shows (ImConversation *conversation)
{
  ImPerson *self = im_person_of_conversation (conversation);

  return self == NULL || im_person_get_conversation (self) == conversation;
}

gboolean
im_person_shows_contact (ImContact *contact)
{
  ImPerson *self = im_person_of_contact (contact);

  return self == NULL || im_person_get_contact (self) == contact;
}

gboolean
im_person_is_same (ImConversation *a, ImConversation *b)
{
  ImPerson *person;

  if (a == NULL || b == NULL || a == b)
    return a == b;
  person = im_person_of_conversation (a);
  return person != NULL && person == im_person_of_conversation (b);
}

guint
im_person_count_unread (ImConversation *conversation)
{
  ImPerson *self = im_person_of_conversation (conversation);
  guint unread = 0;

  if (self == NULL)
    return im_conversation_get_unread (conversation);
  for (guint i = 0; i < self->ways->len; i++) {
    ImConversation *other = im_person_find_conversation (self, i);

    unread += other != NULL ? im_conversation_get_unread (other) : 0;
  }
  return unread;
}

gboolean
im_person_is_typing (ImConversation *conversation)
{
  ImPerson *self = im_person_of_conversation (conversation);
  gboolean typing = im_conversation_get_typing (conversation);

  for (guint i = 0; self != NULL && !typing && i < self->ways->len; i++) {
    ImConversation *other = im_person_find_conversation (self, i);

    typing = other != NULL && im_conversation_get_typing (other);
  }
  return typing;
}

void
im_person_mark_read (ImConversation *conversation)
{
  ImPerson *self = im_person_of_conversation (conversation);

  if (self == NULL)
    im_conversation_mark_read (conversation);
  for (guint i = 0; self != NULL && i < self->ways->len; i++) {
    ImConversation *other = im_person_find_conversation (self, i);

    if (other != NULL)
      im_conversation_mark_read (other);
  }
}
