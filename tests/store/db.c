/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the queue: order, transactions, cancelling, closing, and whose thread things happen on.
 */
#include "config.h"

#include "store/db.h"

#include "tests/store/fixture.h"

#include <string.h>

/* A job that tells when it runs and waits until it may go on. */
typedef struct {
  GAsyncQueue *running;
  GAsyncQueue *go_on;
  gboolean writes;
} Gate;

static void
gate_init (Gate *gate)
{
  gate->running = g_async_queue_new ();
  gate->go_on = g_async_queue_new ();
}

static void
gate_clear (Gate *gate)
{
  g_async_queue_unref (gate->running);
  g_async_queue_unref (gate->go_on);
}

static int n_freed;

static void
count_free (gpointer data)
{
  g_atomic_int_inc (&n_freed);
  g_free (data);
}

static gpointer
gate_job (StoreConn *conn, gpointer data, GError **error)
{
  Gate *gate = data;

  g_async_queue_push (gate->running, gate);
  g_async_queue_pop (gate->go_on);
  if (gate->writes &&
      !store_conn_run (conn, error, "INSERT INTO caps (hash, xml, used) VALUES ('gate', '', 1)"))
    return NULL;
  return g_strdup ("done");
}

static void
on_order (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GString *order = user_data;
  g_autofree char *name = store_db_run_finish (STORE_DB (source), result, NULL);

  g_string_append (order, name != NULL ? name : "-");
}

static gpointer
name_job (StoreConn *conn, gpointer data, GError **error)
{
  return g_strdup (data);
}

static gpointer
insert_job (StoreConn *conn, gpointer data, GError **error)
{
  if (!store_conn_run (conn, error, "INSERT INTO caps (hash, xml, used) VALUES (?, '', 1)",
                       STORE_TEXT (data)))
    return NULL;
  return g_strdup (data);
}

static gpointer
failing_job (StoreConn *conn, gpointer data, GError **error)
{
  gpointer name = insert_job (conn, data, error);

  g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "as asked");
  return name;
}

static gint64
count_caps (StoreDb *db)
{
  return get_int (db, "SELECT count(*) FROM caps");
}

static void
run (StoreDb *db,
     StoreAccess access,
     StoreJob job,
     const char *name,
     GCancellable *cancellable,
     Wait *wait)
{
  store_db_run_async (db, access, job, g_strdup (name), count_free, count_free, cancellable,
                      on_done, wait);
}

static void
test_order (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  StoreDb *db = open_db (":memory:");

  for (int i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%d ", i);

    g_string_append (expected, name);
    store_db_run_async (db, (StoreAccess) (i % 3), i % 2 ? name_job : insert_job, g_strdup (name),
                        g_free, g_free, NULL, on_order, order);
  }
  g_assert_cmpint (count_caps (db), ==, 500);
  g_assert_cmpstr (order->str, ==, expected->str);
  close_db (db);
}

static void
test_rollback (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");

  n_freed = 0;
  run (db, STORE_WRITE, failing_job, "lost", NULL, &wait);
  g_assert_null (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FAILED);
  g_assert_cmpint (count_caps (db), ==, 0);
  settle ();
  g_assert_cmpint (n_freed, ==, 2); /* the data and the result */
  close_db (db);
}

/* Nobody fetches the result. */
static void
test_unfetched (void)
{
  StoreDb *db = open_db (":memory:");

  n_freed = 0;
  store_db_run_async (db, STORE_WRITE, insert_job, g_strdup ("x"), count_free, count_free, NULL,
                      NULL, NULL);
  g_assert_cmpint (count_caps (db), ==, 1);
  settle ();
  g_assert_cmpint (n_freed, ==, 2);
  close_db (db);
}

/* A job that was cancelled before it began has not run. */
static void
test_cancel_queued (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *gate_result = NULL;
  g_auto (Wait) gate_wait = { 0 };
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");
  Gate gate = { 0 };

  gate_init (&gate);
  n_freed = 0;
  store_db_run_async (db, STORE_WRITE, gate_job, &gate, NULL, g_free, NULL, on_done, &gate_wait);
  run (db, STORE_WRITE_DURABLE, insert_job, "queued", cancellable, &wait);
  g_async_queue_pop (gate.running);
  g_cancellable_cancel (cancellable);
  g_async_queue_push (gate.go_on, &gate);

  gate_result = store_db_run_finish (db, wait_for (&gate_wait), &error);
  g_assert_no_error (error);
  g_assert_null (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_caps (db), ==, 0);
  g_assert_cmpint (n_freed, ==, 1);
  gate_clear (&gate);
  close_db (db);
}

static gint n_endless; /* atomic: how many of them have begun */

static gpointer
endless_job (StoreConn *conn, gpointer data, GError **error)
{
  gint64 number;

  g_atomic_int_inc (&n_endless);
  g_assert_false (
    store_conn_get_int (conn, &number, error,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        " SELECT count(*) FROM n"));
  return NULL;
}

