/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a domain to a connected transport: finds the endpoints and tries them in order. */

#include "config.h"

#include "base/data.h"
#include "xmpp/domain.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/dialer.h"

#define DEFAULT_STAGGER_MS 2500

struct _Dial {
  XmppDialTerms *terms;
  GPtrArray *endpoints; /* (nullable): of XmppEndpoint */
  guint next;
  guint n_running;
  GCancellable *cancellable; /* of all attempts; follows the caller's */
  XmppTimer *stagger;
  GError *error; /* the most telling so far */
  gboolean done;
};

BASE_DEFINE_DATA (Dial, dial)

static void
dial_cleanup (Dial *self)
{
  xmpp_dial_terms_free (self->terms);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  xmpp_timer_free (self->stagger);
  g_clear_error (&self->error);
}

static void try_next (GTask *task);

/* Takes @transport or @error, whichever is there. */
static void
conclude (GTask *task, XmppTransport *transport, GError *error)
{
  Dial *dial = dial_from_task (task);

  dial->done = TRUE;
  xmpp_timer_set (dial->stagger, XMPP_NEVER);
  g_cancellable_cancel (dial->cancellable);
  if (transport != NULL)
    g_task_return_pointer (task, transport, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_attempt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Dial *dial = dial_from_task (task);
  XmppTransport *transport = XMPP_TRANSPORT (source);
  const XmppEndpoint *endpoint = xmpp_transport_get_endpoint (transport);
  GError *error = NULL;

  dial->n_running--;
  if (xmpp_transport_connect_finish (transport, result, &error)) {
    /* A second one that was as quick goes as it came. */
    if (!dial->done)
      conclude (task, g_object_ref (transport), NULL);
    return;
  }

  g_debug ("%s:%u: %s", endpoint->host, endpoint->port, error->message);
  dial->error = xmpp_connect_error_pick (dial->error, error);
  try_next (task);
}

static void
on_slow (gpointer user_data)
{
  try_next (user_data);
}

/* Begins with the next endpoint, or ends when all have failed. */
static void
try_next (GTask *task)
{
  Dial *dial = dial_from_task (task);
  const XmppEndpoint *endpoint;
  g_autoptr (XmppTransport) transport = NULL;

  if (dial->done)
    return;

  if (dial->next == dial->endpoints->len || g_cancellable_is_cancelled (dial->cancellable)) {
    if (dial->n_running == 0)
      conclude (task, NULL, g_steal_pointer (&dial->error));
    return;
  }

  endpoint = g_ptr_array_index (dial->endpoints, dial->next++);
  transport = xmpp_tcp_new (endpoint, dial->terms->domain, dial->terms->trust, dial->terms->proxies,
                            &dial->terms->timeouts);
  dial->n_running++;
  xmpp_timer_set (dial->stagger, xmpp_timer_now () + (gint64) dial->terms->stagger_ms * 1000);
  xmpp_transport_connect_async (transport, dial->cancellable, on_attempt, g_object_ref (task));
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Dial *dial = dial_from_task (task);
  GError *error = NULL;

  dial->endpoints = xmpp_endpoints_resolve_finish (result, &error);
  if (dial->endpoints != NULL)
    try_next (task);
  else
    conclude (task, NULL, error);
}

/* A name as a person or an address has it → as sockets and certificates need it. */
static char *
to_host (const char *name, GError **error)
{
  g_autofree char *prepared = NULL;
  g_autoptr (GError) fault = NULL;

  if (g_str_is_ascii (name))
    return xmpp_endpoint_dup_host (name);

  prepared = xmpp_domain_prepare (name, -1, &fault);
  if (prepared != NULL)
    return xmpp_domain_to_host (prepared);

  g_set_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_HOST_NOT_FOUND, "%s: %s", name,
               fault->message);
  return NULL;
}

static gboolean
prepare_host (char **name, GError **error)
{
  char *host = to_host (*name, error);

  if (host == NULL)
    return FALSE;
  g_free (*name);
  *name = host;
  return TRUE;
}

XmppDialTerms *
xmpp_dial_terms_new (const char *domain)
{
  XmppDialTerms *self = g_new0 (XmppDialTerms, 1);

  self->domain = g_strdup (domain);
  return self;
}

XmppDialTerms *
xmpp_dial_terms_copy (const XmppDialTerms *self)
{
  XmppDialTerms *copy = g_memdup2 (self, sizeof *self);

  copy->domain = g_strdup (self->domain);
  copy->host = g_strdup (self->host);
  copy->trust = self->trust ? xmpp_trust_copy (self->trust) : NULL;
  copy->proxies = self->proxies ? g_object_ref (self->proxies) : NULL;
  copy->resolver = self->resolver ? g_object_ref (self->resolver) : NULL;
  return copy;
}

void
xmpp_dial_terms_free (XmppDialTerms *self)
{
  g_free (self->domain);
  g_free (self->host);
  g_clear_pointer (&self->trust, xmpp_trust_free);
  g_clear_object (&self->proxies);
  g_clear_object (&self->resolver);
  g_free (self);
}

void
xmpp_dial_async (const XmppDialTerms *terms,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Dial *dial = dial_alloc ();
  XmppDialTerms *own = xmpp_dial_terms_copy (terms);
  GError *error = NULL;

  g_task_set_source_tag (task, xmpp_dial_async);
  dial_to_task (dial, task);
  dial->terms = own;
  dial->stagger = xmpp_timer_new (on_slow, task);
  dial->cancellable = g_cancellable_new ();
  if (own->stagger_ms == 0)
    own->stagger_ms = DEFAULT_STAGGER_MS;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             dial->cancellable, G_CONNECT_SWAPPED);

  if (!prepare_host (&own->domain, &error) ||
      (own->host != NULL && !prepare_host (&own->host, &error))) {
    conclude (task, NULL, error);
    return;
  }

  if (own->host == NULL && own->port == 0 && !own->no_srv) {
    xmpp_endpoints_resolve_async (own->resolver, own->domain, own->mode, dial->cancellable,
                                  on_resolved, g_steal_pointer (&task));
    return;
  }

  dial->endpoints =
    xmpp_endpoints_guess (own->host ? own->host : own->domain, own->port, own->mode);
  try_next (task);
}

XmppTransport *
xmpp_dial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
