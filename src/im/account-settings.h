/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account's settings on their way between the person, the archive and the network.
 */
#pragma once

#include "im/account.h"
#include "store/accounts.h"
#include "xmpp/transport/dialer.h"

ImAccountSettings *
im_account_settings_from_record (const StoreAccount *record) G_GNUC_WARN_UNUSED_RESULT;
void im_account_settings_to_record (const ImAccountSettings *self, StoreAccount *record);

/* @identity: (nullable): what is at `certificate_path`. Errors: XMPP_JID_ERROR_* of the host;
 * XMPP_CONNECT_ERROR_BAD_PROXY, XMPP_CONNECT_ERROR_PROXY_PASSWORD. */
XmppDialTerms *im_account_settings_dup_terms (const ImAccountSettings *self,
                                              XmppJid *account,
                                              GTlsCertificate *identity,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
