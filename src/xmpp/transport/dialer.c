/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a domain to a connected transport: finds the endpoints and tries them in order, and where
 * TCP gets no answer, the roads over the web. */

#include "config.h"

#include "base/data.h"
#include "xmpp/domain.h"
#include "xmpp/link-local/nearby.h"
#include "xmpp/timer.h"
#include "xmpp/transport/bosh.h"
#include "xmpp/transport/cancel-link.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/dialer.h"
#include "xmpp/transport/host-meta.h"
#include "xmpp/transport/http-poll.h"
#include "xmpp/transport/tcp.h"
#include "xmpp/transport/websocket.h"

#define DEFAULT_STAGGER_MS 2500

struct _Dial {
  XmppDialTerms *terms;
  GPtrArray *endpoints; /* (nullable): of XmppEndpoint */
  guint next;
  gboolean may_discover; /* the roads over the web, after these endpoints */
  XmppHttp *http;        /* (nullable): for that */
  guint n_running;
  GCancellable *cancellable; /* of all attempts */
  XmppCancelLink *link;      /* (nullable): to the caller's */
  XmppTimer *stagger;
  GError *error;     /* (nullable): the most telling so far */
  GError *web_error; /* (nullable): the same, of the roads that were not asked for */
  gboolean done;
};

BASE_DEFINE_DATA (Dial, dial)

static void
dial_cleanup (Dial *self)
{
  xmpp_dial_terms_free (self->terms);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->http, xmpp_http_free);
  g_clear_pointer (&self->link, xmpp_cancel_link_free);
  g_object_unref (self->cancellable);
  xmpp_timer_free (self->stagger);
  g_clear_error (&self->error);
  g_clear_error (&self->web_error);
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

/* Takes @error. What TCP fails with, sooner or later, tells the most: there the person may have a hand
 * in it, and a certificate that they are asked about must be of the server, not of a web site. */
static void
take_failure (Dial *dial, GError *error, XmppRoad road)
{
  gboolean is_aside = road != XMPP_ROAD_TCP && dial->terms->road == XMPP_ROAD_ANY;
  GError **kept = is_aside ? &dial->web_error : &dial->error;

  if (error->domain == XMPP_TLS_ERROR && xmpp_tls_error_get_certificate (error) != NULL)
    dial->may_discover = FALSE;
  *kept = xmpp_connect_error_pick (*kept, error);
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
  take_failure (dial, error, endpoint->road);
  try_next (task);
}

static void
on_slow (gpointer user_data)
{
  try_next (user_data);
}

static XmppTransport *
new_transport (const XmppDialTerms *terms, const XmppEndpoint *endpoint)
{
  switch (endpoint->road) {
  case XMPP_ROAD_TCP:
    return xmpp_tcp_new (endpoint, terms->domain, terms->trust, terms->proxies, &terms->timeouts);
  case XMPP_ROAD_WEBSOCKET:
    return xmpp_websocket_new (endpoint, terms->domain, terms->trust, terms->proxies,
                               &terms->timeouts);
  case XMPP_ROAD_BOSH:
    return xmpp_bosh_new (endpoint, terms->domain, terms->trust, terms->proxies, &terms->timeouts);
  case XMPP_ROAD_POLLING:
    return xmpp_http_poll_new (endpoint, terms->domain, terms->trust, terms->proxies,
                               &terms->timeouts);
  case XMPP_ROAD_NEARBY:
    return xmpp_nearby_new ();
  case XMPP_ROAD_ANY:
  default:
    g_assert_not_reached ();
  }
}

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Dial *dial = dial_from_task (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = xmpp_host_meta_fetch_finish (result, &error);

  dial->n_running--;
  if (found == NULL)
    take_failure (dial, error, dial->terms->road);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const XmppEndpoint *endpoint = g_ptr_array_index (found, i);

    if (dial->terms->road == XMPP_ROAD_ANY || dial->terms->road == endpoint->road)
      g_ptr_array_add (dial->endpoints, xmpp_endpoint_copy (endpoint));
  }
  if (dial->endpoints->len == 0 && dial->error == NULL)
    dial->error = g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_ROAD,
                               "%s does not tell of the road that is wanted", dial->terms->domain);
  try_next (task);
}

/* XEP-0156 §2.2: only after what RFC 6120 says. */
static void
discover (GTask *task)
{
  Dial *dial = dial_from_task (task);
  const XmppDialTerms *terms = dial->terms;
  g_autofree char *site = terms->site
                            ? g_strdup (terms->site)
                            : g_uri_join (0, "https", NULL, terms->domain, -1, "", NULL, NULL);

  dial->may_discover = FALSE;
  dial->n_running++;
  dial->http = xmpp_http_new (terms->domain, terms->trust, terms->proxies);
  xmpp_host_meta_fetch_async (dial->http, site, dial->cancellable, on_discovered,
                              g_object_ref (task));
}

