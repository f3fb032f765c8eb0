/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Contacts who have moved to another address: whose old account confirms it (XEP-0283).
 */
#pragma once

#include "im/requests.h"
#include "im/roster.h"
#include "xmpp/session.h"

/* Checks what is claimed with requests in @session, and notes in @requests what is true. */
typedef struct _ImMoves ImMoves;

/* All outlive it. */
ImMoves *im_moves_new (ImRoster *roster,
                       ImRequests *requests,
                       XmppSession *session) G_GNUC_WARN_UNUSED_RESULT;
void im_moves_free (ImMoves *self);
