/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contacts of one account as a list sorted by display name, and the requests that wait (RFC
 * 6121 §2, §3).
 */
#pragma once

#include "im/contact.h"
#include "im/request.h"
#include "im/types.h"
#include "xmpp/jid.h"

#define IM_TYPE_ROSTER (im_roster_get_type ())
G_DECLARE_FINAL_TYPE (ImRoster, im_roster, IM, ROSTER, GObject)

/*
 * GListModel of ImContact, sorted by display name. Filled from the archive before the network
 * answers.
 *
 * Properties, read-only:
 *
 * - account: ImAccount, constant
 * - requests: GListModel of ImRequest, the oldest first, constant
 * - loaded: gboolean, TRUE once the server's list is known in this sign-in
 *
 * Signals:
 *
 * - contacts-changed (): something about contacts of the list has changed, such as their presence;
 *   emitted once after a burst of changes, so that a view of all needs no handler for each
 * - groups-changed (): a group came or went: ask im_roster_list_groups() again
 */

ImAccount *im_roster_get_account (ImRoster *self);   /* (transfer none) */
GListModel *im_roster_get_requests (ImRoster *self); /* (transfer none) */
ImContact *im_roster_find (ImRoster *self,
                           const XmppJid *jid); /* (transfer none) (nullable); by bare address */
char **im_roster_list_groups (ImRoster *self)
  G_GNUC_WARN_UNUSED_RESULT; /* sorted for display, each once */

/*
 * Each change is asked of the server; the list changes when the server says so. Errors of all:
 * IM_ERROR_OFFLINE, XMPP_STANZA_ERROR_*, XMPP_SESSION_ERROR_LOST.
 */

/**
 * im_roster_add_async:
 * @name: (nullable): how the person calls the contact
 * @groups: (nullable): NULL-terminated
 * @message: (nullable): a word with the request to see their presence
 *
 * Adds a contact and asks to see its presence; agrees beforehand that it sees ours where the server
 * can do that (RFC 6121 §3.4).
 */
void im_roster_add_async (ImRoster *self,
                          XmppJid *jid,
                          const char *name,
                          const char *const *groups,
                          const char *message,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* As im_roster_add_async(), after an invitation. @token: (nullable): of it (XEP-0379) */
void im_roster_add_invited_async (ImRoster *self,
                                  XmppJid *jid,
                                  const char *name,
                                  const char *const *groups,
                                  const char *message,
                                  const char *token,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean im_roster_add_finish (ImRoster *self, GAsyncResult *result, GError **error);

/* @name: (nullable): NULL or empty: no name of our own */
void im_roster_rename_async (ImRoster *self,
                             ImContact *contact,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean im_roster_rename_finish (ImRoster *self, GAsyncResult *result, GError **error);

void im_roster_set_groups_async (ImRoster *self,
                                 ImContact *contact,
                                 const char *const *groups,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean im_roster_set_groups_finish (ImRoster *self, GAsyncResult *result, GError **error);

/* Removes the contact and ends both subscriptions (RFC 6121 §2.5). The conversation stays. */
void im_roster_remove_async (ImRoster *self,
                             ImContact *contact,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean im_roster_remove_finish (ImRoster *self, GAsyncResult *result, GError **error);

/* Lets them see our presence, and asks for theirs when we do not see it yet. Who is reached through a
 * gateway that is a contact gets its groups, and the name that it gives them. Errors:
 * IM_ERROR_OFFLINE. */
gboolean im_roster_accept (ImRoster *self, ImRequest *request, GError **error);

/* Does not let them see our presence. They are not told in words. Errors: IM_ERROR_OFFLINE. */
gboolean im_roster_refuse (ImRoster *self, ImRequest *request, GError **error);

/* Asks again to see the presence of a contact that has not answered. Errors: IM_ERROR_OFFLINE. */
gboolean im_roster_resend_request (ImRoster *self, ImContact *contact, GError **error);
