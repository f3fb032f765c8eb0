/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a message with its formatting, as a label takes it. What a peer wrote is never markup.
 */
#pragma once

#include "im/content.h"

#include <gtk/gtk.h>

/* What a label shows of one text: so many spans, and no more. */
#define UI_RICH_TEXT_MAX_SPANS 2000

/**
 * UiRichText:
 * @text: what is to be read
 * @markup: (nullable): the same with links in it; %NULL when there are none
 * @attributes: what its parts look like, in bytes of @text
 * @blocks: (element-type XmppTextSpan): quotations and preformatted lines, see
 *   ui_rich_text_draw_blocks()
 * @clipped: only the beginning is in it
 * @is_action: it begins with "/me " and is told in the third person (XEP-0245)
 */
typedef struct {
  char *text;
  char *markup;
  PangoAttrList *attributes;
  GArray *blocks;
  gboolean clipped;
  gboolean is_action;
} UiRichText;

/**
 * ui_rich_text_new:
 * @spans: (element-type XmppTextSpan)
 * @sender: who does what the text says when it is an action
 * @whole: also when it is long; else only its beginning, see ui_text_clip()
 */
UiRichText *ui_rich_text_new (const char *text,
                              const GArray *spans,
                              const char *sender,
                              gboolean whole) G_GNUC_WARN_UNUSED_RESULT;
void ui_rich_text_free (UiRichText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiRichText, ui_rich_text_free)

/**
 * ui_rich_text_to_markup:
 * @spans: (nullable): with links and mentions that the text does not spell out
 *
 * The text escaped, with its links as <a>; the target is each link's tooltip.
 *
 * Returns: (nullable): %NULL when there is no link, and the text can be set as it is
 */
char *ui_rich_text_to_markup (const char *text, const GArray *spans) G_GNUC_WARN_UNUSED_RESULT;

/* Draws bars beside the quotations and a ground behind the preformatted lines of @label, which is a
 * child of the widget that @snapshot is of, and shows the text that @blocks are of. */
void ui_rich_text_draw_blocks (const GArray *blocks, GtkLabel *label, GtkSnapshot *snapshot);
