/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message's row says: text, links, spoiler, quote, reactions, and what stands in place of a text.
 */
#include "config.h"

#include "base/text.h"
#include "ui/chat/content-words.h"
#include "ui/chat/message-parts.h"
#include "ui/chat/message-row-private.h"
#include "ui/chat/message-text.h"
#include "ui/chat/message-words.h"
#include "ui/chat/quote.h"
#include "ui/chat/reaction-bar.h"
#include "ui/chat/rich-text.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/spans.h"

#include <glib/gi18n.h>

/* What a label of a text that is not short asks for, in characters: see set_length(). */
#define LEAST_WIDTH 8
#define SHORT_LINE 20 /* is wider than that in any case */

/* A line of so many characters is wider than a bubble. */
#define WIDE_LINE 120

/* An error report without words of its own. */
static gboolean
is_report (UiMessageRow *self)
{
  return im_message_get_kind (self->message) == IM_MESSAGE_ERROR &&
         *im_message_get_body (self->message) == '\0';
}

/* The text of a spoiler that nobody has asked for. */
static gboolean
is_hidden (UiMessageRow *self)
{
  return self->content->is_spoiler && !self->revealed;
}

/* What stands in place of a text; NULL: the text itself. */
static char *
dup_notice (UiMessageRow *self)
{
  if (is_report (self))
    return ui_message_failure (im_message_get_error (self->message));
  if (im_message_get_retracted (self->message) != 0)
    return ui_message_retracted_words (self->message);
  return ui_content_notice (self->content, self->message);
}

/* Otherwise the label lays the text out in lines of one character each to find its narrowest, which takes
 * longer than all the rest, and in one line to find its widest: for 64 KiB that is 0.7 s. */
static void
set_length (UiMessageRow *self, GtkLabel *label, const char *text, gboolean is_long)
{
  self->layout.is_long = is_long;
  gtk_label_set_width_chars (label,
                             is_long || ui_text_has_line (text, SHORT_LINE) ? LEAST_WIDTH : -1);
  gtk_label_set_max_width_chars (label, is_long ? LEAST_WIDTH : -1);
}

static void
show_rich_text (UiMessageRow *self, const UiRichText *rich)
{
  GtkLabel *label = GTK_LABEL (ui_message_part_show (&self->layout, UI_PART_BODY, TRUE));

  if (rich->markup != NULL)
    gtk_label_set_markup (label, rich->markup);
  else
    gtk_label_set_text (label, rich->text);
  gtk_label_set_attributes (label, rich->attributes);
  g_clear_pointer (&self->blocks, g_array_unref);
  self->blocks = g_array_ref (rich->blocks);
  ui_message_part_set_direction (&self->layout, UI_PART_BODY, rich->text);
  self->layout.one_line = strchr (rich->text, '\n') == NULL;
  set_length (self, label, rich->text,
              rich->clipped || self->expanded || ui_text_has_line (rich->text, WIDE_LINE));
  ui_message_part_set_class (GTK_WIDGET (label), "action", rich->is_action);
  gtk_widget_set_visible (GTK_WIDGET (label), !is_hidden (self));
  ui_message_part_show (&self->layout, UI_PART_MORE, rich->clipped && !is_hidden (self));
}

static void
show_text (UiMessageRow *self)
{
  g_autofree char *notice = dup_notice (self);
  const char *text = notice != NULL ? notice : self->content->text;
  g_autoptr (GArray) no_spans = xmpp_text_spans_new ();
  g_autoptr (UiRichText) rich =
    ui_rich_text_new (text, notice != NULL ? no_spans : self->content->spans,
                      im_message_get_sender (self->message), self->expanded);
  gboolean emoji = notice == NULL && ui_text_is_emoji (text);

  show_rich_text (self, rich);
  ui_message_part_set_class (self->layout.parts[UI_PART_BODY], "emoji", emoji);
  ui_message_part_set_class (self->layout.parts[UI_PART_BODY], "notice",
                             notice != NULL && !is_report (self));
  ui_message_part_set_class (GTK_WIDGET (self), "bare", emoji && !is_hidden (self));
}

