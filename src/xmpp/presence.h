/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Presence both ways: who is there, and who asks to know (RFC 6121 §3, §4). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/stanza.h"

/**
 * XmppPresenceInfo:
 * @status: (nullable): their words, plain text
 * @nick: (nullable): what they call themselves (XEP-0172), unverified
 * @priority: -128 … 127; below 0, no messages to the bare address
 * @idle_since_us: when they were last at the machine (XEP-0319, XEP-0256), microseconds since
 *   1970; 0: not told
 * @caps_hash: (nullable): with @caps_ver the announced capabilities (XEP-0115): what they are
 *   #XmppCaps knows. Ignored in what is sent.
 * @caps_ver: (nullable)
 * @caps_node: (nullable)
 */
typedef struct {
  XmppShow show;
  int priority;
  char *status, *nick;
  gint64 idle_since_us;
  char *caps_hash, *caps_ver, *caps_node;
} XmppPresenceInfo;

#define XMPP_TYPE_PRESENCE_INFO (xmpp_presence_info_get_type ())
GType xmpp_presence_info_get_type (void);
XmppPresenceInfo *xmpp_presence_info_copy (const XmppPresenceInfo *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_presence_info_free (XmppPresenceInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppPresenceInfo, xmpp_presence_info_free)

/* @presence: of type AVAILABLE. Texts are clipped to 1024 octets (status) and 128 (nick). */
XmppPresenceInfo *xmpp_presence_info_parse (const XmlElement *presence) G_GNUC_WARN_UNUSED_RESULT;

/**
 * XmppPresence::available:
 * @from: (type XmppJid): almost always with a resource; our own devices are among them, also this
 *   one
 * @info: (type XmppPresenceInfo)
 *
 * XmppPresence::unavailable:
 * @from: (type XmppJid): with a resource, or all of them if it is bare
 * @status: (nullable): their last words
 *
 * XmppPresence::failed:
 * @from: (type XmppJid): whom a presence of ours did not reach
 * @error: (type GError): such as remote-server-not-found
 *
 * XmppPresence::subscription:
 * @from: (type XmppJid): bare
 * @type: an #XmppPresenceType: SUBSCRIBE, they ask to see our presence; SUBSCRIBED, they let us see
 *   theirs; UNSUBSCRIBE, they do not want ours any more; UNSUBSCRIBED, they refuse or end it
 * @status: (nullable): their word with it
 * @nick: (nullable): what they call themselves, unverified
 *
 * Anybody can send a presence: whether @from is a contact is for the receiver to decide.
 */
#define XMPP_TYPE_PRESENCE (xmpp_presence_get_type ())
G_DECLARE_FINAL_TYPE (XmppPresence, xmpp_presence, XMPP, PRESENCE, XmppModule)

/**
 * xmpp_presence_send:
 * @to: (nullable): one entity; %NULL tells all who may see our presence
 *
 * Says that we are available. Our capabilities are added if the session has #XmppCaps.
 */
void xmpp_presence_send (XmppPresence *self, const XmppPresenceInfo *info, const XmppJid *to);

/* @status, @to: (nullable), as above */
void xmpp_presence_send_unavailable (XmppPresence *self, const char *status, const XmppJid *to);

/**
 * xmpp_presence_send_subscription:
 * @type: SUBSCRIBE: ask to see theirs; SUBSCRIBED: let them see ours, also before they ask where
 *   the server can do that (RFC 6121 §3.4); UNSUBSCRIBE: not want theirs any more; UNSUBSCRIBED:
 *   refuse or end that they see ours
 * @to: taken without its resource
 * @status: (nullable): a word with it
 */
void xmpp_presence_send_subscription (XmppPresence *self,
                                      XmppPresenceType type,
                                      const XmppJid *to,
                                      const char *status);

/* Asks to see the presence of who has invited us with @token (XEP-0379 §3.4). @status: (nullable) */
void xmpp_presence_accept_invitation (XmppPresence *self,
                                      const XmppJid *to,
                                      const char *status,
                                      const char *token);

/* Asks for the presence of @to, which servers do for us at sign-in (RFC 6121 §4.3). */
void xmpp_presence_send_probe (XmppPresence *self, const XmppJid *to);
