/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over TCP, with direct TLS or STARTTLS (RFC 6120 §3 to §5, XEP-0368). */

#include "config.h"

#include "base/data.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/deadline.h"
#include "xmpp/transport/delivery.h"
#include "xmpp/transport/outbox.h"
#include "xmpp/transport/socket.h"
#include "xmpp/transport/tcp.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* A read brings one TLS record at most. */
#define READ_SIZE (16 * 1024)

/* After so much work at a stretch everybody else has a turn, also those who wait for idleness, such
 * as the drawing of windows. */
#define SLICE_US 8000

/* What may wait to be sent: some of the largest stanzas. */
#define MAX_BACKLOG (16 * 1024 * 1024)

#define CLOSING_TAG "</stream:stream>"

typedef enum {
  UNOPENED,
  OPEN,
  CLOSING,    /* our closing tag is on its way, the server's is awaited */
  HANGING_UP, /* nothing is said any more, TLS and TCP are being closed */
  CLOSED,
} Phase;

struct _XmppTcp {
  GObject parent_instance;

  XmppEndpoint *endpoint;
  char *domain;
  XmppTrust *trust;
  GProxyResolver *proxies; /* (nullable) */
  XmppTimeouts timeouts;

  Phase phase;
  GSocketConnection *connection; /* (nullable) */
  GTlsConnection *tls;           /* (nullable): over @connection */
  XmppTlsFacts facts;
  gboolean securing;     /* STARTTLS is under way … */
  gboolean mute;         /* … or has failed: nothing is read or written */
  GCancellable *pending; /* the read, or the hanging up */
  XmppTimer *patience;   /* for the server's closing tag, and for the hanging up */
  GError *error;         /* (nullable): what ::closed will tell */

  XmppInbox *inbox;
  gboolean reading, delivering, said_all; /* said_all: the server has closed its stream */
  gint64 busy_us, busy_since;
  guint deliver_id;

  XmppOutbox *outbox; /* (nullable) */
};

struct _Connect {
  guint step;
  XmppDeadline *deadline;
};

BASE_DEFINE_DATA (Connect, connect)

static void xmpp_tcp_transport_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (XmppTcp,
                               xmpp_tcp,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT, xmpp_tcp_transport_init))

static void
connect_cleanup (Connect *self)
{
  g_clear_pointer (&self->deadline, xmpp_deadline_free);
}

static GIOStream *
get_stream (XmppTcp *self)
{
  return self->tls ? G_IO_STREAM (self->tls) : G_IO_STREAM (self->connection);
}

/* --- The end --- */

static void
set_patience (XmppTcp *self)
{
  xmpp_timer_set (self->patience, xmpp_timer_now () + (gint64) self->timeouts.close_ms * 1000);
}

/* To be done before the last reference to TLS goes, which would say farewell and wait until the
 * peer takes it. */
static void
cut (XmppTcp *self)
{
  if (self->connection != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}

static void
stop (XmppTcp *self)
{
  g_cancellable_cancel (self->pending);
  g_clear_handle_id (&self->deliver_id, g_source_remove);
  g_clear_pointer (&self->outbox, xmpp_outbox_free);
  xmpp_timer_set (self->patience, XMPP_NEVER);
}

static void
finish (XmppTcp *self)
{
  stop (self);
  cut (self);
  self->phase = CLOSED;
  xmpp_transport_emit_closed (XMPP_TRANSPORT (self), self->error);
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppTcp) self = user_data;

  /* However it went, it is over. */
  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  finish (self);
}

/* Says farewell at the level of TLS and TCP. */
static void
hang_up (XmppTcp *self)
{
  stop (self);
  self->phase = HANGING_UP;
  g_object_unref (self->pending);
  self->pending = g_cancellable_new ();
  set_patience (self);
  g_io_stream_close_async (get_stream (self), G_PRIORITY_DEFAULT, self->pending, on_hung_up,
                           g_object_ref (self));
}

