/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emoji as answers to a message (XEP-0444). */
#include "config.h"

#include "xmpp/xep/0444-reactions.h"

#include "xmpp/ns.h"
#include "xmpp/xep/0334-hints.h"
#include "xmpp/xep/0359-ids.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

/* Longer than any emoji: a family of four with tones of skin has 41 bytes. */
#define MAX_BYTES 64

/* One character for the eye, whatever it is made of. */
static gboolean
is_one_cluster (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar units[MAX_BYTES];
  int32_t n_units;
  UBreakIterator *breaks;
  gboolean one;

  u_strFromUTF8 (units, G_N_ELEMENTS (units), &n_units, text, -1, &status);
  breaks = ubrk_open (UBRK_CHARACTER, "", units, n_units, &status);
  if (U_FAILURE (status))
    return FALSE;
  one = ubrk_next (breaks) == n_units;
  ubrk_close (breaks);
  return one;
}

gboolean
xmpp_reactions_is_emoji (const char *text)
{
  gsize n_bytes = strlen (text);
  UChar32 first;

  if (n_bytes == 0 || n_bytes > MAX_BYTES)
    return FALSE;
  first = (UChar32) g_utf8_get_char (text);
  /* A digit begins an emoji only as a key cap. */
  if (first < 0x80 ? g_utf8_strchr (text, -1, 0x20e3) == NULL
                   : !u_hasBinaryProperty (first, UCHAR_EMOJI) &&
                       !u_hasBinaryProperty (first, UCHAR_EXTENDED_PICTOGRAPHIC))
    return FALSE;
  return is_one_cluster (text);
}

static gboolean
has_text_of_its_own (const XmlElement *message)
{
  g_autofree char *body = xml_element_dup_child_text (message, "body", NULL);
  XmlIter iter = { .parent = message, .name = "fallback", .ns = XMPP_NS_FALLBACK };
  const XmlElement *fallback;

  if (body == NULL || *body == '\0')
    return FALSE;
  while (xml_iter_next (&iter, &fallback))
    if (g_strcmp0 (xml_element_get (fallback, "for"), XMPP_NS_REACTIONS) == 0)
      return FALSE;
  return TRUE;
}

GStrv
xmpp_reactions_read (const XmlElement *message, const char **target)
{
  const XmlElement *reactions = xml_element_find (message, "reactions", XMPP_NS_REACTIONS);
  XmlIter iter = { .parent = reactions, .name = "reaction", .ns = XMPP_NS_REACTIONS };
  g_autoptr (GStrvBuilder) emoji = NULL;
  g_autoptr (GHashTable) seen = NULL;
  const XmlElement *child;

  *target = xmpp_ids_get (reactions);
  if (*target == NULL || has_text_of_its_own (message))
    return NULL;
  emoji = g_strv_builder_new ();
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (g_hash_table_size (seen) < XMPP_REACTIONS_MAX && xml_iter_next (&iter, &child)) {
    g_autofree char *text = xml_element_dup_text (child);

    g_strstrip (text);
    if (!xmpp_reactions_is_emoji (text) || g_hash_table_contains (seen, text))
      continue;
    g_strv_builder_add (emoji, text);
    g_hash_table_add (seen, g_steal_pointer (&text));
  }
  return g_strv_builder_end (emoji);
}

void
xmpp_reactions_add (XmlElement *message, const char *id, const char *const *emoji)
{
  XmlElement *reactions = xml_element_add (message, "reactions", XMPP_NS_REACTIONS);

  xml_element_set (reactions, "id", id);
  for (; *emoji != NULL; emoji++)
    xml_element_add_text_child (reactions, "reaction", NULL, *emoji);
  xmpp_hint_add (message, "store");
}
