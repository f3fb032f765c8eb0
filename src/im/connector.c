/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reconnect policy: who may try, when, where, and what ends the trying.
 */

#include "im/connector.h"

#include "base/backoff.h"
#include "im/verdict.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"

/* A session that held for so long was a good one: the next loss starts with short delays again. */
#define STABLE (60 * XMPP_SECOND)

/* After somebody else took our place. */
#define CONFLICT_DELAY (300 * XMPP_SECOND)

/* The network is rarely usable in the moment in which it is announced, and announced in bursts. */
#define SETTLE_DELAY (1 * XMPP_SECOND)

#define MAX_REDIRECTS 3

struct _ImConnector {
  GObject parent_instance;

  XmppSession *session;
  ImTurns *turns;
  ImSystem *system;
  const ImDialer *dialer;
  XmppDialTerms *terms;         /* (nullable) before they are known */
  XmppCredentials *credentials; /* (nullable) */
  XmppTimer *timer;
  BaseBackoff backoff;

  gboolean wanted;
  gboolean closing;         /* we asked the session to close */
  GCancellable *attempt;    /* (nullable): of the attempt under way */
  gboolean in_flight;       /* the attempt has had its turn, and a callback will come */
  XmppTransport *transport; /* (nullable): of that attempt */
  XmppEndpoint *endpoint;   /* (nullable): of the last one that connected */
  gint64 due;               /* by xmpp_timer_now(): when the next attempt is */
  gint64 online_since;
  gboolean online_securely; /* the server has proven who it is */

  char *redirect_host; /* (nullable): where the server sent us … */
  guint16 redirect_port;
  char *redirect_url; /* (nullable): … or by another road */
  guint n_redirects;
  gboolean location_failed; /* the place to resume at did not answer */

  GError *blocked;         /* (nullable): why there are no terms */
  ImAccountState obstacle; /* NEEDS_… or FAILED; OFFLINE: nothing stands in the way */
  ImAccountState state;
  GError *error; /* (nullable) */
  gint64 retry_at;
};

G_DEFINE_FINAL_TYPE (ImConnector, im_connector, G_TYPE_OBJECT)

static guint changed_signal;

static const ImDialer network = { xmpp_dial_async, xmpp_dial_finish };

static void reconcile (ImConnector *self);

static void
set_state (ImConnector *self, ImAccountState state)
{
  gint64 retry_at = 0;

  if (state == IM_ACCOUNT_WAITING)
    retry_at = g_get_monotonic_time () + self->due - xmpp_timer_now ();
  if (state == IM_ACCOUNT_ONLINE || state == IM_ACCOUNT_OFFLINE)
    g_clear_error (&self->error);
  else if (state == self->state && state == IM_ACCOUNT_CONNECTING)
    return;
  self->state = state;
  self->retry_at = retry_at;
  g_signal_emit (self, changed_signal, 0);
}

static void
end_attempt (ImConnector *self)
{
  im_turns_done (self->turns, self);
  self->in_flight = FALSE;
  g_clear_object (&self->attempt);
  g_clear_object (&self->transport);
}

static void
clear_redirect (ImConnector *self)
{
  g_clear_pointer (&self->redirect_host, g_free);
  g_clear_pointer (&self->redirect_url, g_free);
  self->redirect_port = 0;
}

/* The road of a URL that the server sent us to, or ANY if it is none: never from TLS to none
 * (RFC 7395 §3.6.1). */
static XmppRoad
road_of (const char *url)
{
  if (g_str_has_prefix (url, "wss://"))
    return XMPP_ROAD_WEBSOCKET;
  return g_str_has_prefix (url, "https://") ? XMPP_ROAD_BOSH : XMPP_ROAD_ANY;
}

/* RFC 6120 §4.9.3.19: only a server that has proven who it is may send us elsewhere. */
static gboolean
follow_redirect (ImConnector *self, const GError *error, gboolean was_secure)
{
  const char *place = xmpp_stream_error_get_host (error);

  clear_redirect (self);
  if (!was_secure || self->n_redirects >= MAX_REDIRECTS)
    return FALSE;
  if (road_of (place) != XMPP_ROAD_ANY)
    self->redirect_url = g_strdup (place);
  else if (!im_verdict_parse_host (place, &self->redirect_host, &self->redirect_port))
    return FALSE;
  self->n_redirects++;
  return TRUE;
}

