/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs out another device of an account, where its server lets it: that is a command for those who
 * run the server (XEP-0133 §4.5).
 */
#pragma once

#include "im/account.h"

/**
 * im_sign_out_look_async:
 *
 * Asks whether the server offers the command to this account.
 */
void im_sign_out_look_async (ImAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* FALSE without an error: it does not. */
gboolean im_sign_out_look_finish (ImAccount *account, GAsyncResult *result, GError **error);

/**
 * im_sign_out_async:
 * @device: its name, as in #ImDevice
 *
 * Ends its session. Its unavailable presence may come before or after this is done.
 *
 * Errors: IM_ERROR_OFFLINE, XMPP_STANZA_ERROR, XMPP_SESSION_ERROR.
 */
void im_sign_out_async (ImAccount *account,
                        const char *device,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean im_sign_out_finish (ImAccount *account, GAsyncResult *result, GError **error);
