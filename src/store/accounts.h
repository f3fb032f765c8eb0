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
 * StoreRoad:
 *
 * What the stream travels by. The numbers are in the file.
 */
typedef enum {
  STORE_ROAD_AUTO = 0,
  STORE_ROAD_TCP = 1,
  STORE_ROAD_WEBSOCKET = 2,
  STORE_ROAD_BOSH = 3,
  STORE_ROAD_POLLING = 4,
  STORE_ROAD_NEARBY = 5,
} StoreRoad;

/**
 * StoreProxy:
 *
 * Whom connections go through. The numbers are in the file.
 */
typedef enum {
  STORE_PROXY_SYSTEM = 0,
  STORE_PROXY_NONE = 1,
  STORE_PROXY_TOR = 2,
  STORE_PROXY_OWN = 3,
} StoreProxy;

/**
 * StoreShow:
 *
 * The presence of an account. The numbers are in the file.
 */
typedef enum {
  STORE_SHOW_COMMON = 0,
  STORE_SHOW_OFFLINE = 1,
  STORE_SHOW_XA = 2,
  STORE_SHOW_AWAY = 3,
  STORE_SHOW_DND = 4,
  STORE_SHOW_AVAILABLE = 5,
  STORE_SHOW_CHAT = 6,
  STORE_SHOW_INVISIBLE = 7,
} StoreShow;

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
 * @position: the place in the list, ascending
 * @roster_version: (nullable): RFC 6121 §2.6; written by contacts.h alone
 * @created: µs since 1970, UTC
 * @road: AUTO takes what works
 * @road_url: (nullable): where WebSocket, BOSH or polling is; %NULL asks the domain
 * @proxy_uri: (nullable): which one, when @proxy is OWN
 * @allow_old_sign_in: also ways to sign in that are no longer safe enough to be taken unasked
 * @allow_no_tls: also without encryption
 * @agent_id: (nullable): what the server knows this installation by (XEP-0388), a UUID
 * @own_show: COMMON follows the presence of all accounts
 * @own_status: (nullable): the text with it
 * @priority: -128 … 127, when available
 * @away_priority: the same, when away
 * @hue: 0 … 359 degrees; -1: from the address (XEP-0392)
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
  StoreRoad road;
  char *road_url;
  StoreProxy proxy;
  char *proxy_uri;
  gboolean allow_old_sign_in;
  gboolean allow_no_tls;
  char *agent_id;
  StoreShow own_show;
  char *own_status;
  int priority;
  int away_priority;
  int hue;
} StoreAccount;

#define STORE_ACCOUNT_PRIORITY 5 /* above what is away, which is at 0 */

/* Enabled, and as new accounts are. */
StoreAccount *store_account_new (const char *jid) G_GNUC_WARN_UNUSED_RESULT;
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

/* Writes all that may change in the account with @account's id: all but jid, position, roster_version
 * and created. Durable. STORE_ERROR_NOT_FOUND: it was removed. */
void store_accounts_update_async (StoreDb *db,
                                  const StoreAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_accounts_update_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* Puts the accounts into the order of @ids; those that are not among them come first. Durable.
 * @ids: (element-type gint64) */
void store_accounts_order_async (StoreDb *db,
                                 GArray *ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean store_accounts_order_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* Removes the account and all that belongs to it: contacts, requests, conversations, messages. What
 * they said is overwritten in the file. No error when it is gone already. */
void store_accounts_remove_async (StoreDb *db,
                                  gint64 account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_accounts_remove_finish (StoreDb *db, GAsyncResult *result, GError **error);