static void
retry_after (ImConnector *self, gint64 delay)
{
  self->due = xmpp_timer_now () + delay;
}

/* A portal answers in the name of every server, and so with a wrong certificate. */
static gboolean
is_portal (ImConnector *self, const GError *error)
{
  return error != NULL &&
         !g_error_matches (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_DISCOVERY) &&
         (error->domain == XMPP_CONNECT_ERROR || error->domain == XMPP_TLS_ERROR) &&
         im_system_is_behind_portal (self->system);
}

/* Decides what a failed attempt or a lost session leads to; the caller reconciles. */
static void
take_failure (ImConnector *self, const GError *error, gboolean was_secure)
{
  gboolean was_redirected = self->redirect_host != NULL || self->redirect_url != NULL;

  g_clear_error (&self->error);
  if (is_portal (self, error))
    self->error = g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_PORTAL, "behind a portal: %s",
                               error->message);
  else if (error != NULL)
    self->error = g_error_copy (error);
  switch (im_verdict_of (self->error)) {
  case IM_VERDICT_ELSEWHERE:
    if (follow_redirect (self, error, was_secure)) {
      retry_after (self, 0);
      return;
    }
    break;
  case IM_VERDICT_CONFLICT:
    retry_after (self, CONFLICT_DELAY);
    return;
  case IM_VERDICT_PASSWORD:
    self->obstacle = IM_ACCOUNT_NEEDS_PASSWORD;
    return;
  case IM_VERDICT_TRUST:
    self->obstacle = IM_ACCOUNT_NEEDS_TRUST;
    return;
  case IM_VERDICT_PERSON:
    self->obstacle = IM_ACCOUNT_FAILED;
    return;
  case IM_VERDICT_LATER:
    break;
  }
  if (was_redirected)
    clear_redirect (self);
  retry_after (self, base_backoff_next_ms (&self->backoff) * (gint64) 1000);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConnector) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = xmpp_session_start_finish (XMPP_SESSION (source), result, &error);
  gboolean was_secure = (xmpp_transport_get_flags (self->transport) & XMPP_TRANSPORT_SECURE) != 0;

  end_attempt (self);
  self->location_failed = !started && xmpp_session_get_resume_location (self->session) != NULL;
  if (started && xmpp_session_get_state (self->session) != XMPP_SESSION_ONLINE) {
    take_failure (self, xmpp_session_get_error (self->session), was_secure);
  } else if (started) {
    self->online_since = xmpp_timer_now ();
    self->online_securely = was_secure;
    self->n_redirects = 0;
    clear_redirect (self);
    g_clear_error (&self->error);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    take_failure (self, error, was_secure);
  }
  reconcile (self);
}

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConnector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppTransport) transport = self->dialer->dial_finish (result, &error);

  if (transport != NULL && !g_cancellable_is_cancelled (self->attempt)) {
    GCancellable *cancellable = self->attempt;

    self->transport = g_steal_pointer (&transport);
    g_clear_pointer (&self->endpoint, xmpp_endpoint_free);
    self->endpoint = xmpp_endpoint_copy (xmpp_transport_get_endpoint (self->transport));
    xmpp_session_start_async (self->session, self->transport, self->credentials, cancellable,
                              on_started, g_object_ref (self));
    return;
  }
  end_attempt (self);
  self->location_failed = xmpp_session_get_resume_location (self->session) != NULL;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_failure (self, error, FALSE);
  reconcile (self);
}

/* A redirection, or the place that the server named for resuming, goes before the usual way. As with a
 * redirection, only a server that has proven who it is may name one. */
static XmppDialTerms *
dup_terms (ImConnector *self)
{
  XmppDialTerms *terms = xmpp_dial_terms_copy (self->terms);
  const char *location = xmpp_session_get_resume_location (self->session);
  g_autofree char *host = g_strdup (self->redirect_host);
  guint16 port = self->redirect_port;

  if (host == NULL && location != NULL && self->online_securely && !self->location_failed)
    im_verdict_parse_host (location, &host, &port);
  if (self->redirect_url != NULL) {
    g_free (terms->url);
    terms->url = g_strdup (self->redirect_url);
    terms->road = road_of (terms->url);
  } else if (host != NULL) {
    g_free (terms->host);
    terms->host = g_steal_pointer (&host);
    terms->port = port;
  }
  return terms;
}

