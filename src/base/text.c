/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text that people write: cutting, searching, links. */
#include "config.h"

#include "base/text.h"

#include <string.h>

#define ZERO_WIDTH_JOINER 0x200D

/* Letters that fold like another one without being it with an accent. */
static const struct {
  gunichar letter;
  const char *folded;
} special_letters[] = {
  { 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0111, "d" },
  { 0x0127, "h" },  { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
};

static const char *const link_schemes[] = { "http://", "https://", "mailto:", "xmpp:" };

/* People leave out the scheme of what is obviously the name of a web server. */
#define WEB_NAME "www."

static gboolean
is_extension (gunichar c)
{
  /* Emoji: joiner, skin tones, and the tags of the flags of regions. */
  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || (c >= 0x1F3FB && c <= 0x1F3FF) ||
         (c >= 0xE0020 && c <= 0xE007F);
}

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* Hangul syllables that are written letter by letter (UAX #29, GB6 to GB8). */
static gboolean
is_syllable (gunichar before, gunichar after)
{
  enum { L, V, T, LV, LVT, N_KINDS };

  static const GUnicodeBreakType kinds[N_KINDS] = {
    G_UNICODE_BREAK_HANGUL_L_JAMO,       G_UNICODE_BREAK_HANGUL_V_JAMO,
    G_UNICODE_BREAK_HANGUL_T_JAMO,       G_UNICODE_BREAK_HANGUL_LV_SYLLABLE,
    G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE,
  };
  static const guint8 may_follow[N_KINDS] = {
    [L] = 1 << L | 1 << V | 1 << LV | 1 << LVT,
    [V] = 1 << V | 1 << T,
    [T] = 1 << T,
    [LV] = 1 << V | 1 << T,
    [LVT] = 1 << T,
  };
  GUnicodeBreakType a = g_unichar_break_type (before), b = g_unichar_break_type (after);

  for (guint i = 0; i < N_KINDS; i++)
    for (guint j = 0; j < N_KINDS; j++)
      if (a == kinds[i] && b == kinds[j])
        return (may_follow[i] >> j & 1) != 0;
  return FALSE;
}

static gboolean
follows_odd_flag_half (const char *text, const char *at)
{
  gboolean odd = FALSE;

  while (at > text) {
    at = g_utf8_prev_char (at);
    if (!is_regional (g_utf8_get_char (at)))
      break;
    odd = !odd;
  }
  return odd;
}

/* Whether the character at @at belongs to the one before it: UAX #29 in short. */
static gboolean
continues_cluster (const char *text, const char *at)
{
  gunichar before, after;

  if (at == text || *at == '\0')
    return FALSE;
  before = g_utf8_get_char (g_utf8_prev_char (at));
  after = g_utf8_get_char (at);
  if (before == '\r' && after == '\n')
    return TRUE;
  if (g_unichar_iscntrl (before))
    return FALSE;
  if (is_extension (after) || before == ZERO_WIDTH_JOINER)
    return TRUE;
  if (is_regional (before) && is_regional (after))
    return follows_odd_flag_half (text, at);
  return is_syllable (before, after);
}

/* The last place up to @at where the text may be cut. */
static gsize
cut_before (const char *text, const char *at)
{
  const char *cut = at;

  while (continues_cluster (text, cut))
    cut = g_utf8_prev_char (cut);
  return (gsize) ((cut > text ? cut : at) - text);
}

gsize
base_text_clip (const char *text, gsize max_bytes)
{
  gsize n_bytes;

  g_return_val_if_fail (text != NULL, 0);

  n_bytes = strnlen (text, max_bytes);
  if (n_bytes < max_bytes || text[n_bytes] == '\0')
    return n_bytes;
  while (n_bytes > 0 && ((guchar) text[n_bytes] & 0xC0) == 0x80)
    n_bytes--;
  return cut_before (text, text + n_bytes);
}

gsize
base_text_clip_chars (const char *text, gsize max_chars)
{
  const char *at = text;

  g_return_val_if_fail (text != NULL, 0);

  for (; max_chars > 0 && *at != '\0'; max_chars--)
    at = g_utf8_next_char (at);
  return *at == '\0' ? (gsize) (at - text) : cut_before (text, at);
}

char *
base_text_dup_clipped (const char *text, gsize max_chars)
{
  gsize n_bytes;

  g_return_val_if_fail (text != NULL && max_chars > 0, NULL);

  if (text[base_text_clip_chars (text, max_chars)] == '\0')
    return g_strdup (text);
  n_bytes = base_text_clip_chars (text, max_chars - 1);
  return g_strdup_printf ("%.*s…", (int) n_bytes, text);
}

const char *
base_text_fold_special (gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (special_letters); i++)
    if (special_letters[i].letter == letter)
      return special_letters[i].folded;
  return NULL;
}

static void
append_folded (GString *out, gunichar c)
{
  const char *special;

  if (is_extension (c))
    return;
  special = base_text_fold_special (c);
  if (special != NULL)
    g_string_append (out, special);
  else
    g_string_append_unichar (out, c);
}

char *
base_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL, *folded = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (decomposed, -1);
  out = g_string_sized_new (strlen (folded));
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    append_folded (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

char *
base_text_sort_key (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = g_utf8_casefold (name, -1);
  return g_utf8_collate_key_for_filename (folded, -1);
}

int
base_text_compare (const char *a, const char *b)
{
  g_autofree char *key_a = base_text_sort_key (a), *key_b = base_text_sort_key (b);

  return strcmp (key_a, key_b);
}

/* Letters and symbols that are empty by design: of Hangul and of Braille. */
static gboolean
is_filler (gunichar c)
{
  return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
}

gboolean
base_text_is_blank (const char *text)
{
  g_return_val_if_fail (text != NULL, TRUE);

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) &&
        g_unichar_type (c) != G_UNICODE_FORMAT && !is_filler (c))
      return FALSE;
  }
  return TRUE;
}

