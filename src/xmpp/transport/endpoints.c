/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the server of a domain listens: SRV records in the order to try them (RFC 6120 §3.2,
 * RFC 2782, XEP-0368). */

#include "config.h"

#include "base/data.h"
#include "base/random.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/deadline.h"
#include "xmpp/transport/endpoints.h"

#include <libsoup/soup.h>
#include <string.h>

#define PORT_START 5222
#define PORT_DIRECT 5223

/* GLib 2.74 would wait for a silent name server as long as libc does. */
#define LOOKUP_TIMEOUT_MS 10000

/* More than anybody has; a domain must not keep us dialling for ever. */
#define MAX_ENDPOINTS 16

static void
free_targets (gpointer targets)
{
  g_resolver_free_targets (targets);
}

struct _Lookup {
  char *domain;
  XmppTlsMode mode;
  XmppDeadline *deadline;
  guint n_pending;
  GArray *records; /* of XmppSrvRecord */
  GSList *targets; /* of GList: what the records borrow from */
  gboolean refused;
  GError *error; /* of the first lookup that gave no certain answer */
};

BASE_DEFINE_DATA (Lookup, lookup)

static void
lookup_cleanup (Lookup *self)
{
  g_free (self->domain);
  g_clear_pointer (&self->deadline, xmpp_deadline_free);
  g_array_unref (self->records);
  g_slist_free_full (self->targets, free_targets);
  g_clear_error (&self->error);
}

static gboolean
is_refusal (const char *target)
{
  /* libc expands the root "." to "", so GLib's own check for "." never sees it. */
  return *target == '\0' || strcmp (target, ".") == 0;
}

static gboolean
holds (GPtrArray *endpoints, const XmppEndpoint *sought)
{
  for (guint i = 0; i < endpoints->len; i++) {
    const XmppEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    if (endpoint->port == sought->port && endpoint->mode == sought->mode &&
        g_ascii_strcasecmp (endpoint->host, sought->host) == 0)
      return TRUE;
  }
  return FALSE;
}

/* By priority; within one those without weight first, as the running sum of RFC 2782 needs it, and
 * direct TLS first among equals. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  const XmppSrvRecord *one = *(const XmppSrvRecord *const *) a;
  const XmppSrvRecord *two = *(const XmppSrvRecord *const *) b;

  if (one->priority != two->priority)
    return one->priority < two->priority ? -1 : 1;
  if (one->weight != two->weight)
    return one->weight < two->weight ? -1 : 1;
  return (two->mode == XMPP_TLS_DIRECT) - (one->mode == XMPP_TLS_DIRECT);
}

/* How many of the sorted @records, from @from on, have the priority (and the weight) of the first
 * of them. */
static guint
count_alike (GPtrArray *records, guint from, gboolean weight_too)
{
  const XmppSrvRecord *first = g_ptr_array_index (records, from);
  guint n = 0;

  while (from + n < records->len) {
    const XmppSrvRecord *record = g_ptr_array_index (records, from + n);

    if (record->priority != first->priority || (weight_too && record->weight != first->weight))
      break;
    n++;
  }
  return n;
}

/* RFC 2782's choice among the first @n_group of @records; any of them if none has a weight. */
static guint
draw (GPtrArray *records, guint n_group, XmppEndpointsRandom random, gpointer user_data)
{
  guint32 sum = 0, chosen;

  for (guint i = 0; i < n_group; i++)
    sum += ((const XmppSrvRecord *) g_ptr_array_index (records, i))->weight;
  if (sum == 0)
    return random (n_group - 1, user_data);

  chosen = random (sum, user_data);
  sum = 0;
  for (guint i = 0; i < n_group; i++) {
    sum += ((const XmppSrvRecord *) g_ptr_array_index (records, i))->weight;
    if (sum >= chosen)
      return i;
  }
  g_assert_not_reached ();
}

/* If direct TLS is to be had at the same priority and weight as @drawn, that instead. */
static guint
prefer_direct (GPtrArray *records, guint drawn)
{
  guint first = 0, n_alike, n_direct = 0;

  while (drawn >= first + count_alike (records, first, TRUE))
    first += count_alike (records, first, TRUE);
  n_alike = count_alike (records, first, TRUE);

  while (n_direct < n_alike &&
         ((const XmppSrvRecord *) g_ptr_array_index (records, first + n_direct))->mode ==
           XMPP_TLS_DIRECT)
    n_direct++;
  return n_direct == 0 ? drawn : first + (drawn - first) % n_direct;
}

