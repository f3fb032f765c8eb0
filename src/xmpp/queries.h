/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The iq requests we have sent and that wait for their answer (RFC 6120 §8.2.3). */

#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"
#include "xmpp/timer.h"

#include <gio/gio.h>

/* How long an answer may take: the asked entity may be behind two servers and a slow radio link. */
#define XMPP_QUERY_TIMEOUT (60 * XMPP_SECOND)

typedef struct _XmppQueries XmppQueries;

/* @account: our bare address; who may answer on its behalf follows from it. */
XmppQueries *xmpp_queries_new (const XmppJid *account) G_GNUC_WARN_UNUSED_RESULT;

/* Fails what is pending with XMPP_SESSION_ERROR_LOST. */
void xmpp_queries_free (XmppQueries *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppQueries, xmpp_queries_free)

/* @jid: (nullable): the full address that the server has bound. */
void xmpp_queries_set_jid (XmppQueries *self, const XmppJid *jid);

/**
 * xmpp_queries_add:
 * @id: of the iq, in use by no other query.
 * @to: (nullable): whom it asks.
 * @task: (transfer full): returns the answer as an XmlElement, or fails with its
 *   XMPP_STANZA_ERROR, XMPP_SESSION_ERROR_TIMEOUT, or as soon as its cancellable is cancelled.
 */
void xmpp_queries_add (XmppQueries *self, const char *id, const XmppJid *to, GTask *task);

/**
 * xmpp_queries_answer:
 * @iq: of type result or error.
 * @from: (nullable): its sender.
 *
 * Returns: whether a query waited for this answer from this sender; else it is late or forged.
 */
gboolean xmpp_queries_answer (XmppQueries *self, const XmlElement *iq, const XmppJid *from);

/* Ends all that are pending now. */
void xmpp_queries_fail (XmppQueries *self, const GError *error);
