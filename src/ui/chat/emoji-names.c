/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emoji by their names, which are those of Unicode, and the short ones that are in use everywhere.
 */
#include "config.h"

#include "ui/chat/emoji-names.h"

#include <string.h>
#include <unicode/uchar.h>

#define MIN_PREFIX 2
#define MAX_NAME 96
/* Behind what is not an emoji by itself. */
#define VARIANT "\xef\xb8\x8f"

static const struct {
  const char *emoji, *name;
} short_names[] = {
  { "👍", "+1" },           { "👎", "-1" },           { "😠", "angry" },
  { "👶", "baby" },         { "🍺", "beer" },         { "🎂", "birthday" },
  { "😊", "blush" },        { "💔", "broken_heart" }, { "👏", "clap" },
  { "☕", "coffee" },       { "😕", "confused" },     { "😎", "cool" },
  { "😢", "cry" },          { "💃", "dancer" },       { "😞", "disappointed" },
  { "👀", "eyes" },         { "🤦", "facepalm" },  { "🔥", "fire" },
  { "😁", "grin" },         { "😃", "happy" },        { "❤" VARIANT, "heart" },
  { "😍", "heart_eyes" },   { "🤗", "hug" },       { "😂", "joy" },
  { "😘", "kiss" },         { "😆", "laugh" },        { "😂", "lol" },
  { "❤" VARIANT, "love" }, { "😐", "neutral" },      { "👌", "ok" },
  { "🥳", "party" },     { "😡", "rage" },         { "🌈", "rainbow" },
  { "🚀", "rocket" },       { "🤣", "rofl" },      { "🌹", "rose" },
  { "😢", "sad" },          { "😱", "scream" },       { "🤷", "shrug" },
  { "😄", "smile" },        { "😏", "smirk" },        { "😭", "sob" },
  { "⭐", "star" },         { "☀" VARIANT, "sun" },  { "😅", "sweat_smile" },
  { "🎉", "tada" },         { "🤔", "thinking" },  { "👍", "thumbsup" },
  { "👎", "thumbsdown" },   { "😉", "wink" },         { "👋", "wave" },
  { "✅", "yes" },          { "❌", "no" },           { "🙏", "thanks" },
  { "💯", "100" },
};

static UiEmojiName *
emoji_name_new (const char *emoji, const char *name)
{
  UiEmojiName *self = g_new0 (UiEmojiName, 1);

  self->emoji = g_strdup (emoji);
  self->name = g_strdup (name);
  return self;
}

void
ui_emoji_name_free (gpointer data)
{
  UiEmojiName *self = data;

  g_free (self->emoji);
  g_free (self->name);
  g_free (self);
}

static UBool
add_name (void *context,
          UChar32 code,
          UCharNameChoice choice,
          const char *unicode_name,
          int32_t length)
{
  char emoji[8] = { 0 };
  g_autofree char *name = NULL;

  if (!u_hasBinaryProperty (code, UCHAR_EMOJI_PRESENTATION) ||
      u_hasBinaryProperty (code, UCHAR_REGIONAL_INDICATOR) ||
      u_hasBinaryProperty (code, UCHAR_EMOJI_MODIFIER) || length > MAX_NAME)
    return TRUE;
  g_unichar_to_utf8 ((gunichar) code, emoji);
  name = g_strdelimit (g_ascii_strdown (unicode_name, -1), " -", '_');
  g_ptr_array_add (context, emoji_name_new (emoji, name));
  return TRUE;
}

/* All of them, made when they are first needed. */
static const GPtrArray *
get_names (void)
{
  static GPtrArray *names;
  UErrorCode status = U_ZERO_ERROR;

  if (names != NULL)
    return names;
  names = g_ptr_array_new_with_free_func (ui_emoji_name_free);
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    g_ptr_array_add (names, emoji_name_new (short_names[i].emoji, short_names[i].name));
  /* Where the emoji are: U+231A WATCH is the first. */
  u_enumCharNames (0x2300, 0x2c00, add_name, names, U_UNICODE_CHAR_NAME, &status);
  u_enumCharNames (0x1f000, 0x1fb00, add_name, names, U_UNICODE_CHAR_NAME, &status);
  return names;
}

static gboolean
has_word (const char *name, const char *prefix)
{
  for (const char *word = name; word != NULL; word = strchr (word, '_')) {
    if (*word == '_')
      word++;
    if (g_str_has_prefix (word, prefix))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_emoji (const GPtrArray *found, const char *emoji)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const UiEmojiName *) found->pdata[i])->emoji, emoji))
      return TRUE;
  return FALSE;
}

GPtrArray *
ui_emoji_find (const char *prefix, guint max)
{
  const GPtrArray *names = get_names ();
  GPtrArray *found = g_ptr_array_new_with_free_func (ui_emoji_name_free);

  /* A name that begins so comes before one with such a word in it. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < names->len && found->len < max; i++) {
      const UiEmojiName *name = names->pdata[i];

      if ((pass == 0 ? g_str_has_prefix (name->name, prefix) : has_word (name->name, prefix)) &&
          !has_emoji (found, name->emoji))
        g_ptr_array_add (found, emoji_name_new (name->emoji, name->name));
    }
  return found;
}

char *
ui_emoji_get (const char *name)
{
  const GPtrArray *names = get_names ();

  for (guint i = 0; i < names->len; i++) {
    const UiEmojiName *known = names->pdata[i];

    if (g_str_equal (known->name, name))
      return g_strdup (known->emoji);
  }
  return NULL;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_islower (c) || g_ascii_isdigit (c) || c == '_' || c == '+' || c == '-';
}

const char *
ui_emoji_prefix (const char *line)
{
  const char *start = line + strlen (line);

  while (start > line && is_name_char (start[-1]))
    start--;
  if (start == line || start[-1] != ':' || strlen (start) < MIN_PREFIX || strlen (start) > MAX_NAME)
    return NULL;
  if (start - 1 > line && !g_ascii_isspace (start[-2]))
    return NULL;
  return start;
}
