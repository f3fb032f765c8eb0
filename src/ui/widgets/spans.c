/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of a text that were looked for, made to stand out.
 */
#include "config.h"

#include "ui/widgets/spans.h"

#include <string.h>

/* Dark letters on yellow: readable whatever is around. */
static const PangoColor ground = { 0xf9f9, 0xf0f0, 0x6b6b }, letters = { 0x2424, 0x1f1f, 0x3131 };

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, const BaseSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (attributes, attribute);
}

void
ui_spans_mark (PangoAttrList *attributes, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++) {
    const BaseSpan *span = &g_array_index (spans, BaseSpan, i);

    insert (attributes, pango_attr_background_new (ground.red, ground.green, ground.blue), span);
    insert (attributes, pango_attr_foreground_new (letters.red, letters.green, letters.blue), span);
  }
}

/* Nothing else has just these colours. */
static gboolean
is_mark (PangoAttribute *attribute, gpointer user_data)
{
  PangoAttrColor *color = pango_attribute_as_color (attribute);

  return color != NULL && (memcmp (&color->color, &ground, sizeof ground) == 0 ||
                           memcmp (&color->color, &letters, sizeof letters) == 0);
}

void
ui_spans_unmark (PangoAttrList *attributes)
{
  PangoAttrList *marks = pango_attr_list_filter (attributes, is_mark, NULL);

  g_clear_pointer (&marks, pango_attr_list_unref);
}