static void
on_turn (gpointer owner)
{
  ImConnector *self = owner;
  g_autoptr (XmppDialTerms) terms = dup_terms (self);

  self->in_flight = TRUE;
  self->dialer->dial_async (terms, self->attempt, on_dialed, g_object_ref (self));
}

static void
start_attempt (ImConnector *self)
{
  self->attempt = g_cancellable_new ();
  set_state (self, IM_ACCOUNT_CONNECTING);
  im_turns_ask (self->turns, self, on_turn);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConnector) self = user_data;

  xmpp_session_close_finish (XMPP_SESSION (source), result, NULL);
  self->closing = FALSE;
  im_system_release (self->system);
  reconcile (self);
}

/* The machine does not fall asleep before the goodbye is said. */
static void
close_session (ImConnector *self)
{
  if (self->closing || xmpp_session_get_state (self->session) == XMPP_SESSION_OFFLINE)
    return;
  self->closing = TRUE;
  im_system_hold (self->system);
  xmpp_session_close_async (self->session, xmpp_presence_new (XMPP_PRESENCE_UNAVAILABLE, NULL),
                            NULL, on_closed, g_object_ref (self));
}

static void
cancel_attempt (ImConnector *self)
{
  g_cancellable_cancel (self->attempt);
  if (self->attempt != NULL && !self->in_flight)
    end_attempt (self);
}

static void
reconcile (ImConnector *self)
{
  gboolean wanted = self->wanted && !im_system_is_asleep (self->system);

  xmpp_timer_set (self->timer, XMPP_NEVER);
  if (!wanted) {
    cancel_attempt (self);
    if (self->attempt == NULL)
      close_session (self);
    set_state (self, IM_ACCOUNT_OFFLINE);
  } else if (self->attempt != NULL || self->closing) {
    set_state (self, IM_ACCOUNT_CONNECTING);
  } else if (xmpp_session_get_state (self->session) == XMPP_SESSION_ONLINE) {
    set_state (self, IM_ACCOUNT_ONLINE);
  } else if (self->terms == NULL) {
    g_clear_error (&self->error);
    self->error = self->blocked != NULL ? g_error_copy (self->blocked) : NULL;
    set_state (self, IM_ACCOUNT_FAILED);
  } else if (self->obstacle != IM_ACCOUNT_OFFLINE) {
    set_state (self, self->obstacle);
  } else if (self->credentials == NULL) {
    g_clear_error (&self->error);
    set_state (self, IM_ACCOUNT_NEEDS_PASSWORD);
  } else if (xmpp_timer_now () < self->due) {
    xmpp_timer_set (self->timer, self->due);
    set_state (self, IM_ACCOUNT_WAITING);
  } else {
    start_attempt (self);
  }
}

static void
on_due (gpointer user_data)
{
  reconcile (user_data);
}

static void
on_session_state (XmppSession *session, GParamSpec *pspec, ImConnector *self)
{
  XmppSessionState state = xmpp_session_get_state (session);

  /* During an attempt or a close its own callback comes. */
  if (self->attempt != NULL || self->closing || self->state != IM_ACCOUNT_ONLINE)
    return;
  if (state != XMPP_SESSION_OFFLINE && state != XMPP_SESSION_SUSPENDED)
    return;
  if (xmpp_timer_now () - self->online_since >= STABLE)
    base_backoff_reset (&self->backoff);
  take_failure (self, xmpp_session_get_error (session), self->online_securely);
  reconcile (self);
}

/* What was hopeless a moment ago may go now; but a wrong password stays wrong. */
static void
retry_soon (ImConnector *self)
{
  if (xmpp_session_get_state (self->session) == XMPP_SESSION_ONLINE) {
    xmpp_session_check (self->session);
    return;
  }
  base_backoff_reset (&self->backoff);
  self->location_failed = FALSE;
  if (self->obstacle == IM_ACCOUNT_NEEDS_TRUST)
    self->obstacle = IM_ACCOUNT_OFFLINE;
  if (!g_error_matches (self->error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_CONFLICT))
    self->due = MIN (self->due, xmpp_timer_now () + SETTLE_DELAY);
  reconcile (self);
}

static void
on_network_changed (ImSystem *system, ImConnector *self)
{
  retry_soon (self);
}

static void
on_sleeping (ImSystem *system, ImConnector *self)
{
  reconcile (self);
}

static void
on_woken (ImSystem *system, ImConnector *self)
{
  self->due = xmpp_timer_now () + SETTLE_DELAY;
  retry_soon (self);
}

