/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue of the archive and the thread that works it off.
 */
#include "config.h"

#include "store/db.h"

#include "base/props.h"
#include "store/conn.h"
#include "store/rescue.h"

#include <string.h>

#define CLOSE_TIMEOUT_US (5 * G_USEC_PER_SEC)
#define REST_AFTER_US (2 * G_USEC_PER_SEC)

/* What the thread and the handle share. The thread may outlive the handle: see store_db_close(). */
typedef struct {
  GAsyncQueue *jobs;  /* of Job; one without a function ends the thread */
  GAsyncQueue *ended; /* gets one item when the thread has closed the file */
  char *path;
  StoreConn *conn; /* the thread opens it, unless it is there; NULL afterwards: open_error */
  GError *open_error;
  gboolean rescued; /* once is enough: what is damaged again is on a bad disk */
  char *aside;      /* (nullable): where the damaged file is; the next job tells it */
} Worker;

struct _StoreDb {
  GObject parent_instance;

  Worker *worker; /* NULL: closed */
  GThread *thread;
  char *damaged_file;
};

enum { PROP_DAMAGED_FILE = 1, N_PROPS };

static const BaseProp table[] = {
  { "damaged-file", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (StoreDb, damaged_file), BASE_RO },
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StoreDb, store_db, G_TYPE_OBJECT)
G_DEFINE_QUARK (store_error, store_error)

typedef struct {
  GTask *task;
  StoreAccess access;
  StoreJob func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gpointer result;
  GError *error;
  char *aside; /* (nullable): the archive was found damaged, and set aside there */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  if (self->data != NULL && self->free_data != NULL)
    self->free_data (self->data);
  g_clear_error (&self->error);
  g_clear_object (&self->task);
  g_free (self->aside);
  g_free (self);
}

static void
worker_clear (gpointer data)
{
  Worker *self = data;

  g_async_queue_unref (self->jobs);
  g_async_queue_unref (self->ended);
  g_clear_pointer (&self->conn, store_conn_close);
  g_clear_error (&self->open_error);
  g_free (self->path);
  g_free (self->aside);
}

static void
worker_unref (Worker *self)
{
  g_atomic_rc_box_release_full (self, worker_clear);
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

/* Leaves either job->result or job->error. */
static void
run_in_transaction (StoreConn *conn, Job *job)
{
  gboolean alone = job->access == STORE_ALONE;

  if (!alone && !store_conn_begin (conn, job->access, &job->error))
    return;

  if (job->access == STORE_READ)
    store_conn_set_cancellable (conn, g_task_get_cancellable (job->task));
  job->result = job->func (conn, job->data, &job->error);
  store_conn_set_cancellable (conn, NULL);
  if (job->error == NULL && (alone || store_conn_commit (conn, &job->error)))
    return;

  store_conn_rollback (conn);
  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  job->result = NULL;
}

static gboolean
deliver (gpointer data)
{
  Job *job = data;
  StoreDb *self = g_task_get_source_object (job->task);

  if (job->aside != NULL)
    base_prop_set_string (self, &self->damaged_file, job->aside, props[PROP_DAMAGED_FILE]);
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);
  return G_SOURCE_REMOVE;
}

/*
 * Hands a job that is done back to its main context. Not by g_task_return_*() on this thread: the
 * last reference to the task, and with it to the handle, could then be dropped here, and the handle
 * would wait for the very thread that it is freed on.
 */
