/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive: one SQLite file, one thread that alone touches it, one queue of jobs.
 *
 * The functions of accounts.h, contacts.h, conversations.h, messages.h and caps.h are made of the
 * jobs below, and other layers call only those. All of them share these rules:
 *
 *  - Jobs run one after the other in the order in which they were given, so a read sees every write
 *    that was asked for before it.
 *  - The structs that go in are copied, those that come out belong to the caller.
 *  - Cancelling: a job that has not begun is dropped. A read that has begun is broken off, and what
 *    it has read is freed. A write that has begun ends and succeeds or fails as if nothing had been
 *    cancelled. So G_IO_ERROR_CANCELLED always means that nothing was written.
 *  - Errors: STORE_ERROR_*; G_IO_ERROR_CANCELLED; G_IO_ERROR_CLOSED after store_db_close().
 */
#pragma once

#include <gio/gio.h>

/**
 * StoreError:
 * @STORE_ERROR_TOO_NEW: the file was written by a newer version of the program
 * @STORE_ERROR_CORRUPT: the file is damaged, or is no archive
 * @STORE_ERROR_BUSY: another program holds the file
 * @STORE_ERROR_FULL: no room on the disk
 * @STORE_ERROR_READ_ONLY: the file or its folder cannot be written to
 * @STORE_ERROR_FAILED: anything else; the message tells
 * @STORE_ERROR_EXISTS: there is one already, as an account with that address
 * @STORE_ERROR_FOREIGN: what another program is said to have kept is not of it, or damaged
 * @STORE_ERROR_NOT_FOUND: what was to be changed or added to is gone, as a removed account
 *
 * After an error nothing of the job is in the file.
 */
typedef enum {
  STORE_ERROR_TOO_NEW,
  STORE_ERROR_CORRUPT,
  STORE_ERROR_BUSY,
  STORE_ERROR_FULL,
  STORE_ERROR_READ_ONLY,
  STORE_ERROR_FAILED,
  STORE_ERROR_EXISTS,
  STORE_ERROR_NOT_FOUND,
  STORE_ERROR_FOREIGN,
} StoreError;

#define STORE_ERROR (store_error_quark ())
GQuark store_error_quark (void);

/**
 * StoreAccess:
 * @STORE_READ: changes nothing
 * @STORE_WRITE: outlives the death of the program from the moment the callback runs, but the last
 *   ones before a power cut may be lost (`synchronous=NORMAL`: no fsync). For what can be had again
 *   from the server or matters little.
 * @STORE_WRITE_DURABLE: outlives a power cut too (`synchronous=FULL`: one fsync). For what only the
 *   person at the keyboard could tell once more: a message they typed, their accounts.
 * @STORE_ALONE: without a transaction, for what SQLite does in none
 */
typedef enum {
  STORE_READ,
  STORE_WRITE,
  STORE_WRITE_DURABLE,
  STORE_ALONE,
} StoreAccess;

/*
 * The handle, for the main context. The last reference closes the archive.
 *
 * Properties:
 *
 * - damaged-file: string, read-only, NULL: where the file is that was damaged and was replaced by
 *   what could be read of it, when it was opened or since
 */
#define STORE_TYPE_DB (store_db_get_type ())
G_DECLARE_FINAL_TYPE (StoreDb, store_db, STORE, DB, GObject)

/* The worker's side: see conn.h. Only valid inside a job. */
typedef struct _StoreConn StoreConn;

/**
 * store_db_open_async:
 * @path: the file; made when missing, readable by its owner only, and so is its folder.
 *   ":memory:" keeps everything in memory.
 *
 * Opens the archive and brings its schema up to date, on the new thread. Nothing of the file is
 * touched on the calling one. A damaged file is replaced by what can be read of it, now or when a job
 * comes upon the damage, once: see `damaged-file`.
 */
void store_db_open_async (const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
StoreDb *store_db_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As store_db_open_async(), but blocks, and refuses a file whose damage shows at once: for tests and
 * command-line tools. */
StoreDb *store_db_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *store_db_get_damaged_file (StoreDb *self); /* (nullable) */

/**
 * store_db_close:
 *
 * Takes no further jobs, waits until those in the queue are done, and closes the file. Blocks, 5 s
 * at most: only for the end of the program. After 5 s the thread is left to itself; what it had not
 * committed by the end of the process is not in the file, which stays sound. Callbacks of drained
 * jobs still run when the main context does.
 */
void store_db_close (StoreDb *self);

/**
 * StoreJob:
 * @data: what was given to store_db_run_async()
 *
 * Runs on the worker, inside a transaction (but see STORE_ALONE), and works with plain structs only. Setting @error rolls
 * back; otherwise the returned value, which may be %NULL, is the result.
 */
typedef gpointer (*StoreJob) (StoreConn *conn, gpointer data, GError **error);

/**
 * store_db_run_async:
 * @data: (transfer full): read and freed by nobody but the job and @free_data
 * @free_data: (nullable): called on the thread of the caller
 * @free_result: (nullable): frees a result that nobody fetches
 *
 * Queues a job. The callback runs in the thread-default main context of the caller.
 */
void store_db_run_async (StoreDb *self,
                         StoreAccess access,
                         StoreJob job,
                         gpointer data,
                         GDestroyNotify free_data,
                         GDestroyNotify free_result,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gpointer
store_db_run_finish (StoreDb *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
