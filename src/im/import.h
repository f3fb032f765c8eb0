/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes over what another program has kept, for the accounts that are set up here.
 */
#pragma once

#include "im/client.h"
#include "store/source.h"

/**
 * ImImportResult:
 * @n_added: messages that are new here
 * @n_known: those that were here already
 * @n_left: those that cannot be taken over, as from group chats
 * @accounts: (element-type utf8): whose messages there are besides, and who is not set up here
 */
typedef struct {
  guint64 n_added;
  guint64 n_known;
  guint64 n_left;
  GPtrArray *accounts;
} ImImportResult;

void im_import_result_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImImportResult, im_import_result_free)

/* @done: 0 … 1 */
typedef void (*ImImportProgress) (double done, gpointer user_data);

/* Where @kind keeps its messages unless it was told otherwise; it may not be there. */
char *im_import_get_usual_path (StoreSourceKind kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_import_async:
 * @progress: (nullable): called now and then until it is done
 *
 * Reads on a thread of its own and adds in pieces. What was added stays when it is cancelled; to
 * import again adds the rest. Errors: STORE_ERROR_*; STORE_ERROR_FOREIGN: it is not of that program.
 */
void im_import_async (ImClient *client,
                      StoreSourceKind kind,
                      const char *path,
                      ImImportProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
ImImportResult *
im_import_finish (ImClient *client, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
