/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over HTTP requests, one of which always waits for what the server has to say (XEP-0124,
 * XEP-0206). */

#include "config.h"

#include "xmpp/transport/bosh.h"

#include "base/random.h"
#include "xmpp/timer.h"
#include "xmpp/transport/bosh-session.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/delivery.h"
#include "xmpp/transport/http.h"

#define CONTENT_TYPE "text/xml; charset=utf-8"

/* All the stanzas of one answer. */
#define MAX_ANSWER (16 * 1024 * 1024)

/* Beyond what the server may take: for the network. */
#define SLACK_MS 20000

/* After a request is lost; then twice as long, and so on. */
#define RETRY_DELAY (XMPP_SECOND / 4)
#define MAX_RETRIES 6

typedef enum {
  UNOPENED,
  OPEN,
  CLOSING, /* the last request is on its way */
  CLOSED,
} Phase;

struct _XmppBosh {
  GObject parent_instance;

  XmppEndpoint *endpoint;
  XmppTimeouts timeouts;
  XmppHttp *http;
  XmppBoshSession *session;
  Phase phase;
  GCancellable *pending; /* all requests; cancelled when nobody is to hear of them any more */
  XmppTimer *clock;      /* for the next poll or retry */
  XmppTimer *patience;   /* for the last answer */
  guint turn_id;         /* what was sent in this turn of the main loop goes out after it */
  guint n_retries;       /* since the last answer */
  GError *error;         /* (nullable): why the last request was lost */
};

typedef struct {
  XmppBosh *bosh; /* gone if the request was cancelled */
  guint64 rid;
} Post;

static void xmpp_bosh_transport_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (XmppBosh,
                               xmpp_bosh,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT,
                                                      xmpp_bosh_transport_init))

static void
stop (XmppBosh *self)
{
  g_cancellable_cancel (self->pending);
  xmpp_timer_set (self->clock, XMPP_NEVER);
  xmpp_timer_set (self->patience, XMPP_NEVER);
  g_clear_handle_id (&self->turn_id, g_source_remove);
}

static void
finish (XmppBosh *self, const GError *error)
{
  stop (self);
  self->phase = CLOSED;
  xmpp_transport_emit_closed (XMPP_TRANSPORT (self), error);
}

/* --- What comes in --- */

static XmppInboxEvent *
pop (XmppTransport *transport)
{
  XmppBosh *self = XMPP_BOSH (transport);

  return self->phase != CLOSED ? xmpp_bosh_session_pop (self->session) : NULL;
}

static void
on_ended (XmppTransport *transport, const GError *error)
{
  XmppBosh *self = XMPP_BOSH (transport);

  finish (self, self->phase == CLOSING ? NULL : error);
}

static const XmppDelivery delivery = { pop, on_ended };

static void post_all (XmppBosh *self);

/* What no BOSH server says comes from a proxy on the way, and is no answer; no more is an error that
 * asks for the same again. */
static void
take_reply (XmppBosh *self, guint64 rid, const XmppHttpReply *reply)
{
  if (xmpp_bosh_session_answered (self->session, rid, reply->status, reply->body))
    self->n_retries = 0;
  else
    g_set_error (&self->error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_FAILED,
                 "The request was not taken; HTTP status %u", reply->status);
}

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Post *post = user_data;
  XmppBosh *self = post->bosh;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppHttpReply) reply = xmpp_http_fetch_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_error (&self->error);
  if (reply != NULL) {
    take_reply (self, post->rid, reply);
  } else {
    xmpp_bosh_session_lost (self->session, post->rid);
    self->error = g_steal_pointer (&error);
  }
  if (!xmpp_delivery_run (&delivery, XMPP_TRANSPORT (self)) || self->phase == CLOSED)
    return;

  if (self->error == NULL)
    post_all (self);
  else if (self->n_retries == MAX_RETRIES || xmpp_tls_error_get_certificate (self->error) != NULL)
    finish (self, self->error);
  else
    xmpp_timer_set (self->clock, xmpp_timer_now () + (RETRY_DELAY << self->n_retries++));
}

/* --- What goes out --- */

static void
post (XmppBosh *self, const XmppBoshRequest *request)
{
  XmppHttpQuery query = {
    .url = self->endpoint->url,
    .type = CONTENT_TYPE,
    .body = request->body,
    .max_bytes = MAX_ANSWER,
    .timeout_ms = XMPP_BOSH_WAIT_S * 1000 + SLACK_MS,
  };
  Post *post = g_new0 (Post, 1);

  *post = (Post){ self, request->rid };
  xmpp_http_fetch_async (self->http, &query, self->pending, on_posted, post);
}

static void
post_all (XmppBosh *self)
{
  const XmppBoshRequest *request;

  g_clear_handle_id (&self->turn_id, g_source_remove);
  while ((request = xmpp_bosh_session_next (self->session, xmpp_timer_now ())) != NULL)
    post (self, request);
  xmpp_timer_set (self->clock, xmpp_bosh_session_get_due (self->session));
}

static gboolean
on_turn (gpointer user_data)
{
  XmppBosh *self = user_data;

  self->turn_id = 0;
  /* While the network is away, the clock says when. */
  if (self->error == NULL)
    post_all (self);
  return G_SOURCE_REMOVE;
}

