/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which ways lead to the same person, here and in the archive.
 */

#include "im/people-private.h"

#include "im/account-private.h"
#include "im/contact.h"
#include "im/conversation-private.h"
#include "im/nearby.h"
#include "im/person-private.h"
#include "im/roster-private.h"
#include "store/people.h"

struct _ImPeople {
  GObject parent_instance;

  ImServices *services;
  ImConversations *conversations; /* unowned */
  GListModel *accounts;           /* weak (nullable): of ImAccount */
  GHashTable *by_way;             /* ImWay, of the person → ImPerson */
  GPtrArray *people;              /* of ImPerson */
  gint64 last_id;
};

enum { CHANGED, CONTACTS_CHANGED, NOT_SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImPeople, im_people, G_TYPE_OBJECT)

static guint
hash_way (gconstpointer key)
{
  const ImWay *way = key;

  return g_direct_hash (way->account) ^ xmpp_jid_hash (way->jid);
}

static gboolean
is_same_way (gconstpointer a, gconstpointer b)
{
  const ImWay *left = a;
  const ImWay *right = b;

  return left->account == right->account && xmpp_jid_equal (left->jid, right->jid);
}

static void
free_person (gpointer person)
{
  im_person_free (person);
}

static void
free_way (gpointer way)
{
  store_way_free (way);
}

/* Those who have one way left are nobody special. They are few, and change when somebody clicks. */
static void
index_ways (ImPeople *self)
{
  g_hash_table_remove_all (self->by_way);
  for (guint i = self->people->len; i-- > 0;) {
    ImPerson *person = g_ptr_array_index (self->people, i);
    guint n_ways = im_person_get_n_ways (person);

    for (guint j = 0; n_ways > 1 && j < n_ways; j++)
      g_hash_table_insert (self->by_way, (ImWay *) im_person_get_way (person, j), person);
    if (n_ways < 2)
      g_ptr_array_remove_index (self->people, i);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Lists of contacts look again, soon. */
static void
tell_rosters (ImPerson *person)
{
  for (guint i = 0; i < im_person_get_n_ways (person); i++)
    im_roster_tell_changed (im_account_get_roster (im_person_get_way (person, i)->account));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImPeople) self = user_data;
  g_autoptr (GError) error = NULL;

  if (store_people_put_finish (STORE_DB (source), result, &error))
    return;
  g_message ("Cannot save who is the same person: %s", error->message);
  g_signal_emit (self, signals[NOT_SAVED], 0, error);
}

/* @kept: its ways are what the archive is to have; else it is to forget them */
static void
save (ImPeople *self, ImPerson *person, gboolean kept)
{
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func (free_way);

  for (guint i = 0; kept && i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);

    g_ptr_array_add (ways, store_way_new (im_account_get_id (way->account),
                                          xmpp_jid_string (way->jid), im_person_get_id (person)));
  }
  store_people_put_async (self->services->db, im_person_get_id (person), ways, NULL, on_saved,
                          g_object_ref (self));
}

static ImPerson *
add_person (ImPeople *self, gint64 id)
{
  ImPerson *person = im_person_new (self->conversations, id);

  self->last_id = MAX (self->last_id, id);
  g_ptr_array_add (self->people, person);
  return person;
}

ImPeople *
im_people_get (ImAccount *account)
{
  return im_conversations_get_people (im_account_get_conversations (account));
}

ImPerson *
im_people_find (ImPeople *self, ImAccount *account, const XmppJid *jid)
{
  g_autoptr (XmppJid) bare = NULL;
  ImWay way = { account, NULL };

  /* Mostly there are none, and ten thousand contacts ask. */
  if (self->people->len == 0)
    return NULL;
  bare = xmpp_jid_bare (jid);
  way.jid = bare;
  return g_hash_table_lookup (self->by_way, &way);
}

static void
follow (ImPerson *person, ImConversation *model)
{
  for (guint i = 0; i < im_person_get_n_ways (person); i++) {
    ImConversation *other = im_person_find_conversation (person, i);

    if (other != NULL && other != model)
      im_conversation_arrange_like (other, model);
  }
}

static void
take_ways (ImPeople *self, ImPerson *person, ImAccount *account, XmppJid *jid)
{
  ImPerson *other = im_people_find (self, account, jid);

  if (other == NULL) {
    im_person_add_way (person, account, jid);
    return;
  }
  for (guint i = 0; i < im_person_get_n_ways (other); i++) {
    const ImWay *way = im_person_get_way (other, i);

    im_person_add_way (person, way->account, way->jid);
  }
  save (self, other, FALSE);
  g_hash_table_remove_all (self->by_way);
  g_ptr_array_remove (self->people, other);
}

void
im_people_join (ImPeople *self,
                ImAccount *account,
                XmppJid *jid,
                ImAccount *other_account,
                XmppJid *other)
{
  ImPerson *person = im_people_find (self, account, jid);
  ImConversation *model = im_conversations_find (self->conversations, account, jid);

  if ((account == other_account && xmpp_jid_equal_bare (jid, other)) ||
      (person != NULL && im_people_find (self, other_account, other) == person))
    return;
  if (person == NULL) {
    person = add_person (self, self->last_id + 1);
    im_person_add_way (person, account, jid);
  }
  take_ways (self, person, other_account, other);
  save (self, person, TRUE);
  tell_rosters (person);
  index_ways (self);
  if (model != NULL)
    follow (person, model);
}

