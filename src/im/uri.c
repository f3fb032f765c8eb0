/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads and writes xmpp: links, RFC 5122 §2.2 and the query types of XEP-0147.
 */

#include "im/uri.h"

#include "im/types.h"

#include <string.h>

#define MAX_LENGTH 8192
#define MAX_PARAMS 32

/* What RFC 5122 §2.2 lets stand unescaped in each part besides the unreserved characters. */
#define PART_ALLOWED "!$()*+,="
#define DOMAIN_ALLOWED "[]:"

static const struct {
  const char *name;
  ImUriAction action;
} actions[] = {
  { "message", IM_URI_MESSAGE },         { "subscribe", IM_URI_SUBSCRIBE },
  { "roster", IM_URI_ROSTER },           { "remove", IM_URI_REMOVE },
  { "unsubscribe", IM_URI_UNSUBSCRIBE }, { "join", IM_URI_JOIN },
  { "register", IM_URI_REGISTER },
};

static ImUriAction
action_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].name, name) == 0)
      return actions[i].action;
  return IM_URI_UNKNOWN;
}

/* NULL when an escape is broken, stands for NUL or the result is not UTF-8. */
static char *
decode (const char *text, gsize length)
{
  g_autofree char *decoded = g_uri_unescape_segment (text, text + length, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return NULL;
  return g_steal_pointer (&decoded);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, IM_ERROR, IM_ERROR_INVALID, "not a valid xmpp: link");
  return FALSE;
}

/* The bare part and the resource are decoded apart, for an escaped slash separates nothing. */
static XmppJid *
parse_path (const char *path, gsize length, GError **error)
{
  const char *slash = memchr (path, '/', length);
  gsize bare_length = slash != NULL ? (gsize) (slash - path) : length;
  g_autofree char *bare = decode (path, bare_length);
  g_autofree char *resource = slash != NULL ? decode (slash + 1, length - bare_length - 1) : NULL;
  g_autoptr (XmppJid) jid = NULL;

  if (bare == NULL || strchr (bare, '/') != NULL || (slash != NULL && resource == NULL)) {
    refuse (error);
    return NULL;
  }
  jid = xmpp_jid_parse (bare, error);
  if (jid == NULL || resource == NULL || *resource == '\0')
    return g_steal_pointer (&jid);
  return xmpp_jid_with_resource (jid, resource, error);
}

static gboolean
parse_query (ImUri *self, const char *query, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (query, ";", MAX_PARAMS);

  if (parts[0] == NULL)
    return TRUE;
  self->action = action_of (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++) {
    const char *equals = strchr (parts[i], '=');
    gsize key_length = equals != NULL ? (gsize) (equals - parts[i]) : strlen (parts[i]);
    g_autofree char *key = decode (parts[i], key_length);
    g_autofree char *value =
      equals != NULL ? decode (equals + 1, strlen (equals + 1)) : g_strdup ("");

    if (key == NULL || value == NULL)
      return refuse (error);
    if (*key != '\0' && !g_hash_table_contains (self->params, key))
      g_hash_table_insert (self->params, g_steal_pointer (&key), g_steal_pointer (&value));
  }
  return TRUE;
}

static gboolean
parse_addresses (ImUri *self, const char *text, GError **error)
{
  gsize length = strcspn (text, "?");

  if (g_str_has_prefix (text, "//")) {
    gsize account_length = strcspn (text + 2, "/?");

    self->account = parse_path (text + 2, account_length, error);
    if (self->account == NULL)
      return FALSE;
    text += 2 + account_length;
    length -= 2 + account_length;
    if (length <= 1)
      return TRUE;
    text++;
    length--;
  }
  self->jid = parse_path (text, length, error);
  return self->jid != NULL;
}

ImUri *
im_uri_parse (const char *text, GError **error)
{
  g_autoptr (ImUri) self = g_new0 (ImUri, 1);
  g_autofree char *link = NULL;
  const char *query;

  g_return_val_if_fail (text != NULL, NULL);

  self->params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (strlen (text) > MAX_LENGTH || g_ascii_strncasecmp (text, "xmpp:", 5) != 0) {
    refuse (error);
    return NULL;
  }
  link = g_strndup (text + 5, strcspn (text + 5, "#"));
  if (!parse_addresses (self, link, error))
    return NULL;
  query = strchr (link, '?');
  if (query != NULL && !parse_query (self, query + 1, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
im_uri_free (ImUri *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->account, xmpp_jid_unref);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_hash_table_unref (self->params);
  g_free (self);
}

const char *
im_uri_get (const ImUri *self, const char *key)
{
  return g_hash_table_lookup (self->params, key);
}

char *
im_uri_format (const XmppJid *jid)
{
  GString *link = g_string_new ("xmpp:");

  if (xmpp_jid_local (jid) != NULL) {
    g_string_append_uri_escaped (link, xmpp_jid_local (jid), PART_ALLOWED, FALSE);
    g_string_append_c (link, '@');
  }
  g_string_append_uri_escaped (link, xmpp_jid_domain (jid), DOMAIN_ALLOWED, FALSE);
  if (xmpp_jid_resource (jid) != NULL) {
    g_string_append_c (link, '/');
    g_string_append_uri_escaped (link, xmpp_jid_resource (jid), PART_ALLOWED, FALSE);
  }
  return g_string_free (link, FALSE);
}
