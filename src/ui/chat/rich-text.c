/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a message with its formatting, as a label takes it.
 */
#include "config.h"

#include "ui/chat/rich-text.h"

#include "base/text.h"
#include "ui/chat/message-text.h"

#include <string.h>

#define ACTION "/me "

#define DIM (G_MAXUINT16 * 11 / 20)
#define CODE_GROUND (G_MAXUINT16 / 5)
#define HEADING_SCALE 1.2

/* In pixels: of the marks beside and behind the lines. They stand in the margin of the bubble. */
#define BAR_WIDTH 3
#define BAR_GAP 6
#define MAX_BARS 2
#define GROUND_MARGIN 6
#define GROUND_RADIUS 6

/* --- Links --- */

/* GMarkup takes no control characters, not even escaped; a label has nothing to show for them. */
static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *escaped = NULL;

  for (char *p = copy; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\t')
      *p = ' ';
  escaped = g_markup_escape_text (copy, -1);
  g_string_append (markup, escaped);
}

static void
append_link (GString *markup, const char *text, const XmppTextSpan *link)
{
  g_autofree char *title = g_markup_escape_text (link->uri, -1);

  g_string_append (markup, "<a href=\"");
  append_escaped (markup, link->uri, strlen (link->uri));
  /* A label takes the title for markup once more when it makes the tooltip of it. */
  g_string_append (markup, "\" title=\"");
  append_escaped (markup, title, strlen (title));
  g_string_append (markup, "\">");
  append_escaped (markup, text + link->start, link->end - link->start);
  g_string_append (markup, "</a>");
}

