/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets an account's server look for words in its archive, where it can, and keeps what it finds.
 */
#pragma once

#include "im/account.h"

#define IM_SERVER_SEARCH_MAX 1000

/**
 * im_server_search_async:
 * @with: (nullable): only in the chat with that bare address; %NULL: in all
 * @text: words; what the server makes of them is its affair
 *
 * Asks whether the server's archive can be searched by words, and for what it finds, page by page, the
 * newest first, up to IM_SERVER_SEARCH_MAX messages. That is kept and shown as other pages of the archive
 * are, without a claim that nothing lies between
 * (XEP-0313 §4.1, field `{urn:xmpp:fulltext:0}fulltext`; `withtext` of ejabberd).
 *
 * Returns: how many messages were not here before; -1: G_IO_ERROR_NOT_SUPPORTED, the archive cannot
 * be searched; G_IO_ERROR_NOT_CONNECTED, the account is not online; and errors of the session, the
 * archive and XMPP_MAM_ERROR
 */
void im_server_search_async (ImAccount *account,
                             const char *with,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
int im_server_search_finish (ImAccount *account, GAsyncResult *result, GError **error);
