/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the archive, owns what the accounts share, and keeps the one presence they all have.
 */

#include "im/client-private.h"

#include "base/props.h"
#include "im/account-private.h"
#include "im/accounts-private.h"
#include "im/blocking.h"
#include "im/conversations-private.h"
#include "im/notifications-private.h"
#include "im/people-private.h"
#include "im/retention.h"
#include "im/settings.h"
#include "im/show.h"
#include "store/search.h"

struct _ImClient {
  GObject parent_instance;

  char *data_dir; /* (nullable) */
  ImSettings *settings;
  ImNotifications *notifications;
  ImConversations *conversations;
  ImAccounts *accounts;
  ImServices *services;
  ImRetention *retention;
  char *damaged_file;

  ImShow current_show;
  guint idle_s;
  gboolean idle;    /* for as long as makes the person away */
  gboolean opening; /* the archive, by its own thread */
  gboolean opened;
  GTask *closing; /* (nullable): waits for that */
};

G_DEFINE_FINAL_TYPE (ImClient, im_client, G_TYPE_OBJECT)

enum {
  PROP_SETTINGS = 1,
  PROP_NOTIFICATIONS,
  PROP_CONVERSATIONS,
  PROP_ACCOUNTS,
  PROP_CURRENT_SHOW,
  PROP_DAMAGED_FILE,
  N_TABLE_PROPS,
  PROP_UNREAD = N_TABLE_PROPS,
  PROP_SHOW,
  PROP_STATUS_TEXT,
  PROP_KEYRING_AVAILABLE,
  N_PROPS
};

#define MEMBER(field) G_STRUCT_OFFSET (ImClient, field)

static const BaseProp table[] = {
  { "settings", 0, im_settings_get_type, MEMBER (settings), BASE_RO },
  { "notifications", 0, im_notifications_get_type, MEMBER (notifications), BASE_RO },
  { "conversations", 0, im_conversations_get_type, MEMBER (conversations), BASE_RO },
  { "accounts", 0, im_accounts_get_type, MEMBER (accounts), BASE_RO },
  { "current-show", 0, im_show_get_type, MEMBER (current_show), BASE_RO },
  { "damaged-file", G_TYPE_STRING, NULL, MEMBER (damaged_file), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static void
send_presence (ImClient *self)
{
  gint64 idle_since = self->idle ? g_get_real_time () - (gint64) self->idle_s * G_USEC_PER_SEC : 0;

  if (self->opened)
    im_accounts_set_presence (self->accounts, im_client_get_show (self),
                              im_client_get_status_text (self), idle_since);
}

/* TRUE when contacts may see something else now: an account can have a presence of its own. */
static gboolean
update_current_show (ImClient *self)
{
  guint minutes = im_settings_get_auto_away (self->settings)
                    ? im_settings_get_auto_away_minutes (self->settings)
                    : 0;
  gboolean idle = minutes > 0 && self->idle_s >= minutes * 60;
  ImShow show = im_show_effective (im_client_get_show (self), idle);
  gboolean changed = self->idle != idle || self->current_show != show;

  self->idle = idle;
  if (self->current_show != show) {
    self->current_show = show;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT_SHOW]);
  }
  return changed;
}

static void
on_show_changed (ImSettings *settings, GParamSpec *pspec, ImClient *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW]);
  update_current_show (self);
  send_presence (self);
}

static void
on_status_text_changed (ImSettings *settings, GParamSpec *pspec, ImClient *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS_TEXT]);
  send_presence (self);
}

static void
on_auto_away_changed (ImSettings *settings, GParamSpec *pspec, ImClient *self)
{
  if (update_current_show (self))
    send_presence (self);
}

static void
on_unread (ImConversations *conversations, GParamSpec *pspec, ImClient *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UNREAD]);
}

static void
on_keyring_available (ImAccount *account, GParamSpec *pspec, ImClient *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEYRING_AVAILABLE]);
}

static void
on_accounts_changed (GListModel *accounts,
                     guint position,
                     guint n_removed,
                     guint n_added,
                     ImClient *self)
{
  for (guint i = position; i < position + n_added; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);

    /* One that was only moved is connected already. */
    g_signal_handlers_disconnect_by_func (account, on_keyring_available, self);
    g_signal_connect_object (account, "notify::keyring-available",
                             G_CALLBACK (on_keyring_available), self, 0);
    im_blocking_follow (account);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEYRING_AVAILABLE]);
}

