/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types to search messages.
 */

#include "im/search-query.h"

#include <stdio.h>
#include <string.h>

/* A part of the text: a word, or a phrase, or an operator with its value. */
typedef struct {
  const char *text; /* of all of it */
  char *key;        /* (nullable): what stands ahead of the colon */
  char *value;      /* the rest, without quotes */
  gboolean quoted;
  gboolean closed; /* its end is known: a quote or a space follows */
} Part;

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->value, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* The quotes of some languages too; people type what their keyboards make of it. */
static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

static const char *
skip_to (const char *text, gboolean (*is_end) (gunichar c))
{
  while (*text != '\0' && !is_end (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static gboolean
ends_word (gunichar c)
{
  return g_unichar_isspace (c) || is_quote (c);
}

/* (nullable): the end of "key:" when @text begins with letters and a colon */
static const char *
end_of_key (const char *text)
{
  const char *at = text;

  while (g_ascii_isalpha (*at))
    at++;
  return at > text && *at == ':' ? at + 1 : NULL;
}

/* Takes the next part of @text; returns what follows, NULL at its end. */
static const char *
read_part (const char *text, Part *part)
{
  const char *key_end, *end;

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;
  part->text = text;
  key_end = end_of_key (text);
  if (key_end != NULL) {
    part->key = g_ascii_strdown (text, key_end - text - 1);
    text = key_end;
  }
  part->quoted = is_quote (g_utf8_get_char (text));
  if (part->quoted)
    text = g_utf8_next_char (text);
  end = skip_to (text, part->quoted ? is_quote : ends_word);
  part->value = g_strndup (text, (gsize) (end - text));
  part->closed = *end != '\0';
  return part->quoted && *end != '\0' ? g_utf8_next_char (end) : end;
}

/* The beginning of a day of the person's clock, @days from it; 0: it is none */
static gint64
read_day (const char *value, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_to_local (utc);
  g_autoptr (GDateTime) day = NULL;
  int year, month, number, n_read = 0;

  if (g_ascii_strcasecmp (value, "today") == 0 || g_ascii_strcasecmp (value, "yesterday") == 0) {
    day = g_date_time_add_days (today, g_ascii_tolower (*value) == 'y' ? -1 : 0);
    g_date_time_get_ymd (day, &year, &month, &number);
    g_clear_pointer (&day, g_date_time_unref);
  } else if (sscanf (value, "%4d-%2d-%2d%n", &year, &month, &number, &n_read) != 3 ||
             value[n_read] != '\0') {
    return 0;
  }
  day = g_date_time_new_local (year, month, number, 0, 0, 0);
  return day != NULL ? g_date_time_to_unix (day) * G_USEC_PER_SEC : 0;
}

static gboolean
take_person (ImSearchQuery *self, const Part *part)
{
  if (g_str_equal (part->key, "in"))
    g_ptr_array_add (self->in, g_strdup (part->value));
  else if (g_ascii_strcasecmp (part->value, "me") == 0)
    self->sought->by = STORE_SEARCH_BY_ME;
  else
    g_ptr_array_add (self->from, g_strdup (part->value));
  return TRUE;
}

static gboolean
take_day (ImSearchQuery *self, const Part *part, gint64 now)
{
  gint64 day = read_day (part->value, now);

  if (day == 0)
    return FALSE;
  if (g_str_equal (part->key, "after"))
    self->sought->since = day;
  else
    self->sought->before = day;
  return TRUE;
}

static gboolean
take_thing (ImSearchQuery *self, const Part *part)
{
  if (g_ascii_strcasecmp (part->value, "link") == 0)
    self->sought->with_link = TRUE;
  else if (g_ascii_strcasecmp (part->value, "file") == 0)
    self->sought->with_file = TRUE;
  else
    return FALSE;
  return TRUE;
}

/* FALSE: it is no operator */
static gboolean
take_operator (ImSearchQuery *self, const Part *part, gint64 now)
{
  static const char *const keys[] = { "from", "in", "before", "after", "has", NULL };

  if (part->key == NULL || !g_strv_contains (keys, part->key))
    return FALSE;
  if (*part->value == '\0')
    return !part->closed;
  if (g_str_equal (part->key, "from") || g_str_equal (part->key, "in"))
    return take_person (self, part);
  if (g_str_equal (part->key, "has"))
    return take_thing (self, part);
  return take_day (self, part, now);
}

ImSearchQuery *
im_search_query_parse (const char *text, gint64 now)
{
  ImSearchQuery *self = g_new0 (ImSearchQuery, 1);
  const char *rest = text;

  self->sought = store_search_query_new ();
  self->from = g_ptr_array_new_with_free_func (g_free);
  self->in = g_ptr_array_new_with_free_func (g_free);
  for (;;) {
    g_auto (Part) part = { 0 };
    const char *begin;

    rest = read_part (rest, &part);
    if (rest == NULL)
      return self;
    self->sought->open = FALSE;
    if (take_operator (self, &part, now))
      continue;
    begin = part.key != NULL ? part.text : NULL;
    g_ptr_array_add (self->sought->phrases, begin != NULL
                                              ? g_strndup (begin, (gsize) (rest - begin))
                                              : g_strdup (part.value));
    self->sought->open = !part.closed;
  }
}

void
im_search_query_free (ImSearchQuery *self)
{
  store_search_query_free (self->sought);
  g_ptr_array_unref (self->from);
  g_ptr_array_unref (self->in);
  g_free (self);
}

gboolean
im_search_query_is_empty (const ImSearchQuery *self)
{
  const StoreSearchQuery *sought = self->sought;

  return !store_search_query_has_words (sought) && self->from->len == 0 && self->in->len == 0 &&
         sought->by == STORE_SEARCH_BY_ANYBODY && !sought->with_link && !sought->with_file &&
         sought->since == 0 && sought->before == 0;
}