static void
on_impatient (gpointer user_data)
{
  XmppTcp *self = user_data;

  if (self->phase == CLOSING)
    hang_up (self);
  else
    g_cancellable_cancel (self->pending);
}

static void
hang_up_if_done (XmppTcp *self)
{
  gboolean drained = self->outbox == NULL || xmpp_outbox_is_drained (self->outbox);

  if (self->phase == CLOSING && self->said_all && drained)
    hang_up (self);
}

/* The connection broke; takes @error. */
static void
lose (XmppTcp *self, GError *error)
{
  if (self->phase == CLOSING) {
    g_error_free (error);
    hang_up (self);
    return;
  }
  self->error = error;
  finish (self);
}

/* Ends our side of the stream, with @error (nullable) for a reason. */
static void
say_goodbye (XmppTcp *self, const GError *error)
{
  GString *out = xmpp_outbox_edit (self->outbox);

  if (error != NULL) {
    g_autoptr (XmlElement) reason = xmpp_stream_error_build (error);

    xml_writer_append (out, reason, XMPP_NS_CLIENT);
    self->error = g_error_copy (error);
  }
  g_string_append (out, CLOSING_TAG);
  self->phase = CLOSING;
  set_patience (self);
}

/* --- What goes out --- */

static void
on_drained (gpointer data)
{
  hang_up_if_done (data);
}

/* The server may have said why it hung up: that is still to be read. */
static void
on_write_failed (const GError *error, gpointer data)
{
  XmppTcp *self = data;

  g_clear_pointer (&self->outbox, xmpp_outbox_free);
  if (self->phase == OPEN) {
    self->error = g_error_copy (error);
    self->phase = CLOSING;
    set_patience (self);
  }
  hang_up_if_done (self);
}

static const XmppOutboxEvents outbox_events = { on_drained, on_write_failed };

/* --- What comes in --- */

static gboolean
is_listening (XmppTcp *self)
{
  return (self->phase == OPEN || self->phase == CLOSING) && !self->said_all && !self->mute;
}

/* What has come, as long as the time slice lasts. */
static XmppInboxEvent *
pop (XmppTransport *transport)
{
  XmppTcp *self = XMPP_TCP (transport);
  gint64 now = g_get_monotonic_time ();

  self->busy_us += now - self->busy_since;
  self->busy_since = now;
  if (!is_listening (self) || self->busy_us >= SLICE_US)
    return NULL;
  /* Before TLS not one byte more than needed: what follows <proceed/> must not be taken for XML. */
  return xmpp_inbox_pop (self->inbox, self->tls == NULL);
}

static void
on_ended (XmppTransport *transport, const GError *error)
{
  XmppTcp *self = XMPP_TCP (transport);

  /* A proper end, even if we could not write any more. */
  if (error == NULL)
    g_clear_error (&self->error);
  self->said_all = TRUE;
  if (self->phase == OPEN)
    say_goodbye (self, error);
  else
    hang_up_if_done (self);
}

static const XmppDelivery delivery = { pop, on_ended };

static void read_on (XmppTcp *self);

static void
deliver (XmppTcp *self)
{
  self->busy_since = g_get_monotonic_time ();
  self->delivering = TRUE;
  if (!xmpp_delivery_run (&delivery, XMPP_TRANSPORT (self)))
    return;
  self->delivering = FALSE;
  read_on (self);
}

