/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a text has what is looked for: by the same words as the index.
 */
#include "config.h"

#include "base/words.h"
#include "store/search-query.h"

#include <string.h>

typedef struct {
  gsize at; /* in Words.text */
  gsize n_bytes;
  BaseSpan span;
  guint first_end;
  guint place; /* the same for words beside each other */
  gboolean open;
} Word;

/* The words of a text, one after the other. */
typedef struct {
  GByteArray *text;
  GArray *words; /* of Word */
  guint n_places;
} Words;

static gboolean
add_word (const BaseWord *word, gpointer user_data)
{
  Words *words = user_data;
  Word added = { words->text->len,
                 word->n_bytes,
                 word->span,
                 word->first_end,
                 word->beside && words->n_places > 0 ? words->n_places - 1 : words->n_places,
                 word->open };

  words->n_places = added.place + 1;
  g_byte_array_append (words->text, (const guint8 *) word->text, (guint) word->n_bytes);
  g_array_append_val (words->words, added);
  return TRUE;
}

static void
words_clear (Words *self)
{
  g_clear_pointer (&self->text, g_byte_array_unref);
  g_clear_pointer (&self->words, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
words_read (Words *self, const char *text, BaseWordsMode mode)
{
  self->text = g_byte_array_new ();
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  base_words_each (text, strlen (text), mode, add_word, self);
}

static const Word *
word_at (const Words *self, guint i)
{
  return &g_array_index (self->words, Word, i);
}

static gboolean
is_word (const Words *kept,
         const Word *word,
         const Words *sought,
         const Word *wanted,
         gboolean open)
{
  return (open ? word->n_bytes >= wanted->n_bytes : word->n_bytes == wanted->n_bytes) &&
         memcmp (kept->text->data + word->at, sought->text->data + wanted->at, wanted->n_bytes) ==
           0;
}

/* Where @wanted is among the words at @place, the first of which is @from; -1: it is not there. */
static int
find_at_place (const Words *kept,
               guint from,
               guint place,
               const Words *sought,
               const Word *wanted,
               gboolean open)
{
  for (guint i = from; i < kept->words->len && word_at (kept, i)->place <= place; i++)
    if (word_at (kept, i)->place == place &&
        is_word (kept, word_at (kept, i), sought, wanted, open))
      return (int) i;
  return -1;
}

static gboolean
may_go_on (const Words *sought, guint i, gboolean open)
{
  return word_at (sought, i)->open || (open && i == sought->words->len - 1);
}

/* Whether the words from @first to before @end of @sought stand side by side from @from on. @span:
 * takes where. */
static gboolean
stands_at (const Words *kept,
           guint from,
           const Words *sought,
           guint first,
           guint end,
           gboolean open,
           BaseSpan *span)
{
  guint place = word_at (kept, from)->place;

  for (guint i = first; i < end; i++) {
    const Word *wanted = word_at (sought, i);
    gboolean goes_on = may_go_on (sought, i, open);
    int found = find_at_place (kept, from, place + (i - first), sought, wanted, goes_on);
    const Word *word = found >= 0 ? word_at (kept, (guint) found) : NULL;

    if (word == NULL || (i == first && found != (int) from))
      return FALSE;
    if (i == first)
      span->start = word->span.start;
    /* Of a pair that only begins with the letter that is looked for, that letter. */
    span->end = wanted->open ? word->first_end : word->span.end;
    from = (guint) found;
  }
  return TRUE;
}

static gboolean
find_row (const Words *kept,
          const Words *sought,
          guint first,
          guint end,
          gboolean open,
          GArray *spans)
{
  gboolean found = FALSE;

  for (guint i = 0; i < kept->words->len; i++) {
    BaseSpan span = { 0 };

    if (stands_at (kept, i, sought, first, end, open, &span)) {
      g_array_append_val (spans, span);
      found = TRUE;
    }
  }
  return found;
}

/* Each part of the phrase after which anything may stand is looked for by itself, as in the index. */
static gboolean
find_phrase (const Words *kept, const char *phrase, gboolean open, GArray *spans)
{
  g_auto (Words) sought = { 0 };
  guint first = 0;

  words_read (&sought, phrase, BASE_WORDS_SOUGHT);
  for (guint i = 0; i < sought.words->len; i++) {
    if (i < sought.words->len - 1 && !word_at (&sought, i)->open)
      continue;
    if (!find_row (kept, &sought, first, i + 1, open, spans))
      return FALSE;
    first = i + 1;
  }
  return TRUE;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const BaseSpan *first = a, *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

/* Those that overlap become one. */
static void
merge (GArray *spans)
{
  guint n_merged = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++) {
    BaseSpan span = g_array_index (spans, BaseSpan, i);
    BaseSpan *last = n_merged > 0 ? &g_array_index (spans, BaseSpan, n_merged - 1) : NULL;

    if (last != NULL && span.start < last->end)
      last->end = MAX (last->end, span.end);
    else
      g_array_index (spans, BaseSpan, n_merged++) = span;
  }
  g_array_set_size (spans, n_merged);
}

GArray *
store_search_query_match (const StoreSearchQuery *self, const char *text)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  g_auto (Words) kept = { 0 };

  words_read (&kept, text, BASE_WORDS_KEPT);
  for (guint i = 0; i < self->phrases->len; i++)
    if (!find_phrase (&kept, self->phrases->pdata[i], self->open && i == self->phrases->len - 1,
                      spans))
      return NULL;
  merge (spans);
  return g_steal_pointer (&spans);
}
