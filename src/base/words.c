/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a text in any script. What a character is and how it folds, ICU knows.
 */
#include "config.h"

#include "base/words.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* The longest folded character of Unicode has 18 UTF-16 units, each up to 3 bytes. */
#define MAX_UNITS 32
#define MAX_FOLDED (3 * MAX_UNITS)

typedef enum {
  KIND_GAP,
  KIND_LETTER, /* of a script that sets spaces */
  KIND_DENSE,  /* of one that does not */
  KIND_MARK,   /* belongs to what stands before it */
  KIND_SIGN,
} Kind;

/* A letter of a dense script with its marks, folded. */
typedef struct {
  char text[BASE_WORD_MAX_BYTES / 2];
  gsize n_bytes;
  BaseSpan span;
} Unit;

typedef struct {
  const UNormalizer2 *normalizer;
  BaseWordsMode mode;
  BaseWordFunc func;
  gpointer user_data;
  gboolean enough;

  char word[BASE_WORD_MAX_BYTES]; /* the letters so far */
  gsize n_word;
  BaseSpan word_span; /* end 0: no word is open */

  Unit units[2]; /* the last two of the dense run */
  guint n_units; /* in the run, so far */
} Reader;

/* The marks that make another kana of one: then they are part of the letter. */
static gboolean
is_voice_mark (UChar32 c)
{
  return c == 0x3099 || c == 0x309A;
}

/* Of half width, when they count as letters. */
static gboolean
is_half_voice_mark (UChar32 c)
{
  return c == 0xFF9E || c == 0xFF9F;
}

/* Of kana, but of no script. */
static gboolean
is_long_vowel (UChar32 c)
{
  return c == 0x30FC || c == 0xFF70;
}

static Kind
kind_of (UChar32 c)
{
  switch (u_charType (c)) {
  case U_UPPERCASE_LETTER:
  case U_LOWERCASE_LETTER:
  case U_TITLECASE_LETTER:
  case U_MODIFIER_LETTER:
  case U_OTHER_LETTER:
  case U_DECIMAL_DIGIT_NUMBER:
  case U_LETTER_NUMBER:
  case U_OTHER_NUMBER: {
    UErrorCode code = U_ZERO_ERROR;
    /* Nothing below the first Thai letter is dense. */
    UScriptCode script = c < 0x0E00 ? USCRIPT_COMMON : uscript_getScript (c, &code);

    if (c < 0x0E00)
      return KIND_LETTER;
    if (is_half_voice_mark (c))
      return KIND_MARK;
    return uscript_breaksBetweenLetters (script) || script == USCRIPT_HANGUL || is_long_vowel (c)
             ? KIND_DENSE
             : KIND_LETTER;
  }
  case U_NON_SPACING_MARK:
  case U_ENCLOSING_MARK:
  case U_COMBINING_SPACING_MARK: {
    UErrorCode code = U_ZERO_ERROR;

    /* The vowels of Thai and its like are letters as any other. */
    return c >= 0x0E00 && uscript_breaksBetweenLetters (uscript_getScript (c, &code)) ? KIND_DENSE
                                                                                      : KIND_MARK;
  }
  case U_FORMAT_CHAR:
    return KIND_MARK;
  case U_OTHER_SYMBOL:
    return KIND_SIGN;
  default:
    return KIND_GAP;
  }
}

/* Accents, and the vowel points of Arabic and Hebrew, which most people leave out. */
static gboolean
is_dropped (UChar32 c)
{
  UErrorCode code = U_ZERO_ERROR;
  UScriptCode script;

  if (c < 0x0300 || u_charType (c) != U_NON_SPACING_MARK || is_voice_mark (c))
    return FALSE;
  script = uscript_getScript (c, &code);
  return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW;
}

/* @folded: takes MAX_FOLDED bytes; how many there are is returned */
static gsize
fold (const Reader *self, UChar32 c, char *folded)
{
  UErrorCode code = U_ZERO_ERROR;
  const char *special;
  UChar units[MAX_UNITS];
  gint32 n_units, n_bytes = 0;

  if (c < 0x80) {
    folded[0] = g_ascii_tolower ((char) c);
    return 1;
  }
  special = base_text_fold_special (u_tolower (c));
  if (special != NULL) {
    memcpy (folded, special, strlen (special));
    return strlen (special);
  }
  n_units = unorm2_getDecomposition (self->normalizer, c, units, MAX_UNITS, &code);
  /* A syllable of Korean stays one letter. */
  if (n_units < 0 || U_FAILURE (code) ||
      u_getIntPropertyValue (c, UCHAR_HANGUL_SYLLABLE_TYPE) != 0) {
    if (!is_dropped (c))
      U8_APPEND_UNSAFE (folded, n_bytes, c);
    return (gsize) n_bytes;
  }
  for (gint32 i = 0; i < n_units;) {
    UChar32 part;

    U16_NEXT (units, i, n_units, part);
    special = base_text_fold_special (part);
    if (special != NULL)
      for (; *special != '\0'; special++)
        folded[n_bytes++] = *special;
    else if (!is_dropped (part))
      U8_APPEND_UNSAFE (folded, n_bytes, part);
  }
  return (gsize) n_bytes;
}

static void
emit (Reader *self, const BaseWord *word)
{
  if (!self->enough && word->n_bytes > 0)
    self->enough = !self->func (word, self->user_data);
}

