/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose messages the server keeps for an account (XEP-0441): asks for it and changes it.
 */
#pragma once

#include "im/types.h"
#include "xmpp/xep/0441-archive-prefs.h"

/**
 * im_archive_policy_look_async:
 *
 * Errors: those of xmpp_session_query_async(), also from servers that let nobody choose; and
 * XMPP_MAM_ERROR.
 */
void im_archive_policy_look_async (ImAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean im_archive_policy_look_finish (ImAccount *account,
                                        GAsyncResult *result,
                                        XmppArchivePolicy *policy,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the server has for single addresses stays. The finish gives what holds now: the server may
 * have decided otherwise. Cancelled, it may have been set or not. Errors: as above. */
void im_archive_policy_set_async (ImAccount *account,
                                  XmppArchivePolicy policy,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean im_archive_policy_set_finish (ImAccount *account,
                                       GAsyncResult *result,
                                       XmppArchivePolicy *policy,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
