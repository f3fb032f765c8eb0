/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches a part of one chat from the server's archive at once, when somebody wants to see it before
 * ImSync has come so far (XEP-0313 §4.1.1).
 */
#pragma once

#include "im/conversation.h"

/* Whether the server may have something of the chat between two times, µs since 1970 UTC, that is not here
 * yet, and can be asked for it now. */
gboolean im_server_history_may_ask (ImConversation *conversation, gint64 from, gint64 to);

/**
 * im_server_history_async:
 * @time: µs since 1970 UTC
 * @newer: what begins at @time; else what ends there
 *
 * Fetches a page and keeps it as other pages of the archive are, without a claim that nothing lies
 * beside it. It goes on until there is a message that was not here before.
 *
 * @reached: (out): the time of the last message that it brought, on the far side; where there is no more
 * there, 0 or for @newer G_MAXINT64; untouched on failure
 *
 * Errors: G_IO_ERROR_NOT_CONNECTED, and errors of the session, the archive and XMPP_MAM_ERROR
 */
void im_server_history_async (ImConversation *conversation,
                              gint64 time,
                              gboolean newer,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean im_server_history_finish (ImConversation *conversation,
                                   GAsyncResult *result,
                                   gint64 *reached,
                                   GError **error);