/* What is written without a scheme is the name of a web server. */
static char *
dup_target (const char *text, const BaseSpan *span)
{
  g_autofree char *link = g_strndup (text + span->start, span->end - span->start);

  if (g_ascii_strncasecmp (link, "www.", 4) == 0)
    return g_strconcat ("https://", link, NULL);
  return g_steal_pointer (&link);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const XmppTextSpan *one = a;
  const XmppTextSpan *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* Those that the sender marked and those that can be read, in their order. */
static GArray *
find_links (const char *text, const GArray *spans)
{
  g_autoptr (GArray) written = base_text_find_links (text);
  GArray *links = xmpp_text_spans_new ();

  for (guint i = 0; spans != NULL && i < spans->len; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

    if (span->uri != NULL && ui_text_may_open (span->uri))
      xmpp_text_spans_add (links, span->start, span->end, span->style, span->uri);
  }
  for (guint i = 0; i < written->len; i++) {
    const BaseSpan *span = &g_array_index (written, BaseSpan, i);
    g_autofree char *uri = dup_target (text, span);

    if (ui_text_may_open (uri))
      xmpp_text_spans_add (links, span->start, span->end, XMPP_TEXT_LINK, uri);
  }
  /* Stable: at the same place the sender's comes first. */
  g_array_sort (links, compare_starts);
  return links;
}

char *
ui_rich_text_to_markup (const char *text, const GArray *spans)
{
  g_autoptr (GArray) links = find_links (text, spans);
  GString *markup;
  guint done = 0;

  if (links->len == 0)
    return NULL;
  markup = g_string_new (NULL);
  for (guint i = 0; i < links->len; i++) {
    const XmppTextSpan *link = &g_array_index (links, XmppTextSpan, i);

    if (link->start < done)
      continue;
    append_escaped (markup, text + done, link->start - done);
    append_link (markup, text, link);
    done = link->end;
  }
  append_escaped (markup, text + done, strlen (text) - done);
  return g_string_free (markup, FALSE);
}

/* --- Looks --- */

static void
insert (PangoAttrList *list, PangoAttribute *attribute, const XmppTextSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (list, attribute);
}

static void
insert_style (PangoAttrList *list, const XmppTextSpan *span)
{
  switch (span->style) {
  case XMPP_TEXT_HEADING:
    insert (list, pango_attr_scale_new (HEADING_SCALE), span);
    insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
    break;
  case XMPP_TEXT_STRONG:
  case XMPP_TEXT_MENTION:
    insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
    break;
  case XMPP_TEXT_EMPHASIS:
    insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
    break;
  case XMPP_TEXT_STRIKE:
    insert (list, pango_attr_strikethrough_new (TRUE), span);
    break;
  case XMPP_TEXT_UNDERLINE:
    insert (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
    break;
  case XMPP_TEXT_CODE:
    insert (list, pango_attr_family_new ("monospace"), span);
    insert (list, pango_attr_background_new (G_MAXUINT16 / 2, G_MAXUINT16 / 2, G_MAXUINT16 / 2),
            span);
    insert (list, pango_attr_background_alpha_new (CODE_GROUND), span);
    break;
  case XMPP_TEXT_PREFORMATTED:
    insert (list, pango_attr_family_new ("monospace"), span);
    break;
  case XMPP_TEXT_DIRECTIVE:
    insert (list, pango_attr_foreground_alpha_new (DIM), span);
    break;
  case XMPP_TEXT_QUOTE:
  case XMPP_TEXT_LINK:
  default:
    break;
  }
}

static gboolean
is_block (const XmppTextSpan *span)
{
  return span->style == XMPP_TEXT_QUOTE || span->style == XMPP_TEXT_PREFORMATTED;
}

/* A word that is too long is broken without a hyphen: it may be an address. */
static void
read_spans (UiRichText *self, const GArray *spans)
{
  self->attributes = pango_attr_list_new ();
  self->blocks = xmpp_text_spans_new ();
  pango_attr_list_insert (self->attributes, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; i < spans->len && i < UI_RICH_TEXT_MAX_SPANS; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

    insert_style (self->attributes, span);
    if (is_block (span)) {
      XmppTextSpan block = *span;

      block.uri = NULL;
      g_array_append_val (self->blocks, block);
    }
  }
}

/* The spans as they are when @removed bytes at the beginning have given way to @added others, and
 * nothing is left behind @end. */
static GArray *
move_spans (const GArray *spans, gsize removed, gsize added, gsize end)
{
  GArray *moved = xmpp_text_spans_new ();

  for (guint i = 0; i < spans->len; i++) {
    XmppTextSpan span = g_array_index (spans, XmppTextSpan, i);

    span.start = (guint) (MAX (span.start, removed) - removed + added);
    span.end = (guint) (MIN (MAX (span.end, removed) - removed + added, end));
    if (span.start >= span.end)
      continue;
    span.uri = g_strdup (span.uri);
    g_array_append_val (moved, span);
  }
  return moved;
}

UiRichText *
ui_rich_text_new (const char *text, const GArray *spans, const char *sender, gboolean whole)
{
  UiRichText *self = g_new0 (UiRichText, 1);
  const char *action = base_text_action (text);
  g_autofree char *full =
    action != NULL ? g_strdup_printf ("%s %s", sender, action) : g_strdup (text);
  g_autofree char *head = whole ? NULL : ui_text_clip (full);
  gsize removed = action != NULL ? strlen (ACTION) : 0;
  gsize added = action != NULL ? strlen (sender) + 1 : 0;
  g_autoptr (GArray) shown = NULL;

  self->is_action = action != NULL;
  self->clipped = head != NULL;
  self->text = g_strdup (head != NULL ? head : full);
  shown =
    move_spans (spans, removed, added, strlen (self->text) - (self->clipped ? strlen ("…") : 0));
  self->markup = ui_rich_text_to_markup (self->text, shown);
  read_spans (self, shown);
  return self;
}

void
ui_rich_text_free (UiRichText *self)
{
  g_free (self->text);
  g_free (self->markup);
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_free (self);
}

/* --- Blocks --- */

/* Where the lines from @start to before @end are, in the coordinates of @layout. */
static void
find_lines (PangoLayout *layout, const XmppTextSpan *block, int *top, int *bottom)
{
  PangoRectangle first, last;

  pango_layout_index_to_pos (layout, (int) block->start, &first);
  pango_layout_index_to_pos (layout, (int) block->end - 1, &last);
  *top = PANGO_PIXELS (first.y);
  *bottom = PANGO_PIXELS (last.y + last.height);
}

static void
draw_ground (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, GROUND_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

/* @area: the lines over the whole width of the label */
static void
draw_block (const XmppTextSpan *block, GtkLabel *label, graphene_rect_t area, GtkSnapshot *snapshot)
{
  GdkRGBA color;
  float x;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (label)), &color);
  if (block->style == XMPP_TEXT_PREFORMATTED) {
    color.alpha *= 0.09f;
    graphene_rect_inset (&area, -GROUND_MARGIN, 0);
    draw_ground (snapshot, &area, &color);
    return;
  }
  if (block->level > MAX_BARS)
    return;
  color.alpha *= 0.4f;
  /* The outermost stands next to the edge of the bubble. */
  x = BAR_GAP + (BAR_WIDTH + 1) * (float) (MAX_BARS - block->level);
  if (gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL)
    area.origin.x += area.size.width + x - BAR_WIDTH;
  else
    area.origin.x -= x;
  area.size.width = BAR_WIDTH;
  gtk_snapshot_append_color (snapshot, &color, &area);
}

void
ui_rich_text_draw_blocks (const GArray *blocks, GtkLabel *label, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  graphene_rect_t bounds;
  int y;

  if (blocks->len == 0 ||
      !gtk_widget_compute_bounds (widget, gtk_widget_get_parent (widget), &bounds))
    return;
  gtk_label_get_layout_offsets (label, NULL, &y);
  for (guint i = 0; i < blocks->len; i++) {
    const XmppTextSpan *block = &g_array_index (blocks, XmppTextSpan, i);
    graphene_rect_t area = bounds;
    int top, bottom;

    find_lines (layout, block, &top, &bottom);
    area.origin.y += (float) (y + top);
    area.size.height = (float) (bottom - top);
    draw_block (block, label, area, snapshot);
  }
}
