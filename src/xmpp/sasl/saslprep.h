/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preparation of user names and passwords for SCRAM (RFC 4013, RFC 5802 §2.2). */
#pragma once

#include <glib.h>

/**
 * xmpp_saslprep:
 *
 * SASLprep, and not its successor OpaqueString (RFC 8265): a server has run SASLprep over the
 * password before it made the key it stores, and these two give different keys where compatibility
 * characters are concerned. Code points unassigned in Unicode 3.2 pass, as for any query
 * (RFC 3454 §7). Wipe the result if it is a password.
 *
 * Fails with XMPP_SASL_ERROR_PREPARATION, also if nothing is left.
 */
char *xmpp_saslprep (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