static gboolean
on_deliver (gpointer user_data)
{
  XmppTcp *self = user_data;

  self->deliver_id = 0;
  deliver (self);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppTcp *self = user_data;
  GError *error = NULL;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  /* Then the transport may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }

  self->reading = FALSE;
  if (bytes == NULL) {
    lose (self, error);
  } else if (g_bytes_get_size (bytes) == 0) {
    g_bytes_unref (bytes);
    lose (self, g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                             "The server hung up in the middle of the stream"));
  } else {
    xmpp_inbox_put (self->inbox, bytes);
    deliver (self);
  }
}

/* Waits for more, unless there is a reason not to. */
static void
read_on (XmppTcp *self)
{
  if (!is_listening (self) || self->delivering || self->reading || self->deliver_id != 0)
    return;

  if (self->busy_us >= SLICE_US) {
    self->busy_us = 0;
    self->deliver_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_deliver, self, NULL);
    return;
  }

  /* Linux forgets it from time to time. Without it, a server that sends in several small pieces
   * under Nagle's rule waits 40 ms for our acknowledgement. */
  g_socket_set_option (g_socket_connection_get_socket (self->connection), IPPROTO_TCP, TCP_QUICKACK,
                       1, NULL);

  self->reading = TRUE;
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (get_stream (self)), READ_SIZE,
                                   G_PRIORITY_DEFAULT, self->pending, on_read, self);
}

/* --- The beginning --- */

static void
send_through (XmppTcp *self)
{
  xmpp_outbox_set_stream (self->outbox, g_io_stream_get_output_stream (get_stream (self)));
}

/* Takes @tls. */
static void
adopt_tls (XmppTcp *self, GTlsConnection *tls)
{
  self->tls = tls;
  self->facts.version = g_tls_connection_get_protocol_version (tls);
  self->facts.cipher = g_tls_connection_get_ciphersuite_name (tls);
  self->facts.certificate = xmpp_certificate_new (g_tls_connection_get_peer_certificate (tls));
  send_through (self);
}

