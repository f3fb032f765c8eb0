/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an account signs in with: typed by the person, given by the server or found in the keyring,
 * and kept there once it has proven right.
 */
#pragma once

#include "xml/element.h"
#include "xmpp/credentials.h"
#include "xmpp/jid.h"

#include <gio/gio.h>

#define IM_TYPE_CREDENTIALS (im_credentials_get_type ())
G_DECLARE_FINAL_TYPE (ImCredentials, im_credentials, IM, CREDENTIALS, GObject)

/*
 * The password itself is in no property; it lives in XmppCredentials, which wipe it.
 *
 * Properties, read-only:
 *
 * - keyring-available: gboolean, FALSE once the Secret Service turned out to be missing
 *
 * Signals:
 *
 * - changed (): im_credentials_get() gives something else now
 */

/* @strength: the least that the account has been signed in with before */
ImCredentials *im_credentials_new (XmppJid *account,
                                   XmppSaslStrength strength) G_GNUC_WARN_UNUSED_RESULT;

/* What the server knows this installation by; see xmpp_credentials_get_agent_id(). */
void im_credentials_set_agent_id (ImCredentials *self, const char *agent_id);

/* Looks into the keyring unless there is a password already; it may ask the person to unlock it. */
void im_credentials_load (ImCredentials *self);

/* Whether the keyring has not answered yet. */
gboolean im_credentials_is_loading (ImCredentials *self);

/* (transfer none) (nullable): NULL: the person has to be asked */
XmppCredentials *im_credentials_get (ImCredentials *self);

/* The person has typed a password: no token is used before it was. @forget_strength: a weaker way to
 * sign in than before will do. */
void
im_credentials_set_password (ImCredentials *self, const char *password, gboolean forget_strength);

/* See xmpp_credentials_set_legacy(). */
void im_credentials_set_legacy (ImCredentials *self, gboolean legacy);

/* Whether there is nobody who could want a password: the keyring is not asked for any. */
void im_credentials_set_needless (ImCredentials *self, gboolean needless);

/* Whether the TLS connection will carry a client certificate: no password is needed then.
 * @authzid: (nullable): see xmpp_credentials_get_external() */
void im_credentials_set_external (ImCredentials *self, const char *authzid);

/* A sign-in has succeeded: the password is right, and goes into the keyring with the server's token.
 * @offer: (nullable): see xmpp_session_get_offer() */
void im_credentials_proven (ImCredentials *self, const XmlElement *offer);

/* (nullable): what the server offered before the sign-in that the keyring's token is of */
const XmlElement *im_credentials_get_offer (ImCredentials *self);

/* Clears the keyring, after what is on its way into it. Once at a time. Errors: STORE_SECRETS_ERROR_*. */
void
im_credentials_forget_async (ImCredentials *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_credentials_forget_finish (ImCredentials *self, GAsyncResult *result, GError **error);

gboolean im_credentials_get_keyring_available (ImCredentials *self);
