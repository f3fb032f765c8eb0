/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streams between people nearby. Who opens one is whom they say they are only if somebody of that name
 * was found at the address they come from; until that is known they are told nothing. */
#include "config.h"

#include "xmpp/link-local/streams.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/tcp.h"

#define USUAL_PORT 5298 /* that of iChat and those after it, which firewalls know */

/* How many there are at once, how many of them from one machine, and how much each may keep us busy
 * with. */
#define MAX_STREAMS 32
#define MAX_FROM_ONE 4
#define MAX_WAITING 100
#define LIMITS ((XmlLimits){ .max_depth = 32, .max_attrs = 64, .max_element = 256 * 1024 })

/* For the other side to answer, and for the network to tell us who they are. */
#define PATIENCE (15 * XMPP_SECOND)

typedef struct {
  XmppNearbyStreams *owner;
  XmppTransport *transport;
  char *name;            /* (nullable): of the other side, once it has proven right */
  GInetAddress *address; /* (nullable): where they come from; NULL for a stream of ours */
  gboolean connected, opened;
  XmlElement *header; /* (nullable): theirs */
  gboolean ready;     /* both sides know who the other one is */
  gboolean ending;
  guint nth_place; /* the one that is being tried */
  GQueue waiting;  /* XmlElement: not ready, what is to be sent, or what came too early */
  gint64 used;
  XmppTimer *patience;
  GCancellable *cancellable;
} Stream;

struct _XmppNearbyStreams {
  XmppNearbyPeers *peers;
  const XmppNearbyStreamsEvents *events;
  gpointer data;
  char *name;              /* (nullable) until it is known */
  GSocketService *service; /* (nullable) */
  GPtrArray *streams;      /* of Stream */
};

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static void
stream_free (gpointer data)
{
  Stream *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  if (self->transport != NULL)
    g_signal_handlers_disconnect_by_data (self->transport, self);
  g_clear_object (&self->transport);
  g_free (self->name);
  g_clear_object (&self->address);
  g_clear_pointer (&self->header, xml_element_unref);
  g_queue_clear_full (&self->waiting, unref_element);
  xmpp_timer_free (self->patience);
  g_free (self);
}

/* What has not gone out has failed. */
static void
give_back (XmppNearbyStreams *self, GQueue *stanzas)
{
  g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE, NULL);
  XmlElement *stanza;

  while ((stanza = g_queue_pop_head (stanzas)) != NULL) {
    self->events->failed (stanza, error, self->data);
    xml_element_unref (stanza);
  }
}

/* It is over. */
static void
drop (Stream *stream)
{
  XmppNearbyStreams *self = stream->owner;
  GQueue unsent = G_QUEUE_INIT;
  guint position;

  if (!g_ptr_array_find (self->streams, stream, &position))
    return;
  if (stream->address == NULL && !stream->ready) {
    unsent = stream->waiting;
    g_queue_init (&stream->waiting);
  }
  g_ptr_array_remove_index (self->streams, position);
  give_back (self, &unsent);
}

/* @code: -1: no reason is told */
static void
end (Stream *stream, int code)
{
  stream->ending = TRUE;
  xmpp_timer_set (stream->patience, XMPP_NEVER);
  if (code >= 0 && stream->opened) {
    g_autoptr (GError) reason = g_error_new_literal (XMPP_STREAM_ERROR, code, "not acceptable");

    xmpp_transport_send (stream->transport, xmpp_stream_error_build (reason));
  }
  if (stream->connected)
    xmpp_transport_close (stream->transport);
  else
    drop (stream);
}

static void
on_impatient (gpointer user_data)
{
  Stream *stream = user_data;

  g_debug ("%s: gave up on a stream that is %sopened", stream->name ? stream->name : "somebody",
           stream->opened ? "" : "not ");
  end (stream, XMPP_STREAM_ERROR_CONNECTION_TIMEOUT);
}