ImConnector *
im_connector_new (XmppSession *session, ImTurns *turns, ImSystem *system, const ImDialer *dialer)
{
  ImConnector *self = g_object_new (IM_TYPE_CONNECTOR, NULL);

  self->session = g_object_ref (session);
  self->turns = im_turns_ref (turns);
  self->system = g_object_ref (system);
  self->dialer = dialer != NULL ? dialer : &network;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self, 0);
  g_signal_connect_object (system, "network-changed", G_CALLBACK (on_network_changed), self, 0);
  g_signal_connect_object (system, "sleeping", G_CALLBACK (on_sleeping), self, 0);
  g_signal_connect_object (system, "woken", G_CALLBACK (on_woken), self, 0);
  return self;
}

void
im_connector_set_wanted (ImConnector *self, gboolean wanted)
{
  if (self->wanted == wanted)
    return;
  self->wanted = wanted;
  if (wanted)
    im_connector_retry (self);
  else
    reconcile (self);
}

void
im_connector_set_terms (ImConnector *self, XmppDialTerms *terms)
{
  g_clear_pointer (&self->terms, xmpp_dial_terms_free);
  g_clear_error (&self->blocked);
  self->terms = terms;
}

void
im_connector_set_credentials (ImConnector *self, XmppCredentials *credentials)
{
  if (credentials != NULL)
    xmpp_credentials_ref (credentials);
  g_clear_pointer (&self->credentials, xmpp_credentials_unref);
  self->credentials = credentials;
  im_connector_retry (self);
}

void
im_connector_block (ImConnector *self, const GError *error)
{
  im_connector_set_terms (self, NULL);
  self->blocked = g_error_copy (error);
  reconcile (self);
}

void
im_connector_retry (ImConnector *self)
{
  g_clear_error (&self->error);
  self->obstacle = IM_ACCOUNT_OFFLINE;
  self->due = 0;
  self->location_failed = FALSE;
  base_backoff_reset (&self->backoff);
  reconcile (self);
}

void
im_connector_restart (ImConnector *self)
{
  cancel_attempt (self);
  clear_redirect (self);
  if (self->attempt == NULL)
    close_session (self);
  im_connector_retry (self);
}

static void
on_closed_for_good (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  xmpp_session_close_finish (XMPP_SESSION (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

void
im_connector_close_async (ImConnector *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_connector_close_async);
  im_connector_set_wanted (self, FALSE);
  xmpp_session_close_async (self->session, NULL, NULL, on_closed_for_good, g_steal_pointer (&task));
}

gboolean
im_connector_close_finish (ImConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ImAccountState
im_connector_get_state (ImConnector *self)
{
  return self->state;
}

const GError *
im_connector_get_error (ImConnector *self)
{
  return self->error;
}

const XmppEndpoint *
im_connector_get_endpoint (ImConnector *self)
{
  return self->state == IM_ACCOUNT_ONLINE ? self->endpoint : NULL;
}

gint64
im_connector_get_retry_at (ImConnector *self)
{
  return self->retry_at;
}

static void
im_connector_dispose (GObject *object)
{
  ImConnector *self = IM_CONNECTOR (object);

  g_cancellable_cancel (self->attempt);
  if (self->turns != NULL)
    im_turns_done (self->turns, self);
  g_clear_pointer (&self->timer, xmpp_timer_free);
  g_clear_pointer (&self->turns, im_turns_unref);
  g_clear_object (&self->attempt);
  g_clear_object (&self->transport);
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  G_OBJECT_CLASS (im_connector_parent_class)->dispose (object);
}

static void
im_connector_finalize (GObject *object)
{
  ImConnector *self = IM_CONNECTOR (object);

  g_clear_pointer (&self->terms, xmpp_dial_terms_free);
  g_clear_pointer (&self->credentials, xmpp_credentials_unref);
  g_clear_pointer (&self->endpoint, xmpp_endpoint_free);
  g_clear_error (&self->error);
  g_clear_error (&self->blocked);
  clear_redirect (self);
  G_OBJECT_CLASS (im_connector_parent_class)->finalize (object);
}

static void
im_connector_class_init (ImConnectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_connector_dispose;
  object_class->finalize = im_connector_finalize;
  changed_signal = g_signal_new ("changed", IM_TYPE_CONNECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
im_connector_init (ImConnector *self)
{
  self->timer = xmpp_timer_new (on_due, self);
}
