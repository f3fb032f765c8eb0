/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream in pieces that are fetched again and again (XEP-0025). */

#include "config.h"

#include "xmpp/transport/http-poll.h"

#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/delivery.h"
#include "xmpp/transport/http.h"
#include "xmpp/transport/key-sequence.h"

#include <string.h>

#define CONTENT_TYPE "application/x-www-form-urlencoded"
#define CLOSING_TAG "</stream:stream>"
#define KEYS 64
#define MAX_ANSWER (16 * 1024 * 1024)
#define REQUEST_TIMEOUT_MS 30000

/* Between two requests: short while something comes or goes, then twice as long each time. */
#define MIN_INTERVAL (XMPP_SECOND / 4)
#define MAX_INTERVAL (30 * XMPP_SECOND)

typedef enum {
  UNOPENED,
  OPEN,
  CLOSING, /* our closing tag is on its way, the server's is awaited */
  CLOSED,
} Phase;

struct _XmppHttpPoll {
  GObject parent_instance;

  XmppEndpoint *endpoint;
  XmppTimeouts timeouts;
  XmppHttp *http;
  XmppKeySequence *keys;
  char *id; /* (nullable) before the server has given one */
  XmppInbox *inbox;
  GString *out; /* for the next request */
  Phase phase;
  gboolean posting;      /* a request is under way */
  GCancellable *pending; /* of the request */
  gint64 interval;
  XmppTimer *clock;    /* for the next request */
  XmppTimer *patience; /* for the server's closing tag */
  GError *error;       /* (nullable): what ::closed will tell */
};

static void xmpp_http_poll_transport_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (XmppHttpPoll,
                               xmpp_http_poll,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT,
                                                      xmpp_http_poll_transport_init))

static void
stop (XmppHttpPoll *self)
{
  g_cancellable_cancel (self->pending);
  xmpp_timer_set (self->clock, XMPP_NEVER);
  xmpp_timer_set (self->patience, XMPP_NEVER);
}

static void
finish (XmppHttpPoll *self)
{
  stop (self);
  self->phase = CLOSED;
  xmpp_transport_emit_closed (XMPP_TRANSPORT (self), self->error);
}

/* --- What goes out --- */

/* Not more often than the interval allows, unless there is something to say. */
static void
plan (XmppHttpPoll *self)
{
  gboolean talking = self->out->len > 0;

  if (!self->posting && self->phase != CLOSED)
    xmpp_timer_set (self->clock, xmpp_timer_now () + (talking ? 0 : self->interval));
}

/* Ends our side of the stream, with @error (nullable) for a reason. */
static void
say_goodbye (XmppHttpPoll *self, const GError *error)
{
  if (error != NULL) {
    g_autoptr (XmlElement) reason = xmpp_stream_error_build (error);

    xml_writer_append (self->out, reason, XMPP_NS_CLIENT);
    self->error = g_error_copy (error);
  }
  g_string_append (self->out, CLOSING_TAG);
  self->phase = CLOSING;
  xmpp_timer_set (self->patience, xmpp_timer_now () + (gint64) self->timeouts.close_ms * 1000);
}

/* --- What comes in --- */

static XmppInboxEvent *
pop (XmppTransport *transport)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);

  return self->phase != CLOSED ? xmpp_inbox_pop (self->inbox, FALSE) : NULL;
}

/* The bridge answers our goodbye with the end. */
static void
on_ended (XmppTransport *transport, const GError *error)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);

  if (self->phase == OPEN)
    say_goodbye (self, error);
  else
    finish (self);
}

static const XmppDelivery delivery = { pop, on_ended };

/* (nullable). There may be others, of what stands before the server. */
static char *
dup_id (char *const *cookies)
{
  for (; *cookies != NULL; cookies++) {
    if (g_str_has_prefix (*cookies, "ID="))
      return g_strndup (*cookies + 3, strcspn (*cookies + 3, "; "));
  }
  return NULL;
}

/* §4: the name of the session comes with each answer, or what is wrong. */
static gboolean
take_id (XmppHttpPoll *self, char *const *cookies, GError **error)
{
  g_autofree char *id = dup_id (cookies);

  if (id == NULL || *id == '\0' || strlen (id) > 256 || strpbrk (id, ";,") != NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The answer names no session");
    return FALSE;
  }
  if (g_str_has_suffix (id, ":0")) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                 "The server has ended the session: %s", id);
    return FALSE;
  }
  g_free (self->id);
  self->id = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
take_reply (XmppHttpPoll *self, const XmppHttpReply *reply, GError **error)
{
  if (reply->status != SOUP_STATUS_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "HTTP status %u", reply->status);
    return FALSE;
  }
  if (!take_id (self, reply->cookies, error))
    return FALSE;

  if (g_bytes_get_size (reply->body) > 0) {
    self->interval = MIN_INTERVAL;
    xmpp_inbox_put (self->inbox, g_bytes_ref (reply->body));
  } else {
    self->interval = MIN (self->interval * 2, MAX_INTERVAL);
  }
  return TRUE;
}

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppHttpPoll *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppHttpReply) reply = xmpp_http_fetch_finish (result, &error);

  /* Then the transport may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->posting = FALSE;
  if (reply == NULL || !take_reply (self, reply, &error)) {
    /* A server that ends the session has also ended the stream that we are closing. */
    if (self->phase == OPEN)
      self->error = g_steal_pointer (&error);
    finish (self);
  } else if (xmpp_delivery_run (&delivery, XMPP_TRANSPORT (self))) {
    plan (self);
  }
}

