/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over a WebSocket: one element in each message (RFC 7395). */

#include "config.h"

#include "xmpp/transport/websocket.h"

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/http.h"

#define SUBPROTOCOL "xmpp"

typedef enum {
  UNOPENED,
  OPEN,
  CLOSING,    /* our <close/> is on its way, the server's is awaited */
  HANGING_UP, /* nothing is said any more, the WebSocket is being closed */
  CLOSED,
} Phase;

struct _XmppWebsocket {
  GObject parent_instance;

  XmppEndpoint *endpoint;
  XmppTimeouts timeouts;
  XmppHttp *http;
  SoupWebsocketConnection *socket; /* (nullable) */
  Phase phase;
  XmppTimer *patience; /* for the server's <close/>, and for the hanging up */
  guint end_id;        /* an end that is told in the next turn of the main loop */
  GError *error;       /* (nullable): what ::closed will tell */
};

static void xmpp_websocket_transport_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (XmppWebsocket,
                               xmpp_websocket,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT,
                                                      xmpp_websocket_transport_init))

/* --- The end --- */

static gboolean
on_let_go (gpointer socket)
{
  return G_SOURCE_REMOVE;
}

/* libsoup goes on with a connection after its signals, so the last reference never goes in one. */
static void
let_go (XmppWebsocket *self)
{
  if (self->socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->socket, self);
  xmpp_http_cut (self->http);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_let_go, g_steal_pointer (&self->socket), g_object_unref);
}

static void
finish (XmppWebsocket *self)
{
  xmpp_timer_set (self->patience, XMPP_NEVER);
  g_clear_handle_id (&self->end_id, g_source_remove);
  let_go (self);
  self->phase = CLOSED;
  xmpp_transport_emit_closed (XMPP_TRANSPORT (self), self->error);
}

static void
set_patience (XmppWebsocket *self)
{
  xmpp_timer_set (self->patience, xmpp_timer_now () + (gint64) self->timeouts.close_ms * 1000);
}

static gboolean
on_end (gpointer user_data)
{
  XmppWebsocket *self = user_data;

  self->end_id = 0;
  finish (self);
  return G_SOURCE_REMOVE;
}

/* RFC 6455 §7: the closing handshake. */
static void
hang_up (XmppWebsocket *self)
{
  self->phase = HANGING_UP;
  set_patience (self);
  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  else if (self->end_id == 0)
    self->end_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_end, self, NULL);
}

static void
on_impatient (gpointer user_data)
{
  XmppWebsocket *self = user_data;

  if (self->phase == CLOSING)
    hang_up (self);
  else
    finish (self);
}

/* --- What goes out --- */

/* Takes @element. A WebSocket that has just failed says so in a later turn. */
static void
transmit (XmppWebsocket *self, XmlElement *element)
{
  g_autoptr (XmlElement) owned = element;
  g_autofree char *text = xml_writer_dup (owned, NULL);

  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->socket, text);
}

/* Ends our side of the stream, with @error (nullable) for a reason. */
static void
say_goodbye (XmppWebsocket *self, const GError *error)
{
  if (error != NULL) {
    transmit (self, xmpp_stream_error_build (error));
    self->error = g_error_copy (error);
  }
  transmit (self, xml_element_new ("close", XMPP_NS_FRAMING));
  self->phase = CLOSING;
  set_patience (self);
}

static void
break_off (XmppWebsocket *self, const GError *error)
{
  if (self->phase == OPEN)
    say_goodbye (self, error);
}

/* --- What comes in --- */

/* <open/> as the <stream:stream> that it stands for. */
static XmlElement *
to_header (const XmlElement *open)
{
  XmlElement *header = xml_element_new ("stream", XMPP_NS_STREAM);

  for (const XmlAttr *attr = xml_element_attrs (open); attr != NULL; attr = attr->next)
    xml_element_set_with_ns (header, attr->name, attr->ns, attr->value);
  xml_element_seal (header);
  return header;
}

/* RFC 7395 §3.6.1: the same as a stream error does over TCP. */
static GError *
to_redirection (const char *uri)
{
  g_autoptr (XmlElement) error = xml_element_new ("error", XMPP_NS_STREAM);

  xml_element_add_text_child (error, "see-other-host", XMPP_NS_STREAM_ERRORS, uri);
  return xmpp_stream_error_parse (error);
}

static void
handle_close (XmppWebsocket *self, const XmlElement *close)
{
  const char *elsewhere = xml_element_get (close, "see-other-uri");

  if (self->phase == OPEN) {
    if (elsewhere != NULL)
      self->error = to_redirection (elsewhere);
    transmit (self, xml_element_new ("close", XMPP_NS_FRAMING));
  }
  hang_up (self);
}

static void
handle (XmppWebsocket *self, const XmlElement *element)
{
  XmppTransport *transport = XMPP_TRANSPORT (self);

  if (xml_element_is (element, "close", XMPP_NS_FRAMING)) {
    handle_close (self, element);
  } else if (xml_element_is (element, "open", XMPP_NS_FRAMING)) {
    g_autoptr (XmlElement) header = to_header (element);

    xmpp_transport_emit_opened (transport, header);
  } else {
    xmpp_transport_emit_element (transport, element);
  }
}

