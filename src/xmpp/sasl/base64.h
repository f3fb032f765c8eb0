/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Base64 as SASL wants it (RFC 4648 §4, RFC 6120 §13.9.1): GLib's skips over what is none. */
#pragma once

#include <glib.h>

/**
 * xmpp_base64_decode:
 * @max: how many octets may come out
 *
 * Any deviation, white space too, is XMPP_SASL_ERROR_PROTOCOL.
 */
GBytes *xmpp_base64_decode (const char *text, gsize max, GError **error) G_GNUC_WARN_UNUSED_RESULT;
