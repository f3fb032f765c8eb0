/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bits of binary: small data such as the picture of a CAPTCHA, named by their hash (XEP-0231). */
#pragma once

#include "xml/element.h"

#include <gio/gio.h>

/* Bits are to be small; §2.1 has 8 KiB in mind, pictures of CAPTCHAs have more. */
#define XMPP_BOB_MAX_BYTES (256 * 1024)

/**
 * xmpp_bob_dup_cid:
 *
 * The content id in a "cid:" URI; %NULL if @uri is none.
 */
char *xmpp_bob_dup_cid (const char *uri) G_GNUC_WARN_UNUSED_RESULT;

/* The request for what has this id: the payload of an iq of type get. */
XmlElement *xmpp_bob_build_request (const char *cid) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_bob_find:
 * @parent: what may have the data among its children
 *
 * The data with this id, decoded. If the id names a hash that is known here it must be that of the
 * data (§2.3).
 *
 * Errors: G_IO_ERROR_NOT_FOUND, G_IO_ERROR_INVALID_DATA.
 */
GBytes *
xmpp_bob_find (const XmlElement *parent, const char *cid, GError **error) G_GNUC_WARN_UNUSED_RESULT;
