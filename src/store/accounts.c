/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of accounts.
 */
#include "config.h"

#include "store/accounts.h"

#include "base/data.h"
#include "store/conn.h"

/* What may change after an account was added: columns, and their values in the same order. */
#define CHANGEABLE                                                                                 \
  "enabled, label, resource, host, port, tls_mode, pinned_sha256, client_cert, min_strength, "     \
  "road, road_url, proxy, proxy_uri, allow_old_sign_in, allow_no_tls, agent_id, own_show, "        \
  "own_status, priority, away_priority, hue"
#define CHANGEABLE_MARKS "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define CHANGEABLE_VALUES(account)                                                                 \
  STORE_INT ((account)->enabled), STORE_TEXT ((account)->label), STORE_TEXT ((account)->resource), \
    STORE_TEXT ((account)->host), STORE_INT ((account)->port), STORE_INT ((account)->tls_mode),    \
    STORE_TEXT ((account)->pinned_sha256), STORE_TEXT ((account)->client_cert),                    \
    STORE_INT ((account)->min_strength), STORE_INT ((account)->road),                              \
    STORE_TEXT ((account)->road_url), STORE_INT ((account)->proxy),                                \
    STORE_TEXT ((account)->proxy_uri), STORE_INT ((account)->allow_old_sign_in),                   \
    STORE_INT ((account)->allow_no_tls), STORE_TEXT ((account)->agent_id),                         \
    STORE_INT ((account)->own_show), STORE_TEXT ((account)->own_status),                           \
    STORE_INT ((account)->priority), STORE_INT ((account)->away_priority),                         \
    STORE_INT ((account)->hue)

#define COLUMNS "id, jid, position, roster_version, created, " CHANGEABLE

/* What a job works on. */
struct _Args {
  gint64 id;
  StoreAccount *account;
  GArray *ids;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  store_account_free (self->account);
  g_clear_pointer (&self->ids, g_array_unref);
}

/* A number of an enumeration of 0 … @last; what another program wrote there counts as 0. */
static int
read_enum (StoreRows *row, int column, int last)
{
  gint64 number = store_rows_get_int (row, column);

  return number >= 0 && number <= last ? (int) number : 0;
}

static void
read_changeable (StoreRows *row, int column, StoreAccount *account)
{
  account->enabled = store_rows_get_int (row, column++) != 0;
  account->label = store_rows_dup_text (row, column++);
  account->resource = store_rows_dup_text (row, column++);
  account->host = store_rows_dup_text (row, column++);
  account->port = (guint16) store_rows_get_int (row, column++);
  account->tls_mode = (StoreTlsMode) read_enum (row, column++, STORE_TLS_STARTTLS);
  account->pinned_sha256 = store_rows_dup_text (row, column++);
  account->client_cert = store_rows_dup_text (row, column++);
  account->min_strength = (guint) store_rows_get_int (row, column++);
  account->road = (StoreRoad) read_enum (row, column++, STORE_ROAD_NEARBY);
  account->road_url = store_rows_dup_text (row, column++);
  account->proxy = (StoreProxy) read_enum (row, column++, STORE_PROXY_OWN);
  account->proxy_uri = store_rows_dup_text (row, column++);
  account->allow_old_sign_in = store_rows_get_int (row, column++) != 0;
  account->allow_no_tls = store_rows_get_int (row, column++) != 0;
  account->agent_id = store_rows_dup_text (row, column++);
  account->own_show = (StoreShow) read_enum (row, column++, STORE_SHOW_INVISIBLE);
  account->own_status = store_rows_dup_text (row, column++);
  account->priority = (int) CLAMP (store_rows_get_int (row, column), -128, 127);
  column++;
  account->away_priority = (int) CLAMP (store_rows_get_int (row, column), -128, 127);
  column++;
  account->hue = (int) CLAMP (store_rows_get_int (row, column), -1, 359);
}

static gpointer
read_account (StoreRows *row)
{
  StoreAccount *account = g_new0 (StoreAccount, 1);
  int column = 0;

  account->id = store_rows_get_int (row, column++);
  account->jid = store_rows_dup_text (row, column++);
  account->position = (guint) store_rows_get_int (row, column++);
  account->roster_version = store_rows_dup_text (row, column++);
  account->created = store_rows_get_int (row, column++);
  read_changeable (row, column, account);
  return account;
}

static gpointer
list_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_rows_collect (
    store_conn_query (conn, error, "SELECT " COLUMNS " FROM account ORDER BY position, id"),
    read_account, store_account_free, error);
}

