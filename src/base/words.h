/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a text in any script, as a search compares them.
 */
#pragma once

#include "base/text.h"

/**
 * BaseWordsMode:
 * @BASE_WORDS_KEPT: the text is one to be found
 * @BASE_WORDS_SOUGHT: the text is what somebody looks for
 */
typedef enum {
  BASE_WORDS_KEPT,
  BASE_WORDS_SOUGHT,
} BaseWordsMode;

/**
 * BaseWord:
 * @text: folded: without case, accents and variants; not terminated
 * @n_bytes: of @text; BASE_WORD_MAX_BYTES at the most, the rest of a longer word does not count
 * @span: where it stands in the text
 * @first_end: of a pair: where its first letter ends; else the end of the span
 * @beside: it stands in the same place as the word before it
 * @open: only with BASE_WORDS_SOUGHT: every word that begins so is one
 */
typedef struct {
  const char *text;
  gsize n_bytes;
  BaseSpan span;
  guint first_end;
  gboolean beside;
  gboolean open;
} BaseWord;

#define BASE_WORD_MAX_BYTES 96

/* FALSE: that is enough. @word is valid for the call only. */
typedef gboolean (*BaseWordFunc) (const BaseWord *word, gpointer user_data);

/**
 * base_words_each:
 * @text: valid UTF-8
 *
 * Calls @func for each word in its order. Where a script sets no spaces between words (Chinese,
 * Japanese, Thai, and so on; Korean too, which hangs endings on), each pair of neighbouring letters
 * is a word, and the last letter is one beside its pair; so any part of such a text is found as the
 * row of its pairs, and a single letter as the beginning of one. A sign such as an emoji is a word.
 *
 * Takes time linear in the length. Any thread.
 */
void base_words_each (const char *text,
                      gsize n_bytes,
                      BaseWordsMode mode,
                      BaseWordFunc func,
                      gpointer user_data);
