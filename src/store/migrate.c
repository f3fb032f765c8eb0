/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The migrations, from the files in the resource, by `PRAGMA user_version`.
 */
#include "config.h"

#include "store/migrate.h"

#include "store/resources.h"

#define APPLICATION_ID 0x4b697468 /* "Kith"; 001.sql sets it */

/* (nullable): the statements that lead to @version */
static GBytes *
lookup_sql (guint version)
{
  g_autofree char *path = g_strdup_printf ("/im/kith/Kith/sql/%03u.sql", version);

  return g_resource_lookup_data (store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static gboolean
apply (StoreConn *conn, guint version, GError **error)
{
  g_autoptr (GBytes) sql = lookup_sql (version);
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %u", version);

  /* The data of a resource is followed by a zero byte. */
  return store_conn_exec (conn, g_bytes_get_data (sql, NULL), error) &&
         store_conn_exec (conn, stamp, error);
}

guint
store_migrate_get_head (void)
{
  guint head = 0;

  for (;; head++) {
    g_autoptr (GBytes) next = lookup_sql (head + 1);

    if (next == NULL)
      return head;
  }
}

gboolean
store_migrate_check (StoreConn *conn, guint *version, GError **error)
{
  gint64 found = 0, application_id = 0, n_tables = 0;
  guint head = store_migrate_get_head ();

  if (!store_conn_get_int (conn, &found, error, "PRAGMA user_version") ||
      !store_conn_get_int (conn, &application_id, error, "PRAGMA application_id") ||
      !store_conn_get_int (conn, &n_tables, error, "SELECT count(*) FROM sqlite_schema"))
    return FALSE;

  if (n_tables > 0 && application_id != APPLICATION_ID) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT, "The file is no archive of messages");
    return FALSE;
  }
  if (found > head) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_TOO_NEW,
                 "The archive has version %" G_GINT64_FORMAT ", this program knows %u", found,
                 head);
    return FALSE;
  }
  if (found < 0 || (found == 0) != (n_tables == 0)) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
                 "The archive has no tables or no version");
    return FALSE;
  }
  *version = (guint) found;
  return TRUE;
}

gboolean
store_migrate (StoreConn *conn, GError **error)
{
  guint head = store_migrate_get_head (), version = 0;

  /* Within the transaction nobody else can be migrating, so the version has to be read here. */
  if (!store_conn_begin (conn, STORE_WRITE_DURABLE, error))
    return FALSE;
  if (!store_migrate_check (conn, &version, error))
    goto failed;
  while (version < head) {
    if (!apply (conn, ++version, error))
      goto failed;
  }
  if (store_conn_commit (conn, error))
    return TRUE;

failed:
  store_conn_rollback (conn);
  return FALSE;
}