/* Begins with the next endpoint, or ends when all have failed. */
static void
try_next (GTask *task)
{
  Dial *dial = dial_from_task (task);
  const XmppEndpoint *endpoint;
  g_autoptr (XmppTransport) transport = NULL;
  gboolean cancelled = g_cancellable_is_cancelled (dial->cancellable);

  if (dial->done)
    return;

  if (dial->next == dial->endpoints->len && dial->may_discover && !cancelled) {
    discover (task);
    return;
  }
  if (dial->next == dial->endpoints->len || cancelled) {
    GError **kept = dial->error != NULL ? &dial->error : &dial->web_error;

    if (dial->n_running == 0)
      conclude (task, NULL, g_steal_pointer (kept));
    return;
  }

  endpoint = g_ptr_array_index (dial->endpoints, dial->next++);
  transport = new_transport (dial->terms, endpoint);
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
  if (dial->endpoints == NULL && dial->terms->proxies != NULL &&
      g_error_matches (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_LOOKUP_FAILED)) {
    /* Behind a proxy there may be no name service but the proxy's own. */
    g_clear_error (&error);
    dial->endpoints = xmpp_endpoints_guess (dial->terms->domain, 0, dial->terms->mode);
  }
  if (dial->endpoints == NULL) {
    dial->endpoints = xmpp_endpoints_new_list ();
    take_failure (dial, error, XMPP_ROAD_TCP);
  }
  try_next (task);
}

/* TCP: the endpoints are found, or will be. */
static void
begin_tcp (GTask *task)
{
  Dial *dial = dial_from_task (task);
  const XmppDialTerms *terms = dial->terms;

  dial->may_discover = terms->road == XMPP_ROAD_ANY && terms->host == NULL && terms->port == 0;
  if (terms->host == NULL && terms->port == 0 && !terms->no_srv) {
    xmpp_endpoints_resolve_async (terms->resolver, terms->domain, terms->mode, dial->cancellable,
                                  on_resolved, g_object_ref (task));
    return;
  }

  dial->endpoints =
    xmpp_endpoints_guess (terms->host ? terms->host : terms->domain, terms->port, terms->mode);
  try_next (task);
}

/* Another road: the person has said where it is, or the domain is asked. */
static void
begin_web (GTask *task)
{
  Dial *dial = dial_from_task (task);
  const XmppDialTerms *terms = dial->terms;
  XmppEndpoint *endpoint;
  GError *error = NULL;

  dial->endpoints = xmpp_endpoints_new_list ();
  dial->may_discover = terms->url == NULL;
  if (terms->url == NULL) {
    try_next (task);
    return;
  }

  endpoint = xmpp_endpoint_new_for_url (terms->road, terms->url, &error);
  if (endpoint != NULL)
    g_ptr_array_add (dial->endpoints, endpoint);
  if (endpoint == NULL)
    conclude (task, NULL, error);
  else if (endpoint->mode == XMPP_TLS_START && !terms->no_tls)
    conclude (task, NULL,
              g_error_new (XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS, "%s is an address without TLS",
                           terms->url));
  else
    try_next (task);
}

/* There is nobody to be found first. */
static void
begin_nearby (GTask *task)
{
  Dial *dial = dial_from_task (task);
  XmppEndpoint *endpoint = xmpp_endpoint_new ("", 0, XMPP_TLS_START);

  endpoint->road = XMPP_ROAD_NEARBY;
  dial->endpoints = xmpp_endpoints_new_list ();
  g_ptr_array_add (dial->endpoints, endpoint);
  try_next (task);
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
  copy->url = g_strdup (self->url);
  copy->site = g_strdup (self->site);
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
  g_free (self->url);
  g_free (self->site);
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
  dial->link = xmpp_cancel_link_new (cancellable, dial->cancellable);

  if (!prepare_host (&own->domain, &error) ||
      (own->host != NULL && !prepare_host (&own->host, &error))) {
    conclude (task, NULL, error);
    return;
  }

  if (own->road == XMPP_ROAD_ANY || own->road == XMPP_ROAD_TCP)
    begin_tcp (task);
  else if (own->road == XMPP_ROAD_NEARBY)
    begin_nearby (task);
  else
    begin_web (task);
}

XmppTransport *
xmpp_dial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