ImClient *
im_client_new (const char *data_dir)
{
  ImClient *self = g_object_new (IM_TYPE_CLIENT, NULL);

  self->data_dir = g_strdup (data_dir);
  return self;
}

/* Messages of an archive that had no index of words go into it piece by piece. */
static void
on_indexed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 left = store_search_index_finish (STORE_DB (source), result, &error);

  if (left > 0)
    store_search_index_async (STORE_DB (source), NULL, on_indexed, NULL);
  else if (left < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("The index of messages cannot be completed: %s", error->message);
}

static void
on_people_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!im_people_load_finish (IM_PEOPLE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->opened = TRUE;
  update_current_show (self);
  send_presence (self);
  store_search_index_async (self->services->db, NULL, on_indexed, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_accounts_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!im_accounts_load_finish (IM_ACCOUNTS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  im_people_load_async (im_conversations_get_people (self->conversations),
                        G_LIST_MODEL (self->accounts), on_people_loaded, g_steal_pointer (&task));
}

/* In the midst of work: what is missing now, the servers may still have. */
static void
on_damaged (StoreDb *db, GParamSpec *pspec, ImClient *self)
{
  base_prop_set_string (self, &self->damaged_file, store_db_get_damaged_file (db),
                        props[PROP_DAMAGED_FILE]);
  im_retention_refetch (self->retention);
}

static void
close_archive (ImClient *self, GTask *task)
{
  im_retention_end (self->retention);
  if (self->services->db != NULL)
    store_db_close (self->services->db);
  g_task_return_boolean (task, TRUE);
}

static void
on_db_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (StoreDb) db = store_db_open_finish (result, &error);
  g_autoptr (GTask) closing = g_steal_pointer (&self->closing);

  self->opening = FALSE;
  if (db == NULL || closing != NULL) {
    if (error == NULL)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed before it was open");
    g_task_return_error (task, error);
    g_clear_object (&db);
    if (closing != NULL)
      close_archive (self, closing);
    return;
  }
  im_services_set_db (self->services, db);
  g_signal_connect_object (db, "notify::damaged-file", G_CALLBACK (on_damaged), self, 0);
  base_prop_set_string (self, &self->damaged_file, store_db_get_damaged_file (db),
                        props[PROP_DAMAGED_FILE]);
  im_retention_start (self->retention);
  im_accounts_load_async (self->accounts, g_task_get_cancellable (task), on_accounts_loaded,
                          g_object_ref (task));
}

void
im_client_open_async (ImClient *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = self->data_dir != NULL
                            ? g_build_filename (self->data_dir, "archive.sqlite", NULL)
                            : g_strdup (":memory:");

  g_task_set_source_tag (task, im_client_open_async);
  self->opening = TRUE;
  store_db_open_async (path, cancellable, on_db_opened, task);
}

gboolean
im_client_open_finish (ImClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_accounts_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImClient *self = g_task_get_source_object (task);

  im_accounts_close_finish (IM_ACCOUNTS (source), result, NULL);
  im_conversations_flush (self->conversations);
  if (self->opening)
    self->closing = g_steal_pointer (&task);
  else
    close_archive (self, task);
}

void
im_client_close_async (ImClient *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_client_close_async);
  self->opened = FALSE;
  im_notifications_close (self->notifications);
  im_accounts_close_async (self->accounts, on_accounts_closed, task);
}

gboolean
im_client_close_finish (ImClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ImAccounts *
im_client_get_accounts (ImClient *self)
{
  return self->accounts;
}

ImConversations *
im_client_get_conversations (ImClient *self)
{
  return self->conversations;
}

StoreDb *
im_client_get_db (ImClient *self)
{
  return self->services->db;
}

ImRetention *
im_client_get_retention (ImClient *self)
{
  return self->retention;
}

const char *
im_client_get_damaged_file (ImClient *self)
{
  return self->damaged_file;
}

ImSettings *
im_client_get_settings (ImClient *self)
{
  return self->settings;
}

ImNotifications *
im_client_get_notifications (ImClient *self)
{
  return self->notifications;
}

guint
im_client_get_unread (ImClient *self)
{
  return im_conversations_get_unread (self->conversations);
}

ImShow
im_client_get_show (ImClient *self)
{
  return im_settings_get_status_show (self->settings);
}

void
im_client_set_show (ImClient *self, ImShow show)
{
  g_object_set (self->settings, "status-show", show, NULL);
}

const char *
im_client_get_status_text (ImClient *self)
{
  return im_settings_get_status_text (self->settings);
}

void
im_client_set_status_text (ImClient *self, const char *text)
{
  g_object_set (self->settings, "status-text", text, NULL);
}

ImShow
im_client_get_current_show (ImClient *self)
{
  return self->current_show;
}

gboolean
im_client_get_keyring_available (ImClient *self)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));

  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    if (!im_account_get_keyring_available (account))
      return FALSE;
  }
  return TRUE;
}