static void
open_stream (Stream *stream, const char *to)
{
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);

  xml_element_set (header, "from", stream->owner->name);
  xml_element_set (header, "to", to);
  xml_element_set (header, "version", "1.0");
  stream->opened = TRUE;
  xmpp_transport_open (stream->transport, header);
}

static void
take_stanza (Stream *stream, const XmlElement *stanza)
{
  XmppNearbyStreams *self = stream->owner;
  XmppNearbyPeer *peer = xmpp_nearby_peers_find (self->peers, stream->name);
  XmlElement *answer = NULL;

  stream->used = xmpp_timer_now ();
  if (peer != NULL && xmpp_stanza_kind (stanza) != XMPP_STANZA_OTHER)
    answer = self->events->received (peer, stanza, self->data);
  if (answer != NULL)
    xmpp_transport_send (stream->transport, answer);
}

/* RFC 6120 §4.7.5: who names no version knows no features. */
static gboolean
knows_features (const XmlElement *header)
{
  const char *version = xml_element_get (header, "version");

  return version != NULL && g_ascii_strtoull (version, NULL, 10) >= 1;
}

static void
become_ready (Stream *stream)
{
  XmlElement *stanza;

  stream->ready = TRUE;
  stream->used = xmpp_timer_now ();
  xmpp_timer_set (stream->patience, XMPP_NEVER);
  if (stream->address != NULL && knows_features (stream->header))
    xmpp_transport_send (stream->transport, xml_element_new ("features", XMPP_NS_STREAM));
  while ((stanza = g_queue_pop_head (&stream->waiting)) != NULL) {
    if (stream->address == NULL)
      xmpp_transport_send (stream->transport, xml_element_ref (stanza));
    else
      take_stanza (stream, stanza);
    xml_element_unref (stanza);
  }
}

/* (nullable): whom a stream that was opened to us is of. Without a name it can only be the one who is
 * known there. */
static XmppNearbyPeer *
identify (Stream *stream)
{
  XmppNearbyStreams *self = stream->owner;
  const char *from = stream->header != NULL ? xml_element_get (stream->header, "from") : NULL;
  XmppNearbyPeer *peer;
  guint n;

  if (from == NULL)
    return xmpp_nearby_peers_find_at (self->peers, stream->address, &n);
  peer = xmpp_nearby_peers_find (self->peers, from);
  return peer != NULL && xmpp_nearby_peer_is_at (peer, stream->address) ? peer : NULL;
}

/* A step further with a stream that was opened to us, as far as it is known who they are. */
static void
advance (Stream *stream)
{
  XmppNearbyStreams *self = stream->owner;
  XmppNearbyPeer *peer;
  guint n;

  if (stream->address == NULL || stream->ready || stream->ending || self->name == NULL)
    return;
  if (!stream->opened) {
    peer = xmpp_nearby_peers_find_at (self->peers, stream->address, &n);
    if (n > 0)
      open_stream (stream, peer != NULL ? peer->name : NULL);
    return;
  }
  peer = stream->header != NULL ? identify (stream) : NULL;
  if (peer == NULL)
    return;
  stream->name = g_strdup (peer->name);
  become_ready (stream);
}

static void
on_opened (XmppTransport *transport, XmlElement *header, gpointer user_data)
{
  Stream *stream = user_data;
  const char *from = xml_element_get (header, "from");

  stream->header = xml_element_ref (header);
  if (stream->address != NULL)
    advance (stream);
  else if (from != NULL && g_strcmp0 (from, stream->name) != 0)
    end (stream, XMPP_STREAM_ERROR_INVALID_FROM);
  else if (!knows_features (header))
    become_ready (stream);
}

/* Who is sent away may have said more by then. */
static void
on_element (XmppTransport *transport, XmlElement *element, gpointer user_data)
{
  Stream *stream = user_data;

  if (stream->ready) {
    take_stanza (stream, element);
  } else if (stream->ending) {
    return;
  } else if (stream->address == NULL && xml_element_is (element, "features", XMPP_NS_STREAM)) {
    become_ready (stream);
  } else if (stream->address == NULL || stream->waiting.length >= MAX_WAITING) {
    end (stream, XMPP_STREAM_ERROR_POLICY_VIOLATION);
  } else {
    g_queue_push_tail (&stream->waiting, xml_element_ref (element));
  }
}

