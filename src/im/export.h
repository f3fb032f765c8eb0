/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a chat, or all of them, to a file, page by page.
 */
#pragma once

#include "im/client.h"
#include "im/export-format.h"

/* @n_messages: so many are written */
typedef void (*ImExportProgress) (guint64 n_messages, gpointer user_data);

/**
 * im_export_async:
 * @conversation: (nullable): NULL: all
 * @file: is replaced when all is written, and not before: what is unfinished has another name, and
 *   goes when it fails or is cancelled
 * @progress: (nullable): called now and then until it is done
 *
 * Errors: G_IO_ERROR_*, STORE_ERROR_*.
 */
void im_export_async (ImClient *client,
                      ImConversation *conversation,
                      ImExportFormat format,
                      GFile *file,
                      ImExportProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

/* How many messages there are in the file; -1: an error */
gint64 im_export_finish (ImClient *client, GAsyncResult *result, GError **error);
