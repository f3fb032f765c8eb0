/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody asks to see our presence (RFC 6121 §3.1).
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"

#define IM_TYPE_REQUEST (im_request_get_type ())
G_DECLARE_FINAL_TYPE (ImRequest, im_request, IM, REQUEST, GObject)

/*
 * Properties, read-only and constant:
 *
 * - account: ImAccount
 * - address: string
 * - nick: string, what they call themselves, unverified; NULL: nothing
 * - text: string, their word with it; NULL: none
 */

XmppJid *im_request_get_jid (ImRequest *self);       /* (transfer none) */
ImAccount *im_request_get_account (ImRequest *self); /* (transfer none) */
const char *im_request_get_address (ImRequest *self);
const char *im_request_get_nick (ImRequest *self); /* (nullable) */
const char *im_request_get_text (ImRequest *self); /* (nullable) */

/* (transfer none) (nullable): the address of a contact of ours, who has moved from there: the account there
 * confirms it (XEP-0283) */
XmppJid *im_request_get_moved_from (ImRequest *self);