const char *
base_text_action (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_str_has_prefix (text, "/me ") ? text + strlen ("/me ") : NULL;
}

/* The length of what a link begins with at @at, or 0. @before is the character in front of it. */
static gsize
match_beginning (const char *at, char before)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_schemes); i++) {
    gsize length = strlen (link_schemes[i]);

    if (g_ascii_strncasecmp (at, link_schemes[i], length) == 0)
      return length;
  }
  if (g_ascii_strncasecmp (at, WEB_NAME, strlen (WEB_NAME)) == 0 &&
      (before == '\0' || strchr (".@/_", before) == NULL))
    return strlen (WEB_NAME);
  return 0;
}

/* "www.example" alone is no name of a server. */
static gboolean
is_whole (const char *start, const char *end)
{
  const char *rest = start + strlen (WEB_NAME);

  if (g_ascii_strncasecmp (start, WEB_NAME, strlen (WEB_NAME)) != 0)
    return TRUE;
  while (rest < end && strchr (".:/?#", *rest) == NULL)
    rest++;
  return rest < end && *rest == '.';
}

static gboolean
is_link_start (gunichar c)
{
  return c == '[' || g_unichar_isalnum (c) || c == '_' || c == '~' || c == '%';
}

/* What may stand within a link: also letters of all scripts, for people paste them, but nothing
 * that cannot be seen, and no quotes or brackets but the usual ones. */
static gboolean
is_link_char (gunichar c)
{
  const guint excluded = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT |
                         1u << G_UNICODE_UNASSIGNED | 1u << G_UNICODE_PRIVATE_USE |
                         1u << G_UNICODE_SURROGATE | 1u << G_UNICODE_LINE_SEPARATOR |
                         1u << G_UNICODE_PARAGRAPH_SEPARATOR | 1u << G_UNICODE_SPACE_SEPARATOR |
                         1u << G_UNICODE_INITIAL_PUNCTUATION | 1u << G_UNICODE_FINAL_PUNCTUATION |
                         1u << G_UNICODE_OPEN_PUNCTUATION | 1u << G_UNICODE_CLOSE_PUNCTUATION;

  if (c < 0x80)
    return c > ' ' && c != 0x7F && strchr ("<>\"\\^`{|}", (int) c) == NULL;
  return (1u << g_unichar_type (c) & excluded) == 0;
}

/* What ends the sentence, not the link; @before is the character in front of the link, for it may
 * be styled, as in *link* (XEP-0393). */
static gboolean
is_trailing (gunichar c, char before)
{
  if (c < 0x80)
    return strchr (".,;:!?'", (int) c) != NULL ||
           (c == (guchar) before && strchr ("*_~", (int) c) != NULL);
  return g_unichar_type (c) == G_UNICODE_OTHER_PUNCTUATION;
}

/* Cuts off what belongs to the sentence around the link. */
static const char *
trim_link (const char *start, const char *end, char before)
{
  int open_round = 0, open_square = 0;

  for (const char *at = start; at < end; at++) {
    open_round += (*at == '(') - (*at == ')');
    open_square += (*at == '[') - (*at == ']');
  }
  while (end > start) {
    const char *last = g_utf8_prev_char (end);

    if (*last == ')' && open_round < 0)
      open_round++;
    else if (*last == ']' && open_square < 0)
      open_square++;
    else if (!is_trailing (g_utf8_get_char (last), before))
      break;
    end = last;
  }
  return end;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '+';
}

GArray *
base_text_find_links (const char *text)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  gboolean in_word = FALSE;
  const char *at = text;

  g_return_val_if_fail (text != NULL, links);

  while (*at != '\0') {
    char before = at > text ? at[-1] : '\0';
    gsize scheme = in_word ? 0 : match_beginning (at, before);
    const char *rest = at + scheme, *end = rest;

    if (scheme == 0 || !is_link_start (g_utf8_get_char (rest))) {
      in_word = is_word_char (g_utf8_get_char (at));
      at = g_utf8_next_char (at);
      continue;
    }
    while (is_link_char (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
    rest = trim_link (rest, end, before);
    if (rest > at + scheme && is_whole (at, rest)) {
      BaseSpan span = { (guint) (at - text), (guint) (rest - text) };

      g_array_append_val (links, span);
    }
    at = end;
    in_word = FALSE;
  }
  return links;
}

void
base_text_append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}