/* The links that stand beside the text, a line for each. */
static void
show_links (UiMessageRow *self)
{
  const GPtrArray *links = self->content->links;
  GtkWidget *label =
    ui_message_part_show (&self->layout, UI_PART_LINKS, links->len > 0 && !is_hidden (self));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *markup = NULL;

  if (label == NULL)
    return;
  for (guint i = 0; i < links->len; i++) {
    const ImLink *link = links->pdata[i];

    if (i > 0)
      g_string_append_c (text, '\n');
    if (link->title != NULL)
      g_string_append_printf (text, "%s\n", link->title);
    g_string_append (text, link->url);
  }
  markup = ui_rich_text_to_markup (text->str, NULL);
  if (markup != NULL)
    gtk_label_set_markup (GTK_LABEL (label), markup);
  else
    gtk_label_set_text (GTK_LABEL (label), text->str);
}

/* What is looked for stands out in the text as it is shown. */
static void
mark_found (UiMessageRow *self)
{
  GtkLabel *label = GTK_LABEL (self->layout.parts[UI_PART_BODY]);
  PangoAttrList *plain = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes =
    plain != NULL ? pango_attr_list_copy (plain) : pango_attr_list_new ();
  g_autoptr (GArray) spans = NULL;

  ui_spans_unmark (attributes);
  if (self->search != NULL)
    spans = im_search_match (self->search, gtk_label_get_text (label));
  if (spans != NULL)
    ui_spans_mark (attributes, spans);
  gtk_label_set_attributes (label, attributes);
}

void
ui_message_row_show_content (UiMessageRow *self)
{
  const ImContent *content = self->content;
  GtkWidget *spoiler = ui_message_part_show (&self->layout, UI_PART_SPOILER, content->is_spoiler);
  g_autofree char *words = ui_spoiler_words (content, is_hidden (self));
  g_autofree char *note = content->timer_s > 0 ? ui_timer_words (content->timer_s) : NULL;

  if (spoiler != NULL)
    gtk_button_set_label (GTK_BUTTON (spoiler), words);
  show_text (self);
  show_links (self);
  ui_message_part_set_text (&self->layout, UI_PART_NOTE, note);
  if (self->search != NULL)
    mark_found (self);
}

void
ui_message_row_show_quote (UiMessageRow *self)
{
  const ImQuote *quote = im_message_get_quote (self->message);
  GtkWidget *part = ui_message_part_show (&self->layout, UI_PART_QUOTE, quote != NULL);

  if (part != NULL)
    ui_quote_show (UI_QUOTE (part), quote);
}

void
ui_message_row_show_reactions (UiMessageRow *self)
{
  GtkWidget *bar = ui_message_part_show (&self->layout, UI_PART_REACTIONS,
                                         im_message_get_reactions (self->message) != NULL);

  if (bar != NULL)
    ui_reaction_bar_show (UI_REACTION_BAR (bar), self->message);
}

void
ui_message_row_update_label (UiMessageRow *self)
{
  const char *state = ui_message_state_label (im_message_get_state (self->message));
  g_autofree char *details = ui_message_row_dup_details (self);
  g_autofree char *label =
    state != NULL ? g_strdup_printf ("%s\n%s", details, state) : g_strdup (details);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
ui_message_row_mark (UiMessageRow *self, ImSearch *search)
{
  g_return_if_fail (UI_IS_MESSAGE_ROW (self));
  g_return_if_fail (self->message != NULL);

  g_set_object (&self->search, search);
  mark_found (self);
}

char *
ui_message_row_dup_details (UiMessageRow *self)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (UI_IS_MESSAGE_ROW (self), NULL);
  g_return_val_if_fail (self->message != NULL, NULL);

  text = is_report (self) || im_message_get_retracted (self->message) != 0
           ? dup_notice (self)
           : ui_content_plain (self->content, self->message, is_hidden (self));
  time = ui_message_local_time (self->message);
  clock = ui_time_text (time, ui_clock_get_hours_24 (ui_clock_get ()));
  /* Translators: who wrote, when, and what */
  return g_strdup_printf (_ ("%s, %s:\n%s"), im_message_get_sender (self->message), clock, text);
}

char *
ui_message_row_dup_selection (UiMessageRow *self)
{
  GtkLabel *label = GTK_LABEL (self->layout.parts[UI_PART_BODY]);
  const char *text = gtk_label_get_text (label);
  int start, end;

  if (!gtk_label_get_selection_bounds (label, &start, &end))
    return NULL;
  return g_strndup (
    g_utf8_offset_to_pointer (text, start),
    (gsize) (g_utf8_offset_to_pointer (text, end) - g_utf8_offset_to_pointer (text, start)));
}
