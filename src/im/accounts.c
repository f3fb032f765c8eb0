/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which accounts there are, and what is common to them: they come, sign in, sign out and go here.
 */

#include "im/accounts-private.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/account-settings.h"
#include "im/uri.h"

#include <string.h>

struct _ImAccounts {
  GObject parent_instance;

  ImServices *services;
  ImConversations *conversations;
  GPtrArray *items;
  ImShow show;
  char *status_text;
  gint64 idle_since;
  gboolean inactive;
};

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return IM_ACCOUNTS (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ImAccounts *self = IM_ACCOUNTS (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImAccounts,
                               im_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
tell_alone (ImAccounts *self)
{
  for (guint i = 0; i < self->items->len; i++)
    im_account_set_alone (self->items->pdata[i], self->items->len == 1);
}

static void
add (ImAccounts *self, ImAccount *account)
{
  g_ptr_array_add (self->items, g_object_ref (account));
  tell_alone (self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  im_account_set_active (account, !self->inactive);
  im_account_set_presence (account, self->show, self->status_text, self->idle_since);
}

/* People also paste what a web page has as a link. */
static XmppJid *
parse_link (const char *link, GError **error)
{
  g_autoptr (ImUri) uri = im_uri_parse (link, error);
  XmppJid *jid = uri == NULL ? NULL : uri->account != NULL ? uri->account : uri->jid;

  return jid != NULL ? xmpp_jid_ref (jid) : NULL;
}

static XmppJid *
parse_address (const char *address, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (address));
  g_autoptr (XmppJid) full = g_ascii_strncasecmp (stripped, "xmpp:", 5) == 0
                               ? parse_link (stripped, error)
                               : xmpp_jid_parse (stripped, error);

  if (full == NULL)
    return NULL;
  if (xmpp_jid_local (full) == NULL) {
    g_set_error_literal (error, IM_ERROR, IM_ERROR_NO_LOCALPART,
                         "the address names a server and nobody on it");
    return NULL;
  }
  return xmpp_jid_bare (full);
}

/* A password on its way into a new account. */
struct _Addition {
  char *password; /* (nullable) */
};

BASE_DEFINE_DATA (Addition, addition)

static void
addition_cleanup (Addition *addition)
{
  if (addition->password != NULL)
    explicit_bzero (addition->password, strlen (addition->password));
  g_free (addition->password);
}

static void
on_inserted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImAccounts *self = g_task_get_source_object (task);
  Addition *addition = addition_from_task (task);
  GError *error = NULL;
  g_autoptr (StoreAccount) record =
    store_accounts_insert_finish (STORE_DB (source), result, &error);
  g_autoptr (ImAccount) account = NULL;

  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_EXISTS)) {
    g_clear_error (&error);
    error = g_error_new_literal (IM_ERROR, IM_ERROR_EXISTS, "the account is there already");
  }
  if (record == NULL) {
    g_task_return_error (task, error);
    return;
  }
  account = im_account_new (self->services, self->conversations, record);
  if (addition->password != NULL)
    im_account_set_password (account, addition->password);
  add (self, account);
  g_task_return_pointer (task, g_steal_pointer (&account), g_object_unref);
}

void
im_accounts_add_async (ImAccounts *self,
                       const char *address,
                       const char *password,
                       const ImAccountSettings *settings,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (ImAccountSettings) filled = im_account_settings_copy (settings);
  g_autoptr (StoreAccount) record = NULL;
  GError *error = NULL;
  g_autoptr (XmppJid) jid = parse_address (address, &error);
  Addition *addition = addition_alloc ();

  g_task_set_source_tag (task, im_accounts_add_async);
  /* Who has cancelled must still learn of an account that was added before. */
  g_task_set_check_cancellable (task, FALSE);
  addition->password = g_strdup (password);
  addition_to_task (addition, task);
  if (jid == NULL) {
    g_task_return_error (task, error);
    return;
  }
  record = store_account_new (xmpp_jid_string (jid));
  im_account_settings_to_record (filled, record);
  store_accounts_insert_async (self->services->db, record, cancellable, on_inserted,
                               g_steal_pointer (&task));
}

ImAccount *
im_accounts_add_finish (ImAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

struct _Removal {
  ImAccount *account;
  guint step;
};

BASE_DEFINE_DATA (Removal, removal)

static void
removal_cleanup (Removal *removal)
{
  g_clear_object (&removal->account);
}

static void
forget (ImAccounts *self, ImAccount *account)
{
  guint position;

  im_conversations_remove_account (self->conversations, account);
  if (!g_ptr_array_find (self->items, account, &position))
    return;
  g_ptr_array_remove_index (self->items, position);
  tell_alone (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
removal_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImAccounts *self = g_task_get_source_object (task);
  Removal *removal = removal_from_task (task);
  ImAccount *account = removal->account;
  GError *error = NULL;

  switch (removal->step++) {
  case 0:
    im_account_close_async (account, removal_step, g_steal_pointer (&task));
    return;
  case 1:
    im_credentials_forget_async (im_account_get_credentials (account), removal_step,
                                 g_steal_pointer (&task));
    return;
  case 2:
    /* Without a keyring there is nothing in it. */
    im_credentials_forget_finish (im_account_get_credentials (account), result, NULL);
    store_accounts_remove_async (self->services->db, im_account_get_id (account), NULL,
                                 removal_step, g_steal_pointer (&task));
    return;
  case 3:
    if (!store_accounts_remove_finish (STORE_DB (source), result, &error))
      break;
    forget (self, account);
    g_task_return_boolean (task, TRUE);
    return;
  default:
    g_assert_not_reached ();
  }
  im_account_set_removing (account, FALSE);
  im_account_set_presence (account, self->show, self->status_text, self->idle_since);
  g_task_return_error (task, error);
}

void
im_accounts_remove_async (ImAccounts *self,
                          ImAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Removal *removal = removal_alloc ();

  g_task_set_source_tag (task, im_accounts_remove_async);
  removal->account = g_object_ref (account);
  removal_to_task (removal, task);
  if (!im_account_set_removing (account, TRUE)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "it is being removed already");
    g_object_unref (task);
    return;
  }
  removal_step (NULL, NULL, task);
}

gboolean
im_accounts_remove_finish (ImAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!store_accounts_order_finish (STORE_DB (source), result, &error))
    g_warning ("Cannot save the order of the accounts: %s", error->message);
}

