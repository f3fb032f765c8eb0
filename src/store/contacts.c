/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of contacts, their groups, and the requests that wait.
 */
#include "config.h"

#include "store/contacts.h"

#include "base/data.h"
#include "store/conn.h"

/* What a job works on. */
struct _Args {
  gint64 account;
  char *jid;
  char *version;
  StoreContact *contact;
  GPtrArray *contacts;
  StoreRequest *request;
};
BASE_DEFINE_DATA (Args, args)

/* The result of load_job(). */
struct _Loaded {
  GPtrArray *contacts;
  char *version;
};
BASE_DEFINE_DATA (Loaded, loaded)

static void
args_cleanup (Args *self)
{
  g_free (self->jid);
  g_free (self->version);
  store_contact_free (self->contact);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  store_request_free (self->request);
}

static void
loaded_cleanup (Loaded *self)
{
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_free (self->version);
}

static Args *
args_new (gint64 account, const char *jid, const char *version)
{
  Args *args = args_alloc ();

  args->account = account;
  args->jid = g_strdup (jid);
  args->version = g_strdup (version);
  return args;
}

/* The columns: id, jid, name, subscription, ask, approved, nick. */
static StoreContact *
read_contact (StoreRows *row)
{
  StoreContact *contact = store_contact_new (store_rows_get_text (row, 1));

  contact->name = store_rows_dup_text (row, 2);
  contact->subscription = (StoreSubscription) store_rows_get_int (row, 3);
  contact->ask = store_rows_get_int (row, 4) != 0;
  contact->approved = store_rows_get_int (row, 5) != 0;
  contact->nick = store_rows_dup_text (row, 6);
  return contact;
}

/*
 * Takes the rows that belong to the contact @id from @groups, which is sorted by contact and stands
 * on the first row not yet taken as long as @more.
 */
static GStrv
take_groups (StoreRows *groups, gint64 id, gboolean *more, GError **error)
{
  g_autoptr (GStrvBuilder) names = NULL;

  while (*more && store_rows_get_int (groups, 0) == id) {
    if (names == NULL)
      names = g_strv_builder_new ();
    g_strv_builder_add (names, store_rows_get_text (groups, 1));
    *more = store_rows_next (groups, error);
  }
  return names != NULL ? g_strv_builder_end (names) : NULL;
}

/* One query for the contacts and one for their groups, merged as both come sorted by contact. */
static GPtrArray *
load_contacts (StoreConn *conn, gint64 account, GError **error)
{
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (store_contact_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) groups = NULL;
  g_autoptr (StoreRows) rows =
    store_conn_query (conn, error,
                      "SELECT id, jid, name, subscription, ask, approved, nick FROM contact"
                      " WHERE account = ? ORDER BY id",
                      STORE_INT (account));
  gboolean more;

  if (rows == NULL)
    return NULL;
  groups = store_conn_query (conn, error,
                             "SELECT contact, contact_group.name FROM contact"
                             " JOIN contact_group ON contact = contact.id"
                             " WHERE account = ? ORDER BY contact, contact_group.name",
                             STORE_INT (account));
  if (groups == NULL)
    return NULL;

  more = store_rows_next (groups, &failure);
  while (failure == NULL && store_rows_next (rows, &failure)) {
    StoreContact *contact = read_contact (rows);

    g_ptr_array_add (contacts, contact);
    contact->groups = take_groups (groups, store_rows_get_int (rows, 0), &more, &failure);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&contacts);
}

static gpointer
read_text (StoreRows *row)
{
  return store_rows_dup_text (row, 0);
}

static gpointer
load_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (Loaded) loaded = loaded_alloc ();
  g_autoptr (GError) failure = NULL;

  loaded->version =
    store_rows_take_first (store_conn_query (conn, &failure,
                                             "SELECT roster_version FROM account"
                                             " WHERE id = ? AND roster_version IS NOT NULL",
                                             STORE_INT (args->account)),
                           read_text, g_free, &failure);
  if (failure == NULL)
    loaded->contacts = load_contacts (conn, args->account, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&loaded);
}

