/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The person's own certificate for an account: fetched from its file or card, with the password for
 * it out of the keyring.
 */
#pragma once

#include "xmpp/jid.h"

#include <gio/gio.h>

#define IM_TYPE_IDENTITY (im_identity_get_type ())
G_DECLARE_FINAL_TYPE (ImIdentity, im_identity, IM, IDENTITY, GObject)

/*
 * Signals:
 *
 * - changed (): it was loaded, or could not be
 */

ImIdentity *im_identity_new (XmppJid *account) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_identity_set:
 * @place: (nullable): see xmpp_identity_load_async(); %NULL for no certificate. What opened the one at
 *   another place is forgotten, in the keyring too.
 * @password: (nullable): the password or PIN, as the person has typed it. It goes into the keyring once
 *   it has proven right, and is forgotten, there too, if it is refused. %NULL: that of before, if the
 *   place is the same.
 *
 * If either is new, it is to be loaded again.
 */
void im_identity_set (ImIdentity *self, const char *place, const char *password);

/* Also again if it could not be: the card may be there now. */
void im_identity_load (ImIdentity *self);

/* Whether there is to be a certificate, and it is neither there nor known to be out of reach. */
gboolean im_identity_is_pending (ImIdentity *self);

/* (nullable): as long as there is none */
GTlsCertificate *im_identity_get_certificate (ImIdentity *self);

/* (nullable): XMPP_IDENTITY_ERROR_*: why there is none */
const GError *im_identity_get_error (ImIdentity *self);

/* (nullable): see xmpp_credentials_get_external() */
const char *im_identity_get_authzid (ImIdentity *self);
