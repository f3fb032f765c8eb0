/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a message's text is only for programs that do not know better (XEP-0428). */
#include "config.h"

#include "xmpp/xep/0428-fallback.h"

#include "base/text.h"
#include "xmpp/ns.h"

/* Nobody has a use for more parts than this. */
#define MAX_PARTS 16

/* Code points, from @start to before @end. */
typedef struct {
  guint64 start, end;
} Part;

static gboolean
read_part (const XmlElement *element, guint64 length, Part *part)
{
  *part = (Part){ 0, length };
  if (xml_element_get (element, "start") == NULL && xml_element_get (element, "end") == NULL)
    return TRUE;
  return xml_element_get_uint (element, "start", length, &part->start, NULL) &&
         xml_element_get_uint (element, "end", length, &part->end, NULL) &&
         part->start <= part->end;
}

/* FALSE: one of them makes no sense, so none is believed. */
static gboolean
read_parts (const XmlElement *fallback, guint64 length, GArray *parts)
{
  XmlIter iter = { .parent = fallback, .name = "body", .ns = XMPP_NS_FALLBACK };
  const XmlElement *child;
  Part part = { 0, length };

  /* Without children it is for all of every body. */
  if (xml_element_find (fallback, NULL, NULL) == NULL)
    g_array_append_val (parts, part);
  while (xml_iter_next (&iter, &child)) {
    if (parts->len == MAX_PARTS || !read_part (child, length, &part))
      return FALSE;
    g_array_append_val (parts, part);
  }
  return TRUE;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *one = a;
  const Part *two = b;

  return one->start < two->start ? -1 : one->start > two->start;
}

gboolean
xmpp_fallback_cut (const XmlElement *message,
                   const char *spec,
                   const char *body,
                   char **rest,
                   char **cut)
{
  XmlIter iter = { .parent = message, .name = "fallback", .ns = XMPP_NS_FALLBACK };
  const XmlElement *fallback;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  guint64 length = (guint64) g_utf8_strlen (body, -1);
  const char *place = body;
  guint64 position = 0;

  while (xml_iter_next (&iter, &fallback))
    if (g_strcmp0 (xml_element_get (fallback, "for"), spec) == 0 &&
        !read_parts (fallback, length, parts))
      return FALSE;
  g_array_sort (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);
    guint64 start = MAX (part->start, position);
    const char *from, *to;

    if (part->end <= start)
      continue;
    from = g_utf8_offset_to_pointer (place, (long) (start - position));
    to = g_utf8_offset_to_pointer (from, (long) (part->end - start));
    g_string_append_len (kept, place, from - place);
    g_string_append_len (out, from, to - from);
    place = to;
    position = part->end;
  }
  g_string_append (kept, place);
  if (out->len == 0 || base_text_is_blank (kept->str))
    return FALSE;
  *rest = g_string_free (g_steal_pointer (&kept), FALSE);
  *cut = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}

XmlElement *
xmpp_fallback_build (const char *spec, gsize n_chars)
{
  XmlElement *fallback =
    xml_element_set (xml_element_new ("fallback", XMPP_NS_FALLBACK), "for", spec);
  XmlElement *body = xml_element_add (fallback, "body", NULL);

  xml_element_set_uint (body, "start", 0);
  xml_element_set_uint (body, "end", n_chars);
  return fallback;
}
