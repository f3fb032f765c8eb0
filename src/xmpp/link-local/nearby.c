/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People nearby as a road: what the session says is taken here, and answered from here, never from
 * within its own call. */
#include "config.h"

#include "xmpp/link-local/nearby.h"

#include "base/random.h"
#include "xmpp/link-local/avahi.h"
#include "xmpp/link-local/stanzas.h"
#include "xmpp/link-local/streams.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/delivery.h"

/* So many contacts come of it in one session at most, also if they keep changing their names. */
#define MAX_CONTACTS 1000

/* For the streams to end as they should. */
#define FAREWELL (XMPP_SECOND / 2)

struct _XmppNearby {
  GObject parent_instance;

  XmppEndpoint *endpoint;
  XmppAvahi *avahi;
  XmppNearbyPeers *peers;     /* (nullable) before it is opened */
  XmppNearbyStreams *streams; /* (nullable) before it is opened */
  XmppJid *own;               /* (nullable) before it is opened */
  XmppJid *jid;               /* (nullable) before it is bound */
  char *name;                 /* (nullable): what we are called on the network */
  guint16 port;
  gboolean browsing;
  gboolean hidden;      /* our presence was taken back */
  GHashTable *contacts; /* XmppJid: those that the session has been told of */
  GQueue events;        /* of XmppInboxEvent */
  guint deliver_id;
  gboolean closing, closed;
  XmppTimer *farewell;
};

static void xmpp_nearby_transport_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (XmppNearby,
                               xmpp_nearby,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT,
                                                      xmpp_nearby_transport_init))

/* --- What the session hears --- */

static XmppInboxEvent *
pop (XmppTransport *transport)
{
  XmppNearby *self = XMPP_NEARBY (transport);

  return self->closed ? NULL : g_queue_pop_head (&self->events);
}

static void
on_ended (XmppTransport *transport, const GError *error)
{
  XmppNearby *self = XMPP_NEARBY (transport);

  self->closed = TRUE;
  g_clear_pointer (&self->streams, xmpp_nearby_streams_free);
  g_clear_pointer (&self->avahi, xmpp_avahi_free);
  xmpp_transport_emit_closed (transport, error);
}

static const XmppDelivery delivery = { pop, on_ended };

static gboolean
on_deliver (gpointer user_data)
{
  XmppNearby *self = user_data;

  self->deliver_id = 0;
  xmpp_delivery_run (&delivery, XMPP_TRANSPORT (self));
  return G_SOURCE_REMOVE;
}

/* @element: (transfer full) (nullable); @error: (transfer full) (nullable) */
static void
tell (XmppNearby *self, XmppInboxKind kind, XmlElement *element, GError *error)
{
  XmppInboxEvent *event = g_new0 (XmppInboxEvent, 1);

  if (element != NULL)
    xml_element_seal (element);
  event->kind = kind;
  event->element = element;
  event->error = error;
  g_queue_push_tail (&self->events, event);
  if (self->deliver_id == 0 && self->own != NULL)
    self->deliver_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_deliver, self, NULL);
}

/* @element: (transfer full) */
static void
give (XmppNearby *self, XmlElement *element)
{
  tell (self, XMPP_INBOX_ELEMENT, element, NULL);
}

/* --- Who comes and goes --- */

static void
on_found (const XmppNearbyKey *key, const XmppNearbyPlace *place, GVariant *strings, gpointer data)
{
  XmppNearby *self = data;
  XmppNearbyPeer *peer = xmpp_nearby_peers_find (self->peers, key->name);
  g_autoptr (XmppNearbyCard) before =
    peer != NULL ? xmpp_nearby_card_new (peer->card->show, peer->card->status, peer->card->nick)
                 : NULL;
  gboolean is_news, has_new_name;

  if (g_strcmp0 (key->name, self->name) == 0)
    return;
  peer = xmpp_nearby_peers_put (self->peers, key, place, xmpp_nearby_card_parse (strings));
  if (peer == NULL)
    return;
  if (!g_hash_table_contains (self->contacts, peer->jid)) {
    if (g_hash_table_size (self->contacts) >= MAX_CONTACTS)
      return;
    g_hash_table_add (self->contacts, xmpp_jid_ref (peer->jid));
  }
  is_news = before == NULL || !xmpp_nearby_card_equal (before, peer->card);
  has_new_name = before == NULL || g_strcmp0 (before->nick, peer->card->nick) != 0;
  if (has_new_name)
    give (self, xmpp_nearby_new_push (peer));
  if (is_news)
    give (self, xmpp_nearby_new_presence (peer, TRUE, self->jid));
  xmpp_nearby_streams_look_again (self->streams);
}

