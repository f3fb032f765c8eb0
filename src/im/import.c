/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes over what another program has kept, piece by piece.
 */

#include "im/import.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/accounts.h"
#include "im/client-private.h"
#include "im/conversations-private.h"
#include "store/import.h"

/* So many messages the archive takes at a time, which is some milliseconds. */
#define PIECE 200

/* What of a piece is of one account. */
typedef struct {
  ImAccount *account;
  GPtrArray *messages;
} Share;

/* One import. */
struct _Import {
  StoreSourceKind kind;
  char *path;
  StoreSource *source; /* of the thread that runs, if one does */
  double done;         /* how much of it is read */
  GQueue shares;       /* of Share, to be added */
  GPtrArray *touched;  /* of ImAccount: those whose chats have changed */
  ImImportResult *result;
  ImImportProgress progress;
  gpointer progress_data;
};

BASE_DEFINE_DATA (Import, import)

static void
share_free (gpointer data)
{
  Share *self = data;

  g_object_unref (self->account);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self);
}

static void
import_cleanup (Import *self)
{
  g_free (self->path);
  g_clear_pointer (&self->source, store_source_free);
  g_queue_clear_full (&self->shares, share_free);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->result, im_import_result_free);
}

void
im_import_result_free (gpointer self)
{
  ImImportResult *result = self;

  if (result == NULL)
    return;
  g_ptr_array_unref (result->accounts);
  g_free (result);
}

char *
im_import_get_usual_path (StoreSourceKind kind)
{
  switch (kind) {
  case STORE_SOURCE_DINO:
    return g_build_filename (g_get_user_data_dir (), "dino", "dino.db", NULL);
  case STORE_SOURCE_GAJIM:
    return g_build_filename (g_get_user_data_dir (), "gajim", "logs.db", NULL);
  case STORE_SOURCE_PIDGIN:
  case STORE_N_SOURCES:
  default:
    return g_build_filename (g_get_home_dir (), ".purple", "logs", NULL);
  }
}

static void
note_stranger (Import *self, const char *address)
{
  if (!g_ptr_array_find_with_equal_func (self->result->accounts, address, g_str_equal, NULL))
    g_ptr_array_add (self->result->accounts, g_strdup (address));
}

static GPtrArray *
share_of (Import *self, ImAccount *account)
{
  Share *share;

  for (GList *l = self->shares.head; l != NULL; l = l->next)
    if (((Share *) l->data)->account == account)
      return ((Share *) l->data)->messages;
  share = g_new0 (Share, 1);
  share->account = g_object_ref (account);
  share->messages = g_ptr_array_new_with_free_func (store_imported_free);
  g_queue_push_tail (&self->shares, share);
  if (!g_ptr_array_find (self->touched, account, NULL))
    g_ptr_array_add (self->touched, g_object_ref (account));
  return share->messages;
}

/* (nullable): the bare address; NULL: it is none */
static XmppJid *
read_address (const char *text)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (text, NULL);

  return jid != NULL ? xmpp_jid_bare (jid) : NULL;
}

/* As all addresses in the archive are; what is none stays. */
static void
prepare (char **address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (*address, NULL);

  if (jid == NULL)
    return;
  g_free (*address);
  *address = g_strdup (xmpp_jid_string (jid));
}

/* @imported: (transfer full) */
static void
sort_out (Import *self, ImAccounts *accounts, StoreImported *imported)
{
  g_autoptr (StoreImported) owned = imported;
  g_autoptr (XmppJid) own = read_address (imported->account);
  g_autoptr (XmppJid) peer = read_address (imported->peer);
  ImAccount *account = own != NULL ? im_accounts_find (accounts, own) : NULL;

  if (imported->message == NULL || peer == NULL) {
    self->result->n_left++;
  } else if (account == NULL) {
    note_stranger (self, imported->account);
  } else {
    g_free (imported->peer);
    imported->peer = g_strdup (xmpp_jid_string (peer));
    prepare (&imported->message->sender);
    for (guint i = 0; imported->changes != NULL && i < imported->changes->len; i++)
      prepare (&((StoreChange *) imported->changes->pdata[i])->sender);
    g_ptr_array_add (share_of (self, account), g_steal_pointer (&owned));
  }
}