static gboolean
put_groups (StoreConn *conn, gint64 id, const StoreContact *contact, GError **error)
{
  for (guint i = 0; contact->groups != NULL && contact->groups[i] != NULL; i++) {
    if (!store_conn_run (conn, error,
                         "INSERT OR IGNORE INTO contact_group (contact, name) VALUES (?, ?)",
                         STORE_INT (id), STORE_TEXT (contact->groups[i])))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_contact (StoreConn *conn, gint64 account, const StoreContact *contact, GError **error)
{
  return store_conn_run (conn, error,
                         "INSERT INTO contact (account, jid, name, subscription, ask, approved)"
                         " VALUES (?, ?, ?, ?, ?, ?)",
                         STORE_INT (account), STORE_TEXT (contact->jid), STORE_TEXT (contact->name),
                         STORE_INT (contact->subscription), STORE_INT (contact->ask),
                         STORE_INT (contact->approved)) &&
         put_groups (conn, store_conn_get_insert_id (conn), contact, error);
}

static gboolean
change_contact (StoreConn *conn, gint64 id, const StoreContact *contact, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE contact SET name = ?, subscription = ?, ask = ?, approved = ?"
                         " WHERE id = ?",
                         STORE_TEXT (contact->name), STORE_INT (contact->subscription),
                         STORE_INT (contact->ask), STORE_INT (contact->approved), STORE_INT (id)) &&
         store_conn_run (conn, error, "DELETE FROM contact_group WHERE contact = ?",
                         STORE_INT (id)) &&
         put_groups (conn, id, contact, error);
}

/* Not by ON CONFLICT … RETURNING, which makes a temporary table each time. */
static gboolean
put_contact (StoreConn *conn, gint64 account, const StoreContact *contact, GError **error)
{
  gint64 id;

  if (!store_conn_get_int (conn, &id, error, "SELECT id FROM contact WHERE account = ? AND jid = ?",
                           STORE_INT (account), STORE_TEXT (contact->jid)))
    return FALSE;
  return id == 0 ? add_contact (conn, account, contact, error)
                 : change_contact (conn, id, contact, error);
}

static gboolean
delete_contact (StoreConn *conn, gint64 account, const char *jid, GError **error)
{
  return store_conn_run (conn, error, "DELETE FROM contact WHERE account = ? AND jid = ?",
                         STORE_INT (account), STORE_TEXT (jid));
}

static gboolean
put_version (StoreConn *conn, gint64 account, const char *version, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE account SET roster_version = ?1"
                         " WHERE id = ?2 AND roster_version IS NOT ?1",
                         STORE_TEXT (version), STORE_INT (account));
}

/* Groups are a set: order and repetition mean nothing. */
static gboolean
has_groups_of (const StoreContact *a, const StoreContact *b)
{
  for (guint i = 0; b->groups != NULL && b->groups[i] != NULL; i++) {
    if (a->groups == NULL || !g_strv_contains ((const char *const *) a->groups, b->groups[i]))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_same_contact (const StoreContact *a, const StoreContact *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && a->subscription == b->subscription &&
         a->ask == b->ask && a->approved == b->approved && has_groups_of (a, b) &&
         has_groups_of (b, a);
}

/* Servers without versions send the whole list at each sign-in, and mostly the one that is there
 * already: only what differs is written. */
static gpointer
replace_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (GPtrArray) kept = load_contacts (conn, args->account, error);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer jid;

  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_insert (gone, ((StoreContact *) kept->pdata[i])->jid, kept->pdata[i]);

  for (guint i = 0; i < args->contacts->len; i++) {
    const StoreContact *contact = args->contacts->pdata[i];
    gpointer known = NULL;

    g_hash_table_steal_extended (gone, contact->jid, NULL, &known);
    if ((known == NULL || !is_same_contact (known, contact)) &&
        !put_contact (conn, args->account, contact, error))
      return NULL;
  }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &jid, NULL)) {
    if (!delete_contact (conn, args->account, jid, error))
      return NULL;
  }
  return put_version (conn, args->account, args->version, error) ? STORE_DONE : NULL;
}

static gpointer
upsert_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!put_contact (conn, args->account, args->contact, error) ||
      (args->version != NULL && !put_version (conn, args->account, args->version, error)))
    return NULL;
  return STORE_DONE;
}

static gpointer
remove_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!delete_contact (conn, args->account, args->jid, error) ||
      (args->version != NULL && !put_version (conn, args->account, args->version, error)))
    return NULL;
  return STORE_DONE;
}

static gpointer
set_nick_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "UPDATE contact SET nick = ? WHERE account = ? AND jid = ?",
                       STORE_TEXT (args->contact->nick), STORE_INT (args->account),
                       STORE_TEXT (args->contact->jid)))
    return NULL;
  return STORE_DONE;
}

static gpointer
read_request (StoreRows *row)
{
  StoreRequest *request =
    store_request_new (store_rows_get_text (row, 0), store_rows_get_int (row, 3));

  request->nick = store_rows_dup_text (row, 1);
  request->message = store_rows_dup_text (row, 2);
  return request;
}

static gpointer
list_requests_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_rows_collect (store_conn_query (conn, error,
                                               "SELECT jid, nick, message, time FROM request"
                                               " WHERE account = ? ORDER BY time, id",
                                               STORE_INT (args->account)),
                             read_request, store_request_free, error);
}

static gpointer
insert_request_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  const StoreRequest *request = args->request;

  if (!store_conn_run (conn, error,
                       "INSERT INTO request (account, jid, nick, message, time)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, jid)"
                       " DO UPDATE SET nick = excluded.nick, message = excluded.message",
                       STORE_INT (args->account), STORE_TEXT (request->jid),
                       STORE_TEXT (request->nick), STORE_TEXT (request->message),
                       STORE_INT (request->time)) ||
      !store_conn_run (conn, error,
                       "DELETE FROM request WHERE id IN (SELECT id FROM request"
                       " WHERE account = ? ORDER BY time DESC, id DESC LIMIT -1 OFFSET ?)",
                       STORE_INT (args->account), STORE_INT (STORE_REQUESTS_MAX)))
    return NULL;
  return STORE_DONE;
}