static void
post_soon (XmppBosh *self)
{
  if (self->turn_id == 0)
    self->turn_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_turn, self, NULL);
}

static void
on_clock (gpointer user_data)
{
  post_all (user_data);
}

static void
on_impatient (gpointer user_data)
{
  finish (user_data, NULL);
}

/* --- The interface --- */

/* The session begins with the stream; until then we only see who is there. */
static void
bosh_connect_async (XmppTransport *transport,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  XmppBosh *self = XMPP_BOSH (transport);

  xmpp_http_probe_async (self->http, self->endpoint->url,
                         self->timeouts.connect_ms + self->timeouts.handshake_ms, cancellable,
                         callback, self, user_data);
}

static gboolean
bosh_connect_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bosh_open (XmppTransport *transport, const XmlElement *header)
{
  XmppBosh *self = XMPP_BOSH (transport);

  if (self->phase > OPEN)
    return;
  self->phase = OPEN;
  xmpp_bosh_session_open (self->session, header);
  post_soon (self);
}

static void
bosh_send (XmppTransport *transport, XmlElement *element)
{
  XmppBosh *self = XMPP_BOSH (transport);

  g_return_if_fail (self->phase != UNOPENED);
  xml_element_seal (element);
  if (self->phase == OPEN) {
    xmpp_bosh_session_send (self->session, element);
    post_soon (self);
  } else {
    xml_element_unref (element);
  }
}

static const XmppTlsFacts *
bosh_get_tls_facts (XmppTransport *transport)
{
  return xmpp_http_get_tls_facts (XMPP_BOSH (transport)->http);
}

static XmppTransportFlags
bosh_get_flags (XmppTransport *transport)
{
  /* BOSH keeps a session through broken connections by itself. What is lost is lost: Prosody 0.12
   * offers to resume over it, and fails at that without an answer. */
  return XMPP_TRANSPORT_NO_RESUMPTION |
         (bosh_get_tls_facts (transport) ? XMPP_TRANSPORT_SECURE : 0);
}

static const XmppEndpoint *
bosh_get_endpoint (XmppTransport *transport)
{
  return XMPP_BOSH (transport)->endpoint;
}

static void
bosh_close (XmppTransport *transport)
{
  XmppBosh *self = XMPP_BOSH (transport);
  gboolean unopened = self->phase == UNOPENED;

  if (self->phase > OPEN)
    return;
  self->phase = CLOSING;
  xmpp_bosh_session_terminate (self->session);
  if (!unopened)
    post_soon (self);
  xmpp_timer_set (self->patience,
                  xmpp_timer_now () + (unopened ? 0 : (gint64) self->timeouts.close_ms * 1000));
}

XmppTransport *
xmpp_bosh_new (const XmppEndpoint *endpoint,
               const char *domain,
               const XmppTrust *trust,
               GProxyResolver *proxies,
               const XmppTimeouts *timeouts)
{
  XmppBosh *self = g_object_new (XMPP_TYPE_BOSH, NULL);
  /* Far below 2^53, where it must end, and not to be guessed. */
  guint64 first_rid =
    ((guint64) base_random_uint32_below (1 << 16) << 32) | base_random_uint32_below (G_MAXUINT32);

  self->endpoint = xmpp_endpoint_copy (endpoint);
  self->timeouts = xmpp_timeouts_fill (timeouts);
  self->http = xmpp_http_new (domain, trust, proxies);
  self->session = xmpp_bosh_session_new (first_rid, endpoint->mode == XMPP_TLS_START);
  return XMPP_TRANSPORT (self);
}

static void
xmpp_bosh_dispose (GObject *object)
{
  stop (XMPP_BOSH (object));

  G_OBJECT_CLASS (xmpp_bosh_parent_class)->dispose (object);
}

static void
xmpp_bosh_finalize (GObject *object)
{
  XmppBosh *self = XMPP_BOSH (object);

  xmpp_http_free (self->http);
  xmpp_bosh_session_free (self->session);
  g_object_unref (self->pending);
  xmpp_timer_free (self->clock);
  xmpp_timer_free (self->patience);
  xmpp_endpoint_free (self->endpoint);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (xmpp_bosh_parent_class)->finalize (object);
}

static void
xmpp_bosh_transport_init (XmppTransportInterface *iface)
{
  iface->connect_async = bosh_connect_async;
  iface->connect_finish = bosh_connect_finish;
  iface->open = bosh_open;
  iface->send = bosh_send;
  iface->get_flags = bosh_get_flags;
  iface->get_tls_facts = bosh_get_tls_facts;
  iface->get_endpoint = bosh_get_endpoint;
  iface->close = bosh_close;
}

static void
xmpp_bosh_class_init (XmppBoshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_bosh_dispose;
  object_class->finalize = xmpp_bosh_finalize;
}

static void
xmpp_bosh_init (XmppBosh *self)
{
  self->pending = g_cancellable_new ();
  self->clock = xmpp_timer_new (on_clock, self);
  self->patience = xmpp_timer_new (on_impatient, self);
}