/* A read that takes long does not keep the next ones waiting once nobody wants it any more. */
static void
test_cancel_endless (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  StoreDb *db = open_db (":memory:");
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_db_run_async (db, STORE_READ, endless_job, NULL, NULL, NULL, cancellable, on_done, &wait);
  while (g_atomic_int_get (&n_endless) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  g_assert_null (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM account"), ==, 0);
  close_db (db);
}

/* Once begun, a read ends and its result is freed, a write ends and tells how. */
static void
check_cancel_running (StoreAccess access)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *result = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");
  Gate gate = { .writes = access != STORE_READ };

  gate_init (&gate);
  n_freed = 0;
  store_db_run_async (db, access, gate_job, &gate, NULL, count_free, cancellable, on_done, &wait);
  g_async_queue_pop (gate.running);
  g_cancellable_cancel (cancellable);
  g_async_queue_push (gate.go_on, &gate);

  result = store_db_run_finish (db, wait_for (&wait), &error);
  if (access == STORE_READ) {
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_null (result);
  } else {
    g_assert_no_error (error);
    g_assert_cmpstr (result, ==, "done");
  }
  g_assert_cmpint (count_caps (db), ==, access == STORE_READ ? 0 : 1);
  wait_clear (&wait);
  settle ();
  g_assert_cmpint (n_freed, ==, access == STORE_READ ? 1 : 0);
  gate_clear (&gate);
  close_db (db);
}

static void
test_cancel_running (void)
{
  check_cancel_running (STORE_READ);
  check_cancel_running (STORE_WRITE);
  check_cancel_running (STORE_WRITE_DURABLE);
}

static void
test_close_drains (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (path);

  for (int i = 0; i < 100; i++) {
    store_db_run_async (db, STORE_WRITE, insert_job, g_strdup_printf ("%d", i), g_free, g_free,
                        NULL, on_order, order);
  }
  store_db_close (db);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (order->str, ==, "");
  store_db_close (db);

  run (db, STORE_READ, name_job, "late", NULL, &wait);
  g_assert_null (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (strlen (order->str), ==, 190); /* 0 … 99 */
  wait_clear (&wait);
  close_db (db);

  db = open_db (path);
  g_assert_cmpint (count_caps (db), ==, 100);
  close_db (db);
  remove_folder (folder);
}

/* A worker that hangs does not hold up the end of the program for longer than 5 seconds. */
static void
test_close_hanging (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *result = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");
  Gate gate = { 0 };
  gint64 begin, took;

  gate_init (&gate);
  store_db_run_async (db, STORE_WRITE, gate_job, &gate, NULL, g_free, NULL, on_done, &wait);
  g_async_queue_pop (gate.running);
  begin = g_get_monotonic_time ();
  store_db_close (db);
  took = g_get_monotonic_time () - begin;
  g_assert_cmpint (took, >=, 5 * G_USEC_PER_SEC - 1000);
  g_assert_cmpint (took, <, 10 * G_USEC_PER_SEC);

  /* What it does afterwards harms nobody. */
  g_async_queue_push (gate.go_on, &gate);
  result = store_db_run_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  wait_clear (&wait);
  close_db (db);
  gate_clear (&gate);
}

/* The handle may go while jobs are queued: they hold it. */
static void
test_drop (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (path);

  run (db, STORE_WRITE, insert_job, "dropped", NULL, &wait);
  g_object_unref (db);
  result = store_db_run_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  wait_clear (&wait);
  settle ();

  db = open_db (path);
  g_assert_cmpint (count_caps (db), ==, 1);
  close_db (db);
  remove_folder (folder);
}

static void
on_own_context (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *arrived = user_data;
  g_autofree char *name = store_db_run_finish (STORE_DB (source), result, NULL);

  g_assert_cmpstr (name, ==, "own");
  *arrived = TRUE;
}

/* The callback runs where the call was made, and data is freed there. */
static gpointer
other_thread (gpointer data)
{
  StoreDb *db = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean arrived = FALSE;

  g_main_context_push_thread_default (context);
  store_db_run_async (db, STORE_READ, name_job, g_strdup ("own"), g_free, g_free, NULL,
                      on_own_context, &arrived);
  while (!arrived)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_context (void)
{
  StoreDb *db = open_db (":memory:");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("test", other_thread, db);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  close_db (db);
}

static void
test_open_async (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *inner = g_build_filename (folder, "made", NULL);
  g_autofree char *path = g_build_filename (inner, "archive", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db;

  store_db_open_async (path, NULL, on_done, &wait);
  db = store_db_open_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_caps (db), ==, 0);
  wait_clear (&wait);
  close_db (db);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (inner), ==, 0);

  /* The folder cannot be made below a file. */
  g_assert_true (g_file_set_contents (inner, "", 0, NULL));
  wait = (Wait){ 0 };
  store_db_open_async (path, NULL, on_done, &wait);
  g_assert_null (store_db_open_finish (wait_for (&wait), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FAILED);
  remove_folder (folder);
}

static void
test_open_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  g_cancellable_cancel (cancellable);
  store_db_open_async (":memory:", cancellable, on_done, &wait);
  g_assert_null (store_db_open_finish (wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/db/order", test_order);
  g_test_add_func ("/store/db/rollback", test_rollback);
  g_test_add_func ("/store/db/unfetched", test_unfetched);
  g_test_add_func ("/store/db/cancel-queued", test_cancel_queued);
  g_test_add_func ("/store/db/cancel-running", test_cancel_running);
  g_test_add_func ("/store/db/cancel-endless", test_cancel_endless);
  g_test_add_func ("/store/db/close-drains", test_close_drains);
  g_test_add_func ("/store/db/close-hanging", test_close_hanging);
  g_test_add_func ("/store/db/drop", test_drop);
  g_test_add_func ("/store/db/context", test_context);
  g_test_add_func ("/store/db/open-async", test_open_async);
  g_test_add_func ("/store/db/open-cancelled", test_open_cancelled);
  return g_test_run ();
}