/* The contact stays, without presence, until the session ends: there may be a chat with them. */
static void
on_lost (const XmppNearbyKey *key, gpointer data)
{
  XmppNearby *self = data;
  XmppNearbyPeer *peer = xmpp_nearby_peers_drop (self->peers, key);

  if (peer == NULL)
    return;
  give (self, xmpp_nearby_new_presence (peer, FALSE, self->jid));
  xmpp_nearby_streams_end (self->streams, peer->name);
  xmpp_nearby_peers_forget (self->peers, peer);
}

static void
on_published (const char *name, gpointer data)
{
  XmppNearby *self = data;

  g_free (self->name);
  self->name = g_strdup (name);
  xmpp_nearby_streams_set_name (self->streams, name);
}

static void
on_failed (const GError *error, gpointer data)
{
  tell (data, XMPP_INBOX_FAILED, NULL, g_error_copy (error));
}

static const XmppAvahiEvents avahi_events = {
  .found = on_found,
  .lost = on_lost,
  .published = on_published,
  .failed = on_failed,
};

/* --- What they say --- */

static XmlElement *
on_received (const XmppNearbyPeer *peer, const XmlElement *stanza, gpointer data)
{
  XmppNearby *self = data;
  g_autoptr (XmlElement) answer = NULL;
  XmlElement *message;

  if (xmpp_stanza_kind (stanza) == XMPP_STANZA_IQ) {
    answer = xmpp_nearby_answer_peer (stanza);
    return answer != NULL ? xmpp_nearby_readdress (answer, self->name, peer->name) : NULL;
  }
  if (xmpp_stanza_kind (stanza) != XMPP_STANZA_MESSAGE ||
      !g_hash_table_contains (self->contacts, peer->jid))
    return NULL;
  message = xmpp_nearby_take_message (stanza, peer->jid, self->jid);
  if (message != NULL)
    give (self, message);
  return NULL;
}

/* @stanza goes by the names of the wire; @error is for the message that was given to be sent. */
static void
bounce (XmppNearby *self, const XmlElement *stanza, const XmppJid *to, const GError *error)
{
  XmlElement *answer;

  if (xmpp_stanza_kind (stanza) != XMPP_STANZA_MESSAGE ||
      xmpp_message_type (stanza) == XMPP_MESSAGE_ERROR)
    return;
  answer = xmpp_stanza_new_error (stanza, error);
  xml_element_set (answer, "from", xmpp_jid_string (to));
  xml_element_set (answer, "to", xmpp_jid_string (self->jid));
  give (self, answer);
}

static void
on_unsent (const XmlElement *stanza, const GError *error, gpointer data)
{
  XmppNearby *self = data;
  XmppNearbyPeer *peer = xmpp_nearby_peers_find (self->peers, xml_element_get (stanza, "to"));
  g_autoptr (XmppJid) to = peer != NULL ? xmpp_jid_ref (peer->jid) : xmpp_stanza_dup_to (stanza);

  if (to != NULL)
    bounce (self, stanza, to, error);
}

static const XmppNearbyStreamsEvents streams_events = {
  .received = on_received,
  .failed = on_unsent,
};

/* --- What the session says --- */

/* We are found under the first part of our address, and by what it wants to be called. */
static void
publish (XmppNearby *self, const XmlElement *presence)
{
  g_autofree char *status = xmpp_presence_dup_status (presence, NULL);
  g_autoptr (XmppNearbyCard) card =
    xmpp_nearby_card_new (xmpp_presence_show (presence), status, xmpp_jid_resource (self->jid));

  xmpp_avahi_publish (self->avahi, xmpp_jid_string (self->own), self->port,
                      xmpp_nearby_card_build (card, self->port));
}