void
im_accounts_move (ImAccounts *self, ImAccount *account, guint position)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint old, n_items;

  if (!g_ptr_array_find (self->items, account, &old))
    return;
  position = MIN (position, self->items->len - 1);
  if (position == old)
    return;
  g_ptr_array_insert (self->items, (int) position, g_ptr_array_steal_index (self->items, old));
  n_items = MAX (old, position) - MIN (old, position) + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, position), n_items, n_items);
  for (guint i = 0; i < self->items->len; i++) {
    gint64 id = im_account_get_id (self->items->pdata[i]);

    g_array_append_val (ids, id);
  }
  store_accounts_order_async (self->services->db, ids, NULL, on_ordered, NULL);
}

ImAccount *
im_accounts_find (ImAccounts *self, XmppJid *jid)
{
  for (guint i = 0; i < self->items->len; i++) {
    ImAccount *account = g_ptr_array_index (self->items, i);

    if (xmpp_jid_equal_bare (im_account_get_jid (account), jid))
      return account;
  }
  return NULL;
}

ImAccounts *
im_accounts_new (ImServices *services, ImConversations *conversations)
{
  ImAccounts *self = g_object_new (IM_TYPE_ACCOUNTS, NULL);

  self->services = im_services_ref (services);
  self->conversations = g_object_ref (conversations);
  return self;
}

ImServices *
im_accounts_get_services (ImAccounts *self)
{
  return self->services;
}

/* The accounts that are still to be loaded; the archive reads one after the other anyway. */
struct _Loading {
  GPtrArray *records;
  guint next;
  ImAccount *account;
};

BASE_DEFINE_DATA (Loading, loading)

static void
loading_cleanup (Loading *loading)
{
  g_clear_pointer (&loading->records, g_ptr_array_unref);
  g_clear_object (&loading->account);
}

static void load_next (GTask *task);

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImAccounts *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!im_account_load_finish (IM_ACCOUNT (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  add (self, IM_ACCOUNT (source));
  load_next (g_steal_pointer (&task));
}

static void
load_next (GTask *task)
{
  ImAccounts *self = g_task_get_source_object (task);
  Loading *loading = loading_from_task (task);

  g_clear_object (&loading->account);
  while (loading->next < loading->records->len && loading->account == NULL)
    loading->account = im_account_new (self->services, self->conversations,
                                       g_ptr_array_index (loading->records, loading->next++));
  if (loading->account != NULL) {
    im_account_load_async (loading->account, on_loaded, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = loading_from_task (task);
  GError *error = NULL;

  loading->records = store_accounts_list_finish (STORE_DB (source), result, &error);
  if (loading->records == NULL)
    g_task_return_error (task, error);
  else
    load_next (g_steal_pointer (&task));
}

void
im_accounts_load_async (ImAccounts *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_accounts_load_async);
  loading_to_task (loading_alloc (), task);
  store_accounts_list_async (self->services->db, cancellable, on_listed, task);
}

gboolean
im_accounts_load_finish (ImAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_accounts_set_presence (ImAccounts *self, ImShow show, const char *text, gint64 idle_since)
{
  g_autofree char *old_text = self->status_text;

  self->show = show;
  self->status_text = g_strdup (text);
  self->idle_since = idle_since;
  for (guint i = 0; i < self->items->len; i++)
    im_account_set_presence (g_ptr_array_index (self->items, i), show, text, idle_since);
}

void
im_accounts_set_active (ImAccounts *self, gboolean active)
{
  self->inactive = !active;
  for (guint i = 0; i < self->items->len; i++)
    im_account_set_active (g_ptr_array_index (self->items, i), active);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  guint *n_open = g_task_get_task_data (task);

  im_account_close_finish (IM_ACCOUNT (source), result, NULL);
  if (--*n_open == 0)
    g_task_return_boolean (task, TRUE);
}

void
im_accounts_close_async (ImAccounts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_accounts_close_async);
  g_task_set_task_data (task, g_memdup2 (&self->items->len, sizeof (guint)), g_free);
  if (self->items->len == 0)
    g_task_return_boolean (task, TRUE);
  for (guint i = 0; i < self->items->len; i++)
    im_account_close_async (g_ptr_array_index (self->items, i), on_closed, g_object_ref (task));
}

gboolean
im_accounts_close_finish (ImAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
im_accounts_dispose (GObject *object)
{
  ImAccounts *self = IM_ACCOUNTS (object);

  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->conversations);
  G_OBJECT_CLASS (im_accounts_parent_class)->dispose (object);
}

static void
im_accounts_finalize (GObject *object)
{
  ImAccounts *self = IM_ACCOUNTS (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->services, im_services_unref);
  g_free (self->status_text);
  G_OBJECT_CLASS (im_accounts_parent_class)->finalize (object);
}

static void
im_accounts_class_init (ImAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_accounts_dispose;
  object_class->finalize = im_accounts_finalize;
}

static void
im_accounts_init (ImAccounts *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->show = IM_SHOW_OFFLINE;
}
