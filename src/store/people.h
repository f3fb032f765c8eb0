/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People who are reached in several ways.
 */
#pragma once

#include "store/db.h"

/**
 * StoreWay:
 * @account: the archive's number of the account that is written from
 * @jid: their bare address
 * @person: what the ways to the same person have in common, from 1
 */
typedef struct {
  gint64 account;
  char *jid;
  gint64 person;
} StoreWay;

StoreWay *store_way_new (gint64 account, const char *jid, gint64 person) G_GNUC_WARN_UNUSED_RESULT;
void store_way_free (gpointer self); /* a GDestroyNotify */

/* All ways, those of a person one after the other in their order. */
void store_people_load_async (StoreDb *db,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *store_people_load_finish (StoreDb *db,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of StoreWay */

/**
 * store_people_put_async:
 * @ways: (element-type StoreWay): a reference is taken, so neither the array nor a way may change
 *     any more
 *
 * From now on these are the ways to @person, in this order, and lead to nobody else. None: the
 * person is forgotten.
 */
void store_people_put_async (StoreDb *db,
                             gint64 person,
                             GPtrArray *ways,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean store_people_put_finish (StoreDb *db, GAsyncResult *result, GError **error);
