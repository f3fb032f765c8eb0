/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erases piece by piece, with room for other work on the archive between, and tells open lists.
 */

#include "im/retention.h"

#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/conversations-private.h"
#include "im/settings.h"
#include "store/erase.h"
#include "store/mam.h"
#include "xmpp/timer.h"

G_STATIC_ASSERT (IM_KEEP_SESSION == STORE_KEEP_SESSION);
G_STATIC_ASSERT (IM_KEEP_DEFAULT == STORE_KEEP_DEFAULT);
G_STATIC_ASSERT (IM_KEEP_FOREVER == STORE_KEEP_FOREVER);

/* How often is looked for what has grown too old. */
#define PERIOD (G_GINT64_CONSTANT (3600) * XMPP_SECOND)

/* How much is erased while the program ends, in pieces of some milliseconds; the next start does
 * the rest. */
#define N_LAST_PIECES 50

struct _ImRetention {
  GObject parent_instance;

  ImServices *services;
  ImAccounts *accounts;           /* not owned: weak */
  ImConversations *conversations; /* not owned: weak */
  GCancellable *cancellable;
  XmppTimer *timer;
  int keep;         /* the setting that is in force */
  gboolean started; /* the archive is open, and the program does not end */
  gboolean working; /* a piece is being erased */
  gboolean again;   /* there is something new to look for */
  gboolean erased;  /* so there are words to be wiped, and room to be given back */
};

G_DEFINE_FINAL_TYPE (ImRetention, im_retention, G_TYPE_OBJECT)

static void
take_record (ImRetention *self, const StoreConversation *record, ImConversation **found)
{
  *found = im_conversations_find_id (self->conversations, record->id);
  if (*found != NULL)
    im_conversation_update (*found, record);
}

static void
show_swept (ImRetention *self, const StoreSwept *swept)
{
  ImConversation *conversation;

  take_record (self, swept->conversation, &conversation);
  if (conversation != NULL)
    im_conversation_forget (conversation, swept->cleared, swept->aged);
}

static void work (ImRetention *self);

static void
on_shrunk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImRetention) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  self->working = FALSE;
  if (!store_shrink_finish (STORE_DB (source), result, &more, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_warning ("Cannot give room back to the disk: %s", error->message);
    return;
  }
  self->erased = more;
  work (self);
}

static void
on_swept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImRetention) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreSweep) sweep = store_sweep_finish (STORE_DB (source), result, &error);

  self->working = FALSE;
  if (sweep == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_warning ("Cannot erase old messages: %s", error->message);
    return;
  }
  for (guint i = 0; self->conversations != NULL && i < sweep->swept->len; i++)
    show_swept (self, sweep->swept->pdata[i]);
  self->erased = self->erased || sweep->swept->len > 0;
  self->again = self->again || sweep->more;
  work (self);
}

/* One piece at a time; what others want of the archive meanwhile comes between. */
static void
work (ImRetention *self)
{
  if (!self->started || self->working)
    return;
  self->working = self->again || self->erased;
  if (self->again) {
    self->again = FALSE;
    store_sweep_async (self->services->db, self->keep, self->cancellable, on_swept,
                       g_object_ref (self));
  } else if (self->erased) {
    store_shrink_async (self->services->db, self->cancellable, on_shrunk, g_object_ref (self));
  }
}

static void
look (ImRetention *self)
{
  self->again = TRUE;
  self->erased = TRUE; /* perhaps before the last end, or somebody took something back */
  xmpp_timer_set (self->timer, xmpp_timer_now () + PERIOD);
  work (self);
}

static void
on_timer (gpointer user_data)
{
  look (user_data);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImRetention) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!store_mam_forget_finish (STORE_DB (source), result, &error)) {
    g_warning ("Cannot have the servers' archives read again: %s", error->message);
    return;
  }
  for (guint i = 0;
       self->accounts != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts));
       i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    im_sync_restart (im_account_get_sync (account));
  }
}

/* Whether @to keeps messages that @from did not. */
static gboolean
is_longer (int from, int to)
{
  if (from == IM_KEEP_FOREVER || to == from)
    return FALSE;
  return to == IM_KEEP_FOREVER || to > from;
}

static void
on_setting (ImSettings *settings, GParamSpec *pspec, ImRetention *self)
{
  int keep = im_settings_get_keep_messages (settings);

  if (keep == self->keep)
    return;
  if (is_longer (self->keep, keep))
    im_retention_refetch (self);
  self->keep = keep;
  if (self->started)
    look (self);
}

ImRetention *
im_retention_new (ImServices *services, ImAccounts *accounts, ImConversations *conversations)
{
  ImRetention *self = g_object_new (IM_TYPE_RETENTION, NULL);

  self->services = im_services_ref (services);
  g_set_weak_pointer (&self->accounts, accounts);
  g_set_weak_pointer (&self->conversations, conversations);
  self->keep = im_settings_get_keep_messages (services->settings);
  g_signal_connect_object (services->settings, "notify::keep-messages", G_CALLBACK (on_setting),
                           self, 0);
  return self;
}

void
im_retention_start (ImRetention *self)
{
  self->started = TRUE;
  store_erase_session_async (self->services->db, self->keep, NULL, NULL, NULL);
  look (self);
}

void
im_retention_end (ImRetention *self)
{
  if (!self->started)
    return;
  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  xmpp_timer_set (self->timer, XMPP_NEVER);
  store_erase_session_async (self->services->db, self->keep, NULL, NULL, NULL);
  for (guint i = 0; i < N_LAST_PIECES; i++)
    store_sweep_async (self->services->db, self->keep, NULL, NULL, NULL);
}