void
im_people_part (ImPeople *self, ImAccount *account, XmppJid *jid)
{
  ImPerson *person = im_people_find (self, account, jid);
  gboolean is_kept = person != NULL && im_person_get_n_ways (person) > 2;

  if (person == NULL)
    return;
  tell_rosters (person);
  for (guint i = 0; i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);

    if (way->account == account && xmpp_jid_equal_bare (way->jid, jid)) {
      g_hash_table_remove_all (self->by_way);
      im_person_remove_way (person, i--);
    }
  }
  save (self, person, is_kept);
  index_ways (self);
}

GPtrArray *
im_people_suggest (ImPeople *self, ImAccount *account, XmppJid *jid)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (g_object_unref);
  ImPerson *person = im_people_find (self, account, jid);

  for (guint i = 0; self->accounts != NULL && i < g_list_model_get_n_items (self->accounts); i++) {
    g_autoptr (ImAccount) other = g_list_model_get_item (self->accounts, i);
    ImContact *contact = im_roster_find (im_account_get_roster (other), jid);

    /* Anybody nearby can call themselves by any address. */
    if (other != account && contact != NULL && !im_nearby_is (account) && !im_nearby_is (other) &&
        (person == NULL || im_people_find (self, other, jid) != person))
      g_ptr_array_add (contacts, g_object_ref (contact));
  }
  return contacts;
}

ImPeople *
im_people_new (ImServices *services, ImConversations *conversations)
{
  ImPeople *self = g_object_new (IM_TYPE_PEOPLE, NULL);

  self->services = im_services_ref (services);
  self->conversations = conversations;
  return self;
}

/* (nullable) (transfer none) */
static ImAccount *
find_account (ImPeople *self, gint64 id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->accounts); i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (self->accounts, i);

    if (im_account_get_id (account) == id)
      return account;
  }
  return NULL;
}

/* Those of a person come one after the other. */
static void
take_records (ImPeople *self, GPtrArray *records)
{
  ImPerson *person = NULL;

  for (guint i = 0; i < records->len; i++) {
    const StoreWay *record = g_ptr_array_index (records, i);
    ImAccount *account = find_account (self, record->account);
    g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (record->jid, NULL);

    if (person == NULL || im_person_get_id (person) != record->person)
      person = add_person (self, record->person);
    if (account != NULL && jid != NULL)
      im_person_add_way (person, account, jid);
  }
  index_ways (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImPeople *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = store_people_load_finish (STORE_DB (source), result, &error);

  if (records == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (self->accounts != NULL)
    take_records (self, records);
  g_task_return_boolean (task, TRUE);
}

static void
on_contacts_changed (ImPeople *self)
{
  g_signal_emit (self, signals[CONTACTS_CHANGED], 0);
}

static void
on_accounts_changed (GListModel *accounts,
                     guint position,
                     guint n_removed,
                     guint n_added,
                     ImPeople *self)
{
  for (guint i = 0; i < n_added; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, position + i);

    /* It may only have moved. */
    g_signal_handlers_disconnect_by_func (im_account_get_roster (account), on_contacts_changed,
                                          self);
    g_signal_connect_object (im_account_get_roster (account), "contacts-changed",
                             G_CALLBACK (on_contacts_changed), self, G_CONNECT_SWAPPED);
  }
  on_contacts_changed (self);
}

void
im_people_load_async (ImPeople *self,
                      GListModel *accounts,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_people_load_async);
  g_set_weak_pointer (&self->accounts, accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self, 0);
  on_accounts_changed (accounts, 0, 0, g_list_model_get_n_items (accounts), self);
  store_people_load_async (self->services->db, NULL, on_loaded, task);
}

gboolean
im_people_load_finish (ImPeople *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_people_touch (ImPeople *self, ImAccount *account, XmppJid *jid)
{
  if (im_people_find (self, account, jid) != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
im_people_arrange (ImPeople *self, ImConversation *conversation)
{
  ImPerson *person = im_person_of_conversation (conversation);

  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++) {
    ImConversation *other = im_person_find_conversation (person, i);

    if (other != NULL && other != conversation) {
      im_conversation_arrange_like (conversation, other);
      break;
    }
  }
}

void
im_people_remove_account (ImPeople *self, ImAccount *account)
{
  g_hash_table_remove_all (self->by_way);
  for (guint i = 0; i < self->people->len; i++) {
    ImPerson *person = g_ptr_array_index (self->people, i);

    for (guint j = 0; j < im_person_get_n_ways (person); j++)
      if (im_person_get_way (person, j)->account == account)
        im_person_remove_way (person, j--);
  }
  index_ways (self);
}

static void
im_people_dispose (GObject *object)
{
  g_clear_weak_pointer (&IM_PEOPLE (object)->accounts);
  G_OBJECT_CLASS (im_people_parent_class)->dispose (object);
}

static void
im_people_finalize (GObject *object)
{
  ImPeople *self = IM_PEOPLE (object);

  g_hash_table_unref (self->by_way);
  g_ptr_array_unref (self->people);
  im_services_unref (self->services);
  G_OBJECT_CLASS (im_people_parent_class)->finalize (object);
}

static void
im_people_class_init (ImPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = im_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = im_people_finalize;
  signals[CHANGED] = g_signal_new ("changed", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CONTACTS_CHANGED] = g_signal_new ("contacts-changed", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOT_SAVED] = g_signal_new ("not-saved", IM_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
im_people_init (ImPeople *self)
{
  self->by_way = g_hash_table_new (hash_way, is_same_way);
  self->people = g_ptr_array_new_with_free_func (free_person);
}
