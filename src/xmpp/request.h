/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An iq request somebody sent us, which is answered exactly once (RFC 6120 §8.2.3). */

#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"
#include "xmpp/module.h"

XmppRequest *xmpp_request_ref (XmppRequest *self);

/* The last reference answers `service-unavailable` if nobody else has answered. */
void xmpp_request_unref (XmppRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppRequest, xmpp_request_unref)

/**
 * xmpp_request_get_from:
 *
 * Returns: (transfer none) (nullable): who asks; NULL is our own account at our server.
 */
XmppJid *xmpp_request_get_from (XmppRequest *self);
const XmlElement *xmpp_request_get_stanza (XmppRequest *self);
const XmlElement *xmpp_request_get_payload (XmppRequest *self);

/**
 * xmpp_request_reply:
 * @payload: (transfer full) (nullable)
 *
 * Answers with a result. A second answer is a programmer's error; an answer after the session has
 * ended goes nowhere.
 */
void xmpp_request_reply (XmppRequest *self, XmlElement *payload);

/**
 * xmpp_request_fail:
 *
 * Answers with an error: XMPP_STANZA_ERROR maps 1:1, anything else becomes `internal-server-error`
 * and its message stays here.
 */
void xmpp_request_fail (XmppRequest *self, const GError *error);

/**
 * XmppRequestAnswer:
 * @answer: (transfer full): a complete iq.
 */
typedef void (*XmppRequestAnswer) (XmlElement *answer, gpointer user_data);

/* For the router. @from: (nullable); @user_data is released with the request. */
XmppRequest *xmpp_request_new (const XmlElement *stanza,
                               const XmlElement *payload,
                               const XmppJid *from,
                               XmppRequestAnswer answer,
                               gpointer user_data,
                               GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
