/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The domain of an address: names by UTS #46, IPv4 and IPv6 addresses (RFC 7622 §3.2). */
#pragma once

#include <glib.h>

/* The longest domain, as UTF-8. */
#define XMPP_DOMAIN_MAX_OCTETS 1023

/**
 * xmpp_domain_prepare:
 * @n_bytes: length of @text, or -1 if it ends with a NUL
 *
 * Maps @text with UTS #46, non-transitional, to Unicode ("faß.example" stays). Besides letters,
 * digits and hyphens ASCII may only contribute "_", which is in use although no host name may have
 * it. A trailing dot is dropped; "[…]" must be an IPv6 address, which is written as in RFC 5952.
 *
 * Errors: XMPP_JID_ERROR_EMPTY, XMPP_JID_ERROR_TOO_LONG (a label over 63 octets as DNS sees it, or
 * the whole over 1023), XMPP_JID_ERROR_DOMAIN.
 */
char *
xmpp_domain_prepare (const char *text, gssize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_domain_to_host:
 * @domain: a prepared domain
 *
 * What to ask DNS for and to find in the certificate: A-labels; an IPv6 address without brackets.
 */
char *xmpp_domain_to_host (const char *domain) G_GNUC_WARN_UNUSED_RESULT;
