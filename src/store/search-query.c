/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for in the archive, and how that is said to FTS5.
 */
#include "config.h"

#include "store/search-query.h"

#include "base/words.h"
#include "store/search-index.h"

#include <string.h>

typedef struct {
  GString *out;
  guint n_words;
  gboolean open;
} Phrase;

StoreSearchQuery *
store_search_query_new (void)
{
  StoreSearchQuery *self = g_new0 (StoreSearchQuery, 1);

  self->phrases = g_ptr_array_new_with_free_func (g_free);
  return self;
}

StoreSearchQuery *
store_search_query_copy (const StoreSearchQuery *self)
{
  StoreSearchQuery *copy = g_memdup2 (self, sizeof *self);

  copy->phrases = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->phrases->len; i++)
    g_ptr_array_add (copy->phrases, g_strdup (self->phrases->pdata[i]));
  if (self->conversations != NULL)
    copy->conversations = g_array_copy (self->conversations);
  return copy;
}

void
store_search_query_free (StoreSearchQuery *self)
{
  g_ptr_array_unref (self->phrases);
  g_clear_pointer (&self->conversations, g_array_unref);
  g_free (self);
}

static gboolean
count_word (const BaseWord *word, gpointer user_data)
{
  *(guint *) user_data += 1;
  return FALSE;
}

gboolean
store_search_query_has_words (const StoreSearchQuery *self)
{
  guint n_words = 0;

  for (guint i = 0; i < self->phrases->len && n_words == 0; i++) {
    const char *phrase = self->phrases->pdata[i];

    base_words_each (phrase, strlen (phrase), BASE_WORDS_SOUGHT, count_word, &n_words);
  }
  return n_words > 0;
}

static void
begin_term (GString *out)
{
  if (out->len > 0)
    g_string_append (out, " AND ");
}

static gboolean
add_word (const BaseWord *word, gpointer user_data)
{
  Phrase *phrase = user_data;

  if (phrase->n_words++ == 0)
    begin_term (phrase->out);
  else if (phrase->open)
    /* What may go on cannot be followed by a neighbour. */
    g_string_append (phrase->out, " * AND ");
  else
    g_string_append (phrase->out, " + ");
  /* Words have no quotes: those are between words. */
  g_string_append_c (phrase->out, '"');
  g_string_append_len (phrase->out, word->text, (gssize) word->n_bytes);
  g_string_append_c (phrase->out, '"');
  phrase->open = word->open;
  return TRUE;
}

static void
add_phrase (GString *out, const char *text, gboolean open)
{
  Phrase phrase = { out, 0, FALSE };

  base_words_each (text, strlen (text), BASE_WORDS_SOUGHT, add_word, &phrase);
  if (phrase.n_words > 0 && (phrase.open || open))
    g_string_append (out, " *");
}

static void
add_mark (GString *out, const char *mark)
{
  begin_term (out);
  g_string_append_printf (out, "\"%s\"", mark);
}

static void
add_conversations (GString *out, GArray *conversations)
{
  begin_term (out);
  g_string_append_c (out, '(');
  for (guint i = 0; i < conversations->len; i++)
    g_string_append_printf (out, "%s\"" STORE_SEARCH_CHAT "%" G_GINT64_FORMAT "\"",
                            i > 0 ? " OR " : "", g_array_index (conversations, gint64, i));
  /* In none of none. */
  if (conversations->len == 0)
    g_string_append (out, "\"" STORE_SEARCH_CHAT "0\"");
  g_string_append_c (out, ')');
}

char *
store_search_query_build (const StoreSearchQuery *self, gboolean with_words)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->phrases->len && with_words; i++)
    add_phrase (out, self->phrases->pdata[i], self->open && i == self->phrases->len - 1);
  if (self->conversations != NULL)
    add_conversations (out, self->conversations);
  if (self->by != STORE_SEARCH_BY_ANYBODY)
    add_mark (out, self->by == STORE_SEARCH_BY_ME ? STORE_SEARCH_OUT : STORE_SEARCH_IN);
  if (self->with_link)
    add_mark (out, STORE_SEARCH_LINK);
  if (self->with_file)
    add_mark (out, STORE_SEARCH_FILE);
  /* Every message is one of these. */
  if (out->len == 0)
    g_string_append (out, "\"" STORE_SEARCH_IN "\" OR \"" STORE_SEARCH_OUT "\"");
  return g_string_free (out, FALSE);
}