/* Who was hidden has forgotten about the others: tells of them as a server does (RFC 6121 §4.2.2). */
static void
show_all (XmppNearby *self)
{
  g_autoptr (GList) peers = xmpp_nearby_peers_list (self->peers);

  for (GList *at = peers; at != NULL; at = at->next) {
    const XmppNearbyPeer *peer = at->data;

    if (g_hash_table_contains (self->contacts, peer->jid))
      give (self, xmpp_nearby_new_presence (peer, TRUE, self->jid));
  }
}

static void
take_presence (XmppNearby *self, const XmlElement *presence)
{
  XmppPresenceType type = xmpp_presence_type (presence);

  if (xml_element_get (presence, "to") != NULL || self->jid == NULL)
    return;
  if (type == XMPP_PRESENCE_AVAILABLE) {
    if (self->hidden)
      show_all (self);
    self->hidden = FALSE;
    publish (self, presence);
  } else if (type == XMPP_PRESENCE_UNAVAILABLE) {
    self->hidden = TRUE;
    xmpp_avahi_withdraw (self->avahi);
  }
}

static void
take_message (XmppNearby *self, const XmlElement *message)
{
  g_autoptr (XmppJid) to = xmpp_stanza_dup_to (message);
  XmppNearbyPeer *peer = to != NULL ? xmpp_nearby_peers_find_jid (self->peers, to) : NULL;
  g_autoptr (XmlElement) addressed = NULL;

  if (peer == NULL && to != NULL) {
    g_autoptr (GError) error =
      xmpp_stanza_error_new (XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE, NULL);

    bounce (self, message, to, error);
  } else if (peer != NULL) {
    addressed = xmpp_nearby_readdress (message, self->name, peer->name);
    xmpp_nearby_streams_send (self->streams, peer, addressed);
  }
}

static void
take_iq (XmppNearby *self, const XmlElement *iq)
{
  XmppIqType type = xmpp_iq_type (iq);

  if (type == XMPP_IQ_RESULT || type == XMPP_IQ_ERROR)
    return;
  if (xml_element_find (iq, "bind", XMPP_NS_BIND) != NULL && self->jid == NULL) {
    give (self, xmpp_nearby_answer_bind (iq, self->own, &self->jid));
    return;
  }
  give (self, xmpp_nearby_answer_session (iq));
  /* Who is there is told after the list, which is empty. */
  if (!self->browsing && xml_element_find (iq, "query", XMPP_NS_ROSTER) != NULL) {
    self->browsing = TRUE;
    xmpp_avahi_browse (self->avahi);
  }
}

static void
nearby_send (XmppTransport *transport, XmlElement *element)
{
  XmppNearby *self = XMPP_NEARBY (transport);
  g_autoptr (XmlElement) owned = element;

  xml_element_seal (owned);
  if (self->closing || self->closed)
    return;
  switch (xmpp_stanza_kind (owned)) {
  case XMPP_STANZA_MESSAGE:
    take_message (self, owned);
    break;
  case XMPP_STANZA_PRESENCE:
    take_presence (self, owned);
    break;
  case XMPP_STANZA_IQ:
    take_iq (self, owned);
    break;
  case XMPP_STANZA_OTHER:
  default:
    break;
  }
}

static void
nearby_open (XmppTransport *transport, const XmlElement *header)
{
  XmppNearby *self = XMPP_NEARBY (transport);
  g_autoptr (GError) error = NULL;
  XmlElement *answer = xml_element_new ("stream", XMPP_NS_STREAM);
  XmlElement *features = xml_element_new ("features", XMPP_NS_STREAM);

  g_return_if_fail (self->own == NULL);

  self->own = xmpp_stanza_dup_from (header);
  self->name = g_strdup (xmpp_jid_string (self->own));
  self->peers = xmpp_nearby_peers_new (self->own);
  self->streams = xmpp_nearby_streams_new (self->peers, &streams_events, self);
  xmpp_nearby_streams_set_name (self->streams, self->name);
  self->port = xmpp_nearby_streams_listen (self->streams, &error);
  xml_element_set (answer, "from", xmpp_jid_domain (self->own));
  xml_element_set (answer, "version", "1.0");
  xml_element_add (features, "bind", XMPP_NS_BIND);
  tell (self, XMPP_INBOX_OPENED, answer, NULL);
  give (self, features);
  if (self->port == 0)
    tell (self, XMPP_INBOX_FAILED, NULL, g_steal_pointer (&error));
}