static void
connect_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppTcp *self = g_task_get_source_object (task);
  Connect *connect = connect_from_task (task);
  GTlsConnection *tls;
  GError *error = NULL;

  switch (connect->step++) {
  case 0:
    self->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
    if (self->connection == NULL) {
      xmpp_deadline_blame (connect->deadline, &error);
      break;
    }
    g_clear_pointer (&connect->deadline, xmpp_deadline_free);
    xmpp_socket_tune (g_socket_connection_get_socket (self->connection));
    if (self->endpoint->mode == XMPP_TLS_START) {
      send_through (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
    xmpp_tls_connect_async (G_IO_STREAM (self->connection), self->domain, "xmpp-client",
                            self->trust, self->timeouts.handshake_ms, g_task_get_cancellable (task),
                            connect_step, g_object_ref (task));
    return;
  case 1:
    tls = xmpp_tls_connect_finish (result, &error);
    if (tls == NULL)
      break;
    adopt_tls (self, tls);
    g_task_return_boolean (task, TRUE);
    return;
  default:
    g_assert_not_reached ();
  }

  cut (self);
  g_task_return_error (task, xmpp_connect_error_take (error, self->endpoint->host));
}

static void
tcp_connect_async (XmppTransport *transport,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  XmppTcp *self = XMPP_TCP (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address =
    g_network_address_new (self->endpoint->host, self->endpoint->port);
  Connect *connect = connect_alloc ();

  g_task_set_source_tag (task, tcp_connect_async);
  connect->deadline = xmpp_deadline_new (cancellable, self->timeouts.connect_ms);
  connect_to_task (connect, task);

  if (self->proxies != NULL)
    g_socket_client_set_proxy_resolver (client, self->proxies);
  g_socket_client_connect_async (client, address, xmpp_deadline_get_cancellable (connect->deadline),
                                 connect_step, task);
}

static gboolean
tcp_connect_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tcp_open (XmppTransport *transport, const XmlElement *header)
{
  XmppTcp *self = XMPP_TCP (transport);

  g_return_if_fail (self->connection != NULL && !self->mute);
  if (self->phase > OPEN)
    return;

  self->phase = OPEN;
  xmpp_inbox_restart (self->inbox);
  xml_writer_append_header (xmpp_outbox_edit (self->outbox), header, XMPP_NS_CLIENT);
  read_on (self);
}

static void
tcp_send (XmppTransport *transport, XmlElement *element)
{
  XmppTcp *self = XMPP_TCP (transport);
  g_autoptr (XmlElement) owned = element;

  g_return_if_fail (self->phase != UNOPENED);
  xml_element_seal (owned);
  if (self->phase == OPEN && !self->mute)
    xml_writer_append (xmpp_outbox_edit (self->outbox), owned, XMPP_NS_CLIENT);
}

/* --- STARTTLS --- */

static void
on_secured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppTcp *self = g_task_get_source_object (task);
  GError *error = NULL;
  GTlsConnection *tls = xmpp_tls_connect_finish (result, &error);

  self->securing = FALSE;
  if (tls == NULL) {
    cut (self);
    g_task_return_error (task, error);
  } else {
    self->mute = FALSE;
    adopt_tls (self, tls);
    g_task_return_boolean (task, TRUE);
  }

  if (self->phase == CLOSING)
    hang_up (self);
}

/* A turn of the main loop after <proceed/>, when the news that our last write is done has come. */
static gboolean
on_secure_turn (gpointer user_data)
{
  GTask *task = user_data;
  XmppTcp *self = g_task_get_source_object (task);

  if (self->phase != OPEN) {
    self->securing = FALSE;
    cut (self);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                             "The stream was closed before TLS began");
    if (self->phase == CLOSING)
      hang_up (self);
    return G_SOURCE_REMOVE;
  }

  if (!xmpp_outbox_is_drained (self->outbox)) {
    self->securing = FALSE;
    g_task_return_new_error (task, XMPP_TLS_ERROR, XMPP_TLS_ERROR_INJECTED,
                             "The server began TLS before it can have been asked to");
    return G_SOURCE_REMOVE;
  }

  xmpp_outbox_set_stream (self->outbox, NULL);
  xmpp_tls_connect_async (G_IO_STREAM (self->connection), self->domain, NULL, self->trust,
                          self->timeouts.handshake_ms, g_task_get_cancellable (task), on_secured,
                          g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static void
tcp_secure_async (XmppTransport *transport,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  XmppTcp *self = XMPP_TCP (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->phase != UNOPENED && self->tls == NULL && !self->mute);
  g_return_if_fail (!self->reading);

  g_task_set_source_tag (task, tcp_secure_async);
  if (self->phase != OPEN) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                             "The stream was closed before TLS began");
    return;
  }

  self->mute = TRUE;
  if (!xmpp_inbox_is_empty (self->inbox)) {
    g_task_return_new_error (task, XMPP_TLS_ERROR, XMPP_TLS_ERROR_INJECTED,
                             "Something came between the word to begin TLS and TLS");
    return;
  }

  self->securing = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_secure_turn, g_steal_pointer (&task), g_object_unref);
}

static gboolean
tcp_secure_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The rest --- */

