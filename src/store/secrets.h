/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords in the Secret Service, and nowhere else: without one they are not kept at all.
 *
 * The keyring may ask the person to unlock it, so each call can take as long as they do.
 * Errors of all: STORE_SECRETS_ERROR_*, G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <gio/gio.h>

/**
 * StoreSecretsError:
 * @STORE_SECRETS_ERROR_UNAVAILABLE: there is no Secret Service, or no session bus
 * @STORE_SECRETS_ERROR_LOCKED: the keyring is locked, and the person did not unlock it
 * @STORE_SECRETS_ERROR_FAILED: anything else; the message tells
 */
typedef enum {
  STORE_SECRETS_ERROR_UNAVAILABLE,
  STORE_SECRETS_ERROR_LOCKED,
  STORE_SECRETS_ERROR_FAILED,
} StoreSecretsError;

#define STORE_SECRETS_ERROR (store_secrets_error_quark ())
GQuark store_secrets_error_quark (void);

/* The kinds of secrets an account can have. */
#define STORE_SECRET_PASSWORD "password"
#define STORE_SECRET_TOKEN "token"             /* of FAST (XEP-0484) */
#define STORE_SECRET_CERTIFICATE "certificate" /* what opens the person's own */

/* A NUL-terminated text that is never swapped out (as long as the system allows) and is overwritten
 * when it is freed: g_autoptr (StoreSecret) password = NULL; */
typedef char StoreSecret;

void store_secret_free (StoreSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSecret, store_secret_free)

/**
 * store_secrets_lookup_async:
 * @account: the bare address
 * @kind: STORE_SECRET_*
 *
 * Looks up a secret; the result is %NULL without an error when there is none.
 */
void store_secrets_lookup_async (const char *account,
                                 const char *kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
StoreSecret *store_secrets_lookup_finish (GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps @secret in the place of an earlier one. */
void store_secrets_store_async (const char *account,
                                const char *kind,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean store_secrets_store_finish (GAsyncResult *result, GError **error);

/* Forgets the secret of @account, or all if @kind is %NULL. No error when there is none. */
void store_secrets_clear_async (const char *account,
                                const char *kind,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean store_secrets_clear_finish (GAsyncResult *result, GError **error);