static void
on_farewell (gpointer user_data)
{
  tell (user_data, XMPP_INBOX_CLOSED, NULL, NULL);
}

static void
nearby_close (XmppTransport *transport)
{
  XmppNearby *self = XMPP_NEARBY (transport);
  gint64 deadline = xmpp_timer_now ();

  if (self->closing || self->closed)
    return;
  self->closing = TRUE;
  g_clear_pointer (&self->avahi, xmpp_avahi_free);
  if (self->streams != NULL && xmpp_nearby_streams_close (self->streams))
    deadline += FAREWELL;
  xmpp_timer_set (self->farewell, deadline);
}

/* --- The rest of the interface --- */

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_avahi_connect_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
nearby_connect_async (XmppTransport *transport,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  XmppNearby *self = XMPP_NEARBY (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nearby_connect_async);
  xmpp_avahi_connect_async (self->avahi, on_connected, task);
}

static gboolean
nearby_connect_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static XmppTransportFlags
nearby_get_flags (XmppTransport *transport)
{
  return XMPP_TRANSPORT_SIGNED_IN | XMPP_TRANSPORT_NO_RESUMPTION;
}

static const XmppTlsFacts *
nearby_get_tls_facts (XmppTransport *transport)
{
  return NULL;
}

static const XmppEndpoint *
nearby_get_endpoint (XmppTransport *transport)
{
  return XMPP_NEARBY (transport)->endpoint;
}

XmppTransport *
xmpp_nearby_new (void)
{
  return g_object_new (XMPP_TYPE_NEARBY, NULL);
}

static void
xmpp_nearby_dispose (GObject *object)
{
  XmppNearby *self = XMPP_NEARBY (object);

  g_clear_handle_id (&self->deliver_id, g_source_remove);
  g_clear_pointer (&self->farewell, xmpp_timer_free);
  g_clear_pointer (&self->streams, xmpp_nearby_streams_free);
  g_clear_pointer (&self->avahi, xmpp_avahi_free);

  G_OBJECT_CLASS (xmpp_nearby_parent_class)->dispose (object);
}

static void
free_event (gpointer event)
{
  xmpp_inbox_event_free (event);
}

static void
xmpp_nearby_finalize (GObject *object)
{
  XmppNearby *self = XMPP_NEARBY (object);

  g_queue_clear_full (&self->events, free_event);
  g_hash_table_unref (self->contacts);
  g_clear_pointer (&self->peers, xmpp_nearby_peers_free);
  g_clear_pointer (&self->own, xmpp_jid_unref);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_free (self->name);
  xmpp_endpoint_free (self->endpoint);

  G_OBJECT_CLASS (xmpp_nearby_parent_class)->finalize (object);
}

static void
xmpp_nearby_transport_init (XmppTransportInterface *iface)
{
  iface->connect_async = nearby_connect_async;
  iface->connect_finish = nearby_connect_finish;
  iface->open = nearby_open;
  iface->send = nearby_send;
  iface->get_flags = nearby_get_flags;
  iface->get_tls_facts = nearby_get_tls_facts;
  iface->get_endpoint = nearby_get_endpoint;
  iface->close = nearby_close;
}

static void
xmpp_nearby_class_init (XmppNearbyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_nearby_dispose;
  object_class->finalize = xmpp_nearby_finalize;
}

static void
free_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static void
xmpp_nearby_init (XmppNearby *self)
{
  self->endpoint = xmpp_endpoint_new ("", 0, XMPP_TLS_START);
  self->endpoint->road = XMPP_ROAD_NEARBY;
  self->avahi = xmpp_avahi_new (&avahi_events, self);
  self->contacts = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, free_jid, NULL);
  self->farewell = xmpp_timer_new (on_farewell, self);
}