/* §3: ident;key[;new key],xml */
static GBytes *
make_body (XmppHttpPoll *self)
{
  GString *body = g_string_new (self->id ? self->id : "0");
  g_autofree char *key = NULL;
  g_autofree char *new_key = NULL;

  xmpp_key_sequence_step (self->keys, &key, &new_key);
  if (key != NULL)
    g_string_append_printf (body, ";%s", key);
  if (new_key != NULL)
    g_string_append_printf (body, ";%s", new_key);
  g_string_append_c (body, ',');
  g_string_append_len (body, self->out->str, self->out->len);
  g_string_truncate (self->out, 0);
  return g_string_free_to_bytes (body);
}

static void
on_clock (gpointer user_data)
{
  XmppHttpPoll *self = user_data;
  gboolean talking = self->out->len > 0;
  g_autoptr (GBytes) body = make_body (self);
  XmppHttpQuery query = {
    .url = self->endpoint->url,
    .type = CONTENT_TYPE,
    .body = body,
    .max_bytes = MAX_ANSWER,
    .timeout_ms = REQUEST_TIMEOUT_MS,
  };

  if (talking)
    self->interval = MIN_INTERVAL;
  self->posting = TRUE;
  xmpp_http_fetch_async (self->http, &query, self->pending, on_posted, self);
}

static void
on_impatient (gpointer user_data)
{
  finish (user_data);
}

/* --- The interface --- */

static void
poll_connect_async (XmppTransport *transport,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);

  xmpp_http_probe_async (self->http, self->endpoint->url,
                         self->timeouts.connect_ms + self->timeouts.handshake_ms, cancellable,
                         callback, self, user_data);
}

static gboolean
poll_connect_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
poll_open (XmppTransport *transport, const XmlElement *header)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);

  if (self->phase > OPEN)
    return;
  self->phase = OPEN;
  xmpp_inbox_restart (self->inbox);
  xml_writer_append_header (self->out, header, XMPP_NS_CLIENT);
  plan (self);
}

static void
poll_send (XmppTransport *transport, XmlElement *element)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);
  g_autoptr (XmlElement) owned = element;

  g_return_if_fail (self->phase != UNOPENED);
  xml_element_seal (owned);
  if (self->phase != OPEN)
    return;
  xml_writer_append (self->out, owned, XMPP_NS_CLIENT);
  plan (self);
}

static const XmppTlsFacts *
poll_get_tls_facts (XmppTransport *transport)
{
  return xmpp_http_get_tls_facts (XMPP_HTTP_POLL (transport)->http);
}

static XmppTransportFlags
poll_get_flags (XmppTransport *transport)
{
  return poll_get_tls_facts (transport) ? XMPP_TRANSPORT_SECURE : 0;
}

static const XmppEndpoint *
poll_get_endpoint (XmppTransport *transport)
{
  return XMPP_HTTP_POLL (transport)->endpoint;
}

static void
poll_close (XmppTransport *transport)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (transport);

  if (self->phase > OPEN)
    return;
  if (self->phase == OPEN) {
    say_goodbye (self, NULL);
    plan (self);
  } else {
    self->phase = CLOSING;
    xmpp_timer_set (self->patience, xmpp_timer_now ());
  }
}

XmppTransport *
xmpp_http_poll_new (const XmppEndpoint *endpoint,
                    const char *domain,
                    const XmppTrust *trust,
                    GProxyResolver *proxies,
                    const XmppTimeouts *timeouts)
{
  XmppHttpPoll *self = g_object_new (XMPP_TYPE_HTTP_POLL, NULL);

  self->endpoint = xmpp_endpoint_copy (endpoint);
  self->timeouts = xmpp_timeouts_fill (timeouts);
  self->http = xmpp_http_new (domain, trust, proxies);
  return XMPP_TRANSPORT (self);
}

static void
xmpp_http_poll_dispose (GObject *object)
{
  stop (XMPP_HTTP_POLL (object));

  G_OBJECT_CLASS (xmpp_http_poll_parent_class)->dispose (object);
}

static void
xmpp_http_poll_finalize (GObject *object)
{
  XmppHttpPoll *self = XMPP_HTTP_POLL (object);

  xmpp_http_free (self->http);
  xmpp_key_sequence_free (self->keys);
  g_free (self->id);
  xmpp_inbox_free (self->inbox);
  g_string_free (self->out, TRUE);
  g_object_unref (self->pending);
  xmpp_timer_free (self->clock);
  xmpp_timer_free (self->patience);
  xmpp_endpoint_free (self->endpoint);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (xmpp_http_poll_parent_class)->finalize (object);
}

static void
xmpp_http_poll_transport_init (XmppTransportInterface *iface)
{
  iface->connect_async = poll_connect_async;
  iface->connect_finish = poll_connect_finish;
  iface->open = poll_open;
  iface->send = poll_send;
  iface->get_flags = poll_get_flags;
  iface->get_tls_facts = poll_get_tls_facts;
  iface->get_endpoint = poll_get_endpoint;
  iface->close = poll_close;
}

static void
xmpp_http_poll_class_init (XmppHttpPollClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_http_poll_dispose;
  object_class->finalize = xmpp_http_poll_finalize;
}

static void
xmpp_http_poll_init (XmppHttpPoll *self)
{
  self->keys = xmpp_key_sequence_new (XMPP_KEY_BASE64, KEYS);
  self->inbox = xmpp_inbox_new (XML_LIMITS_DEFAULT);
  self->out = g_string_new (NULL);
  self->pending = g_cancellable_new ();
  self->interval = MIN_INTERVAL;
  self->clock = xmpp_timer_new (on_clock, self);
  self->patience = xmpp_timer_new (on_impatient, self);
}