static void
send_back (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_static_name (source, "store: job done");
  g_source_set_callback (source, deliver, job, job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

/* Opens the file, and replaces it when it is damaged. */
static void
open_file (Worker *self)
{
  g_clear_error (&self->open_error);
  self->conn = store_conn_open (self->path, &self->open_error);
  if (self->conn != NULL || self->rescued || !is_damage (self->open_error))
    return;
  self->rescued = TRUE;
  g_message ("%s", self->open_error->message);
  g_clear_error (&self->open_error);
  self->aside = store_rescue (self->path, &self->open_error);
  if (self->aside != NULL)
    self->conn = store_conn_open (self->path, &self->open_error);
}

/* The job came upon damage: does it once more with what could be saved. */
static void
mend (Worker *self, Job *job)
{
  g_clear_pointer (&self->conn, store_conn_close);
  self->rescued = TRUE;
  g_message ("%s", job->error->message);
  self->aside = store_rescue (self->path, NULL);
  open_file (self);
  if (self->aside == NULL || self->conn == NULL)
    return;
  g_clear_error (&job->error);
  run_in_transaction (self->conn, job);
}

static void
work (Worker *self, Job *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (self->conn == NULL)
    job->error = g_error_copy (self->open_error);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    run_in_transaction (self->conn, job);
  if (self->conn != NULL && !self->rescued && is_damage (job->error) &&
      strcmp (self->path, ":memory:") != 0)
    mend (self, job);
  job->aside = g_steal_pointer (&self->aside);
  send_back (job);
}

/* Waits for it. */
static Job *
next_job (Worker *self)
{
  Job *job = g_async_queue_timeout_pop (self->jobs, REST_AFTER_US);

  if (job != NULL)
    return job;
  if (self->conn != NULL)
    store_conn_rest (self->conn);
  return g_async_queue_pop (self->jobs);
}

static gpointer
worker_main (gpointer data)
{
  Worker *self = data;

  if (self->conn == NULL)
    open_file (self);
  for (;;) {
    Job *job = next_job (self);

    if (job->func == NULL) {
      job_free (job);
      break;
    }
    work (self, job);
  }
  g_clear_pointer (&self->conn, store_conn_close);
  g_async_queue_push (self->ended, self->ended);
  worker_unref (self);
  return NULL;
}

/* @conn: (transfer full) (nullable): NULL lets the thread open @path */
static StoreDb *
new_db (const char *path, StoreConn *conn)
{
  StoreDb *self = g_object_new (STORE_TYPE_DB, NULL);

  self->worker = g_atomic_rc_box_new0 (Worker);
  self->worker->jobs = g_async_queue_new_full (job_free);
  self->worker->ended = g_async_queue_new ();
  self->worker->path = g_strdup (path);
  self->worker->conn = conn;
  self->thread = g_thread_new ("kith-store", worker_main, g_atomic_rc_box_acquire (self->worker));
  return self;
}

static gpointer
do_nothing (StoreConn *conn, gpointer data, GError **error)
{
  return STORE_DONE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (store_db_run_finish (STORE_DB (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
}

void
store_db_open_async (const char *path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (StoreDb) self = NULL;

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, store_db_open_async);
  self = new_db (path, NULL);
  /* Every job of a file that could not be opened fails with the reason. */
  store_db_run_async (self, STORE_READ, do_nothing, NULL, NULL, NULL, cancellable, on_opened,
                      g_steal_pointer (&task));
}

StoreDb *
store_db_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

StoreDb *
store_db_open (const char *path, GError **error)
{
  StoreConn *conn;

  g_return_val_if_fail (path != NULL, NULL);

  conn = store_conn_open (path, error);
  return conn != NULL ? new_db (path, conn) : NULL;
}

const char *
store_db_get_damaged_file (StoreDb *self)
{
  return self->damaged_file;
}

void
store_db_close (StoreDb *self)
{
  Worker *worker;

  g_return_if_fail (STORE_IS_DB (self));

  worker = g_steal_pointer (&self->worker);
  if (worker == NULL)
    return;
  g_async_queue_push (worker->jobs, g_new0 (Job, 1));
  if (g_async_queue_timeout_pop (worker->ended, CLOSE_TIMEOUT_US) != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  else
    g_message ("The archive is not closed after 5 seconds: leaving it");
  g_clear_pointer (&self->thread, g_thread_unref);
  worker_unref (worker);
}

void
store_db_run_async (StoreDb *self,
                    StoreAccess access,
                    StoreJob job,
                    gpointer data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_result,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  Job *entry;

  g_return_if_fail (STORE_IS_DB (self));
  g_return_if_fail (job != NULL);

  entry = g_new0 (Job, 1);
  entry->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (entry->task, store_db_run_async);
  /* A write that has begun tells how it ended: see db.h. */
  g_task_set_check_cancellable (entry->task, access == STORE_READ);
  entry->access = access;
  entry->func = job;
  entry->data = data;
  entry->free_data = free_data;
  entry->free_result = free_result;

  if (self->worker == NULL) {
    g_set_error (&entry->error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The archive is closed");
    send_back (entry);
    return;
  }
  g_async_queue_push (self->worker->jobs, entry);
}

gpointer
store_db_run_finish (StoreDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_db_dispose (GObject *object)
{
  store_db_close (STORE_DB (object));

  G_OBJECT_CLASS (store_db_parent_class)->dispose (object);
}

static void
store_db_finalize (GObject *object)
{
  g_free (STORE_DB (object)->damaged_file);

  G_OBJECT_CLASS (store_db_parent_class)->finalize (object);
}

static void
store_db_class_init (StoreDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->dispose = store_db_dispose;
  object_class->finalize = store_db_finalize;
}

static void
store_db_init (StoreDb *self)
{
}