static GBytes *
tcp_dup_binding (XmppTransport *transport, GTlsChannelBindingType type, GError **error)
{
  XmppTcp *self = XMPP_TCP (transport);
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (self->tls == NULL) {
    g_set_error (error, G_TLS_CHANNEL_BINDING_ERROR, G_TLS_CHANNEL_BINDING_ERROR_INVALID_STATE,
                 "There is no TLS to be bound to");
    return NULL;
  }
  if (!g_tls_connection_get_channel_binding_data (self->tls, type, data, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static XmppTransportFlags
tcp_get_flags (XmppTransport *transport)
{
  XmppTcp *self = XMPP_TCP (transport);

  if (self->tls != NULL)
    return XMPP_TRANSPORT_SECURE;
  return self->endpoint->mode == XMPP_TLS_START ? XMPP_TRANSPORT_CAN_STARTTLS : 0;
}

static const XmppTlsFacts *
tcp_get_tls_facts (XmppTransport *transport)
{
  XmppTcp *self = XMPP_TCP (transport);

  return self->tls ? &self->facts : NULL;
}

static const XmppEndpoint *
tcp_get_endpoint (XmppTransport *transport)
{
  return XMPP_TCP (transport)->endpoint;
}

static void
tcp_close (XmppTransport *transport)
{
  XmppTcp *self = XMPP_TCP (transport);

  g_return_if_fail (self->connection != NULL);
  if (self->phase > OPEN)
    return;

  if (self->securing) {
    /* Makes the handshake fail; then we hang up. */
    self->phase = CLOSING;
    cut (self);
  } else if (self->phase == UNOPENED || self->mute) {
    hang_up (self);
  } else {
    say_goodbye (self, NULL);
  }
}

XmppTransport *
xmpp_tcp_new (const XmppEndpoint *endpoint,
              const char *domain,
              const XmppTrust *trust,
              GProxyResolver *proxies,
              const XmppTimeouts *timeouts)
{
  XmppTcp *self = g_object_new (XMPP_TYPE_TCP, NULL);

  self->endpoint = xmpp_endpoint_copy (endpoint);
  self->domain = g_strdup (domain);
  self->trust = trust ? xmpp_trust_copy (trust) : xmpp_trust_new (NULL, NULL, NULL);
  g_set_object (&self->proxies, proxies);
  self->timeouts = xmpp_timeouts_fill (timeouts);
  return XMPP_TRANSPORT (self);
}

XmppTransport *
xmpp_tcp_new_accepted (GSocketConnection *connection)
{
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new ("", 0, XMPP_TLS_START);
  XmppTransport *transport = xmpp_tcp_new (endpoint, "", NULL, NULL, NULL);
  XmppTcp *self = XMPP_TCP (transport);

  self->connection = g_object_ref (connection);
  xmpp_socket_tune (g_socket_connection_get_socket (connection));
  send_through (self);
  return transport;
}

void
xmpp_tcp_set_limits (XmppTcp *self, XmlLimits limits)
{
  g_return_if_fail (self->phase == UNOPENED);

  xmpp_inbox_free (self->inbox);
  self->inbox = xmpp_inbox_new (limits);
}

static void
xmpp_tcp_dispose (GObject *object)
{
  XmppTcp *self = XMPP_TCP (object);

  stop (self);
  cut (self);
  g_clear_object (&self->tls);
  g_clear_object (&self->connection);
  g_clear_object (&self->proxies);

  G_OBJECT_CLASS (xmpp_tcp_parent_class)->dispose (object);
}

static void
xmpp_tcp_finalize (GObject *object)
{
  XmppTcp *self = XMPP_TCP (object);

  g_object_unref (self->pending);
  xmpp_timer_free (self->patience);
  xmpp_inbox_free (self->inbox);
  xmpp_endpoint_free (self->endpoint);
  g_free (self->domain);
  xmpp_trust_free (self->trust);
  g_free (self->facts.cipher);
  g_clear_pointer (&self->facts.certificate, xmpp_certificate_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (xmpp_tcp_parent_class)->finalize (object);
}

static void
xmpp_tcp_transport_init (XmppTransportInterface *iface)
{
  iface->connect_async = tcp_connect_async;
  iface->connect_finish = tcp_connect_finish;
  iface->open = tcp_open;
  iface->send = tcp_send;
  iface->secure_async = tcp_secure_async;
  iface->secure_finish = tcp_secure_finish;
  iface->dup_binding = tcp_dup_binding;
  iface->get_flags = tcp_get_flags;
  iface->get_tls_facts = tcp_get_tls_facts;
  iface->get_endpoint = tcp_get_endpoint;
  iface->close = tcp_close;
}

static void
xmpp_tcp_class_init (XmppTcpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_tcp_dispose;
  object_class->finalize = xmpp_tcp_finalize;
}

static void
xmpp_tcp_init (XmppTcp *self)
{
  self->pending = g_cancellable_new ();
  self->patience = xmpp_timer_new (on_impatient, self);
  self->inbox = xmpp_inbox_new (XML_LIMITS_DEFAULT);
  self->outbox = xmpp_outbox_new (&outbox_events, MAX_BACKLOG, self);
}
