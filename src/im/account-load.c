/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the archive knows of an account: contacts, requests, conversations, what waits to be sent.
 */

#include "im/account-private.h"

#include "im/roster-private.h"

static gboolean
load_contacts (ImAccount *self, StoreDb *db, GAsyncResult *result, GError **error)
{
  g_autofree char *version = NULL;
  g_autoptr (GPtrArray) contacts = store_contacts_load_finish (db, result, &version, error);

  if (contacts == NULL)
    return FALSE;
  im_roster_load (im_account_get_roster (self), contacts, version);
  return TRUE;
}

static gboolean
load_requests (ImAccount *self, StoreDb *db, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) requests = store_requests_list_finish (db, result, error);

  if (requests == NULL)
    return FALSE;
  im_roster_load_requests (im_account_get_roster (self), requests);
  return TRUE;
}

static gboolean
load_conversations (ImAccount *self, StoreDb *db, GAsyncResult *result, GError **error)
{
  ImConversations *conversations = im_account_get_conversations (self);
  g_autoptr (GPtrArray) records = store_conversations_list_finish (db, result, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    im_conversations_take_record (conversations, self, g_ptr_array_index (records, i));
  return records != NULL;
}

static gboolean
load_pending (ImAccount *self, StoreDb *db, GAsyncResult *result, GError **error)
{
  ImConversations *conversations = im_account_get_conversations (self);
  g_autoptr (GPtrArray) records = store_messages_pending_finish (db, result, error);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const StorePending *pending = g_ptr_array_index (records, i);
    g_autoptr (XmppJid) peer = xmpp_jid_parse_wire (pending->peer, NULL);

    if (peer != NULL)
      im_outbox_load (im_account_get_outbox (self),
                      im_conversations_ensure (conversations, self, peer), pending->message);
  }
  return records != NULL;
}

static gboolean
load_pending_changes (ImAccount *self, StoreDb *db, GAsyncResult *result, GError **error)
{
  ImConversations *conversations = im_account_get_conversations (self);
  g_autoptr (GPtrArray) records = store_changes_pending_finish (db, result, error);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const StorePendingChange *pending = g_ptr_array_index (records, i);
    g_autoptr (XmppJid) peer = xmpp_jid_parse_wire (pending->peer, NULL);

    if (peer != NULL)
      im_outbox_load_change (im_account_get_outbox (self),
                             im_conversations_ensure (conversations, self, peer), pending);
  }
  return records != NULL;
}

/* Starts a read of the archive and takes the result of the one before. */
static void
load_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImAccount *self = g_task_get_source_object (task);
  guint *step = g_task_get_task_data (task);
  StoreDb *db = im_account_get_services (self)->db;
  gint64 id = im_account_get_id (self);
  gint64 newest;
  GError *error = NULL;

  switch ((*step)++) {
  case 0:
    store_contacts_load_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 1:
    if (!load_contacts (self, db, result, &error))
      break;
    store_requests_list_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 2:
    if (!load_requests (self, db, result, &error))
      break;
    store_conversations_list_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 3:
    if (!load_conversations (self, db, result, &error))
      break;
    store_messages_pending_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 4:
    if (!load_pending (self, db, result, &error))
      break;
    store_changes_pending_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 5:
    if (!load_pending_changes (self, db, result, &error))
      break;
    store_messages_newest_async (db, id, NULL, load_step, g_steal_pointer (&task));
    return;
  case 6:
    newest = store_messages_newest_finish (db, result, &error);
    if (newest < 0)
      break;
    im_account_take_time (self, newest);
    g_task_return_boolean (task, TRUE);
    return;
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

void
im_account_load_async (ImAccount *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_account_load_async);
  g_task_set_task_data (task, g_new0 (guint, 1), g_free);
  load_step (NULL, NULL, task);
}

gboolean
im_account_load_finish (ImAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
