/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom an account's connections go through, as GIO wants to know it.
 */
#pragma once

#include "im/account.h"

/**
 * im_proxy_to_resolver:
 * @uri: (nullable): for IM_PROXY_OWN: `socks5:`, `http:` or `https:` with host and port, and
 *   nothing else
 * @resolver: (out) (transfer full) (nullable): NULL is the desktop's
 *
 * For Tor every call gives a name and a password of its own, by which Tor keeps apart what must not
 * be seen to belong together (its IsolateSOCKSAuth).
 *
 * Errors: XMPP_CONNECT_ERROR_BAD_PROXY; XMPP_CONNECT_ERROR_PROXY_PASSWORD if there is a user name
 * or password in @uri, which is kept in the archive and not in the keyring.
 */
gboolean
im_proxy_to_resolver (ImProxy proxy, const char *uri, GProxyResolver **resolver, GError **error);
