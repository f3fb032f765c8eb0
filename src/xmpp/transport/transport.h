/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What carries a stream: it exchanges elements, not bytes, so that TCP, WebSocket and a test's
 * mock look alike (RFC 6120 §3, §4). */
#pragma once

#include "xml/element.h"
#include "xmpp/transport/certificate.h"
#include "xmpp/transport/endpoints.h"

#include <gio/gio.h>

/**
 * XmppTransportFlags:
 * @XMPP_TRANSPORT_SECURE: what is sent now is protected by TLS, and the server is who it should be.
 * @XMPP_TRANSPORT_CAN_STARTTLS: xmpp_transport_secure_async() is possible.
 * @XMPP_TRANSPORT_CAN_COMPRESS: reserved for XEP-0138.
 * @XMPP_TRANSPORT_NO_RESUMPTION: a session that is lost cannot be resumed over it.
 * @XMPP_TRANSPORT_SIGNED_IN: there is no server to sign in to, only an address to be had.
 */
typedef enum {
  XMPP_TRANSPORT_SECURE = 1 << 0,
  XMPP_TRANSPORT_CAN_STARTTLS = 1 << 1,
  XMPP_TRANSPORT_CAN_COMPRESS = 1 << 2,
  XMPP_TRANSPORT_NO_RESUMPTION = 1 << 3,
  XMPP_TRANSPORT_SIGNED_IN = 1 << 4,
} XmppTransportFlags;

/**
 * XmppTlsFacts:
 * @version: TLS 1.2 or later.
 * @cipher: (nullable): name of the cipher suite.
 * @certificate: the server's.
 */
typedef struct {
  GTlsProtocolVersion version;
  char *cipher;
  XmppCertificate *certificate;
} XmppTlsFacts;

/**
 * XmppTimeouts:
 * @connect_ms: for a TCP connection to one endpoint, proxies included.
 * @handshake_ms: for TLS.
 * @close_ms: for the server's closing tag, and again for the end of TLS.
 *
 * 0 takes the usual 15 s, 20 s and 2 s.
 */
typedef struct {
  guint connect_ms;
  guint handshake_ms;
  guint close_ms;
} XmppTimeouts;

/* @given (nullable) with the usual in place of 0 */
XmppTimeouts xmpp_timeouts_fill (const XmppTimeouts *given);

/**
 * XmppTransport:
 *
 * Life: connect, open, then elements in both directions, perhaps secure, open again for each
 * restart of the stream, close. A transport is used for one connection. It reads nothing before the
 * first open, so signals can be connected after it came from the dialer. Dropping the last
 * reference cuts the connection without a word.
 *
 * XmppTransport::opened:
 * @header: (type XmlElement): the server's `<stream:stream>` without its content.
 *
 * XmppTransport::element:
 * @element: (type XmlElement): a complete, sealed child of the stream. Ref it to keep it. Handlers
 *   may call anything here, also restart, secure or close.
 *
 * XmppTransport::closed:
 * @error: (nullable): NULL when the stream was closed by both sides with the closing tag,
 *   whoever began. XML_ERROR when the server broke the rules of XML, else G_IO_ERROR or
 *   G_TLS_ERROR.
 *
 * Emitted exactly once if the stream was opened or closed, as the last signal of all.
 */
#define XMPP_TYPE_TRANSPORT (xmpp_transport_get_type ())
G_DECLARE_INTERFACE (XmppTransport, xmpp_transport, XMPP, TRANSPORT, GObject)

/* Without STARTTLS and channel binding, leave out secure_async, secure_finish and dup_binding. */
struct _XmppTransportInterface {
  GTypeInterface parent;

