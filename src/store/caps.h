/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What programs can do, by the hash that they announce (XEP-0115), kept from one start to the next.
 */
#pragma once

#include "store/db.h"

/* What is used least recently goes when there are more. */
#define STORE_CAPS_MAX 1000

/* What is longer is not kept: a real one has 2,000 bytes, and strangers choose what is in it. */
#define STORE_CAPS_MAX_BYTES 65536

/* The disco#info XML that was kept for @hash, or %NULL without an error. Counts as a use. */
void store_caps_lookup_async (StoreDb *db,
                              const char *hash,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *store_caps_lookup_finish (StoreDb *db,
                                GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_caps_insert_async:
 * @hash: the function and the value, as `sha-1:QgayPKawpkPSDYmwT/WM94uAlu0=`; verified by the caller
 * @xml: the <query/> that has this hash
 *
 * Keeps @xml, in the place of what was there.
 */
void store_caps_insert_async (StoreDb *db,
                              const char *hash,
                              const char *xml,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean store_caps_insert_finish (StoreDb *db, GAsyncResult *result, GError **error);