static gpointer
insert_job (StoreConn *conn, gpointer data, GError **error)
{
  const StoreAccount *account = ((Args *) data)->account;

  return store_rows_take_first (
    store_conn_query (conn, error,
                      "INSERT INTO account (jid, created, position, " CHANGEABLE ")"
                      " VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM account),"
                      " " CHANGEABLE_MARKS ") RETURNING " COLUMNS,
                      STORE_TEXT (account->jid), STORE_INT (g_get_real_time ()),
                      CHANGEABLE_VALUES (account)),
    read_account, store_account_free, error);
}

static gpointer
update_job (StoreConn *conn, gpointer data, GError **error)
{
  const StoreAccount *account = ((Args *) data)->account;

  if (!store_conn_run (conn, error,
                       "UPDATE account SET (" CHANGEABLE ") = (" CHANGEABLE_MARKS ") WHERE id = ?",
                       CHANGEABLE_VALUES (account), STORE_INT (account->id)))
    return NULL;
  if (store_conn_get_changes (conn) == 0) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "The account is not in the archive");
    return NULL;
  }
  return STORE_DONE;
}

static gpointer
order_job (StoreConn *conn, gpointer data, GError **error)
{
  GArray *ids = ((Args *) data)->ids;

  if (!store_conn_run (conn, error, "UPDATE account SET position = -1"))
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    if (!store_conn_run (conn, error, "UPDATE account SET position = ? WHERE id = ?", STORE_INT (i),
                         STORE_INT (g_array_index (ids, gint64, i))))
      return NULL;
  }
  return STORE_DONE;
}

static gpointer
remove_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "DELETE FROM account WHERE id = ?", STORE_INT (args->id)))
    return NULL;
  return STORE_DONE;
}

StoreAccount *
store_account_new (const char *jid)
{
  StoreAccount *self = g_new0 (StoreAccount, 1);

  self->jid = g_strdup (jid);
  self->enabled = TRUE;
  self->priority = STORE_ACCOUNT_PRIORITY;
  self->hue = -1;
  return self;
}

StoreAccount *
store_account_copy (const StoreAccount *self)
{
  StoreAccount *copy = g_memdup2 (self, sizeof *self);

  copy->jid = g_strdup (self->jid);
  copy->label = g_strdup (self->label);
  copy->resource = g_strdup (self->resource);
  copy->host = g_strdup (self->host);
  copy->pinned_sha256 = g_strdup (self->pinned_sha256);
  copy->client_cert = g_strdup (self->client_cert);
  copy->roster_version = g_strdup (self->roster_version);
  copy->road_url = g_strdup (self->road_url);
  copy->proxy_uri = g_strdup (self->proxy_uri);
  copy->agent_id = g_strdup (self->agent_id);
  copy->own_status = g_strdup (self->own_status);
  return copy;
}

void
store_account_free (gpointer self)
{
  StoreAccount *account = self;

  if (account == NULL)
    return;
  g_free (account->jid);
  g_free (account->label);
  g_free (account->resource);
  g_free (account->host);
  g_free (account->pinned_sha256);
  g_free (account->client_cert);
  g_free (account->roster_version);
  g_free (account->road_url);
  g_free (account->proxy_uri);
  g_free (account->agent_id);
  g_free (account->own_status);
  g_free (account);
}

void
store_accounts_list_async (StoreDb *db,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_READ, list_job, NULL, NULL, store_list_free, cancellable, callback,
                      user_data);
}

GPtrArray *
store_accounts_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_accounts_insert_async (StoreDb *db,
                             const StoreAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args;

  g_return_if_fail (account != NULL && account->jid != NULL);

  args = args_alloc ();
  args->account = store_account_copy (account);
  store_db_run_async (db, STORE_WRITE_DURABLE, insert_job, args, args_free, store_account_free,
                      cancellable, callback, user_data);
}

StoreAccount *
store_accounts_insert_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_accounts_update_async (StoreDb *db,
                             const StoreAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args;

  g_return_if_fail (account != NULL);

  args = args_alloc ();
  args->account = store_account_copy (account);
  store_db_run_async (db, STORE_WRITE_DURABLE, update_job, args, args_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
store_accounts_update_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_accounts_order_async (StoreDb *db,
                            GArray *ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Args *args = args_alloc ();

  args->ids = g_array_copy (ids);
  store_db_run_async (db, STORE_WRITE_DURABLE, order_job, args, args_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
store_accounts_order_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_accounts_remove_async (StoreDb *db,
                             gint64 account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args = args_alloc ();

  args->id = account;
  store_db_run_async (db, STORE_WRITE_DURABLE, remove_job, args, args_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
store_accounts_remove_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}