  void (*connect_async) (XmppTransport *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  gboolean (*connect_finish) (XmppTransport *self, GAsyncResult *result, GError **error);
  void (*open) (XmppTransport *self, const XmlElement *header);
  void (*send) (XmppTransport *self, XmlElement *element);
  void (*secure_async) (XmppTransport *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*secure_finish) (XmppTransport *self, GAsyncResult *result, GError **error);
  GBytes *(*dup_binding) (XmppTransport *self, GTlsChannelBindingType type, GError **error);
  XmppTransportFlags (*get_flags) (XmppTransport *self);
  const XmppTlsFacts *(*get_tls_facts) (XmppTransport *self);
  const XmppEndpoint *(*get_endpoint) (XmppTransport *self);
  void (*close) (XmppTransport *self);
};

/**
 * xmpp_transport_connect_async:
 *
 * Connects, with TLS at once if the endpoint is for direct TLS. Done by the dialer. Fails with
 * XMPP_CONNECT_ERROR, XMPP_TLS_ERROR or G_IO_ERROR_CANCELLED.
 */
void xmpp_transport_connect_async (XmppTransport *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean xmpp_transport_connect_finish (XmppTransport *self, GAsyncResult *result, GError **error);

/**
 * xmpp_transport_open:
 * @header: a `<stream:stream>` in XMPP_NS_STREAM with its attributes; the declaration of the
 *   content namespace `jabber:client` is added.
 *
 * Starts the stream, or restarts it: what was received of the old one and not yet delivered is
 * dropped, what was sent before goes out before.
 */
void xmpp_transport_open (XmppTransport *self, const XmlElement *header);

/**
 * xmpp_transport_send:
 * @element: (transfer full): sealed here if it is not yet.
 *
 * Queues; everything of one turn of the main loop goes out in one write. A failure, also a server
 * that takes too little for too long, ends in ::closed. Dropped after xmpp_transport_close() and
 * after ::closed.
 */
void xmpp_transport_send (XmppTransport *self, XmlElement *element);

/**
 * xmpp_transport_secure_async:
 *
 * STARTTLS, to be called in the handler of ::element that brings `<proceed/>` (RFC 6120 §5.4.3),
 * or the first bytes of TLS could be read as XML. After success open again. Fails with
 * XMPP_TLS_ERROR, XMPP_CONNECT_ERROR or G_IO_ERROR_CANCELLED; nothing is sent any more then, and
 * the stream is best closed, which ends in ::closed as always.
 */
void xmpp_transport_secure_async (XmppTransport *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean xmpp_transport_secure_finish (XmppTransport *self, GAsyncResult *result, GError **error);

/**
 * xmpp_transport_dup_binding:
 * @type: G_TLS_CHANNEL_BINDING_TLS_EXPORTER (RFC 9266) or _TLS_SERVER_END_POINT (RFC 5929).
 *
 * What SASL's -PLUS mechanisms tie themselves to. Fails with G_TLS_CHANNEL_BINDING_ERROR.
 */
GBytes *xmpp_transport_dup_binding (XmppTransport *self,
                                    GTlsChannelBindingType type,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

XmppTransportFlags xmpp_transport_get_flags (XmppTransport *self);

/**
 * xmpp_transport_get_tls_facts:
 *
 * Returns: (nullable): NULL unless SECURE; valid as long as the transport.
 */
const XmppTlsFacts *xmpp_transport_get_tls_facts (XmppTransport *self);

/* Where it leads, and by which road. */
const XmppEndpoint *xmpp_transport_get_endpoint (XmppTransport *self);

/**
 * xmpp_transport_close:
 *
 * Sends what is queued and the closing tag, and waits some seconds at most for the server's
 * (RFC 6120 §4.4); elements that arrive until then are still delivered. Then ::closed is emitted,
 * with NULL even if the server stayed silent. Never emits from within the call, and calling it
 * again does nothing.
 */
void xmpp_transport_close (XmppTransport *self);

/* For implementations: emit the signals above. */
void xmpp_transport_emit_opened (XmppTransport *self, const XmlElement *header);
void xmpp_transport_emit_element (XmppTransport *self, const XmlElement *element);
void xmpp_transport_emit_closed (XmppTransport *self, const GError *error);