static gpointer
remove_request_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "DELETE FROM request WHERE account = ? AND jid = ?",
                       STORE_INT (args->account), STORE_TEXT (args->jid)))
    return NULL;
  return STORE_DONE;
}

StoreContact *
store_contact_new (const char *jid)
{
  StoreContact *self = g_new0 (StoreContact, 1);

  self->jid = g_strdup (jid);
  return self;
}

StoreContact *
store_contact_copy (const StoreContact *self)
{
  StoreContact *copy = g_memdup2 (self, sizeof *self);

  copy->jid = g_strdup (self->jid);
  copy->name = g_strdup (self->name);
  copy->nick = g_strdup (self->nick);
  copy->groups = g_strdupv (self->groups);
  return copy;
}

void
store_contact_free (gpointer self)
{
  StoreContact *contact = self;

  if (contact == NULL)
    return;
  g_free (contact->jid);
  g_free (contact->name);
  g_free (contact->nick);
  g_strfreev (contact->groups);
  g_free (contact);
}

void
store_contacts_load_async (StoreDb *db,
                           gint64 account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_READ, load_job, args_new (account, NULL, NULL), args_free,
                      loaded_free, cancellable, callback, user_data);
}

GPtrArray *
store_contacts_load_finish (StoreDb *db, GAsyncResult *result, char **version, GError **error)
{
  g_autoptr (Loaded) loaded = store_db_run_finish (db, result, error);

  if (loaded == NULL)
    return NULL;
  if (version != NULL)
    *version = g_steal_pointer (&loaded->version);
  return g_steal_pointer (&loaded->contacts);
}

void
store_contacts_replace_async (StoreDb *db,
                              gint64 account,
                              GPtrArray *contacts,
                              const char *version,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Args *args;

  g_return_if_fail (contacts != NULL);

  args = args_new (account, NULL, version);
  args->contacts = g_ptr_array_ref (contacts);
  store_db_run_async (db, STORE_WRITE, replace_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_contacts_replace_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_contacts_upsert_async (StoreDb *db,
                             gint64 account,
                             const StoreContact *contact,
                             const char *version,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args;

  g_return_if_fail (contact != NULL);

  args = args_new (account, NULL, version);
  args->contact = store_contact_copy (contact);
  store_db_run_async (db, STORE_WRITE, upsert_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_contacts_upsert_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_contacts_remove_async (StoreDb *db,
                             gint64 account,
                             const char *jid,
                             const char *version,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE, remove_job, args_new (account, jid, version), args_free,
                      NULL, cancellable, callback, user_data);
}

gboolean
store_contacts_remove_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_contacts_set_nick_async (StoreDb *db,
                               gint64 account,
                               const char *jid,
                               const char *nick,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Args *args;

  g_return_if_fail (jid != NULL);

  args = args_new (account, NULL, NULL);
  args->contact = store_contact_new (jid);
  args->contact->nick = g_strdup (nick);
  store_db_run_async (db, STORE_WRITE, set_nick_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_contacts_set_nick_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

StoreRequest *
store_request_new (const char *jid, gint64 time)
{
  StoreRequest *self = g_new0 (StoreRequest, 1);

  self->jid = g_strdup (jid);
  self->time = time;
  return self;
}

StoreRequest *
store_request_copy (const StoreRequest *self)
{
  StoreRequest *copy = g_memdup2 (self, sizeof *self);

  copy->jid = g_strdup (self->jid);
  copy->nick = g_strdup (self->nick);
  copy->message = g_strdup (self->message);
  return copy;
}

void
store_request_free (gpointer self)
{
  StoreRequest *request = self;

  if (request == NULL)
    return;
  g_free (request->jid);
  g_free (request->nick);
  g_free (request->message);
  g_free (request);
}

void
store_requests_list_async (StoreDb *db,
                           gint64 account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_READ, list_requests_job, args_new (account, NULL, NULL), args_free,
                      store_list_free, cancellable, callback, user_data);
}

GPtrArray *
store_requests_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_requests_insert_async (StoreDb *db,
                             gint64 account,
                             const StoreRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args;

  g_return_if_fail (request != NULL);

  args = args_new (account, NULL, NULL);
  args->request = store_request_copy (request);
  store_db_run_async (db, STORE_WRITE, insert_request_job, args, args_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
store_requests_insert_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_requests_remove_async (StoreDb *db,
                             gint64 account,
                             const char *jid,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE, remove_request_job, args_new (account, jid, NULL), args_free,
                      NULL, cancellable, callback, user_data);
}

gboolean
store_requests_remove_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}
