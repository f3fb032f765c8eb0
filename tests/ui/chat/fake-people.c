/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In these chats everybody is reached in one way only.
 */
#include "config.h"

#include "im/people.h"
#include "im/person.h"
#include "tests/ui/chat/fake-im.h"

struct _ImPeople {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (ImPeople, im_people, G_TYPE_OBJECT)

static void
im_people_class_init (ImPeopleClass *klass)
{
  g_signal_new ("changed", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("contacts-changed", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("not-saved", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_ERROR);
}

static void
im_people_init (ImPeople *self)
{
}

ImPeople *
im_people_get (ImAccount *account)
{
  return NULL;
}

void
im_people_join (ImPeople *self,
                ImAccount *account,
                XmppJid *jid,
                ImAccount *other_account,
                XmppJid *other_jid)
{
}

GPtrArray *
im_people_suggest (ImPeople *self, ImAccount *account, XmppJid *jid)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

ImPerson *
im_person_of_conversation (ImConversation *conversation)
{
  return NULL;
}

guint
im_person_get_n_ways (ImPerson *self)
{
  return 0;
}

const ImWay *
im_person_get_way (ImPerson *self, guint i)
{
  return NULL;
}

guint
im_person_count_unread (ImConversation *conversation)
{
  return im_conversation_get_unread (conversation);
}

XmppJid *
im_conversation_get_jid (ImConversation *conversation)
{
  return NULL;
}

ImAccount *
im_contact_get_account (ImContact *contact)
{
  return NULL;
}

XmppJid *
im_contact_get_jid (ImContact *contact)
{
  return NULL;
}
