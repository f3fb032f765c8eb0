/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making a request: the roster's part.
 */
#pragma once

#include "im/request.h"

/* @nick, @text, @moved_from: (nullable) */
ImRequest *im_request_new (ImAccount *account,
                           XmppJid *jid,
                           const char *nick,
                           const char *text,
                           XmppJid *moved_from) G_GNUC_WARN_UNUSED_RESULT;
