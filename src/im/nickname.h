/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person calls themselves to the contacts of an account (XEP-0172).
 */
#pragma once

#include "im/types.h"

/* (nullable): NULL: nothing, or the server has not told yet */
const char *im_nickname_get (ImAccount *account);

/**
 * im_nickname_set_async:
 * @nick: "" for none
 *
 * Errors: IM_ERROR_OFFLINE; those of xmpp_nick_publish_async().
 */
void im_nickname_set_async (ImAccount *account,
                            const char *nick,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean im_nickname_set_finish (ImAccount *account, GAsyncResult *result, GError **error);
