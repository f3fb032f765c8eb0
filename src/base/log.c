/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log, behind a filter that lets no secret out. */
#include "config.h"

#include "base/log.h"

#include <string.h>

#define HIDDEN "…"

/* Elements whose text tells nothing of anybody. */
static const char *const harmless_elements[] = { "mechanism", "priority", "show", NULL };

/* Parts of the names of attributes and values that are secret. */
static const char *const secret_names[] = { "authorization", "key",  "nonce",  "pass",  "proof",
                                            "pwd",           "salt", "secret", "token", NULL };

/* Both are of @n_bytes, and not ended by a NUL. */
static gboolean
is_harmless (const char *name, gsize n_bytes)
{
  for (guint i = 0; harmless_elements[i] != NULL; i++)
    if (strlen (harmless_elements[i]) == n_bytes &&
        strncmp (harmless_elements[i], name, n_bytes) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_secret (const char *name, gsize n_bytes)
{
  for (guint i = 0; secret_names[i] != NULL; i++) {
    gsize length = strlen (secret_names[i]);

    for (gsize at = 0; at + length <= n_bytes; at++)
      if (g_ascii_strncasecmp (name + at, secret_names[i], length) == 0)
        return TRUE;
  }
  return FALSE;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.' || (guchar) c >= 0x80;
}

static gboolean
is_blank (const char *text, const char *end)
{
  for (; text < end; text++)
    if (!g_ascii_isspace (*text))
      return FALSE;
  return TRUE;
}

/* The end of a value: of a quoted string, or of a word. */
static const char *
skip_value (const char *at, const char *end)
{
  if (at < end && (*at == '"' || *at == '\'')) {
    const char *close = memchr (at + 1, *at, (gsize) (end - at) - 1);

    return close != NULL ? close + 1 : end;
  }
  while (at < end && !g_ascii_isspace (*at) && *at != ',' && *at != ';')
    at++;
  return at;
}

/* Copies text that is no XML, or the inside of a tag: hides the values of secret names. */
static void
append_pairs (GString *out, const char *at, const char *end)
{
  while (at < end) {
    const char *name = at, *value;

    while (at < end && is_name_char (*at))
      at++;
    if (at == name) {
      g_string_append_c (out, *at++);
      continue;
    }
    g_string_append_len (out, name, at - name);
    if (!is_secret (name, (gsize) (at - name)))
      continue;
    for (value = at; value < end && *value == ' '; value++)
      ;
    if (value == end || (*value != '=' && *value != ':'))
      continue;
    for (value++; value < end && *value == ' '; value++)
      ;
    g_string_append_len (out, at, value - at);
    at = skip_value (value, end);
    if (at > value)
      g_string_append (out, HIDDEN);
  }
}

static gboolean
is_tag (const char *at)
{
  return *at == '<' && (g_ascii_isalpha (at[1]) || (at[1] != '\0' && strchr ("/!?", at[1])));
}

/* The end of the tag that begins at @at, or NULL if it is cut off. */
static const char *
find_tag_end (const char *at)
{
  char quote = '\0';

  if (g_str_has_prefix (at, "<![CDATA[")) {
    at = strstr (at, "]]>");
    return at != NULL ? at + strlen ("]]>") : NULL;
  }
  for (; *at != '\0'; at++) {
    if (quote != '\0')
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else if (*at == '>')
      return at + 1;
  }
  return NULL;
}

static const char *
find_tag (const char *at)
{
  while (*at != '\0' && !is_tag (at))
    at++;
  return at;
}

static void
append_text (GString *out, const char *at, const char *end, gboolean hide)
{
  if (!hide)
    append_pairs (out, at, end);
  else if (!is_blank (at, end))
    g_string_append (out, HIDDEN);
}

/* Whether @tag opens an element whose text may be shown. */
static gboolean
opens_harmless (const char *tag)
{
  const char *name = tag + 1, *end = name;

  while (is_name_char (*end))
    end++;
  return is_harmless (name, (gsize) (end - name));
}

char *
base_log_redact (const char *message)
{
  GString *out = g_string_new (NULL);
  const char *at = message;
  gboolean harmless = FALSE;
  gsize depth = 0;

  while (TRUE) {
    const char *tag = find_tag (at);
    gboolean closes = tag[0] == '<' && tag[1] == '/';

    /* What an end tag without its beginning ends was in an element, too. */
    append_text (out, at, tag, depth > 0 ? !harmless : closes);
    if (*tag == '\0')
      break;
    at = find_tag_end (tag);
    if (at == NULL || tag[1] == '!')
      g_string_append (out, "<" HIDDEN);
    else
      append_pairs (out, tag, at);
    if (at == NULL)
      break;
    if (closes)
      depth -= depth > 0 ? 1 : 0;
    else if (g_ascii_isalpha (tag[1]) && at[-2] != '/')
      depth++;
    harmless = opens_harmless (tag);
  }
  return g_string_free (out, FALSE);
}

static char *
redact_field (const GLogField *field)
{
  g_autofree char *message =
    field->length < 0 ? g_strdup (field->value) : g_strndup (field->value, (gsize) field->length);

  return base_log_redact (message);
}

GLogWriterOutput
base_log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *filtered = g_memdup2 (fields, n_fields * sizeof (GLogField));
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0)
      domain = fields[i].value;
  if (g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  for (gsize i = 0; i < n_fields; i++) {
    if (strcmp (fields[i].key, "MESSAGE") != 0)
      continue;
    g_ptr_array_add (messages, redact_field (&fields[i]));
    filtered[i].value = g_ptr_array_index (messages, messages->len - 1);
    filtered[i].length = -1;
  }
  return g_log_writer_default (level, filtered, n_fields, data);
}

void
base_log_init (void)
{
  g_log_set_writer_func (base_log_writer, NULL, NULL);
}
