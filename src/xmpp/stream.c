/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs in; then counts, asks, answers and watches the clock (XEP-0198, RFC 6120 §4.4, §4.6). */

#include "config.h"

#include "xmpp/stream.h"

#include "base/random.h"
#include "xmpp/liveness.h"
#include "xmpp/ns.h"
#include "xmpp/session-error.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"

typedef enum {
  SIGNING_IN,
  LIVE,
  SETTLING, /* closing: the last acknowledgements are due, on both sides */
  CLOSING,  /* closing: the server's closing tag is due */
  OVER,
} Phase;

struct _XmppStream {
  const XmppStreamEvents *events;
  gpointer user_data;
  Phase phase;
  XmppTransport *transport;
  XmppSignIn *sign_in; /* NULL once it is done */

  XmppSm *sm;
  gboolean managed;  /* the server counts too */
  gboolean unproven; /* resumed, and the server has acknowledged nothing since */
  XmppLiveness liveness;
  char *ping_id; /* (nullable): of the ping that is open */

  XmppTimer *timer;
  gint64 answer;   /* when the server is answered at the latest */
  gint64 deadline; /* of the close */
  gint64 armed;    /* what the timer is set to; never later than it ought to be */
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
  g_clear_pointer (&self->timer, xmpp_timer_free);
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
  gint64 deadline =
    self->phase == LIVE ? MIN (xmpp_liveness_next (&self->liveness), self->answer) : self->deadline;

  if (self->phase != OVER && deadline < self->armed) {
    self->armed = deadline;
    xmpp_timer_set (self->timer, deadline);
  }
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
  g_clear_pointer (&self->sign_in, xmpp_sign_in_drop);
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
  xmpp_liveness_said (&self->liveness, xmpp_timer_now ());
  xmpp_transport_send (self->transport, xml_element_ref (element));
  self->events->sent (element, self->user_data);
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

/* Sends what is queued, in order, whatever may be sent by those who hear of it. */
static void
flush (XmppStream *self)
{
  while (self->phase == LIVE) {
    g_autoptr (XmlElement) next = xmpp_sm_next (self->sm);
    if (next == NULL)
      break;
    transmit (self, next);
    ask_if_due (self);
  }
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

  xml_element_set_uint (ack, "h", xmpp_sm_answer (self->sm));
  xml_element_seal (ack);
  self->answer =
    xmpp_sm_owes (self->sm) ? xmpp_timer_now () + XMPP_STREAM_ANSWER_DELAY : XMPP_NEVER;
  transmit (self, ack);
}

/* What the server hears of is safe with us: so the answer waits for that, but not for ever. */
static void
on_question (XmppStream *self)
{
  xmpp_sm_owe (self->sm);
  if (xmpp_sm_is_answer_due (self->sm))
    acknowledge (self);
  else
    self->answer = MIN (self->answer, xmpp_timer_now () + XMPP_STREAM_ANSWER_DELAY);
}

static gboolean
is_settled (XmppStream *self)
{
  return !self->managed || (xmpp_sm_is_settled (self->sm) && xmpp_sm_has_handled_all (self->sm));
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

static void
tell_acked (XmppStream *self, GPtrArray *taken)
{
  if (taken->len > 0)
    self->events->acked ((XmlElement *const *) taken->pdata, taken->len, self->user_data);
}

/* FALSE: the stream has ended. */
static gboolean
take_acknowledgement (XmppStream *self, guint32 h)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) taken = xmpp_sm_acknowledge (self->sm, h, &error);

  if (taken != NULL)
    tell_acked (self, taken);
  else
    complain (self, h, error);
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

  self->unproven = FALSE;
  xmpp_liveness_answered (&self->liveness);
  if (!take_acknowledgement (self, h))
    return;
  if (xmpp_sm_is_asked (self->sm))
    xmpp_liveness_asked (&self->liveness, xmpp_timer_now ());

  /* After a resumption the rest waits for this. */
  flush (self);
  if (self->phase == SETTLING && is_settled (self))
    say_goodbye (self);
  else
    ask_if_due (self);
}

static void
on_management (XmppStream *self, const XmlElement *element)
{
  self->events->received (element, NULL, self->user_data);
  if (!self->managed || self->phase == OVER)
    return;

  if (xml_element_is (element, "r", XMPP_NS_STREAM_MANAGEMENT))
    on_question (self);
  else if (xml_element_is (element, "a", XMPP_NS_STREAM_MANAGEMENT))
    on_ack (self, element);
  else
    g_debug ("ignored <%s/> of stream management", xml_element_get_name (element));
}

static void
on_stream_error (XmppStream *self, const XmlElement *element)
{
  g_autoptr (GError) error = xmpp_stream_error_parse (element);

  self->events->received (element, NULL, self->user_data);
  if (self->phase != OVER)
    give_up (self, error);
}

static gboolean
is_pong (XmppStream *self, const XmlElement *element)
{
  return self->ping_id != NULL && xmpp_stanza_kind (element) == XMPP_STANZA_IQ &&
         g_strcmp0 (xmpp_stanza_id (element), self->ping_id) == 0;
}

/* It counts as handled when all have seen it and nobody has kept hold of it. */
static void
receive (XmppStream *self, const XmlElement *element, gboolean counts)
{
  XmppHold *hold = NULL;

  if (counts && xmpp_stanza_kind (element) != XMPP_STANZA_OTHER)
    hold = xmpp_sm_receive (self->sm);
  self->events->received (element, hold, self->user_data);
  if (hold == NULL)
    return;
  xmpp_hold_release (hold, TRUE);
  xmpp_stream_handled (self);
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

  if (is_pong (self, element)) {
    g_clear_pointer (&self->ping_id, g_free);
    xmpp_liveness_answered (&self->liveness);
  }
  receive (self, element, self->managed);
}

