/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text that people write: cutting, searching, links. All of it takes valid UTF-8 and time
 * linear in its length. */
#pragma once

#include <glib.h>

/* A part of a text, in bytes: from @start to before @end. */
typedef struct {
  guint start, end;
} BaseSpan;

/**
 * base_text_clip:
 *
 * How many bytes of @text to keep so that it has at most @max_bytes, without tearing a character,
 * an accent from its letter or an emoji apart. Only a single one that is longer than @max_bytes is
 * torn, between two code points.
 */
gsize base_text_clip (const char *text, gsize max_bytes);

/* The same for at most @max_chars code points. */
gsize base_text_clip_chars (const char *text, gsize max_chars);

/* The text cut to @max_chars code points, the last of which is an ellipsis if anything was cut. */
char *base_text_dup_clipped (const char *text, gsize max_chars) G_GNUC_WARN_UNUSED_RESULT;

/**
 * base_text_fold:
 *
 * The text without what a search should not care for: case, accents, and variants such as full
 * width or ligatures. Two folded texts are compared byte by byte.
 */
char *base_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* What a letter folds to that is like another without being it with an accent, as ø and æ; @letter:
 * lower case. (nullable): it is none of them */
const char *base_text_fold_special (gunichar letter);

/**
 * base_text_sort_key:
 *
 * What names are sorted by, compared byte by byte: in the order of the person's language, whatever
 * the case, and numbers in them by their value ("Person 2" before "Person 12").
 */
char *base_text_sort_key (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* The same order for two names; where there are many to sort, keep their keys. */
int base_text_compare (const char *a, const char *b);

/**
 * base_text_action:
 *
 * Returns: (nullable): what follows "/me " if @text begins with it (XEP-0245), else %NULL
 */
const char *base_text_action (const char *text);

/* Whether there is nothing to be seen in it: only white space, and what is invisible by design. */
gboolean base_text_is_blank (const char *text);

/* Adds @line to the lines of @text. */
void base_text_append_line (GString *text, const char *line);

/**
 * base_text_find_links:
 *
 * Where @text has links, in their order: http, https, xmpp and mailto, and names of web servers that
 * begin with "www.", which have no scheme. Punctuation that ends the sentence is not taken along, nor
 * a bracket that was opened before the link.
 *
 * Returns: (element-type BaseSpan): the links
 */
GArray *base_text_find_links (const char *text) G_GNUC_WARN_UNUSED_RESULT;
