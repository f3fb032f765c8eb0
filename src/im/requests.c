/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of requests of one account.
 */

#include "im/requests.h"

/* A list that strangers fill must end somewhere; the archive has the same limit. */
#define MAX_REQUESTS STORE_REQUESTS_MAX

struct _ImRequests {
  ImAccount *account; /* unowned */
  gint64 id;
  StoreDb *db;
  GListStore *model;
};

/* G_MAXUINT: there is none */
static guint
find (ImRequests *self, const XmppJid *jid)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImRequest) request = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (xmpp_jid_equal_bare (im_request_get_jid (request), jid))
      return i;
  }
  return G_MAXUINT;
}

static void
show (ImRequests *self, XmppJid *jid, const char *nick, const char *text, XmppJid *moved_from)
{
  g_autoptr (ImRequest) request = im_request_new (self->account, jid, nick, text, moved_from);
  guint position = find (self, jid);

  if (position != G_MAXUINT)
    g_list_store_splice (self->model, position, 1, (gpointer *) &request, 1);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) < MAX_REQUESTS)
    g_list_store_append (self->model, request);
}

ImRequests *
im_requests_new (ImAccount *account, gint64 id, StoreDb *db)
{
  ImRequests *self = g_new0 (ImRequests, 1);

  self->account = account;
  self->id = id;
  self->db = g_object_ref (db);
  self->model = g_list_store_new (IM_TYPE_REQUEST);
  return self;
}

void
im_requests_free (ImRequests *self)
{
  g_object_unref (self->db);
  g_object_unref (self->model);
  g_free (self);
}

GListModel *
im_requests_get_model (ImRequests *self)
{
  return G_LIST_MODEL (self->model);
}

void
im_requests_load (ImRequests *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++) {
    const StoreRequest *record = g_ptr_array_index (records, i);
    g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (record->jid, NULL);

    if (jid != NULL)
      show (self, jid, record->nick, record->message, NULL);
  }
}

void
im_requests_add (ImRequests *self, XmppJid *jid, const char *nick, const char *text)
{
  g_autoptr (StoreRequest) record = store_request_new (xmpp_jid_string (jid), g_get_real_time ());

  record->nick = g_strdup (nick);
  record->message = g_strdup (text);
  store_requests_insert_async (self->db, self->id, record, NULL, NULL, NULL);
  show (self, jid, nick, text, NULL);
}

void
im_requests_set_moved (ImRequests *self, XmppJid *jid, XmppJid *old)
{
  guint position = find (self, jid);
  g_autoptr (ImRequest) request =
    position != G_MAXUINT ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;

  if (request != NULL)
    show (self, jid, im_request_get_nick (request), im_request_get_text (request), old);
}

void
im_requests_drop (ImRequests *self, XmppJid *jid)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (jid);
  guint position = find (self, bare);

  if (position == G_MAXUINT)
    return;
  g_list_store_remove (self->model, position);
  store_requests_remove_async (self->db, self->id, xmpp_jid_string (bare), NULL, NULL, NULL);
}
