/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Escaping of what a local part must not have (XEP-0106): d'artagnan is d\27artagnan. */
#pragma once

#include <glib.h>

/**
 * xmpp_jid_escape_local:
 * @text: what a person calls the account, such as "d'artagnan" or an e-mail address
 *
 * The local part for @text, still to be prepared by xmpp_jid_parse(). A backslash is escaped only
 * where it would read as an escape. Fails with XMPP_JID_ERROR_LOCALPART if @text begins or ends
 * with a space, for which there is no escape (XEP-0106 §4.1).
 */
char *xmpp_jid_escape_local (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_jid_unescape_local:
 * @local: a local part
 *
 * What to show for @local. Only for the eye: it may contain anything, even "@" and "/", so it must
 * not become part of an address, nor be compared.
 */
char *xmpp_jid_unescape_local (const char *local) G_GNUC_WARN_UNUSED_RESULT;
