/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drives the negotiator over the transport; then counts, asks, answers and watches the clock. */

#include "config.h"

#include "xmpp/stream.h"

#include "base/random.h"
#include "xmpp/liveness.h"
#include "xmpp/ns.h"
#include "xmpp/session-error.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"

typedef enum {
  NEGOTIATING,
  LIVE,
  SETTLING, /* closing: the last acknowledgements are due */
  CLOSING,  /* closing: the server's closing tag is due */
  OVER,
} Phase;

struct _XmppStream {
  const XmppStreamEvents *events;
  gpointer user_data;
  Phase phase;
  XmppTransport *transport;
  XmppNegotiator *negotiator;
  gboolean opened;
  GCancellable *cancellable;

  XmppSm *sm;
  gboolean managed; /* the server counts too */
  XmppLiveness liveness;
  char *ping_id; /* (nullable): of the ping that is open */

  XmppTimer *timer;
  gint64 deadline; /* of the step or the close */
  gint64 armed;
};

static XmppStream *
stream_ref (XmppStream *self)
{
  return g_rc_box_acquire (self);
}

static void
stream_clear (gpointer data)
{
  XmppStream *self = data;

  g_assert (self->phase == OVER);
  g_clear_pointer (&self->negotiator, xmpp_negotiator_free);
  g_clear_pointer (&self->timer, xmpp_timer_free);
  g_clear_object (&self->cancellable);
  g_free (self->ping_id);
}

static void
stream_unref (XmppStream *self)
{
  g_rc_box_release_full (self, stream_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppStream, stream_unref)

/* The timer is only ever brought forward; when it is early, it is set anew. So a stanza that comes
 * costs no system call. */
static void
rearm (XmppStream *self)
{
  gint64 deadline = self->phase == LIVE ? xmpp_liveness_next (&self->liveness) : self->deadline;

  if (deadline < self->armed) {
    self->armed = deadline;
    xmpp_timer_set (self->timer, deadline);
  }
}

static void
set_deadline (XmppStream *self, gint64 timeout)
{
  self->deadline = xmpp_timer_now () + timeout;
  rearm (self);
}

static void
on_lingering_closed (XmppTransport *transport, const GError *error, gpointer user_data)
{
  g_object_unref (transport);
}

/* Lets the transport say its closing tag without anybody waiting for it. */
static void
linger (XmppTransport *transport)
{
  g_signal_connect (transport, "closed", G_CALLBACK (on_lingering_closed), NULL);
  xmpp_transport_close (transport);
}

/* Returns the transport, which is nobody's now. */
static XmppTransport *
detach (XmppStream *self)
{
  self->phase = OVER;
  xmpp_timer_set (self->timer, XMPP_NEVER);
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->transport, self);
  return g_steal_pointer (&self->transport);
}

/* The connection is gone or not worth a word more. */
static void
cut (XmppStream *self, const GError *error)
{
  g_autoptr (XmppTransport) transport = detach (self);

  self->events->ended (error, self->user_data);
}

/* The connection works, but we have no more to say to this server. */
static void
give_up (XmppStream *self, const GError *error)
{
  linger (detach (self));
  self->events->ended (error, self->user_data);
}

static void
transmit (XmppStream *self, XmlElement *element)
{
  self->events->sent (element, self->user_data);
  if (self->phase != OVER)
    xmpp_transport_send (self->transport, xml_element_ref (element));
}

static void
ask (XmppStream *self)
{
  g_autoptr (XmlElement) request = xml_element_new ("r", XMPP_NS_STREAM_MANAGEMENT);

  xml_element_seal (request);
  xmpp_liveness_asked (&self->liveness, xmpp_timer_now ());
  rearm (self);
  transmit (self, request);
}

static void
ask_if_due (XmppStream *self)
{
  if (self->managed && self->phase != OVER && xmpp_sm_ask (self->sm))
    ask (self);
}

static void
ping (XmppStream *self)
{
  g_autoptr (XmlElement) iq = xmpp_iq_new ("get", NULL, xml_element_new ("ping", XMPP_NS_PING));

  g_free (self->ping_id);
  self->ping_id = base_random_id ();
  xml_element_set (iq, "id", self->ping_id);
  xml_element_seal (iq);
  xmpp_liveness_asked (&self->liveness, xmpp_timer_now ());
  rearm (self);
  transmit (self, iq);
}

static void
probe (XmppStream *self)
{
  if (self->managed) {
    xmpp_sm_asked (self->sm);
    ask (self);
  } else {
    ping (self);
  }
}