static void
on_closed (XmppTransport *transport, GError *error, gpointer user_data)
{
  drop (user_data);
}

static Stream *
add_stream (XmppNearbyStreams *self)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->owner = self;
  g_queue_init (&stream->waiting);
  stream->used = xmpp_timer_now ();
  stream->cancellable = g_cancellable_new ();
  stream->patience = xmpp_timer_new (on_impatient, stream);
  xmpp_timer_set (stream->patience, xmpp_timer_now () + PATIENCE);
  g_ptr_array_add (self->streams, stream);
  return stream;
}

/* @transport: (transfer full) */
static void
adopt (Stream *stream, XmppTransport *transport)
{
  stream->transport = transport;
  xmpp_tcp_set_limits (XMPP_TCP (transport), LIMITS);
  g_signal_connect (transport, "opened", G_CALLBACK (on_opened), stream);
  g_signal_connect (transport, "element", G_CALLBACK (on_element), stream);
  g_signal_connect (transport, "closed", G_CALLBACK (on_closed), stream);
}

/* --- Streams to us --- */

static guint
count_from (XmppNearbyStreams *self, GInetAddress *address)
{
  guint n = 0;

  for (guint i = 0; i < self->streams->len; i++) {
    const Stream *stream = g_ptr_array_index (self->streams, i);

    n += stream->address != NULL && g_inet_address_equal (stream->address, address);
  }
  return n;
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  XmppNearbyStreams *self = user_data;
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  GInetAddress *address;
  Stream *stream;

  if (!G_IS_INET_SOCKET_ADDRESS (remote) || self->streams->len >= MAX_STREAMS)
    return TRUE;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  if (count_from (self, address) >= MAX_FROM_ONE)
    return TRUE;
  stream = add_stream (self);
  stream->address = g_object_ref (address);
  stream->connected = TRUE;
  adopt (stream, xmpp_tcp_new_accepted (connection));
  advance (stream);
  return TRUE;
}

