/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people nearby tell of themselves: the strings of their TXT record (XEP-0174 §4). */
#pragma once

#include "xmpp/stanza.h"

/**
 * XmppNearbyCard:
 * @show: AVAILABLE, AWAY or DND, as there is no more on the wire
 * @status: (nullable): their words, one line
 * @nick: (nullable): what they are called: their nick, else first and last name; unverified
 */
typedef struct {
  XmppShow show;
  char *status, *nick;
} XmppNearbyCard;

/* @status, @nick: (nullable). What others would not take as it is, such as line breaks or the end of a
 * long text, is left out here already. */
XmppNearbyCard *xmpp_nearby_card_new (XmppShow show,
                                      const char *status,
                                      const char *nick) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_nearby_card_free (XmppNearbyCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppNearbyCard, xmpp_nearby_card_free)

gboolean xmpp_nearby_card_equal (const XmppNearbyCard *a, const XmppNearbyCard *b);

/**
 * xmpp_nearby_card_parse:
 * @strings: of type `aay`
 *
 * Anybody on the network can have written them: what is no UTF-8 is not there, control characters and
 * marks that change the direction of text become spaces, and lengths are bounded. Of a key that comes
 * again the first counts (RFC 6763 §6.4).
 */
XmppNearbyCard *xmpp_nearby_card_parse (GVariant *strings) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_nearby_card_build:
 * @port: where streams are taken; old programs read it here
 *
 * Returns: (transfer floating): of type `aay`
 */
GVariant *xmpp_nearby_card_build (const XmppNearbyCard *self,
                                  guint16 port) G_GNUC_WARN_UNUSED_RESULT;
