/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people call themselves (XEP-0172), published at their accounts (XEP-0163). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

/**
 * XmppNick::changed:
 * @from: (type XmppJid): bare; also our own account
 * @nick: (nullable): what they call themselves now, unverified, 128 octets at most
 *
 * Anybody can send such an event: whether @from is a contact is for the receiver to decide.
 */
#define XMPP_TYPE_NICK (xmpp_nick_get_type ())
G_DECLARE_FINAL_TYPE (XmppNick, xmpp_nick, XMPP, NICK, XmppModule)

/* (nullable): what we call ourselves, as far as the server has told in this session */
const char *xmpp_nick_get_own (XmppNick *self);

/**
 * xmpp_nick_publish_async:
 * @nick: "" for none
 *
 * Tells those who see our presence. Errors: those of xmpp_pep_publish_async().
 */
void xmpp_nick_publish_async (XmppNick *self,
                              const char *nick,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean xmpp_nick_publish_finish (XmppNick *self, GAsyncResult *result, GError **error);

/* @parent: a presence or payload; returns (nullable) the clipped text of its <nick/> */
char *xmpp_nick_read (const XmlElement *parent) G_GNUC_WARN_UNUSED_RESULT;
