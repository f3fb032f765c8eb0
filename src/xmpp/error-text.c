/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stanza errors and stream errors have in common: the words of a peer, made harmless. */
#include "config.h"

#include "xmpp/error-text.h"

#include "base/text.h"

#include <string.h>

#define MAX_TEXT 1024
#define MAX_TOKEN 1023

char *
xmpp_error_dup_text (const XmlElement *element, const char *ns)
{
  g_autofree char *text = xml_element_dup_child_text (element, "text", ns);
  g_autoptr (GString) clean = NULL;

  if (text == NULL || *text == '\0')
    return NULL;

  text[base_text_clip (text, MAX_TEXT)] = '\0';
  clean = g_string_sized_new (strlen (text));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar code_point = g_utf8_get_char (c);

    g_string_append_unichar (clean, g_unichar_iscntrl (code_point) ? ' ' : code_point);
  }
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

char *
xmpp_error_dup_token (const XmlElement *element)
{
  g_autofree char *token = xml_element_dup_text (element);

  if (*token == '\0' || strlen (token) > MAX_TOKEN)
    return NULL;
  for (const char *c = token; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isgraph (g_utf8_get_char (c)))
      return NULL;
  return g_steal_pointer (&token);
}
