/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a list of public servers (https://providers.xmpp.net).
 */

#include "im/providers.h"

#include "im/types.h"
#include "xmpp/jid.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_PROVIDERS 1000

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
