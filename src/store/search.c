/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages found by their words.
 */
#include "config.h"

#include "store/search.h"

#include "base/data.h"
#include "store/messages-private.h"
#include "store/search-index.h"

/*
 * A word that is being typed stands for all that begin like it, whose places in the index have to be
 * put together before the newest is known. Where they are many, the newest messages have enough of
 * them; so that many are looked through first.
 */
#define N_LOOKED_THROUGH 1500

/* How many messages go into the index at once: some milliseconds of work. */
#define N_INDEXED 200

/* What a job works on. */
struct _Args {
  StoreSearchQuery *query;
  gint64 next;
  guint limit;
};
BASE_DEFINE_DATA (Args, args)

/* Rows on their way to a page. */
typedef struct {
  const Args *args;
  StoreHits *page;
  gint64 last; /* the key of the last row */
  guint n_rows;
} Taking;

static void
args_cleanup (Args *self)
{
  g_clear_pointer (&self->query, store_search_query_free);
}

static Args *
args_new (const StoreSearchQuery *query, gint64 next, guint limit)
{
  Args *args = args_alloc ();

  args->query = store_search_query_copy (query);
  args->next = next;
  args->limit = limit;
  return args;
}

static gint64
first_key (const Args *args)
{
  return args->query->since != 0 ? store_search_key (args->query->since, 0) : 0;
}

/* The key that none may reach. */
static gint64
end_key (const Args *args)
{
  gint64 end = args->query->before != 0 ? store_search_key (args->query->before, 0) : G_MAXINT64;

  return args->next != 0 ? MIN (end, args->next) : end;
}

/* The index may have more than there is: what splits words can change with the system. */
static void
take_row (Taking *taking, StoreRows *rows)
{
  g_autoptr (GArray) spans = NULL;
  const char *body = store_rows_get_text (rows, STORE_MESSAGE_N_COLUMNS);
  StoreHit *hit;

  taking->n_rows++;
  taking->last = store_rows_get_int (rows, STORE_MESSAGE_N_COLUMNS + 1);
  if (body != NULL)
    spans = store_search_query_match (taking->args->query, body);
  if (spans == NULL)
    return;
  hit = g_new0 (StoreHit, 1);
  hit->message = store_message_read (rows);
  hit->spans = g_steal_pointer (&spans);
  g_ptr_array_add (taking->page->hits, hit);
}

/* Takes hits until the page is full; @limit: of rows. FALSE: @error */
static gboolean
take_rows (StoreConn *conn, Taking *taking, const char *match, guint limit, GError **error)
{
  const Args *args = taking->args;
  gint64 end = taking->n_rows > 0 ? taking->last : end_key (args);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows = store_conn_query (
    conn, error,
    "SELECT " STORE_MESSAGE_COLUMNS ", body, message_text.rowid"
    " FROM message_text CROSS JOIN message ON id = message_text.rowid & " STORE_SEARCH_ID_MASK
    " WHERE message_text MATCH ? AND message_text.rowid < ? AND message_text.rowid >= ?"
    " ORDER BY message_text.rowid DESC LIMIT ?",
    STORE_TEXT (match), STORE_INT (end), STORE_INT (first_key (args)), STORE_INT (limit));

  if (rows == NULL)
    return FALSE;
  taking->n_rows = 0;
  while (taking->page->hits->len < args->limit && store_rows_next (rows, &failure))
    take_row (taking, rows);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* TRUE: there is nothing more to be looked for, as the page is full or the archive at its end, or
 * @error is set. */
static gboolean
look_through (StoreConn *conn, Taking *taking, GError **error)
{
  g_autofree char *match = store_search_query_build (taking->args->query, FALSE);

  if (!take_rows (conn, taking, match, N_LOOKED_THROUGH, error))
    return TRUE;
  return taking->page->hits->len == taking->args->limit || taking->n_rows < N_LOOKED_THROUGH;
}

/* The order of keys is that of times but within a second. */
static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const StoreMessage *first = (*(StoreHit *const *) a)->message;
  const StoreMessage *second = (*(StoreHit *const *) b)->message;

  if (first->time != second->time)
    return first->time < second->time ? 1 : -1;
  return first->id < second->id ? 1 : -1;
}