void
im_client_set_idle (ImClient *self, guint idle_s)
{
  self->idle_s = idle_s;
  if (update_current_show (self))
    send_presence (self);
}

void
im_client_set_active (ImClient *self, gboolean active)
{
  im_accounts_set_active (self->accounts, active);
}

ImConversation *
im_client_find_conversation (ImClient *self, ImAccount *account, XmppJid *peer)
{
  return im_conversations_find (self->conversations, account, peer);
}

ImConversation *
im_client_ensure_conversation (ImClient *self, ImAccount *account, XmppJid *peer)
{
  return im_conversations_ensure (self->conversations, account, peer);
}

static void
im_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImClient *self = IM_CLIENT (object);

  switch (id) {
  case PROP_UNREAD:
    g_value_set_uint (value, im_client_get_unread (self));
    break;
  case PROP_SHOW:
    g_value_set_enum (value, im_client_get_show (self));
    break;
  case PROP_STATUS_TEXT:
    g_value_set_string (value, im_client_get_status_text (self));
    break;
  case PROP_KEYRING_AVAILABLE:
    g_value_set_boolean (value, im_client_get_keyring_available (self));
    break;
  default:
    base_props_get (object, id, value, pspec);
  }
}

static void
im_client_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImClient *self = IM_CLIENT (object);

  if (id == PROP_SHOW)
    im_client_set_show (self, g_value_get_enum (value));
  else if (id == PROP_STATUS_TEXT)
    im_client_set_status_text (self, g_value_get_string (value));
  else
    base_props_set (object, id, value, pspec);
}

static void
im_client_dispose (GObject *object)
{
  ImClient *self = IM_CLIENT (object);

  g_clear_object (&self->retention);
  g_clear_object (&self->accounts);
  g_clear_object (&self->conversations);
  g_clear_object (&self->notifications);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_client_parent_class)->dispose (object);
}

static void
im_client_finalize (GObject *object)
{
  g_free (IM_CLIENT (object)->damaged_file);
  g_free (IM_CLIENT (object)->data_dir);
  G_OBJECT_CLASS (im_client_parent_class)->finalize (object);
}

static void
im_client_class_init (ImClientClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_client_get_property;
  object_class->set_property = im_client_set_property;
  object_class->dispose = im_client_dispose;
  object_class->finalize = im_client_finalize;

  props[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_SHOW] =
    g_param_spec_enum ("show", NULL, NULL, IM_TYPE_SHOW, IM_SHOW_OFFLINE, read | G_PARAM_WRITABLE);
  props[PROP_STATUS_TEXT] =
    g_param_spec_string ("status-text", NULL, NULL, "", read | G_PARAM_WRITABLE);
  props[PROP_KEYRING_AVAILABLE] =
    g_param_spec_boolean ("keyring-available", NULL, NULL, TRUE, read);
  for (guint i = N_TABLE_PROPS; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, props[i]);
}

static void
im_client_init (ImClient *self)
{
  const struct {
    const char *signal;
    GCallback callback;
  } settings[] = {
    { "notify::status-show", G_CALLBACK (on_show_changed) },
    { "notify::status-text", G_CALLBACK (on_status_text_changed) },
    { "notify::auto-away", G_CALLBACK (on_auto_away_changed) },
    { "notify::auto-away-minutes", G_CALLBACK (on_auto_away_changed) },
  };

  g_autoptr (ImSystem) system = im_system_new (NULL, NULL);

  self->settings = im_settings_new ();
  self->notifications = im_notifications_new (self->settings);
  self->services = im_services_new (self->settings, self->notifications, system, NULL);
  self->conversations = im_conversations_new (self->services);
  self->accounts = im_accounts_new (self->services, self->conversations);
  self->retention = im_retention_new (self->services, self->accounts, self->conversations);
  self->current_show = im_client_get_show (self);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (self->settings, settings[i].signal, settings[i].callback, self, 0);
  g_signal_connect_object (self->conversations, "notify::unread", G_CALLBACK (on_unread), self, 0);
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (on_accounts_changed), self,
                           0);
}