static void
acknowledge (XmppStream *self)
{
  g_autoptr (XmlElement) ack = xml_element_new ("a", XMPP_NS_STREAM_MANAGEMENT);

  xml_element_set_uint (ack, "h", xmpp_sm_get_received (self->sm));
  xml_element_seal (ack);
  transmit (self, ack);
}

/* The last phase: nothing of ours is unsure any more, or it is too late for that. */
static void
say_goodbye (XmppStream *self)
{
  self->phase = CLOSING;
  if (self->managed)
    acknowledge (self);
  if (self->phase != OVER)
    xmpp_transport_close (self->transport);
}

/* XEP-0198 §6: says what is wrong before closing. */
static void
complain (XmppStream *self, guint32 h, const GError *error)
{
  XmlElement *complaint = xmpp_stream_error_build (error);
  XmlElement *detail =
    xml_element_add (complaint, "handled-count-too-high", XMPP_NS_STREAM_MANAGEMENT);

  xml_element_set_uint (detail, "h", h);
  xml_element_set_uint (detail, "send-count", xmpp_sm_get_sent (self->sm));
  xmpp_transport_send (self->transport, complaint);
  give_up (self, error);
}

/* FALSE: the stream has ended. */
static gboolean
take_acknowledgement (XmppStream *self, guint32 h, gboolean former)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) taken = xmpp_sm_acknowledge (self->sm, h, &error);

  if (taken == NULL && former) {
    g_debug ("about the former session %s", error->message);
    return TRUE;
  }
  if (taken == NULL) {
    complain (self, h, error);
    return FALSE;
  }

  for (guint i = 0; i < taken->len && self->phase != OVER; i++)
    self->events->acked (taken->pdata[i], self->user_data);
  return self->phase != OVER;
}

static void
on_ack (XmppStream *self, const XmlElement *ack)
{
  guint64 h;
  g_autoptr (GError) error = NULL;

  if (!xml_element_get_uint (ack, "h", G_MAXUINT32, &h, &error)) {
    g_autoptr (GError) reason =
      g_error_new (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL,
                   "an acknowledgement without count: %s", error->message);
    give_up (self, reason);
    return;
  }

  xmpp_liveness_answered (&self->liveness);
  if (!take_acknowledgement (self, h, FALSE))
    return;

  if (self->phase == SETTLING && xmpp_sm_is_settled (self->sm))
    say_goodbye (self);
  else
    ask_if_due (self);
}

static void
on_management (XmppStream *self, const XmlElement *element)
{
  self->events->received (element, self->user_data);
  if (!self->managed || self->phase == OVER)
    return;

  if (xml_element_is (element, "r", XMPP_NS_STREAM_MANAGEMENT))
    acknowledge (self);
  else if (xml_element_is (element, "a", XMPP_NS_STREAM_MANAGEMENT))
    on_ack (self, element);
  else
    g_debug ("ignored <%s/> of stream management", xml_element_get_name (element));
}

static void
on_stream_error (XmppStream *self, const XmlElement *element)
{
  g_autoptr (GError) error = xmpp_stream_error_parse (element);

  self->events->received (element, self->user_data);
  if (self->phase != OVER)
    give_up (self, error);
}

static gboolean
is_pong (XmppStream *self, const XmlElement *element)
{
  return self->ping_id != NULL && xmpp_stanza_kind (element) == XMPP_STANZA_IQ &&
         g_strcmp0 (xmpp_stanza_id (element), self->ping_id) == 0;
}

static void
on_live_element (XmppStream *self, const XmlElement *element)
{
  xmpp_liveness_heard (&self->liveness, xmpp_timer_now ());

  if (g_str_equal (xml_element_get_ns (element), XMPP_NS_STREAM_MANAGEMENT)) {
    on_management (self, element);
    return;
  }
  if (xml_element_is (element, "error", XMPP_NS_STREAM)) {
    on_stream_error (self, element);
    return;
  }

  if (self->managed && xmpp_stanza_kind (element) != XMPP_STANZA_OTHER)
    xmpp_sm_received (self->sm);
  if (is_pong (self, element)) {
    g_clear_pointer (&self->ping_id, g_free);
    xmpp_liveness_answered (&self->liveness);
  }
  self->events->received (element, self->user_data);
}

static void
go_live (XmppStream *self)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (self->negotiator);

  self->phase = LIVE;
  self->managed = result->managed || result->resume == XMPP_RESUME_DONE;
  xmpp_liveness_init (&self->liveness, xmpp_timer_now ());
  rearm (self);

  if (result->has_h &&
      !take_acknowledgement (self, result->h, result->resume == XMPP_RESUME_REFUSED))
    return;

  self->events->ready (result, self->user_data);

  while (self->phase == LIVE) {
    g_autoptr (XmlElement) early = xmpp_negotiator_pop_early (self->negotiator);
    if (early == NULL)
      break;
    self->events->received (early, self->user_data);
  }
  g_clear_pointer (&self->negotiator, xmpp_negotiator_free);
}