guint16
xmpp_nearby_streams_listen (XmppNearbyStreams *self, GError **error)
{
  GSocketListener *listener;
  guint16 port = USUAL_PORT;

  self->service = g_socket_service_new ();
  listener = G_SOCKET_LISTENER (self->service);
  if (!g_socket_listener_add_inet_port (listener, port, NULL, NULL))
    port = g_socket_listener_add_any_inet_port (listener, NULL, error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return port;
}

/* --- Streams of ours --- */

static void try_place (Stream *stream);

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean connected = xmpp_transport_connect_finish (XMPP_TRANSPORT (source), result, &error);
  Stream *stream = user_data;

  /* Then the stream is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!connected) {
    g_debug ("%s: %s", stream->name, error->message);
    g_signal_handlers_disconnect_by_data (source, stream);
    g_clear_object (&stream->transport);
    try_place (stream);
    return;
  }
  stream->connected = TRUE;
  open_stream (stream, stream->name);
}

/* An address of one link alone has to say which. */
static char *
dup_host (const XmppNearbyPlace *place)
{
  g_autofree char *address = g_inet_address_to_string (place->address);

  if (g_inet_address_get_family (place->address) == G_SOCKET_FAMILY_IPV6 &&
      g_inet_address_get_is_link_local (place->address))
    return g_strdup_printf ("%s%%%d", address, place->interface);
  return g_steal_pointer (&address);
}

/* Tries the next place where they were found; there are no more: it has failed. */
static void
try_place (Stream *stream)
{
  XmppNearbyPeer *peer = xmpp_nearby_peers_find (stream->owner->peers, stream->name);
  const XmppNearbyPlace *place =
    peer != NULL ? xmpp_nearby_peer_get_place (peer, stream->nth_place++) : NULL;
  g_autoptr (XmppEndpoint) endpoint = NULL;
  g_autoptr (GProxyResolver) direct = NULL;
  g_autofree char *host = NULL;

  if (place == NULL) {
    drop (stream);
    return;
  }
  host = dup_host (place);
  endpoint = xmpp_endpoint_new (host, place->port, XMPP_TLS_START);
  direct = g_simple_proxy_resolver_new (NULL, NULL);
  adopt (stream, xmpp_tcp_new (endpoint, stream->name, NULL, direct, NULL));
  xmpp_transport_connect_async (stream->transport, stream->cancellable, on_connected, stream);
}

/* (nullable): to that peer: one that is ready, or one of ours that will be */
static Stream *
find_stream (XmppNearbyStreams *self, const char *name)
{
  for (guint i = 0; i < self->streams->len; i++) {
    Stream *stream = g_ptr_array_index (self->streams, i);

    if (!stream->ending && g_strcmp0 (stream->name, name) == 0)
      return stream;
  }
  return NULL;
}

/* The one that was silent for longest goes when there are too many. */
static void
make_room (XmppNearbyStreams *self)
{
  Stream *oldest = NULL;

  for (guint i = 0; i < self->streams->len; i++) {
    Stream *stream = g_ptr_array_index (self->streams, i);

    if (oldest == NULL || stream->used < oldest->used)
      oldest = stream;
  }
  if (self->streams->len >= MAX_STREAMS)
    drop (oldest);
}

void
xmpp_nearby_streams_send (XmppNearbyStreams *self,
                          const XmppNearbyPeer *peer,
                          const XmlElement *stanza)
{
  Stream *stream = find_stream (self, peer->name);
  gboolean is_new = stream == NULL;

  if (is_new) {
    make_room (self);
    stream = add_stream (self);
    stream->name = g_strdup (peer->name);
  }
  stream->used = xmpp_timer_now ();
  if (stream->ready) {
    xmpp_transport_send (stream->transport, xml_element_ref (stanza));
  } else if (stream->waiting.length < MAX_WAITING) {
    g_queue_push_tail (&stream->waiting, xml_element_ref (stanza));
  } else {
    g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT, NULL);

    self->events->failed (stanza, error, self->data);
  }
  if (is_new)
    try_place (stream);
}

/* --- All of them --- */

XmppNearbyStreams *
xmpp_nearby_streams_new (XmppNearbyPeers *peers,
                         const XmppNearbyStreamsEvents *events,
                         gpointer data)
{
  XmppNearbyStreams *self = g_new0 (XmppNearbyStreams, 1);

  self->peers = peers;
  self->events = events;
  self->data = data;
  self->streams = g_ptr_array_new_with_free_func (stream_free);
  return self;
}

void
xmpp_nearby_streams_free (XmppNearbyStreams *self)
{
  if (self->service != NULL) {
    g_signal_handlers_disconnect_by_data (self->service, self);
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  }
  g_clear_object (&self->service);
  g_ptr_array_unref (self->streams);
  g_free (self->name);
  g_free (self);
}

void
xmpp_nearby_streams_set_name (XmppNearbyStreams *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  xmpp_nearby_streams_look_again (self);
}

void
xmpp_nearby_streams_look_again (XmppNearbyStreams *self)
{
  for (guint i = 0; i < self->streams->len; i++)
    advance (g_ptr_array_index (self->streams, i));
}

void
xmpp_nearby_streams_end (XmppNearbyStreams *self, const char *name)
{
  for (guint i = self->streams->len; i-- > 0;) {
    Stream *stream = g_ptr_array_index (self->streams, i);

    if (!stream->ending && g_strcmp0 (stream->name, name) == 0)
      end (stream, -1);
  }
}

gboolean
xmpp_nearby_streams_close (XmppNearbyStreams *self)
{
  for (guint i = self->streams->len; i-- > 0;)
    end (g_ptr_array_index (self->streams, i), -1);
  return self->streams->len > 0;
}