static gpointer
search_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (StoreHits) page = g_new0 (StoreHits, 1);
  g_autoptr (GError) failure = NULL;
  Taking taking = { args, page, 0, 0 };

  page->hits = g_ptr_array_new_with_free_func (store_hit_free);
  if (!args->query->open || !look_through (conn, &taking, &failure)) {
    g_autofree char *match = store_search_query_build (args->query, TRUE);

    take_rows (conn, &taking, match, G_MAXINT32, &failure);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (page->hits->len == args->limit)
    page->next = taking.last;
  g_ptr_array_sort (page->hits, compare_hits);
  return g_steal_pointer (&page);
}

static gpointer
count_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autofree char *match = store_search_query_build (args->query, TRUE);
  gint64 n_found = 0;

  if (!store_conn_get_int (conn, &n_found, error,
                           "SELECT count(*) FROM (SELECT 1 FROM message_text"
                           " WHERE message_text MATCH ? AND rowid < ? AND rowid >= ?"
                           " ORDER BY rowid DESC LIMIT ?)",
                           STORE_TEXT (match), STORE_INT (end_key (args)),
                           STORE_INT (first_key (args)), STORE_INT (args->limit)))
    return NULL;
  return g_memdup2 (&n_found, sizeof n_found);
}

/* The newest of those that wait first. In the order of the keys, as FTS5 writes a segment of its
 * index whenever that goes back. */
static gpointer
index_job (StoreConn *conn, gpointer data, GError **error)
{
  gint64 rest = 0;
  gint64 *left = NULL;

  if (!store_conn_get_int (conn, &rest, error, "SELECT id FROM search_rest"))
    return NULL;
  left = g_memdup2 (&rest, sizeof rest);
  *left = MAX (0, rest - N_INDEXED);
  if (rest == 0 ||
      (store_conn_run (conn, error,
                       "INSERT INTO message_text (rowid, text) SELECT search_key (time, id),"
                       " search_text (body, conversation, direction, extra) FROM message"
                       " WHERE id > ? AND id <= ? AND body IS NOT NULL"
                       " ORDER BY search_key (time, id)",
                       STORE_INT (*left), STORE_INT (rest)) &&
       store_conn_run (conn, error, "UPDATE search_rest SET id = ?", STORE_INT (*left))))
    return left;
  g_free (left);
  return NULL;
}

static gint64
finish_number (StoreDb *db, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *number = store_db_run_finish (db, result, error);

  return number != NULL ? *number : -1;
}

void
store_hit_free (gpointer self)
{
  StoreHit *hit = self;

  if (hit == NULL)
    return;
  store_message_free (hit->message);
  g_clear_pointer (&hit->spans, g_array_unref);
  g_free (hit);
}

void
store_hits_free (gpointer self)
{
  StoreHits *hits = self;

  if (hits == NULL)
    return;
  g_ptr_array_unref (hits->hits);
  g_free (hits);
}

void
store_search_async (StoreDb *db,
                    const StoreSearchQuery *query,
                    gint64 next,
                    guint limit,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  store_db_run_async (db, STORE_READ, search_job, args_new (query, next, limit), args_free,
                      store_hits_free, cancellable, callback, user_data);
}

StoreHits *
store_search_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_search_count_async (StoreDb *db,
                          const StoreSearchQuery *query,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  store_db_run_async (db, STORE_READ, count_job, args_new (query, 0, limit), args_free, g_free,
                      cancellable, callback, user_data);
}

gint64
store_search_count_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return finish_number (db, result, error);
}

void
store_search_index_async (StoreDb *db,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE, index_job, NULL, NULL, g_free, cancellable, callback,
                      user_data);
}

gint64
store_search_index_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return finish_number (db, result, error);
}