/* What SASL can be tied to; whatever this connection cannot give is left out. */
static void
collect_bindings (XmppTransport *transport, XmppBindings *bindings)
{
  static const struct {
    const char *name;
    GTlsChannelBindingType type;
  } types[] = {
    { XMPP_BINDING_EXPORTER, G_TLS_CHANNEL_BINDING_TLS_EXPORTER },
    { XMPP_BINDING_UNIQUE, G_TLS_CHANNEL_BINDING_TLS_UNIQUE },
    { XMPP_BINDING_END_POINT, G_TLS_CHANNEL_BINDING_TLS_SERVER_END_POINT },
  };

  guint n = 0;

  *bindings = (XmppBindings){ .tls = xmpp_transport_get_tls_facts (transport)->version };
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GError) error = NULL;
    GBytes *data;

    /* RFC 9266 §4: not unique any more since TLS 1.3. */
    if (types[i].type == G_TLS_CHANNEL_BINDING_TLS_UNIQUE &&
        bindings->tls >= G_TLS_PROTOCOL_VERSION_TLS_1_3)
      continue;

    data = xmpp_transport_dup_binding (transport, types[i].type, &error);
    if (data != NULL)
      bindings->binding[n++] = (XmppBinding){ types[i].name, data };
    else
      g_debug ("no %s: %s", types[i].name, error->message);
  }
}

static void
release_bindings (XmppBindings *bindings)
{
  for (XmppBinding *binding = bindings->binding; binding->type != NULL; binding++)
    g_bytes_unref (binding->data);
}

static void drive (XmppStream *self, XmppStep step, const GError *error);

static void
on_secured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppStream) self = user_data;
  XmppTransport *transport = XMPP_TRANSPORT (source);
  g_autoptr (GError) error = NULL;
  XmppBindings bindings;
  XmppStep step;

  if (!xmpp_transport_secure_finish (transport, result, &error)) {
    if (self->phase != OVER)
      cut (self, error);
    return;
  }
  if (self->phase == OVER)
    return;

  collect_bindings (transport, &bindings);
  step = xmpp_negotiator_secured (self->negotiator, &bindings, &error);
  release_bindings (&bindings);
  drive (self, step, error);
}

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static void
unref_key_request (gpointer request)
{
  xmpp_key_request_unref (request);
}

static void
derive_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *key = xmpp_key_request_run (task_data, &error);

  if (key != NULL)
    g_task_return_pointer (task, key, unref_bytes);
  else
    g_task_return_error (task, error);
}

static void
on_derived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppStream) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = g_task_propagate_pointer (G_TASK (result), &error);
  XmppStep step = XMPP_STEP_FAILED;

  if (self->phase == OVER)
    return;
  if (key != NULL)
    step = xmpp_negotiator_supply_key (self->negotiator, key, &error);
  drive (self, step, error);
}

static void
derive (XmppStream *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_derived, stream_ref (self));

  g_task_set_source_tag (task, derive);
  g_task_set_task_data (task, xmpp_negotiator_take_key_request (self->negotiator),
                        unref_key_request);
  g_task_run_in_thread (task, derive_in_thread);
}

static void
open_stream (XmppStream *self)
{
  g_autoptr (XmlElement) header = xmpp_negotiator_dup_header (self->negotiator);

  xmpp_transport_open (self->transport, header);
}

/* Does what the negotiator wants. */
static void
drive (XmppStream *self, XmppStep step, const GError *error)
{
  XmlElement *element;

  while ((element = xmpp_negotiator_pop (self->negotiator)) != NULL)
    xmpp_transport_send (self->transport, element);
  set_deadline (self, XMPP_STREAM_STEP_TIMEOUT);

  switch (step) {
  case XMPP_STEP_WAIT:
    break;
  case XMPP_STEP_RESTART:
    open_stream (self);
    break;
  case XMPP_STEP_SECURE:
    xmpp_transport_secure_async (self->transport, self->cancellable, on_secured, stream_ref (self));
    break;
  case XMPP_STEP_DERIVE:
    derive (self);
    break;
  case XMPP_STEP_READY:
    go_live (self);
    break;
  case XMPP_STEP_FAILED:
    give_up (self, error);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
on_opened (XmppTransport *transport, const XmlElement *header, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);
  g_autoptr (GError) error = NULL;
  XmppStep step;

  if (self->phase != NEGOTIATING)
    return;

  if (!self->opened) {
    self->opened = TRUE;
    self->events->opened (self->user_data);
    if (self->phase == OVER)
      return;
  }
  step = xmpp_negotiator_opened (self->negotiator, header, &error);
  drive (self, step, error);
}

static void
on_element (XmppTransport *transport, const XmlElement *element, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);

  if (self->phase == NEGOTIATING) {
    g_autoptr (GError) error = NULL;
    XmppStep step = xmpp_negotiator_feed (self->negotiator, element, &error);
    drive (self, step, error);
  } else {
    on_live_element (self, element);
    rearm (self);
  }
}

