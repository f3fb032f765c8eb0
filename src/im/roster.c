/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list: from the archive at once, from the server soon, from then on by its pushes
 * (RFC 6121 §2.1.6, §2.6); and who of it is there (§4).
 */

#include "im/roster-private.h"

#include "base/memory.h"
#include "base/props.h"
#include "im/account.h"
#include "im/contact-private.h"
#include "im/moves.h"
#include "im/requests.h"
#include "im/roster-contacts.h"
#include "im/show.h"
#include "xmpp/xep/0172-nick.h"

struct _ImRoster {
  GObject parent_instance;

  gint64 id;
  XmppSession *session;
  XmppRoster *module;
  XmppPresence *presence;
  StoreDb *db;
  ImRosterContacts contacts;
  GHashTable *welcome; /* of XmppJid: whom the person has added, and lets in */
  ImRequests *requests;
  ImMoves *moves;
  char *version;        /* (nullable) */
  guint changed_source; /* contacts-changed is to be emitted */
  gboolean loaded;
};

enum { PROP_ACCOUNT = 1, PROP_REQUESTS, PROP_LOADED, N_PROPS };

enum { ADDED, REMOVED, CONTACTS_CHANGED, GROUPS_CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_CONTACT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (IM_ROSTER (model)->contacts.model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (IM_ROSTER (model)->contacts.model), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImRoster,
                               im_roster,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
on_model_changed (GListModel *model, guint position, guint n_removed, guint n_added, ImRoster *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static gboolean
on_burst_over (gpointer user_data)
{
  ImRoster *self = user_data;

  self->changed_source = 0;
  g_signal_emit (self, signals[CONTACTS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* What the server sends in one go has been read when the main loop is idle. */
void
im_roster_tell_changed (ImRoster *self)
{
  if (self->changed_source == 0)
    self->changed_source = g_idle_add (on_burst_over, self);
}

/* Tells of what is in @batch. */
static void
end_batch (ImRoster *self, ImRosterBatch *batch)
{
  im_roster_batch_end (batch);
  for (guint i = 0; i < batch->removed->len; i++) {
    ImContact *contact = g_ptr_array_index (batch->removed, i);

    g_signal_emit (self, signals[REMOVED], 0, contact);
    im_contact_clear_presence (contact);
  }
  for (guint i = 0; i < batch->added->len; i++)
    g_signal_emit (self, signals[ADDED], 0, g_ptr_array_index (batch->added, i));
  if (batch->groups_changed)
    g_signal_emit (self, signals[GROUPS_CHANGED], 0);
  im_roster_tell_changed (self);
  im_roster_batch_clear (batch);
}

static ImSubscription
subscription_from_xmpp (XmppSubscription subscription)
{
  switch (subscription) {
  case XMPP_SUBSCRIPTION_TO:
    return IM_SUBSCRIPTION_TO;
  case XMPP_SUBSCRIPTION_FROM:
    return IM_SUBSCRIPTION_FROM;
  case XMPP_SUBSCRIPTION_BOTH:
    return IM_SUBSCRIPTION_BOTH;
  case XMPP_SUBSCRIPTION_NONE:
  case XMPP_SUBSCRIPTION_REMOVE:
  default:
    return IM_SUBSCRIPTION_NONE;
  }
}

static StoreContact *
make_record (const XmppRosterItem *item)
{
  StoreContact *record = store_contact_new (xmpp_jid_string (item->jid));

  record->name = g_strdup (item->name);
  record->subscription = (StoreSubscription) subscription_from_xmpp (item->subscription);
  record->ask = item->ask;
  record->approved = item->approved;
  record->groups = g_strdupv (item->groups);
  return record;
}

static void
free_record (gpointer record)
{
  store_contact_free (record);
}

static void
put_item (ImRosterBatch *batch, const XmppRosterItem *item)
{
  im_roster_batch_put (batch, item->jid, item->name, (const char *const *) item->groups,
                       subscription_from_xmpp (item->subscription), item->ask);
}

static void
set_version (ImRoster *self, const char *version)
{
  g_autofree char *old = self->version;

  self->version = g_strdup (version);
}

/* One that is let in, or that is gone, asks no more. */
static void
settle_request (ImRoster *self, const XmppRosterItem *item)
{
  if ((subscription_from_xmpp (item->subscription) & IM_SUBSCRIPTION_FROM) != 0)
    im_roster_drop_request (self, item->jid);
}

static void
on_pushed (XmppRoster *module, const XmppRosterItem *item, const char *version, ImRoster *self)
{
  ImContact *contact = im_roster_find (self, item->jid);
  ImRosterBatch batch;

  if (version != NULL)
    set_version (self, version);
  im_roster_batch_begin (&batch, &self->contacts);
  if (item->subscription != XMPP_SUBSCRIPTION_REMOVE) {
    g_autoptr (StoreContact) record = make_record (item);

    put_item (&batch, item);
    store_contacts_upsert_async (self->db, self->id, record, version, NULL, NULL, NULL);
    settle_request (self, item);
  } else {
    if (contact != NULL)
      im_roster_batch_remove (&batch, contact);
    g_hash_table_remove (self->welcome, item->jid);
    store_contacts_remove_async (self->db, self->id, xmpp_jid_string (item->jid), version, NULL,
                                 NULL, NULL);
  }
  end_batch (self, &batch);
}

/* The whole list, as it is now: what it does not name is gone. */
static void
replace_all (ImRoster *self, GPtrArray *items, const char *version)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (free_record);
  g_autoptr (GHashTable) named = g_hash_table_new (xmpp_jid_hash, xmpp_jid_equal);
  ImRosterBatch batch;

  im_roster_batch_begin (&batch, &self->contacts);
  for (guint i = 0; i < items->len; i++) {
    const XmppRosterItem *item = g_ptr_array_index (items, i);

    g_hash_table_add (named, item->jid);
    g_ptr_array_add (records, make_record (item));
    put_item (&batch, item);
  }
  im_roster_batch_keep_only (&batch, named);
  end_batch (self, &batch);
  set_version (self, version);
  store_contacts_replace_async (self->db, self->id, records, version, NULL, NULL, NULL);
}

static void
set_presence (ImRoster *self,
              XmppJid *from,
              ImShow show,
              int priority,
              const char *status,
              gint64 idle_since)
{
  ImContact *contact = im_roster_find (self, from);

  if (contact == NULL)
    return;
  im_contact_set_presence (contact, xmpp_jid_resource (from), show, priority, status, idle_since);
  im_roster_tell_changed (self);
}

static void
on_available (XmppPresence *module, XmppJid *from, const XmppPresenceInfo *info, ImRoster *self)
{
  set_presence (self, from, im_show_from_xmpp (info->show), info->priority, info->status,
                info->idle_since_us);
}

static void
on_unavailable (XmppPresence *module, XmppJid *from, const char *status, ImRoster *self)
{
  set_presence (self, from, IM_SHOW_OFFLINE, 0, NULL, 0);
}

/* Whom we do not reach is not there, whatever we were told before. */
static void
on_failed (XmppPresence *module, XmppJid *from, const GError *error, ImRoster *self)
{
  on_unavailable (module, from, NULL, self);
}

/* Who may see it already has only lost their memory of it (RFC 6121 §3.1.3). */
static gboolean
is_let_in (ImRoster *self, XmppJid *jid)
{
  ImContact *contact = im_roster_find (self, jid);

  return g_hash_table_contains (self->welcome, jid) ||
         (contact != NULL && (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_FROM) != 0);
}

static void
take_request (ImRoster *self, XmppJid *from, const char *nick, const char *text)
{
  if (is_let_in (self, from))
    xmpp_presence_send_subscription (self->presence, XMPP_PRESENCE_SUBSCRIBED, from, NULL);
  else
    im_requests_add (self->requests, from, nick, text);
}

/* What the other three types change comes as a push; SUBSCRIBED and UNSUBSCRIBED say no more. */
static void
on_subscription (XmppPresence *module,
                 XmppJid *from,
                 int type,
                 const char *status,
                 const char *nick,
                 ImRoster *self)
{
  if (type == XMPP_PRESENCE_SUBSCRIBE)
    take_request (self, from, nick, status);
  else if (type == XMPP_PRESENCE_UNSUBSCRIBE)
    im_roster_drop_request (self, from);
}

static void
on_nick (XmppNick *module, XmppJid *from, const char *nick, ImRoster *self)
{
  ImContact *contact = im_roster_find (self, from);

  if (contact == NULL)
    return;
  if (g_strcmp0 (im_contact_get_nick (contact), nick) != 0)
    store_contacts_set_nick_async (self->db, self->id, im_contact_get_address (contact), nick, NULL,
                                   NULL, NULL);
  if (!im_contact_set_nick (contact, nick))
    return;
  base_sorted_model_reposition (self->contacts.model, contact);
  im_roster_tell_changed (self);
}

/* Without a connection nobody is known to be there. A resumed session goes on where it was (XEP-0198
 * §5): the server tells what has changed, so what was known before holds again. */
static void
on_session_state (XmppSession *session, GParamSpec *pspec, ImRoster *self)
{
  gboolean stale = xmpp_session_get_state (session) != XMPP_SESSION_ONLINE;

  if (stale == self->contacts.stale)
    return;
  im_roster_contacts_set_stale (&self->contacts, stale);
  im_roster_tell_changed (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRoster *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *version = NULL;
  GError *error = NULL;

  if (!xmpp_roster_fetch_finish (XMPP_ROSTER (source), result, &items, &version, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (items != NULL)
    replace_all (self, items, version);
  base_prop_set_boolean (self, &self->loaded, TRUE, props[PROP_LOADED]);
  base_memory_trim_soon ();
  g_task_return_boolean (task, TRUE);
}

ImAccount *
im_roster_get_account (ImRoster *self)
{
  return self->contacts.account;
}

GListModel *
im_roster_get_requests (ImRoster *self)
{
  return im_requests_get_model (self->requests);
}

ImContact *
im_roster_find (ImRoster *self, const XmppJid *jid)
{
  return im_roster_contacts_find (&self->contacts, jid);
}

char **
im_roster_list_groups (ImRoster *self)
{
  return im_roster_contacts_list_groups (&self->contacts);
}

ImRoster *
im_roster_new (ImAccount *account, gint64 id, XmppSession *session, StoreDb *db)
{
  ImRoster *self = g_object_new (IM_TYPE_ROSTER, NULL);

  g_set_weak_pointer (&self->contacts.account, account);
  self->id = id;
  self->session = g_object_ref (session);
  self->module = g_object_ref (xmpp_session_get_module (session, XMPP_TYPE_ROSTER));
  self->presence = g_object_ref (xmpp_session_get_module (session, XMPP_TYPE_PRESENCE));
  self->db = g_object_ref (db);
  self->requests = im_requests_new (account, id, db);
  self->moves = im_moves_new (self, self->requests, session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self, 0);
  g_signal_connect_object (self->module, "changed", G_CALLBACK (on_pushed), self, 0);
  g_signal_connect_object (self->presence, "available", G_CALLBACK (on_available), self, 0);
  g_signal_connect_object (self->presence, "unavailable", G_CALLBACK (on_unavailable), self, 0);
  g_signal_connect_object (self->presence, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->presence, "subscription", G_CALLBACK (on_subscription), self, 0);
  g_signal_connect_object (xmpp_session_get_module (session, XMPP_TYPE_NICK), "changed",
                           G_CALLBACK (on_nick), self, 0);
  return self;
}

void
im_roster_load (ImRoster *self, GPtrArray *contacts, const char *version)
{
  ImRosterBatch batch;

  im_roster_batch_begin (&batch, &self->contacts);
  for (guint i = 0; i < contacts->len; i++) {
    const StoreContact *record = g_ptr_array_index (contacts, i);
    g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (record->jid, NULL);

    if (jid != NULL)
      im_roster_batch_put (&batch, jid, record->name, (const char *const *) record->groups,
                           (ImSubscription) record->subscription, record->ask);
    if (jid != NULL && record->nick != NULL)
      im_contact_set_nick (im_roster_find (self, jid), record->nick);
  }
  end_batch (self, &batch);
  set_version (self, version);
}

void
im_roster_load_requests (ImRoster *self, GPtrArray *requests)
{
  im_requests_load (self->requests, requests);
}

void
im_roster_sync_async (ImRoster *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_roster_sync_async);
  xmpp_roster_fetch_async (self->module, self->version, NULL, on_fetched, task);
}

gboolean
im_roster_sync_finish (ImRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_roster_forget_presence (ImRoster *self)
{
  im_roster_contacts_clear_presence (&self->contacts);
  im_roster_tell_changed (self);
}

void
im_roster_end (ImRoster *self)
{
  im_roster_forget_presence (self);
  base_prop_set_boolean (self, &self->loaded, FALSE, props[PROP_LOADED]);
}

XmppRoster *
im_roster_get_module (ImRoster *self)
{
  return self->module;
}

XmppPresence *
im_roster_get_presence (ImRoster *self)
{
  return self->presence;
}

gboolean
im_roster_check_online (ImRoster *self, GError **error)
{
  if (xmpp_session_get_state (self->session) == XMPP_SESSION_ONLINE)
    return TRUE;
  g_set_error_literal (error, IM_ERROR, IM_ERROR_OFFLINE, "the account is not online");
  return FALSE;
}

void
im_roster_welcome (ImRoster *self, XmppJid *jid)
{
  xmpp_presence_send_subscription (self->presence, XMPP_PRESENCE_SUBSCRIBED, jid, NULL);
  g_hash_table_add (self->welcome, xmpp_jid_ref (jid));
}

void
im_roster_drop_request (ImRoster *self, XmppJid *jid)
{
  im_requests_drop (self->requests, jid);
}

static void
im_roster_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImRoster *self = IM_ROSTER (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->contacts.account);
    break;
  case PROP_REQUESTS:
    g_value_set_object (value, im_requests_get_model (self->requests));
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
im_roster_dispose (GObject *object)
{
  ImRoster *self = IM_ROSTER (object);
  im_roster_contacts_clear (&self->contacts);
  g_clear_handle_id (&self->changed_source, g_source_remove);
  g_clear_object (&self->module);
  g_clear_object (&self->presence);
  g_clear_object (&self->session);
  g_clear_object (&self->db);
  G_OBJECT_CLASS (im_roster_parent_class)->dispose (object);
}

static void
im_roster_finalize (GObject *object)
{
  ImRoster *self = IM_ROSTER (object);

  im_moves_free (self->moves);
  im_requests_free (self->requests);
  g_hash_table_unref (self->welcome);
  g_free (self->version);
  G_OBJECT_CLASS (im_roster_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_params)
{
  return g_signal_new (name, IM_TYPE_ROSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_params, IM_TYPE_CONTACT);
}

static void
im_roster_class_init (ImRosterClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = im_roster_get_property;
  object_class->dispose = im_roster_dispose;
  object_class->finalize = im_roster_finalize;

  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, IM_TYPE_ACCOUNT, read);
  props[PROP_REQUESTS] = g_param_spec_object ("requests", NULL, NULL, G_TYPE_LIST_MODEL, read);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[ADDED] = new_signal ("added", 1);
  signals[REMOVED] = new_signal ("removed", 1);
  signals[CONTACTS_CHANGED] = new_signal ("contacts-changed", 0);
  signals[GROUPS_CHANGED] = new_signal ("groups-changed", 0);
}

static void
free_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static void
im_roster_init (ImRoster *self)
{
  im_roster_contacts_init (&self->contacts);
  self->welcome = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, free_jid, NULL);
  g_signal_connect_object (self->contacts.model, "items-changed", G_CALLBACK (on_model_changed),
                           self, 0);
}
