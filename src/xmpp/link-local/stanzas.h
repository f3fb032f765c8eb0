/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between a session, which wants a server, and people nearby, who have none: what is answered in its
 * place, and what becomes of the stanzas that go from one to the other (XEP-0174 §6). Pure functions. */
#pragma once

#include "xml/element.h"
#include "xmpp/link-local/peers.h"

/* --- What the session is told --- */

/**
 * xmpp_nearby_answer_session:
 * @iq: what the session asks: of type get or set
 *
 * The answer in place of a server, or of a peer: the contact list is empty at first, a sign of life is
 * given, and nothing else is possible.
 */
XmlElement *xmpp_nearby_answer_session (const XmlElement *iq) G_GNUC_WARN_UNUSED_RESULT;

/* The answer to the request for an address: @own with the resource that is asked for, if it can be
 * one. @jid: (out) */
XmlElement *xmpp_nearby_answer_bind (const XmlElement *iq,
                                     const XmppJid *own,
                                     XmppJid **jid) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody is a contact now, under the name of their card. */
XmlElement *xmpp_nearby_new_push (const XmppNearbyPeer *peer) G_GNUC_WARN_UNUSED_RESULT;

/* Their presence, for @to. */
XmlElement *xmpp_nearby_new_presence (const XmppNearbyPeer *peer,
                                      gboolean available,
                                      const XmppJid *to) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_nearby_take_message:
 * @message: what came on a stream of the peer
 *
 * The message as the session is given it: from @from, whatever it says itself, and without what only a
 * server may add to it.
 *
 * Returns: (nullable): %NULL if it is of a type that nobody nearby has a reason to send
 */
XmlElement *xmpp_nearby_take_message (const XmlElement *message,
                                      const XmppJid *from,
                                      const XmppJid *to) G_GNUC_WARN_UNUSED_RESULT;

/* --- What peers are told --- */

/* @stanza with the names that it goes by on the wire */
XmlElement *xmpp_nearby_readdress (const XmlElement *stanza,
                                   const char *from,
                                   const char *to) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_nearby_answer_peer:
 *
 * Answers an iq of a peer; the session sees none of them. They learn that we chat, and that we take no
 * files.
 *
 * Returns: (nullable): %NULL if it is no question
 */
XmlElement *xmpp_nearby_answer_peer (const XmlElement *iq) G_GNUC_WARN_UNUSED_RESULT;