static void
on_closed (XmppTransport *transport, const GError *error, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);
  g_autoptr (GError) unasked = NULL;

  if (self->phase == CLOSING) {
    cut (self, NULL);
    return;
  }

  if (error == NULL)
    error = unasked = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED,
                                           "the server closed the stream");
  cut (self, error);
}

static void
fail_silent (XmppStream *self, XmppSessionError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (XMPP_SESSION_ERROR, code, message);

  cut (self, error);
}

static void
watch (XmppStream *self, gint64 now)
{
  switch (xmpp_liveness_judge (&self->liveness, now)) {
  case XMPP_LIVENESS_FINE:
    break;
  case XMPP_LIVENESS_PROBE:
    probe (self);
    break;
  case XMPP_LIVENESS_DEAD:
    fail_silent (self, XMPP_SESSION_ERROR_SILENT, "the server no longer answers");
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
on_timer (gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);
  gint64 now = xmpp_timer_now ();

  self->armed = XMPP_NEVER;
  if (self->phase == LIVE)
    watch (self, now);
  else if (now >= self->deadline && self->phase == NEGOTIATING)
    fail_silent (self, XMPP_SESSION_ERROR_TIMEOUT, "the server took too long to sign us in");
  else if (now >= self->deadline)
    cut (self, NULL);

  if (self->phase != OVER)
    rearm (self);
}

XmppStream *
xmpp_stream_new (XmppTransport *transport,
                 const XmppNegotiation *negotiation,
                 XmppSm *sm,
                 const XmppStreamEvents *events,
                 gpointer user_data)
{
  XmppStream *self = g_rc_box_new0 (XmppStream);
  XmppNegotiation complete = *negotiation;
  gboolean secure = xmpp_transport_get_flags (transport) & XMPP_TRANSPORT_SECURE;
  XmppBindings bindings;

  self->events = events;
  self->user_data = user_data;
  self->transport = g_object_ref (transport);
  self->cancellable = g_cancellable_new ();
  self->sm = sm;
  self->timer = xmpp_timer_new (on_timer, self);
  self->armed = XMPP_NEVER;

  if (secure) {
    collect_bindings (transport, &bindings);
    complete.secure = &bindings;
  }
  self->negotiator = xmpp_negotiator_new (&complete);
  if (secure)
    release_bindings (&bindings);

  g_signal_connect (transport, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (transport, "element", G_CALLBACK (on_element), self);
  g_signal_connect (transport, "closed", G_CALLBACK (on_closed), self);
  set_deadline (self, XMPP_STREAM_STEP_TIMEOUT);
  open_stream (self);
  return self;
}

void
xmpp_stream_drop (XmppStream *self)
{
  if (self->phase != OVER)
    linger (detach (self));
  stream_unref (self);
}

void
xmpp_stream_send (XmppStream *self, XmlElement *element)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  if (self->phase != LIVE)
    return;

  if (xmpp_stanza_kind (element) == XMPP_STANZA_OTHER) {
    transmit (self, element);
    return;
  }

  if (self->managed) {
    xmpp_sm_sent (self->sm, element);
    transmit (self, element);
    ask_if_due (self);
  } else {
    xmpp_liveness_spoke (&self->liveness, xmpp_timer_now ());
    rearm (self);
    transmit (self, element);
    if (self->phase != OVER)
      self->events->acked (element, self->user_data);
  }
}

void
xmpp_stream_resend (XmppStream *self)
{
  g_autoptr (XmppStream) alive = stream_ref (self);
  g_autoptr (GPtrArray) again = xmpp_sm_resume (self->sm);

  for (guint i = 0; i < again->len && self->phase == LIVE; i++)
    transmit (self, again->pdata[i]);
  ask_if_due (self);
}

void
xmpp_stream_check (XmppStream *self)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  if (self->phase == LIVE && self->liveness.asked == XMPP_NEVER)
    probe (self);
}

void
xmpp_stream_close (XmppStream *self)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  if (self->phase != LIVE)
    return;

  self->phase = SETTLING;
  set_deadline (self, XMPP_STREAM_CLOSE_TIMEOUT);
  if (!self->managed || xmpp_sm_is_settled (self->sm))
    say_goodbye (self);
  else
    ask_if_due (self);
}
