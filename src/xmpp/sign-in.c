/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the negotiator wants done but, knowing no I/O, cannot do. */

#include "config.h"

#include "xmpp/sign-in.h"

#include "xmpp/session-error.h"

struct _XmppSignIn {
  const XmppSignInEvents *events;
  gpointer user_data;
  XmppTransport *transport; /* NULL once it is over */
  XmppNegotiator *negotiator;
  gboolean opened;
  GCancellable *cancellable;
  XmppTimer *timer;
};

static XmppSignIn *
sign_in_ref (XmppSignIn *self)
{
  return g_rc_box_acquire (self);
}

static void
sign_in_clear (gpointer data)
{
  XmppSignIn *self = data;

  g_assert (self->transport == NULL);
  g_clear_pointer (&self->negotiator, xmpp_negotiator_free);
  g_clear_pointer (&self->timer, xmpp_timer_free);
  g_clear_object (&self->cancellable);
}

static void
sign_in_unref (XmppSignIn *self)
{
  g_rc_box_release_full (self, sign_in_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppSignIn, sign_in_unref)

static gboolean
is_over (XmppSignIn *self)
{
  return self->transport == NULL;
}

static void
stop (XmppSignIn *self)
{
  xmpp_timer_set (self->timer, XMPP_NEVER);
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->transport, self);
  g_clear_object (&self->transport);
}

static void
fail (XmppSignIn *self, const GError *error, gboolean reachable)
{
  stop (self);
  self->events->failed (error, reachable, self->user_data);
}

static void
succeed (XmppSignIn *self)
{
  stop (self);
  self->events->ready (self->negotiator, self->user_data);
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

static void drive (XmppSignIn *self, XmppStep step, const GError *error);

static void
on_secured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppSignIn) self = user_data;
  XmppTransport *transport = XMPP_TRANSPORT (source);
  g_autoptr (GError) error = NULL;
  XmppBindings bindings;
  XmppStep step;

  if (!xmpp_transport_secure_finish (transport, result, &error)) {
    if (!is_over (self))
      fail (self, error, FALSE);
    return;
  }
  if (is_over (self))
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
  g_autoptr (XmppSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = g_task_propagate_pointer (G_TASK (result), &error);
  XmppStep step = XMPP_STEP_FAILED;

  if (is_over (self))
    return;
  if (key != NULL)
    step = xmpp_negotiator_supply_key (self->negotiator, key, &error);
  drive (self, step, error);
}

static void
derive (XmppSignIn *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_derived, sign_in_ref (self));

  g_task_set_source_tag (task, derive);
  g_task_set_task_data (task, xmpp_negotiator_take_key_request (self->negotiator),
                        unref_key_request);
  g_task_run_in_thread (task, derive_in_thread);
}

static void
send_all (XmppSignIn *self)
{
  XmlElement *element;

  while ((element = xmpp_negotiator_pop (self->negotiator)) != NULL)
    xmpp_transport_send (self->transport, element);
}

static void
open_stream (XmppSignIn *self)
{
  g_autoptr (XmlElement) header = xmpp_negotiator_dup_header (self->negotiator);

  xmpp_transport_open (self->transport, header);
  /* With BOSH the first request carries nothing but the stream. */
  if (xmpp_transport_get_endpoint (self->transport)->road == XMPP_ROAD_TCP &&
      xmpp_negotiator_hurry (self->negotiator))
    send_all (self);
}

/* Each step has the whole time. */
static void
restart_clock (XmppSignIn *self)
{
  xmpp_timer_set (self->timer, xmpp_timer_now () + XMPP_SIGN_IN_STEP_TIMEOUT);
}

/* Does what the negotiator wants. */
static void
drive (XmppSignIn *self, XmppStep step, const GError *error)
{
  send_all (self);
  restart_clock (self);

  switch (step) {
  case XMPP_STEP_WAIT:
    break;
  case XMPP_STEP_RESTART:
    open_stream (self);
    break;
  case XMPP_STEP_SECURE:
    xmpp_transport_secure_async (self->transport, self->cancellable, on_secured,
                                 sign_in_ref (self));
    break;
  case XMPP_STEP_DERIVE:
    derive (self);
    break;
  case XMPP_STEP_READY:
    succeed (self);
    break;
  case XMPP_STEP_FAILED:
    fail (self, error, TRUE);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
on_opened (XmppTransport *transport, const XmlElement *header, gpointer user_data)
{
  g_autoptr (XmppSignIn) self = sign_in_ref (user_data);
  g_autoptr (GError) error = NULL;
  XmppStep step;

  if (!self->opened) {
    self->opened = TRUE;
    self->events->opened (self->user_data);
    if (is_over (self))
      return;
  }
  step = xmpp_negotiator_opened (self->negotiator, header, &error);
  drive (self, step, error);
}

static void
on_element (XmppTransport *transport, const XmlElement *element, gpointer user_data)
{
  g_autoptr (XmppSignIn) self = sign_in_ref (user_data);
  g_autoptr (GError) error = NULL;
  XmppStep step = xmpp_negotiator_feed (self->negotiator, element, &error);

  drive (self, step, error);
}

static void
on_closed (XmppTransport *transport, const GError *error, gpointer user_data)
{
  g_autoptr (XmppSignIn) self = sign_in_ref (user_data);
  g_autoptr (GError) unasked = NULL;

  if (error == NULL)
    error = unasked = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED,
                                           "the server closed the stream");
  fail (self, error, FALSE);
}

static void
on_timeout (gpointer user_data)
{
  g_autoptr (XmppSignIn) self = sign_in_ref (user_data);
  g_autoptr (GError) error = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT,
                                                  "the server took too long to sign us in");

  fail (self, error, FALSE);
}

XmppSignIn *
xmpp_sign_in_new (XmppTransport *transport,
                  const XmppNegotiation *negotiation,
                  const XmppSignInEvents *events,
                  gpointer user_data)
{
  XmppSignIn *self = g_rc_box_new0 (XmppSignIn);
  XmppNegotiation complete = *negotiation;
  XmppTransportFlags flags = xmpp_transport_get_flags (transport);
  gboolean secure = flags & XMPP_TRANSPORT_SECURE;
  XmppBindings bindings;

  self->events = events;
  self->user_data = user_data;
  self->transport = g_object_ref (transport);
  self->cancellable = g_cancellable_new ();
  self->timer = xmpp_timer_new (on_timeout, self);

  complete.no_resumption = flags & XMPP_TRANSPORT_NO_RESUMPTION;
  complete.signed_in = flags & XMPP_TRANSPORT_SIGNED_IN;
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
  restart_clock (self);
  open_stream (self);
  return self;
}

void
xmpp_sign_in_drop (XmppSignIn *self)
{
  if (!is_over (self))
    stop (self);
  sign_in_unref (self);
}
