/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streams between people nearby, without a server, a sign-in or TLS (XEP-0174 §6): those we open, when
 * there is something to say, and those that are opened to us. */
#pragma once

#include "xml/element.h"
#include "xmpp/link-local/peers.h"

/**
 * XmppNearbyStreamsEvents:
 * @received: what came on a stream of @peer, who was found at the address it comes from. Returns:
 *   (transfer full) (nullable): what is to be answered on the same stream
 * @failed: what xmpp_nearby_streams_send() was given did not go out. @error: an XMPP_STANZA_ERROR
 *
 * Called from the main loop; the streams must not be freed in them.
 */
typedef struct {
  XmlElement *(*received) (const XmppNearbyPeer *peer, const XmlElement *stanza, gpointer data);
  void (*failed) (const XmlElement *stanza, const GError *error, gpointer data);
} XmppNearbyStreamsEvents;

typedef struct _XmppNearbyStreams XmppNearbyStreams;

/* @peers: those to whom there are streams; must outlive this. */
XmppNearbyStreams *xmpp_nearby_streams_new (XmppNearbyPeers *peers,
                                            const XmppNearbyStreamsEvents *events,
                                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Takes no more streams, and cuts those that there are. */
void xmpp_nearby_streams_free (XmppNearbyStreams *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppNearbyStreams, xmpp_nearby_streams_free)

/* @name: what we are called from now on. */
void xmpp_nearby_streams_set_name (XmppNearbyStreams *self, const char *name);

/* Takes streams at the usual port, or at any if that is not free. Returns: the port; 0 on failure. */
guint16 xmpp_nearby_streams_listen (XmppNearbyStreams *self, GError **error);

/**
 * xmpp_nearby_streams_send:
 * @stanza: addressed from our name to that of @peer, and sealed
 *
 * On the stream that there is to @peer, else on a new one.
 */
void xmpp_nearby_streams_send (XmppNearbyStreams *self,
                               const XmppNearbyPeer *peer,
                               const XmlElement *stanza);

/* Somebody was found: streams that were opened before that are taken now. */
void xmpp_nearby_streams_look_again (XmppNearbyStreams *self);

/* Somebody called @name is gone, or will be in a moment: ends the streams to them. */
void xmpp_nearby_streams_end (XmppNearbyStreams *self, const char *name);

/* Ends all of them as is proper. Returns: whether there are any, so that it takes a moment. */
gboolean xmpp_nearby_streams_close (XmppNearbyStreams *self);
