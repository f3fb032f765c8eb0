/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list of an account as the server last told it (RFC 6121 §2), and the requests to see
 * our presence that wait for an answer (§3.1).
 */
#pragma once

#include "store/db.h"

/* RFC 6121 §2.1.2.5 as bits: to: we see theirs; from: they see ours. The numbers are in the file. */
typedef enum {
  STORE_SUBSCRIPTION_NONE = 0,
  STORE_SUBSCRIPTION_TO = 1,
  STORE_SUBSCRIPTION_FROM = 2,
  STORE_SUBSCRIPTION_BOTH = 3,
} StoreSubscription;

/**
 * StoreContact:
 * @jid: the bare address, prepared
 * @name: (nullable): how the person calls them
 * @nick: (nullable): what they call themselves; left alone by all but
 *     store_contacts_set_nick_async()
 * @ask: we asked to see their presence and wait
 * @approved: they may see ours as soon as they ask (RFC 6121 §3.4)
 * @groups: (nullable): %NULL: none. They come out sorted bytewise, each once.
 */
typedef struct {
  char *jid;
  char *name;
  char *nick;
  StoreSubscription subscription;
  gboolean ask;
  gboolean approved;
  GStrv groups;
} StoreContact;

StoreContact *store_contact_new (const char *jid) G_GNUC_WARN_UNUSED_RESULT;
StoreContact *store_contact_copy (const StoreContact *self) G_GNUC_WARN_UNUSED_RESULT;
void store_contact_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreContact, store_contact_free)

/**
 * store_contacts_load_async:
 *
 * All contacts of an account, in no particular order, with the version of the list that they make
 * up: to be sent as `ver` with the next request for it (RFC 6121 §2.6).
 *
 * @version: (out) (optional) (nullable): %NULL: the server gave none
 */
void store_contacts_load_async (StoreDb *db,
                                gint64 account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *
store_contacts_load_finish (StoreDb *db, GAsyncResult *result, char **version, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreContact */

/**
 * store_contacts_replace_async:
 * @contacts: (element-type StoreContact): a reference is taken, so neither the array nor a contact
 *   may change afterwards; of two with the same jid the later one counts
 * @version: (nullable)
 *
 * Puts a whole list in the place of the old one.
 */
void store_contacts_replace_async (StoreDb *db,
                                   gint64 account,
                                   GPtrArray *contacts,
                                   const char *version,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean store_contacts_replace_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* Adds or changes one contact, as a push tells (RFC 6121 §2.1.6). @version: (nullable): %NULL
 * leaves the version as it is. */
void store_contacts_upsert_async (StoreDb *db,
                                  gint64 account,
                                  const StoreContact *contact,
                                  const char *version,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_contacts_upsert_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* Removes one contact; no error when it is not there. @version as above. */
void store_contacts_remove_async (StoreDb *db,
                                  gint64 account,
                                  const char *jid,
                                  const char *version,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_contacts_remove_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* What a contact calls themselves. No error when they are not there. @nick: (nullable) */
void store_contacts_set_nick_async (StoreDb *db,
                                    gint64 account,
                                    const char *jid,
                                    const char *nick,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean store_contacts_set_nick_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * StoreRequest:
 * @jid: the bare address of who asks to see our presence
 * @nick: (nullable): what they call themselves, unverified
 * @message: (nullable): their word with it
 * @time: µs since 1970, UTC, when they first asked
 */
typedef struct {
  char *jid;
  char *nick;
  char *message;
  gint64 time;
} StoreRequest;

StoreRequest *store_request_new (const char *jid, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
StoreRequest *store_request_copy (const StoreRequest *self) G_GNUC_WARN_UNUSED_RESULT;
void store_request_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreRequest, store_request_free)

/* The oldest first. */
void store_requests_list_async (StoreDb *db,
                                gint64 account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *store_requests_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreRequest */

/* Keeps a request until it is removed. When the same person asks again, as a server does at each
 * sign-in, nick and message are replaced and the time stays. At most STORE_REQUESTS_MAX are kept
 * for an account: strangers cannot fill the disk. The oldest ones go. */
#define STORE_REQUESTS_MAX 1000
void store_requests_insert_async (StoreDb *db,
                                  gint64 account,
                                  const StoreRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_requests_insert_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* It was answered or taken back. No error when it is not there. */
void store_requests_remove_async (StoreDb *db,
                                  gint64 account,
                                  const char *jid,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean store_requests_remove_finish (StoreDb *db, GAsyncResult *result, GError **error);