static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *message, XmppWebsocket *self)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (message, &n_bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) element = NULL;

  if (self->phase != OPEN && self->phase != CLOSING)
    return;

  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    error = g_error_new (XML_ERROR, XML_ERROR_RESTRICTED, "The server sent what is not text");
  else
    element = xml_parser_parse_document (bytes, (gssize) n_bytes, XML_LIMITS_DEFAULT, &error);

  if (element != NULL)
    handle (self, element);
  else
    break_off (self, error);
}

/* ::closed of the socket follows. */
static void
on_error (SoupWebsocketConnection *socket, const GError *error, XmppWebsocket *self)
{
  if (self->phase == OPEN && self->error == NULL)
    self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "WebSocket: %s", error->message);
}

static void
on_socket_closed (SoupWebsocketConnection *socket, XmppWebsocket *self)
{
  if (self->phase == OPEN && self->error == NULL)
    self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                               "The server hung up in the middle of the stream");
  finish (self);
}

/* --- The interface --- */

static void
on_upgraded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppWebsocket *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->socket = xmpp_http_upgrade_finish (result, &error);
  if (self->socket == NULL) {
    g_task_return_error (task, error);
    return;
  }

  soup_websocket_connection_set_max_incoming_payload_size (self->socket,
                                                           XML_LIMITS_DEFAULT.max_element);
  g_signal_connect (self->socket, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->socket, "error", G_CALLBACK (on_error), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (on_socket_closed), self);
  g_task_return_boolean (task, TRUE);
}

static void
websocket_connect_async (XmppTransport *transport,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, websocket_connect_async);
  xmpp_http_upgrade_async (self->http, self->endpoint->url, SUBPROTOCOL,
                           self->timeouts.connect_ms + self->timeouts.handshake_ms, cancellable,
                           on_upgraded, task);
}

static gboolean
websocket_connect_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
websocket_open (XmppTransport *transport, const XmlElement *header)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (transport);
  XmlElement *open = xml_element_new ("open", XMPP_NS_FRAMING);

  g_return_if_fail (self->socket != NULL || self->phase > OPEN);
  if (self->phase > OPEN) {
    xml_element_unref (open);
    return;
  }

  self->phase = OPEN;
  for (const XmlAttr *attr = xml_element_attrs (header); attr != NULL; attr = attr->next)
    xml_element_set_with_ns (open, attr->name, attr->ns, attr->value);
  transmit (self, open);
}

static void
websocket_send (XmppTransport *transport, XmlElement *element)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (transport);

  g_return_if_fail (self->phase != UNOPENED);
  xml_element_seal (element);
  if (self->phase == OPEN)
    transmit (self, element);
  else
    xml_element_unref (element);
}

static const XmppTlsFacts *
websocket_get_tls_facts (XmppTransport *transport)
{
  return xmpp_http_get_tls_facts (XMPP_WEBSOCKET (transport)->http);
}

static XmppTransportFlags
websocket_get_flags (XmppTransport *transport)
{
  return websocket_get_tls_facts (transport) ? XMPP_TRANSPORT_SECURE : 0;
}

static const XmppEndpoint *
websocket_get_endpoint (XmppTransport *transport)
{
  return XMPP_WEBSOCKET (transport)->endpoint;
}

static void
websocket_close (XmppTransport *transport)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (transport);

  g_return_if_fail (self->socket != NULL || self->phase > OPEN);
  if (self->phase == UNOPENED)
    hang_up (self);
  else if (self->phase == OPEN)
    say_goodbye (self, NULL);
}

XmppTransport *
xmpp_websocket_new (const XmppEndpoint *endpoint,
                    const char *domain,
                    const XmppTrust *trust,
                    GProxyResolver *proxies,
                    const XmppTimeouts *timeouts)
{
  XmppWebsocket *self = g_object_new (XMPP_TYPE_WEBSOCKET, NULL);

  self->endpoint = xmpp_endpoint_copy (endpoint);
  self->timeouts = xmpp_timeouts_fill (timeouts);
  self->http = xmpp_http_new (domain, trust, proxies);
  return XMPP_TRANSPORT (self);
}

static void
xmpp_websocket_dispose (GObject *object)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (object);

  g_clear_handle_id (&self->end_id, g_source_remove);
  xmpp_timer_set (self->patience, XMPP_NEVER);
  let_go (self);

  G_OBJECT_CLASS (xmpp_websocket_parent_class)->dispose (object);
}

static void
xmpp_websocket_finalize (GObject *object)
{
  XmppWebsocket *self = XMPP_WEBSOCKET (object);

  xmpp_http_free (self->http);
  xmpp_timer_free (self->patience);
  xmpp_endpoint_free (self->endpoint);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (xmpp_websocket_parent_class)->finalize (object);
}

static void
xmpp_websocket_transport_init (XmppTransportInterface *iface)
{
  iface->connect_async = websocket_connect_async;
  iface->connect_finish = websocket_connect_finish;
  iface->open = websocket_open;
  iface->send = websocket_send;
  iface->get_flags = websocket_get_flags;
  iface->get_tls_facts = websocket_get_tls_facts;
  iface->get_endpoint = websocket_get_endpoint;
  iface->close = websocket_close;
}

static void
xmpp_websocket_class_init (XmppWebsocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_websocket_dispose;
  object_class->finalize = xmpp_websocket_finalize;
}

static void
xmpp_websocket_init (XmppWebsocket *self)
{
  self->patience = xmpp_timer_new (on_impatient, self);
}
