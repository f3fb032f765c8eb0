/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Privacy lists at the server (XEP-0016), which another program has set and which may keep people or
 * messages away from this one.
 */
#pragma once

#include "im/types.h"

/**
 * im_privacy_look_async:
 *
 * Which list is in force for @account.
 *
 * Returns: (nullable): its name; NULL without an error if there is none, or if it is only what the
 *   account blocks (XEP-0191), which is listed elsewhere. Errors: those of
 *   xmpp_session_query_async(), also from servers without such lists.
 */
void im_privacy_look_async (ImAccount *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *im_privacy_look_finish (ImAccount *account,
                              GAsyncResult *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lets everything through until the session ends. The list itself stays, and is in force for the
 * person's other devices. Errors: as above. */
void im_privacy_open_async (ImAccount *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean im_privacy_open_finish (ImAccount *account, GAsyncResult *result, GError **error);
