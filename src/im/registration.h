/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks a server for a new account, which is signed in then (XEP-0077, XEP-0445).
 */
#pragma once

#include "im/account.h"
#include "im/accounts.h"
#include "im/form.h"

#define IM_TYPE_REGISTRATION (im_registration_get_type ())
G_DECLARE_FINAL_TYPE (ImRegistration, im_registration, IM, REGISTRATION, GObject)

/**
 * im_registration_new:
 * @server: as the person typed or chose it
 * @settings: (nullable): how to reach it. A certificate is kept for the account, which signs in by it,
 *   and not shown before
 * @token: (nullable): of an invitation
 *
 * Errors: XMPP_JID_ERROR_*.
 */
ImRegistration *im_registration_new (ImAccounts *accounts,
                                     const char *server,
                                     const ImAccountSettings *settings,
                                     const char *token,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *im_registration_get_server (ImRegistration *self);

/**
 * im_registration_open_async:
 *
 * Asks what the server wants to know; may be called again for a new form, such as one with a new
 * picture. One call at a time, of this or im_registration_submit_async().
 *
 * Errors: those of connecting, and XMPP_STANZA_ERROR: NOT_ALLOWED, FEATURE_NOT_IMPLEMENTED or
 * SERVICE_UNAVAILABLE if nobody can register there, ITEM_NOT_FOUND if the token is of no use.
 */
void im_registration_open_async (ImRegistration *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean im_registration_open_finish (ImRegistration *self, GAsyncResult *result, GError **error);

/* What to fill in; without fields if there is only a page. NULL before it is open. */
ImForm *im_registration_get_form (ImRegistration *self);

/* The page in the web on which one may register; (nullable) */
const char *im_registration_get_url (ImRegistration *self);

/**
 * im_registration_submit_async:
 * @answer: (transfer full): to the form
 *
 * Registers, and adds the account, which signs in by itself. If the server has ended the connection
 * while the person was thinking, there is a new one.
 *
 * Errors: as above; XMPP_STANZA_ERROR_CONFLICT if the name is taken; those of
 * im_accounts_add_async().
 */
void im_registration_submit_async (ImRegistration *self,
                                   XmppForm *answer,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ImAccount *im_registration_submit_finish (ImRegistration *self,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