static void
end_word (Reader *self)
{
  if (self->word_span.end > 0)
    emit (self, &(BaseWord){ .text = self->word,
                             .n_bytes = self->n_word,
                             .span = self->word_span,
                             .first_end = self->word_span.end });
  self->n_word = 0;
  self->word_span.end = 0;
}

/* The last one of a run by itself. */
static void
emit_unit (Reader *self, const Unit *unit)
{
  const BaseWord word = { .text = unit->text,
                          .n_bytes = unit->n_bytes,
                          .span = unit->span,
                          .first_end = unit->span.end,
                          .beside = self->n_units > 1,
                          .open = self->mode == BASE_WORDS_SOUGHT };

  if (self->mode == BASE_WORDS_KEPT || self->n_units == 1)
    emit (self, &word);
}

static void
emit_pair (Reader *self, const Unit *first, const Unit *second)
{
  char text[2 * sizeof first->text];

  memcpy (text, first->text, first->n_bytes);
  memcpy (text + first->n_bytes, second->text, second->n_bytes);
  emit (self, &(BaseWord){ .text = text,
                           .n_bytes = first->n_bytes + second->n_bytes,
                           .span = { first->span.start, second->span.end },
                           .first_end = first->span.end });
}

static Unit *
last_unit (Reader *self)
{
  return &self->units[(self->n_units - 1) % 2];
}

/* The pair that the last two units make; it is complete when no mark can follow any more. */
static void
end_pair (Reader *self)
{
  if (self->n_units > 1)
    emit_pair (self, &self->units[self->n_units % 2], last_unit (self));
}

static void
end_run (Reader *self)
{
  if (self->n_units == 0)
    return;
  end_pair (self);
  emit_unit (self, last_unit (self));
  self->n_units = 0;
}

static void
add_letter (Reader *self, const char *folded, gsize n_bytes, BaseSpan span)
{
  end_run (self);
  if (self->word_span.end == 0)
    self->word_span.start = span.start;
  self->word_span.end = span.end;
  /* Whole characters, so that the rest is text. */
  if (self->n_word + n_bytes <= sizeof self->word) {
    memcpy (self->word + self->n_word, folded, n_bytes);
    self->n_word += n_bytes;
  }
}

static void
add_unit (Reader *self, const char *folded, gsize n_bytes, BaseSpan span)
{
  Unit *unit;

  end_word (self);
  end_pair (self);
  if (n_bytes > sizeof unit->text)
    return;
  unit = &self->units[self->n_units++ % 2];
  memcpy (unit->text, folded, n_bytes);
  unit->n_bytes = n_bytes;
  unit->span = span;
}

static void
add_mark (Reader *self, const char *folded, gsize n_bytes, BaseSpan span)
{
  Unit *unit = self->n_units > 0 ? last_unit (self) : NULL;

  if (self->word_span.end > 0) {
    add_letter (self, folded, n_bytes, span);
  } else if (unit != NULL) {
    unit->span.end = span.end;
    if (unit->n_bytes + n_bytes <= sizeof unit->text) {
      memcpy (unit->text + unit->n_bytes, folded, n_bytes);
      unit->n_bytes += n_bytes;
    }
  }
}

static void
end_all (Reader *self)
{
  end_word (self);
  end_run (self);
}

static void
add (Reader *self, UChar32 c, BaseSpan span)
{
  char folded[MAX_FOLDED];
  Kind kind = kind_of (c);
  gsize n_bytes = kind != KIND_GAP ? fold (self, c, folded) : 0;

  switch (kind) {
  case KIND_LETTER:
    add_letter (self, folded, n_bytes, span);
    break;
  case KIND_DENSE:
    add_unit (self, folded, n_bytes, span);
    break;
  case KIND_MARK:
    add_mark (self, folded, n_bytes, span);
    break;
  case KIND_SIGN:
    end_all (self);
    emit (self,
          &(BaseWord){ .text = folded, .n_bytes = n_bytes, .span = span, .first_end = span.end });
    break;
  case KIND_GAP:
  default:
    end_all (self);
    break;
  }
}

void
base_words_each (const char *text,
                 gsize n_bytes,
                 BaseWordsMode mode,
                 BaseWordFunc func,
                 gpointer user_data)
{
  UErrorCode code = U_ZERO_ERROR;
  Reader self;
  gsize i = 0;

  g_return_if_fail (text != NULL || n_bytes == 0);

  /* Not all of it: the letters are set before they are read. */
  self.normalizer = unorm2_getNFKCCasefoldInstance (&code);
  self.mode = mode;
  self.func = func;
  self.user_data = user_data;
  self.enough = FALSE;
  self.n_word = 0;
  self.word_span.end = 0;
  self.n_units = 0;

  while (i < n_bytes && !self.enough) {
    gsize start = i;
    UChar32 c;

    if (g_ascii_isalnum (text[i])) {
      char folded = g_ascii_tolower (text[i++]);

      add_letter (&self, &folded, 1, (BaseSpan){ (guint) start, (guint) i });
      continue;
    }
    U8_NEXT_OR_FFFD (text, i, n_bytes, c);
    add (&self, c, (BaseSpan){ (guint) start, (guint) i });
  }
  end_all (&self);
}
