/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a kind of source is read. Private to store/.
 */
#pragma once

#include "store/source.h"

typedef struct {
  gpointer (*open) (const char *path, GError **error);
  GPtrArray *(*read) (gpointer self, guint n, double *progress, GError **error);
  void (*free) (gpointer self);
} StoreSourceClass;

extern const StoreSourceClass store_source_dino;
extern const StoreSourceClass store_source_gajim;
extern const StoreSourceClass store_source_pidgin;

/* Takes @message. */
StoreImported *store_imported_new (const char *account,
                                   const char *peer,
                                   StoreMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): @text as valid UTF-8, no longer than STORE_SOURCE_MAX_BODY; NULL: it is NULL or empty */
char *store_source_dup_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
