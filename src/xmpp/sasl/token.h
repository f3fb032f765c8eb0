/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server gives to whom has signed in, to be shown instead of the password the next time
 * (XEP-0484). */
#pragma once

#include <glib.h>

/* Immutable and reference-counted, for one thread; wiped with the last reference. */
typedef struct _XmppSaslToken XmppSaslToken;

/**
 * xmpp_sasl_token_new:
 * @mechanism: the only one it is good for, "HT-SHA-256-EXPR"
 * @secret: what the server has given, at most 1024 octets without white space
 * @expiry_us: when the server forgets it, µs since 1970
 *
 * Returns: (nullable): %NULL if it breaks these rules
 */
XmppSaslToken *xmpp_sasl_token_new (const char *mechanism,
                                    const char *secret,
                                    gint64 expiry_us) G_GNUC_WARN_UNUSED_RESULT;
XmppSaslToken *xmpp_sasl_token_ref (XmppSaslToken *self);
void xmpp_sasl_token_unref (XmppSaslToken *self);

/* For the keyring, and back again: %NULL for what is none. Free it with xmpp_secret_free(). */
char *xmpp_sasl_token_dup_text (const XmppSaslToken *self) G_GNUC_WARN_UNUSED_RESULT;
XmppSaslToken *xmpp_sasl_token_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;

const char *xmpp_sasl_token_get_mechanism (const XmppSaslToken *self);
const char *xmpp_sasl_token_get_secret (const XmppSaslToken *self);

/* @now_us: µs since 1970 */
gboolean xmpp_sasl_token_is_expired (const XmppSaslToken *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppSaslToken, xmpp_sasl_token_unref)