void
im_retention_refetch (ImRetention *self)
{
  if (self->started)
    store_mam_forget_async (self->services->db, NULL, on_forgotten, g_object_ref (self));
}

static void
on_keep (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int keep;

  if (store_keep_get_finish (STORE_DB (source), result, &keep, &error))
    g_task_return_pointer (task, g_memdup2 (&keep, sizeof keep), g_free);
  else
    g_task_return_error (task, error);
}

void
im_retention_get_keep_async (ImRetention *self,
                             ImConversation *conversation,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_retention_get_keep_async);
  store_keep_get_async (self->services->db, im_conversation_get_id (conversation), cancellable,
                        on_keep, g_steal_pointer (&task));
}

gboolean
im_retention_get_keep_finish (ImRetention *self, GAsyncResult *result, int *keep, GError **error)
{
  g_autofree int *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *keep = *found;
  return TRUE;
}

/* From one limit of a chat to another. */
typedef struct {
  gint64 conversation;
  int from;
  int to;
} Change;

static int
effective (ImRetention *self, int keep)
{
  return keep == IM_KEEP_DEFAULT ? self->keep : keep;
}

static void
on_keep_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRetention *self = g_task_get_source_object (task);
  const Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!store_keep_set_finish (STORE_DB (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (is_longer (effective (self, change->from), effective (self, change->to)))
    im_retention_refetch (self);
  look (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_old_keep (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!store_keep_get_finish (STORE_DB (source), result, &change->from, &error)) {
    g_task_return_error (task, error);
    return;
  }
  store_keep_set_async (STORE_DB (source), change->conversation, change->to,
                        g_task_get_cancellable (task), on_keep_set, g_object_ref (task));
}

void
im_retention_set_keep_async (ImRetention *self,
                             ImConversation *conversation,
                             int keep,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  g_task_set_source_tag (task, im_retention_set_keep_async);
  change->conversation = im_conversation_get_id (conversation);
  change->to = keep;
  g_task_set_task_data (task, change, g_free);
  store_keep_get_async (self->services->db, change->conversation, cancellable, on_old_keep,
                        g_steal_pointer (&task));
}

gboolean
im_retention_set_keep_finish (ImRetention *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_message_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRetention *self = g_task_get_source_object (task);
  const gint64 *message = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (StoreConversation) record =
    store_erase_message_finish (STORE_DB (source), result, &error);
  ImConversation *conversation = NULL;

  if (record == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (self->conversations != NULL)
    take_record (self, record, &conversation);
  if (conversation != NULL)
    im_conversation_forget_message (conversation, *message);
  self->erased = TRUE;
  work (self);
  g_task_return_boolean (task, TRUE);
}

void
im_retention_erase_message_async (ImRetention *self,
                                  ImConversation *conversation,
                                  gint64 message,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_retention_erase_message_async);
  g_task_set_task_data (task, g_memdup2 (&message, sizeof message), g_free);
  store_erase_message_async (self->services->db, message, NULL, on_message_erased,
                             g_steal_pointer (&task));
}

gboolean
im_retention_erase_message_finish (ImRetention *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What is open shows nothing of it at once, and the rest follows piece by piece. */
static void
show_erased (ImRetention *self, ImConversation *conversation)
{
  im_conversation_forget (conversation, g_get_real_time (), 0);
  look (self);
}

static void
on_conversation_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!store_erase_conversation_finish (STORE_DB (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  show_erased (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
im_retention_erase_conversation_async (ImRetention *self,
                                       ImConversation *conversation,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_retention_erase_conversation_async);
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  store_erase_conversation_async (self->services->db, im_conversation_get_id (conversation), NULL,
                                  on_conversation_erased, g_steal_pointer (&task));
}

gboolean
im_retention_erase_conversation_finish (ImRetention *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
show_account_erased (ImRetention *self, ImAccount *account)
{
  guint n_items =
    self->conversations != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->conversations)) : 0;

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImConversation) conversation =
      g_list_model_get_item (G_LIST_MODEL (self->conversations), i);

    if (im_conversation_get_account (conversation) == account)
      im_conversation_forget (conversation, g_get_real_time (), 0);
  }
  look (self);
}

static void
on_account_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!store_erase_account_finish (STORE_DB (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  show_account_erased (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
im_retention_erase_account_async (ImRetention *self,
                                  ImAccount *account,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_retention_erase_account_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  store_erase_account_async (self->services->db, im_account_get_id (account), NULL,
                             on_account_erased, g_steal_pointer (&task));
}

gboolean
im_retention_erase_account_finish (ImRetention *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
im_retention_dispose (GObject *object)
{
  ImRetention *self = IM_RETENTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->timer, xmpp_timer_free);
  g_clear_weak_pointer (&self->accounts);
  g_clear_weak_pointer (&self->conversations);
  G_OBJECT_CLASS (im_retention_parent_class)->dispose (object);
}

static void
im_retention_finalize (GObject *object)
{
  ImRetention *self = IM_RETENTION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_retention_parent_class)->finalize (object);
}

static void
im_retention_class_init (ImRetentionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_retention_dispose;
  object_class->finalize = im_retention_finalize;
}

static void
im_retention_init (ImRetention *self)
{
  self->cancellable = g_cancellable_new ();
  self->timer = xmpp_timer_new (on_timer, self);
}