static guint32
draw_number (guint32 bound, gpointer user_data)
{
  return base_random_uint32_below (bound + 1);
}

static void
free_endpoint (gpointer endpoint)
{
  xmpp_endpoint_free (endpoint);
}

XmppEndpoint *
xmpp_endpoint_new (const char *host, guint16 port, XmppTlsMode mode)
{
  XmppEndpoint *self = g_new0 (XmppEndpoint, 1);

  self->road = XMPP_ROAD_TCP;
  self->host = xmpp_endpoint_dup_host (host);
  self->port = port;
  self->mode = mode;
  return self;
}

XmppEndpoint *
xmpp_endpoint_new_for_url (XmppRoad road, const char *url, GError **error)
{
  gboolean socket = road == XMPP_ROAD_WEBSOCKET;
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : "";
  gboolean secure = g_str_equal (scheme, socket ? "wss" : "https");
  XmppEndpoint *self;

  if ((!secure && !g_str_equal (scheme, socket ? "ws" : "http")) || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0') {
    g_set_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL,
                 "%s is no address of this kind", url);
    return NULL;
  }

  self =
    xmpp_endpoint_new (g_uri_get_host (uri), g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 0,
                       secure ? XMPP_TLS_DIRECT : XMPP_TLS_START);
  self->road = road;
  self->url = g_strdup (url);
  return self;
}

XmppEndpoint *
xmpp_endpoint_copy (const XmppEndpoint *self)
{
  XmppEndpoint *copy = xmpp_endpoint_new (self->host, self->port, self->mode);

  copy->road = self->road;
  copy->url = g_strdup (self->url);
  return copy;
}

void
xmpp_endpoint_free (XmppEndpoint *self)
{
  g_free (self->host);
  g_free (self->url);
  g_free (self);
}

char *
xmpp_endpoint_dup_host (const char *host)
{
  gsize n_bytes = strlen (host);

  if (n_bytes > 2 && host[0] == '[' && host[n_bytes - 1] == ']')
    return g_strndup (host + 1, n_bytes - 2);
  if (n_bytes > 1 && host[n_bytes - 1] == '.')
    return g_strndup (host, n_bytes - 1);
  return g_strdup (host);
}

GPtrArray *
xmpp_endpoints_new_list (void)
{
  return g_ptr_array_new_with_free_func (free_endpoint);
}

GPtrArray *
xmpp_endpoints_order (const XmppSrvRecord *records,
                      gsize n_records,
                      XmppEndpointsRandom random,
                      gpointer user_data)
{
  g_autoptr (GPtrArray) endpoints = xmpp_endpoints_new_list ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (gsize i = 0; i < n_records; i++)
    if (!is_refusal (records[i].target) && records[i].port != 0)
      g_ptr_array_add (left, (gpointer) &records[i]);
  g_ptr_array_sort (left, compare_records);

  while (left->len > 0 && endpoints->len < MAX_ENDPOINTS) {
    guint drawn = draw (left, count_alike (left, 0, FALSE), random, user_data);
    const XmppSrvRecord *record = g_ptr_array_steal_index (left, prefer_direct (left, drawn));
    g_autoptr (XmppEndpoint) endpoint =
      xmpp_endpoint_new (record->target, record->port, record->mode);

    if (!holds (endpoints, endpoint))
      g_ptr_array_add (endpoints, g_steal_pointer (&endpoint));
  }
  return g_steal_pointer (&endpoints);
}

GPtrArray *
xmpp_endpoints_guess (const char *host, guint16 port, XmppTlsMode mode)
{
  GPtrArray *endpoints = xmpp_endpoints_new_list ();
  gboolean start = mode != XMPP_TLS_DIRECT;
  gboolean direct = mode != XMPP_TLS_START;

  if (port == 0) {
    if (start)
      g_ptr_array_add (endpoints, xmpp_endpoint_new (host, PORT_START, XMPP_TLS_START));
    if (direct)
      g_ptr_array_add (endpoints, xmpp_endpoint_new (host, PORT_DIRECT, XMPP_TLS_DIRECT));
    return endpoints;
  }

  /* A server that does not speak TLS at once says so at once, while one that does would silently
   * wait for it. On 5222 nobody does. */
  if (direct && (port != PORT_START || !start))
    g_ptr_array_add (endpoints, xmpp_endpoint_new (host, port, XMPP_TLS_DIRECT));
  if (start)
    g_ptr_array_add (endpoints, xmpp_endpoint_new (host, port, XMPP_TLS_START));
  return endpoints;
}