static void read_on (GTask *task);
static void add_on (GTask *task);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (ImAccount) account = g_ptr_array_steal_index (self->touched, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
    store_conversations_list_finish (STORE_DB (source), result, &error);

  if (records == NULL)
    g_debug ("Cannot list what was imported: %s", error->message);
  for (guint i = 0; records != NULL && i < records->len; i++)
    im_conversations_take_record (im_account_get_conversations (account), account,
                                  records->pdata[i]);
  add_on (task);
}

/* All is added: the lists in the window learn of it. */
static void
end (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->touched->len > 0)
    store_conversations_list_async (im_client_get_db (g_task_get_source_object (task)),
                                    im_account_get_id (self->touched->pdata[0]), NULL, on_listed,
                                    g_object_ref (task));
  else if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->result), im_import_result_free);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  StoreImportCount count;
  GError *error = NULL;

  if (!store_import_add_finish (STORE_DB (source), result, &count, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->result->n_added += count.n_added;
  self->result->n_known += count.n_known;
  add_on (task);
}

/* The next share; when all are added, the next piece. */
static void
add_on (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  Share *share = g_queue_pop_head (&self->shares);

  if (share != NULL) {
    store_import_add_async (im_client_get_db (g_task_get_source_object (task)),
                            im_account_get_id (share->account), g_steal_pointer (&share->messages),
                            NULL, on_added, g_object_ref (task));
    share_free (share);
    return;
  }
  if (self->progress != NULL)
    self->progress (self->done, self->progress_data);
  if (self->source == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    end (task);
  else
    read_on (task);
}

/* Opens what is not open, and reads the next piece. */
static void
read_piece (GTask *reading, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *self = data;
  GPtrArray *messages = NULL;
  GError *error = NULL;

  if (self->source == NULL)
    self->source = store_source_open (self->kind, self->path, &error);
  if (self->source != NULL)
    messages = store_source_read (self->source, PIECE, &error);
  if (messages == NULL) {
    g_task_return_error (reading, error);
    return;
  }
  self->done = store_source_get_progress (self->source);
  if (messages->len == 0)
    g_clear_pointer (&self->source, store_source_free);
  g_task_return_pointer (reading, messages, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  ImAccounts *accounts = im_client_get_accounts (IM_CLIENT (source));
  GError *error = NULL;
  g_autoptr (GPtrArray) messages = g_task_propagate_pointer (G_TASK (result), &error);

  if (messages == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_ptr_array_set_free_func (messages, NULL);
  for (guint i = 0; i < messages->len; i++)
    sort_out (self, accounts, messages->pdata[i]);
  add_on (task);
}

static void
read_on (GTask *task)
{
  g_autoptr (GTask) reading =
    g_task_new (g_task_get_source_object (task), NULL, on_read, g_object_ref (task));

  g_task_set_source_tag (reading, read_on);
  /* The outer task has the data until the inner one is done. */
  g_task_set_task_data (reading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (reading, read_piece);
}

void
im_import_async (ImClient *client,
                 StoreSourceKind kind,
                 const char *path,
                 ImImportProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Import *self = import_alloc ();

  g_task_set_source_tag (task, im_import_async);
  g_task_set_check_cancellable (task, FALSE);
  self->kind = kind;
  self->path = g_strdup (path);
  self->touched = g_ptr_array_new_with_free_func (g_object_unref);
  self->result = g_new0 (ImImportResult, 1);
  self->result->accounts = g_ptr_array_new_with_free_func (g_free);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, import_free);
  read_on (task);
}

ImImportResult *
im_import_finish (ImClient *client, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
