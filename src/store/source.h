/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other programs have kept: their messages, one after the other. These functions block; each
 * source is for one thread at a time, and none of them touches the archive.
 */
#pragma once

#include "store/change.h"

#include <gio/gio.h>

/**
 * StoreSourceKind:
 * @STORE_SOURCE_DINO: the file dino.db of Dino
 * @STORE_SOURCE_GAJIM: the file logs.db of Gajim
 * @STORE_SOURCE_PIDGIN: the folder of Pidgin's logs
 */
typedef enum {
  STORE_SOURCE_DINO,
  STORE_SOURCE_GAJIM,
  STORE_SOURCE_PIDGIN,
  STORE_N_SOURCES,
} StoreSourceKind;

/* A longer text is cut. */
#define STORE_SOURCE_MAX_BODY (1024 * 1024)

/**
 * StoreImported:
 * @account: whose it is, as the other program writes the address
 * @peer: with whom, likewise
 * @message: (nullable): all texts are valid UTF-8, and all times on the calendar; NULL: there is
 *   something that cannot be taken over, as what was said in a group chat
 * @changes: (nullable) (element-type StoreChange): what was said about @message later, by its stanza_id;
 *   in the order of time
 */
typedef struct {
  char *account;
  char *peer;
  StoreMessage *message;
  GPtrArray *changes;
} StoreImported;

void store_imported_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreImported, store_imported_free)

typedef struct _StoreSource StoreSource;

/* Errors, here and below: STORE_ERROR_FOREIGN: it is not of that program, or damaged. */
StoreSource *store_source_open (StoreSourceKind kind,
                                const char *path,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void store_source_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSource, store_source_free)

/* The next messages, about @n of them; an empty array: that was all. */
GPtrArray *store_source_read (StoreSource *self,
                              guint n,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of StoreImported */

/* How much of it has been read, 0 … 1. */
double store_source_get_progress (StoreSource *self);