static void
unref_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static void
conclude (GTask *task)
{
  Lookup *lookup = lookup_from_task (task);
  g_autoptr (GPtrArray) endpoints = xmpp_endpoints_order (
    (const XmppSrvRecord *) lookup->records->data, lookup->records->len, draw_number, NULL);

  if (endpoints->len > 0)
    g_task_return_pointer (task, g_steal_pointer (&endpoints), unref_list);
  else if (lookup->error != NULL)
    g_task_return_error (task, g_steal_pointer (&lookup->error));
  else if (lookup->refused)
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_SERVICE,
                             "%s: the domain announces that it has no such service",
                             lookup->domain);
  else
    g_task_return_pointer (task, xmpp_endpoints_guess (lookup->domain, 0, lookup->mode),
                           unref_list);
}

static void
take_records (Lookup *lookup, GList *targets, XmppTlsMode mode)
{
  lookup->targets = g_slist_prepend (lookup->targets, targets);
  lookup->refused |= targets == NULL;

  for (const GList *l = targets; l != NULL; l = l->next) {
    XmppSrvRecord record = {
      .target = g_srv_target_get_hostname (l->data),
      .port = g_srv_target_get_port (l->data),
      .priority = g_srv_target_get_priority (l->data),
      .weight = g_srv_target_get_weight (l->data),
      .mode = mode,
    };

    lookup->refused |= is_refusal (record.target);
    g_array_append_val (lookup->records, record);
  }
}

static void
on_answer (GResolver *resolver, GAsyncResult *result, GTask *task, XmppTlsMode mode)
{
  Lookup *lookup = lookup_from_task (task);
  GError *error = NULL;
  GList *targets = g_resolver_lookup_service_finish (resolver, result, &error);

  if (error == NULL) {
    take_records (lookup, targets, mode);
  } else if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND)) {
    g_error_free (error);
  } else {
    /* Also after 10 s of silence: no answer does not mean that there is no record. */
    if (lookup->error == NULL)
      lookup->error = g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_LOOKUP_FAILED, "%s: %s",
                                   lookup->domain, error->message);
    g_error_free (error);
  }

  if (--lookup->n_pending == 0)
    conclude (task);
}

static void
on_direct_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  on_answer (G_RESOLVER (source), result, task, XMPP_TLS_DIRECT);
}

static void
on_start_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  on_answer (G_RESOLVER (source), result, task, XMPP_TLS_START);
}

static void
ask (GResolver *resolver, const char *service, GAsyncReadyCallback callback, GTask *task)
{
  Lookup *lookup = lookup_from_task (task);

  lookup->n_pending++;
  g_resolver_lookup_service_async (resolver, service, "tcp", lookup->domain,
                                   xmpp_deadline_get_cancellable (lookup->deadline), callback,
                                   g_object_ref (task));
}

void
xmpp_endpoints_resolve_async (GResolver *resolver,
                              const char *domain,
                              XmppTlsMode mode,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) asked = resolver ? g_object_ref (resolver) : g_resolver_get_default ();
  g_autofree char *host = xmpp_endpoint_dup_host (domain);
  Lookup *lookup;

  g_task_set_source_tag (task, xmpp_endpoints_resolve_async);
  if (g_hostname_is_ip_address (host) || g_str_has_suffix (host, ".onion")) {
    g_task_return_pointer (task, xmpp_endpoints_guess (host, 0, mode), unref_list);
    return;
  }

  lookup = lookup_alloc ();
  lookup->domain = g_steal_pointer (&host);
  lookup->mode = mode;
  lookup->records = g_array_new (FALSE, FALSE, sizeof (XmppSrvRecord));
  lookup->deadline = xmpp_deadline_new (cancellable, LOOKUP_TIMEOUT_MS);
  lookup_to_task (lookup, task);

  if (mode != XMPP_TLS_START)
    ask (asked, "xmpps-client", on_direct_answer, task);
  if (mode != XMPP_TLS_DIRECT)
    ask (asked, "xmpp-client", on_start_answer, task);
}

GPtrArray *
xmpp_endpoints_resolve_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