static void
on_element (XmppTransport *transport, const XmlElement *element, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);

  on_live_element (self, element);
  rearm (self);
}

static void
on_closed (XmppTransport *transport, const GError *error, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);
  g_autoptr (GError) unasked = NULL;

  if (self->phase != LIVE) {
    cut (self, NULL);
    return;
  }

  if (error == NULL)
    error = unasked = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED,
                                           "the server closed the stream");
  cut (self, error);
}

static void
watch (XmppStream *self, gint64 now)
{
  g_autoptr (GError) dead = NULL;

  switch (xmpp_liveness_judge (&self->liveness, now)) {
  case XMPP_LIVENESS_FINE:
    break;
  case XMPP_LIVENESS_PROBE:
    probe (self);
    break;
  case XMPP_LIVENESS_DEAD:
    /* A session that takes nothing after it was resumed is broken, and would be so again: Prosody
     * 0.12 can lose its place in what came before. */
    dead = g_error_new_literal (
      XMPP_SESSION_ERROR, self->unproven ? XMPP_SESSION_ERROR_PROTOCOL : XMPP_SESSION_ERROR_SILENT,
      self->unproven ? "the session that was resumed is dead" : "the server no longer answers");
    cut (self, dead);
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
  if (self->phase == LIVE && now >= self->answer)
    acknowledge (self);
  if (self->phase == LIVE)
    watch (self, now);
  else if (now >= self->deadline && self->phase == SETTLING)
    give_up (self, NULL); /* the closing tag may yet arrive, and ends the session there */
  else if (now >= self->deadline)
    cut (self, NULL);
  rearm (self);
}

/* What the server says of the former session. FALSE: the stream has ended. */
static gboolean
settle_former (XmppStream *self, const XmppNegotiated *result)
{
  g_autoptr (GPtrArray) taken = NULL;

  if (!result->has_h)
    return TRUE;
  if (result->resume == XMPP_RESUME_DONE)
    return take_acknowledgement (self, result->h);

  /* It has given that session up: a count that cannot be true is worth no quarrel any more. */
  taken = xmpp_sm_acknowledge (self->sm, result->h, NULL);
  if (taken != NULL)
    tell_acked (self, taken);
  return self->phase != OVER;
}

static void
on_signed_in (XmppNegotiator *negotiator, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);
  const XmppNegotiated *result = xmpp_negotiator_get_result (negotiator);

  self->phase = LIVE;
  self->managed = result->managed || result->resume == XMPP_RESUME_DONE;
  xmpp_liveness_init (&self->liveness, xmpp_timer_now ());
  rearm (self);
  g_signal_connect (self->transport, "element", G_CALLBACK (on_element), self);
  g_signal_connect (self->transport, "closed", G_CALLBACK (on_closed), self);

  if (!settle_former (self, result))
    return;

  self->events->ready (result, self->user_data);

  while (self->phase != OVER) {
    g_autoptr (XmlElement) early = xmpp_negotiator_pop_early (negotiator);
    if (early == NULL)
      break;
    receive (self, early, result->counts_early);
  }
  g_clear_pointer (&self->sign_in, xmpp_sign_in_drop);
}

static void
on_sign_in_opened (gpointer user_data)
{
  XmppStream *self = user_data;

  self->events->opened (self->user_data);
}

static void
on_sign_in_failed (const GError *error, gboolean reachable, gpointer user_data)
{
  g_autoptr (XmppStream) self = stream_ref (user_data);

  if (reachable)
    give_up (self, error);
  else
    cut (self, error);
}

static const XmppSignInEvents sign_in_events = {
  .opened = on_sign_in_opened,
  .ready = on_signed_in,
  .failed = on_sign_in_failed,
};

XmppStream *
xmpp_stream_new (XmppTransport *transport,
                 const XmppNegotiation *negotiation,
                 XmppSm *sm,
                 const XmppStreamEvents *events,
                 gpointer user_data)
{
  XmppStream *self = g_rc_box_new0 (XmppStream);

  self->events = events;
  self->user_data = user_data;
  self->transport = g_object_ref (transport);
  self->sm = sm;
  self->timer = xmpp_timer_new (on_timer, self);
  self->armed = XMPP_NEVER;
  self->answer = XMPP_NEVER;
  self->sign_in = xmpp_sign_in_new (transport, negotiation, &sign_in_events, self);
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
xmpp_stream_set_idle (XmppStream *self, guint32 idle_s)
{
  xmpp_liveness_set_quiet (&self->liveness, idle_s);
  rearm (self);
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
    xmpp_sm_push (self->sm, element);
    flush (self);
  } else {
    xmpp_liveness_spoke (&self->liveness, xmpp_timer_now ());
    rearm (self);
    transmit (self, element);
    if (self->phase != OVER)
      self->events->acked (&element, 1, self->user_data);
  }
}

void
xmpp_stream_resend (XmppStream *self)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  self->unproven = TRUE;
  xmpp_sm_rewind (self->sm);
  flush (self);
}

void
xmpp_stream_handled (XmppStream *self)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  if (!self->managed)
    return;
  if (self->phase == SETTLING && is_settled (self))
    say_goodbye (self);
  else if ((self->phase == LIVE || self->phase == SETTLING) && xmpp_sm_is_answer_due (self->sm))
    acknowledge (self);
}

void
xmpp_stream_break (XmppStream *self, const GError *error)
{
  g_autoptr (XmppStream) alive = stream_ref (self);

  if (self->phase == LIVE)
    cut (self, error);
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
  self->deadline = xmpp_timer_now () + XMPP_STREAM_CLOSE_TIMEOUT;
  rearm (self);
  if (is_settled (self))
    say_goodbye (self);
  else
    ask_if_due (self);
}
