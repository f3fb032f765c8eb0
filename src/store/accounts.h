/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts as they are kept: the address, how to reach the server, what was learned about it.
 */
#pragma once

#include "store/db.h"

/**
 * StoreTlsMode:
 *
 * How TLS is started; there is no way without it. The numbers are in the file.
 */
typedef enum {
  STORE_TLS_AUTO = 0,
  STORE_TLS_DIRECT = 1,
  STORE_TLS_STARTTLS = 2,
} StoreTlsMode;

/**
 * StoreAccount:
 * @id: > 0, never used again after a removal
 * @jid: the bare address, prepared; one account for each
 * @enabled: it is to be signed in
 * @label: (nullable): what the person calls it
 * @resource: (nullable): %NULL lets the server choose
 * @host: (nullable): connect there instead of what the domain announces
 * @port: 0: the usual one
 * @pinned_sha256: (nullable): the only certificate that is accepted, lower-case hex
 * @client_cert: (nullable): a path or a PKCS #11 URI
 * @min_strength: the strongest way to sign in that the server ever offered (XEP-0474 and more); a
 *   weaker one is a downgrade
 * @position: the place in the list, from 0
 * @roster_version: (nullable): RFC 6121 §2.6; written by contacts.h alone
 * @created: µs since 1970, UTC
 */
typedef struct {
  gint64 id;
  char *jid;
  gboolean enabled;
  char *label;
  char *resource;
  char *host;
  guint16 port;
  StoreTlsMode tls_mode;
  char *pinned_sha256;
  char *client_cert;
  guint min_strength;
  guint position;
  char *roster_version;
  gint64 created;
} StoreAccount;

StoreAccount *store_account_new (const char *jid) G_GNUC_WARN_UNUSED_RESULT; /* enabled, empty */
StoreAccount *store_account_copy (const StoreAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void store_account_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccount, store_account_free)

/* All accounts by position. */
void store_accounts_list_async (StoreDb *db,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *store_accounts_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreAccount */

/* Adds @account at the end; its id, position, created and roster_version are not read. Durable.
 * Returns the account as it is kept. STORE_ERROR_EXISTS: there is one with that address. */
void store_accounts_insert_async (StoreDb *db,
                                  const StoreAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
StoreAccount *store_accounts_insert_finish (StoreDb *db,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes all that may change in the account with @account's id: all but jid, roster_version and
 * created. Durable. STORE_ERROR_NOT_FOUND: it was removed. */
void store_accounts_update_async (StoreDb *db,
                                  const StoreAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_accounts_update_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* Removes the account and all that belongs to it: contacts, requests, conversations, messages. What
 * they said is overwritten in the file. No error when it is gone already. */
void store_accounts_remove_async (StoreDb *db,
                                  gint64 account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_accounts_remove_finish (StoreDb *db, GAsyncResult *result, GError **error);
