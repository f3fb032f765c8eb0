/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads, fetches and keeps a list of public servers (https://providers.xmpp.net).
 */

#include "im/providers.h"

#include "base/json.h"
#include "im/types.h"
#include "xmpp/jid.h"
#include "xmpp/transport/http.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_PROVIDERS 1000

/* Those on which one can register, by the project's own criteria. */
#define HOST "data.xmpp.net"
#define URL "https://" HOST "/providers/v2/providers-B.json"
#define MAX_BYTES (4 * 1024 * 1024)
#define TIMEOUT_MS 30000

static void
provider_free (gpointer data)
{
  ImProvider *provider = data;

  g_free (provider->server);
  g_free (provider->countries);
  g_free (provider);
}

static int
compare_providers (gconstpointer a, gconstpointer b)
{
  const ImProvider *one = *(ImProvider *const *) a;
  const ImProvider *other = *(ImProvider *const *) b;

  return strcmp (one->server, other->server);
}

/* The value of a member, which anybody may have written: NULL unless it is of that type. */
static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
           ? node
           : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gboolean
is_true (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

static char *
dup_countries (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "serverLocations");
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *country = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;
    g_autofree char *upper = country != NULL ? g_utf8_strup (country, -1) : NULL;

    if (upper != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", upper);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_provider (ImProviders *self, JsonObject *object)
{
  const char *server = get_text (object, "jid");
  const char *date = get_text (object, "latestChange");
  g_autoptr (XmppJid) jid = server != NULL ? xmpp_jid_parse (server, NULL) : NULL;
  ImProvider *provider;

  if (jid == NULL || xmpp_jid_local (jid) != NULL || !is_true (object, "inBandRegistration"))
    return;
  provider = g_new (ImProvider, 1);
  *provider = (ImProvider){
    .server = g_strdup (xmpp_jid_domain (jid)),
    .countries = dup_countries (object),
    .free = is_true (object, "freeOfCharge"),
  };
  g_ptr_array_add (self->providers, provider);
  if (g_strcmp0 (date, self->date) > 0) {
    g_free (self->date);
    self->date = g_strdup (date);
  }
}

ImProviders *
im_providers_parse (GBytes *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (ImProviders) self = NULL;
  JsonNode *root;
  JsonArray *array;
  gsize n_bytes;
  const char *text = g_bytes_get_data (json, &n_bytes);

  if (!base_json_is_shallow (text, n_bytes)) {
    g_set_error_literal (error, IM_ERROR, IM_ERROR_INVALID,
                         "The list of providers is too deep, or no JSON");
    return NULL;
  }
  if (!json_parser_load_from_data (parser, text != NULL ? text : "", (gssize) n_bytes, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root)) {
    g_set_error_literal (error, IM_ERROR, IM_ERROR_INVALID, "This is no list of providers");
    return NULL;
  }

  self = g_new0 (ImProviders, 1);
  self->providers = g_ptr_array_new_with_free_func (provider_free);
  array = json_node_get_array (root);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_PROVIDERS); i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (element))
      take_provider (self, json_node_get_object (element));
  }
  g_ptr_array_sort (self->providers, compare_providers);
  return g_steal_pointer (&self);
}

void
im_providers_free (ImProviders *self)
{
  g_ptr_array_unref (self->providers);
  g_free (self->date);
  g_free (self);
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "kith", "providers.json", NULL);
}

/* Not every list tells when it was changed: then it is as old as the file. */
static void
date_by_file (ImProviders *self, const char *path)
{
  GStatBuf status;
  g_autoptr (GDateTime) time = NULL;

  if (self->date != NULL || g_stat (path, &status) != 0)
    return;
  time = g_date_time_new_from_unix_utc (status.st_mtime);
  self->date = time != NULL ? g_date_time_format (time, "%F") : NULL;
}

/* (nullable): there is none that can be used */
static ImProviders *
load_kept (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (ImProviders) kept = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize n_bytes;

  if (!g_file_get_contents (path, &text, &n_bytes, NULL))
    return NULL;
  bytes = g_bytes_new_take (text, n_bytes);
  kept = im_providers_parse (bytes, NULL);
  if (kept == NULL || kept->providers->len == 0)
    return NULL;
  date_by_file (kept, path);
  return g_steal_pointer (&kept);
}

ImProviders *
im_providers_load (GBytes *bundled)
{
  g_autoptr (ImProviders) ours = im_providers_parse (bundled, NULL);
  g_autoptr (ImProviders) kept = load_kept ();

  if (kept != NULL && (ours == NULL || g_strcmp0 (kept->date, ours->date) >= 0))
    return g_steal_pointer (&kept);
  return g_steal_pointer (&ours);
}

static gboolean
keep (GBytes *bytes, GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize n_bytes;
  const char *text = g_bytes_get_data (bytes, &n_bytes);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "Cannot make %s", folder);
    return FALSE;
  }
  return g_file_set_contents (path, text, (gssize) n_bytes, error);
}

/* What is no list of use does not take the place of one. */
static ImProviders *
take_reply (const XmppHttpReply *reply, GError **error)
{
  g_autoptr (ImProviders) list = NULL;

  if (reply->status != 200) {
    g_set_error (error, IM_ERROR, IM_ERROR_INVALID, "Its server says %u", reply->status);
    return NULL;
  }
  list = im_providers_parse (reply->body, error);
  if (list != NULL && list->providers->len == 0) {
    g_set_error_literal (error, IM_ERROR, IM_ERROR_INVALID, "There is no provider in it");
    return NULL;
  }
  return list != NULL && keep (reply->body, error) ? g_steal_pointer (&list) : NULL;
}

static void
free_list (gpointer list)
{
  im_providers_free (list);
}

static void
free_http (gpointer http)
{
  xmpp_http_free (http);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmppHttpReply) reply = xmpp_http_fetch_finish (result, &error);
  g_autoptr (ImProviders) list = reply != NULL ? take_reply (reply, &error) : NULL;
  g_autofree char *path = dup_path ();

  if (list == NULL) {
    g_task_return_error (task, error);
    return;
  }
  date_by_file (list, path);
  g_task_return_pointer (task, g_steal_pointer (&list), free_list);
}

void
im_providers_refresh_async (GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  XmppHttp *http = xmpp_http_new (HOST, NULL, NULL);
  const XmppHttpQuery query = {
    .url = URL,
    .max_bytes = MAX_BYTES,
    .timeout_ms = TIMEOUT_MS,
    .follow = TRUE,
  };

  g_task_set_source_tag (task, im_providers_refresh_async);
  g_task_set_task_data (task, http, free_http);
  xmpp_http_fetch_async (http, &query, cancellable, on_fetched, task);
}

ImProviders *
im_providers_refresh_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
