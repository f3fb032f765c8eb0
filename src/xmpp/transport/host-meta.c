/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which roads over the web a domain offers: its host-meta file (XEP-0156, RFC 6415). */

#include "config.h"

#include "xmpp/transport/host-meta.h"

#include "base/data.h"
#include "base/json.h"
#include "xml/parser.h"
#include "xmpp/ns.h"
#include "xmpp/transport/connect-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_ENDPOINTS 8
#define TIMEOUT_MS 15000

static const struct {
  const char *relation;
  XmppRoad road;
} relations[] = {
  { "urn:xmpp:alt-connections:websocket", XMPP_ROAD_WEBSOCKET },
  { "urn:xmpp:alt-connections:xbosh", XMPP_ROAD_BOSH },
};

static void
unref_list (gpointer list)
{
  g_ptr_array_unref (list);
}

/* One link of either form; what is not ours is passed over. */
static void
take_link (GPtrArray *endpoints, const char *relation, const char *url)
{
  if (relation == NULL || url == NULL || endpoints->len == MAX_ENDPOINTS)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++) {
    g_autoptr (XmppEndpoint) endpoint = NULL;

    if (!g_str_equal (relation, relations[i].relation))
      continue;
    endpoint = xmpp_endpoint_new_for_url (relations[i].road, url, NULL);
    if (endpoint != NULL && endpoint->mode == XMPP_TLS_DIRECT)
      g_ptr_array_add (endpoints, g_steal_pointer (&endpoint));
  }
}

static int
compare_roads (gconstpointer a, gconstpointer b)
{
  const XmppEndpoint *one = *(const XmppEndpoint *const *) a;
  const XmppEndpoint *two = *(const XmppEndpoint *const *) b;

  return (int) one->road - (int) two->road;
}

GPtrArray *
xmpp_host_meta_parse_xml (GBytes *text)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (text, &n_bytes);
  g_autoptr (XmlElement) document =
    xml_parser_parse_document (bytes, (gssize) n_bytes, XML_LIMITS_DEFAULT, NULL);
  XmlIter iter = { .parent = document, .name = "Link", .ns = XMPP_NS_XRD };
  const XmlElement *link;
  GPtrArray *endpoints;

  if (document == NULL || !xml_element_is (document, "XRD", XMPP_NS_XRD))
    return NULL;

  endpoints = xmpp_endpoints_new_list ();
  while (xml_iter_next (&iter, &link))
    take_link (endpoints, xml_element_get (link, "rel"), xml_element_get (link, "href"));
  g_ptr_array_sort (endpoints, compare_roads);
  return endpoints;
}

/* (nullable): a member that is a string. */
static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

GPtrArray *
xmpp_host_meta_parse_json (GBytes *text)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (text, &n_bytes);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root, *links;
  JsonArray *array;
  GPtrArray *endpoints;

  if (n_bytes == 0 || !base_json_is_shallow (bytes, n_bytes) ||
      !json_parser_load_from_data (parser, bytes, (gssize) n_bytes, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  links = json_object_get_member (json_node_get_object (root), "links");
  if (links == NULL || !JSON_NODE_HOLDS_ARRAY (links))
    return NULL;

  array = json_node_get_array (links);
  endpoints = xmpp_endpoints_new_list ();
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *link = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (link))
      take_link (endpoints, get_string (json_node_get_object (link), "rel"),
                 get_string (json_node_get_object (link), "href"));
  }
  g_ptr_array_sort (endpoints, compare_roads);
  return endpoints;
}

struct _Fetch {
  XmppHttp *http; /* the caller's, cancelled with it */
  char *site;
  gboolean second;
};

BASE_DEFINE_DATA (Fetch, fetch)

static void
fetch_cleanup (Fetch *self)
{
  g_free (self->site);
}

static void ask (GTask *task);

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = fetch_from_task (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppHttpReply) reply = xmpp_http_fetch_finish (result, &error);
  g_autoptr (GPtrArray) endpoints = NULL;

  if (reply != NULL && reply->status == SOUP_STATUS_OK)
    endpoints = fetch->second ? xmpp_host_meta_parse_json (reply->body)
                              : xmpp_host_meta_parse_xml (reply->body);

  if (endpoints != NULL && endpoints->len > 0) {
    g_task_return_pointer (task, g_steal_pointer (&endpoints), unref_list);
  } else if (reply == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (fetch->second) {
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_ROAD,
                             "%s does not tell of any road over the web", fetch->site);
  } else {
    fetch->second = TRUE;
    ask (task);
  }
}

static void
ask (GTask *task)
{
  Fetch *fetch = fetch_from_task (task);
  g_autofree char *url =
    g_strconcat (fetch->site, "/.well-known/host-meta", fetch->second ? ".json" : NULL, NULL);
  XmppHttpQuery query = {
    .url = url,
    .max_bytes = MAX_BYTES,
    .timeout_ms = TIMEOUT_MS,
    .follow = TRUE,
  };

  xmpp_http_fetch_async (fetch->http, &query, g_task_get_cancellable (task), on_fetched,
                         g_object_ref (task));
}

void
xmpp_host_meta_fetch_async (XmppHttp *http,
                            const char *site,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *fetch = fetch_alloc ();

  g_task_set_source_tag (task, xmpp_host_meta_fetch_async);
  fetch->http = http;
  fetch->site = g_strdup (site);
  fetch_to_task (fetch, task);
  ask (task);
}

GPtrArray *
xmpp_host_meta_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
