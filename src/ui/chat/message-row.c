/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a chat, with the day and the line of unread messages that stand above it.
 */
#include "config.h"

#include "ui/chat/message-row.h"

#include "base/text.h"
#include "ui/chat/change-menu.h"
#include "ui/chat/content-words.h"
#include "ui/chat/history-view.h"
#include "ui/chat/message-layout.h"
#include "ui/chat/message-menu.h"
#include "ui/chat/message-parts.h"
#include "ui/chat/message-text.h"
#include "ui/chat/message-words.h"
#include "ui/chat/quote.h"
#include "ui/chat/reaction-bar.h"
#include "ui/chat/rich-text.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/spans.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What a label of a long text asks for; it gets the whole bubble. */
#define LONG_WIDTH_CHARS 8

struct _UiMessageRow {
  GtkWidget parent_instance;

  ImMessage *message;
  UiMessageFlags flags;
  char *seed;
  UiMessageLayout layout; /* its parts are mostly made when first needed */
  ImContent *content;     /* what the message carries */
  GArray *blocks;         /* of the text that is shown */
  gboolean expanded;
  gboolean revealed; /* the spoiler */
  ImSearch *search;  /* (nullable): what stands out in the text */
  gboolean has_avatar;
  graphene_point_t avatar;
  GtkWidget *popover; /* (nullable): the menu or the details, while they are open */
};

G_DEFINE_FINAL_TYPE (UiMessageRow, ui_message_row, GTK_TYPE_WIDGET)

static void
ui_message_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  int width = for_size < 0 ? UI_MESSAGE_MAX_BUBBLE : for_size;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = UI_MESSAGE_MIN_WIDTH;
    *natural = UI_MESSAGE_MAX_BUBBLE;
  } else {
    *minimum = *natural =
      self->message != NULL ? ui_message_layout_measure (&self->layout, width) : 0;
  }
}

static void
ui_message_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  self->has_avatar =
    self->message != NULL && ui_message_layout_allocate (&self->layout, width, &self->avatar);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static GtkSizeRequestMode
ui_message_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ui_message_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->has_avatar)
    ui_avatar_draw (snapshot, gtk_widget_get_pango_context (widget),
                    im_message_get_sender (self->message), self->seed, self->avatar.x,
                    self->avatar.y, UI_MESSAGE_AVATAR);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    /* They stand on the bubble and behind the text. */
    if (child == self->layout.parts[UI_PART_BODY] && gtk_widget_get_visible (child))
      ui_rich_text_draw_blocks (self->blocks, GTK_LABEL (child), snapshot);
    gtk_widget_snapshot_child (widget, child, snapshot);
  }
}

static gboolean
on_activate_link (GtkLabel *label, const char *uri, UiMessageRow *self)
{
  if (ui_text_may_open (uri))
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.open-link", "s", uri);
  return TRUE;
}

/* Makes the part if it is wanted and was not needed before, in its place among the children. */
static GtkWidget *
show_part (UiMessageRow *self, UiMessagePart part, gboolean wanted)
{
  GtkWidget *previous = NULL;

  if (self->layout.parts[part] == NULL && wanted) {
    for (UiMessagePart i = 0; i < part; i++)
      if (self->layout.parts[i] != NULL)
        previous = self->layout.parts[i];
    self->layout.parts[part] = ui_message_part_new (part);
    if (part == UI_PART_BODY || part == UI_PART_LINKS)
      g_signal_connect_object (self->layout.parts[part], "activate-link",
                               G_CALLBACK (on_activate_link), self, 0);
    gtk_widget_insert_after (self->layout.parts[part], GTK_WIDGET (self), previous);
  }
  if (self->layout.parts[part] != NULL)
    gtk_widget_set_visible (self->layout.parts[part], wanted);
  return wanted ? self->layout.parts[part] : NULL;
}

static void
set_part_text (UiMessageRow *self, UiMessagePart part, const char *text)
{
  GtkWidget *label = show_part (self, part, text != NULL);

  if (label != NULL)
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

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

/* A text stands at its own side, whatever the direction of the window is. */
static void
set_direction (UiMessageRow *self, GtkWidget *label, const char *text)
{
  gtk_widget_set_direction (label,
                            ui_text_direction (text, gtk_widget_get_direction (GTK_WIDGET (self))));
}

/* Otherwise the label lays the text out in one line, and in lines of one character each, to find its
 * widest and narrowest: for 64 KiB that is 0.7 s. */
static void
set_long (UiMessageRow *self, GtkLabel *label, gboolean is_long)
{
  self->layout.is_long = is_long;
  gtk_label_set_width_chars (label, is_long ? LONG_WIDTH_CHARS : -1);
  gtk_label_set_max_width_chars (label, is_long ? LONG_WIDTH_CHARS : -1);
}

static void
show_rich_text (UiMessageRow *self, const UiRichText *rich)
{
  GtkLabel *label = GTK_LABEL (show_part (self, UI_PART_BODY, TRUE));

  if (rich->markup != NULL)
    gtk_label_set_markup (label, rich->markup);
  else
    gtk_label_set_text (label, rich->text);
  gtk_label_set_attributes (label, rich->attributes);
  g_clear_pointer (&self->blocks, g_array_unref);
  self->blocks = g_array_ref (rich->blocks);
  set_direction (self, GTK_WIDGET (label), rich->text);
  self->layout.one_line = strchr (rich->text, '\n') == NULL;
  set_long (self, label, rich->clipped || self->expanded || ui_text_is_wide (rich->text));
  set_class (GTK_WIDGET (label), "action", rich->is_action);
  gtk_widget_set_visible (GTK_WIDGET (label), !is_hidden (self));
  show_part (self, UI_PART_MORE, rich->clipped && !is_hidden (self));
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
  set_class (self->layout.parts[UI_PART_BODY], "emoji", emoji);
  set_class (self->layout.parts[UI_PART_BODY], "notice", notice != NULL && !is_report (self));
  set_class (GTK_WIDGET (self), "bare", emoji && !is_hidden (self));
}

/* The links that stand beside the text, a line for each. */
static void
show_links (UiMessageRow *self)
{
  const GPtrArray *links = self->content->links;
  GtkWidget *label = show_part (self, UI_PART_LINKS, links->len > 0 && !is_hidden (self));
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

/* All that the message says, as far as it is to be seen. */
static void
show_content (UiMessageRow *self)
{
  const ImContent *content = self->content;
  GtkWidget *spoiler = show_part (self, UI_PART_SPOILER, content->is_spoiler);
  g_autofree char *words = ui_spoiler_words (content, is_hidden (self));
  g_autofree char *note = content->timer_s > 0 ? ui_timer_words (content->timer_s) : NULL;

  if (spoiler != NULL)
    gtk_button_set_label (GTK_BUTTON (spoiler), words);
  show_text (self);
  show_links (self);
  set_part_text (self, UI_PART_NOTE, note);
  if (self->search != NULL)
    mark_found (self);
}

/* Who wrote, above the first message of a group; what it is, when it is no chat. */
static char *
dup_heading (UiMessageRow *self)
{
  const char *sender = im_message_get_sender (self->message);

  switch (im_message_get_kind (self->message)) {
  case IM_MESSAGE_HEADLINE:
    /* Translators: a message from a service, %s is who sent it */
    return g_strdup_printf (_ ("Announcement from %s"), sender);
  case IM_MESSAGE_ERROR:
    /* Translators: a message of type error, %s is who sent it */
    return g_strdup_printf (_ ("Error report from %s"), sender);
  case IM_MESSAGE_CHAT:
  case IM_MESSAGE_NORMAL:
  default:
    if (im_message_get_outgoing (self->message) || self->flags & UI_MESSAGE_CONTINUES)
      return NULL;
    return g_strdup (sender);
  }
}

/* What a screen reader says for the whole row; the parts can be read one by one besides. */
static void
update_accessible_label (UiMessageRow *self)
{
  const char *state = ui_message_state_label (im_message_get_state (self->message));
  g_autofree char *details = ui_message_row_dup_details (self);
  g_autofree char *label =
    state != NULL ? g_strdup_printf ("%s\n%s", details, state) : g_strdup (details);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_state (UiMessageRow *self)
{
  ImMessageState state = im_message_get_state (self->message);
  gboolean failed = state == IM_MESSAGE_FAILED;
  GtkWidget *image = show_part (self, UI_PART_STATE, ui_message_state_icon (state) != NULL);
  GtkWidget *button = show_part (self, UI_PART_RESEND, failed);
  g_autofree char *failure =
    failed ? ui_message_failure (im_message_get_error (self->message)) : NULL;

  if (image != NULL) {
    gtk_image_set_from_icon_name (GTK_IMAGE (image), ui_message_state_icon (state));
    gtk_widget_set_tooltip_text (image, ui_message_state_label (state));
    gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    ui_message_state_label (state), -1);
  }
  if (button != NULL) {
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                      im_message_get_id (self->message));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.resend");
  }
  set_part_text (self, UI_PART_FAILURE, failure);
  set_class (GTK_WIDGET (self), "failed", failed);
  update_accessible_label (self);
}

static void
show_quote (UiMessageRow *self)
{
  const ImQuote *quote = im_message_get_quote (self->message);
  GtkWidget *part = show_part (self, UI_PART_QUOTE, quote != NULL);

  if (part != NULL)
    ui_quote_show (UI_QUOTE (part), quote);
}

static void
show_time (UiMessageRow *self)
{
  g_autoptr (GDateTime) time = ui_message_local_time (self->message);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = NULL;
  g_autofree char *clock =
    ui_message_time_words (self->message, ui_clock_get_hours_24 (ui_clock_get ()));

  if (self->flags & UI_MESSAGE_NEW_DAY)
    day = ui_day_heading (time, now);
  set_part_text (self, UI_PART_DAY, day);
  set_part_text (self, UI_PART_TIME, clock);
}

static void
show_classes (UiMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  ImMessageKind kind = im_message_get_kind (self->message);
  gboolean outgoing = im_message_get_outgoing (self->message);

  set_class (widget, "outgoing", outgoing);
  set_class (widget, "incoming", !outgoing);
  set_class (widget, "continues", (self->flags & UI_MESSAGE_CONTINUES) != 0);
  set_class (widget, "continued", (self->flags & UI_MESSAGE_CONTINUED) != 0);
  set_class (widget, "highlighted", (self->flags & UI_MESSAGE_HIGHLIGHTED) != 0);
  set_class (widget, "chosen", (self->flags & UI_MESSAGE_SELECTED) != 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED,
                               (self->flags & UI_MESSAGE_SELECTED) != 0, -1);
  set_class (widget, "retracted", im_message_get_retracted (self->message) != 0);
  set_class (widget, "headline", kind == IM_MESSAGE_HEADLINE);
  set_class (widget, "error-report", kind == IM_MESSAGE_ERROR);
}

static void
show_reactions (UiMessageRow *self)
{
  GtkWidget *bar =
    show_part (self, UI_PART_REACTIONS, im_message_get_reactions (self->message) != NULL);

  if (bar != NULL)
    ui_reaction_bar_show (UI_REACTION_BAR (bar), self->message);
}

/* It was corrected, or taken back. */
static void
on_changed (UiMessageRow *self)
{
  im_content_free (self->content);
  self->content =
    im_content_new (im_message_get_body (self->message), im_message_get_extra (self->message));
  show_content (self);
  show_time (self);
  show_state (self);
  show_classes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ui_message_row_bind (UiMessageRow *self, ImMessage *message, UiMessageFlags flags, const char *seed)
{
  g_autofree char *heading = NULL;
  gboolean same = self->message == message;

  g_return_if_fail (UI_IS_MESSAGE_ROW (self));
  g_return_if_fail (IM_IS_MESSAGE (message));

  if (!same)
    ui_message_row_unbind (self);
  self->flags = flags;
  self->layout.outgoing = im_message_get_outgoing (message);
  self->layout.continues = (flags & UI_MESSAGE_CONTINUES) != 0;
  if (!same) {
    self->message = g_object_ref (message);
    self->seed = g_strdup (seed);
    g_signal_connect_object (message, "notify::state", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::body", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::retracted", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::reactions", G_CALLBACK (show_reactions), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::quote", G_CALLBACK (show_quote), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::extra", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    self->content = im_content_new (im_message_get_body (message), im_message_get_extra (message));
    show_part (self, UI_PART_BUBBLE, TRUE);
    show_quote (self);
    show_content (self);
    set_part_text (self, UI_PART_SUBJECT, im_message_get_subject (message));
    if (im_message_get_subject (message) != NULL)
      set_direction (self, self->layout.parts[UI_PART_SUBJECT], im_message_get_subject (message));
  }
  heading = dup_heading (self);
  set_part_text (self, UI_PART_SENDER, heading);
  show_part (self, UI_PART_UNREAD, (flags & UI_MESSAGE_FIRST_UNREAD) != 0);
  show_time (self);
  show_state (self);
  show_classes (self);
  show_reactions (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ui_message_row_unbind (UiMessageRow *self)
{
  g_return_if_fail (UI_IS_MESSAGE_ROW (self));

  if (self->message == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->search);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->content, im_content_free);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->expanded = self->revealed = self->has_avatar = FALSE;
}

void
ui_message_row_mark (UiMessageRow *self, ImSearch *search)
{
  g_return_if_fail (UI_IS_MESSAGE_ROW (self));
  g_return_if_fail (self->message != NULL);

  g_set_object (&self->search, search);
  mark_found (self);
}

ImMessage *
ui_message_row_get_message (UiMessageRow *self)
{
  g_return_val_if_fail (UI_IS_MESSAGE_ROW (self), NULL);

  return self->message;
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

GtkWidget *
ui_message_row_new (void)
{
  return g_object_new (UI_TYPE_MESSAGE_ROW, NULL);
}

/* The part of the text that is selected, else all of it. */
static char *
dup_selection (UiMessageRow *self)
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

static void
copy (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  g_autofree char *text = NULL;

  if (self->message == NULL)
    return;
  if (target != NULL)
    text = g_variant_dup_string (target, NULL);
  else if (g_strcmp0 (action, "chat.copy-with-details") == 0)
    text = ui_message_row_dup_details (self);
  else
    text = dup_selection (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          text != NULL ? text : self->content->text);
}

/* Shows more or less of the message, while what one looks at stays where it is. */
static void
change_shown (UiMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (UI_IS_HISTORY_VIEW (parent))
    ui_history_view_hold (UI_HISTORY_VIEW (parent), widget);
  show_content (self);
  update_accessible_label (self);
  gtk_widget_queue_resize (widget);
}

static void
reply (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message != NULL && im_message_can_be_answered (self->message))
    gtk_widget_activate_action (widget, "chat.reply-to", "x", im_message_get_id (self->message));
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message == NULL)
    return;
  self->expanded = TRUE;
  gtk_widget_grab_focus (widget);
  change_shown (self);
}

static void
toggle_spoiler (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message == NULL || !self->content->is_spoiler)
    return;
  self->revealed = !self->revealed;
  change_shown (self);
}

/* One popover at a time; it stays until the next one or until the row shows another message. */
static void
pop_up (UiMessageRow *self, GtkWidget *popover, const GdkRectangle *where)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), where);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Where the bubble is: the row is much wider. */
static GdkRectangle
bubble_area (UiMessageRow *self)
{
  graphene_rect_t bounds;
  GdkRectangle area = { 0 };

  if (gtk_widget_compute_bounds (self->layout.parts[UI_PART_BUBBLE], GTK_WIDGET (self), &bounds))
    area = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                           (int) bounds.size.height };
  return area;
}

static void
show_details (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_message_details_new (self->message), &area);
}

static void
show_menu (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_message_menu_new (self->message, NULL), &area);
}

static void
choose_reaction (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_change_menu_new_chooser (self->message), &area);
}

static void
pop_up_at (UiMessageRow *self, double x, double y)
{
  GdkRectangle where = { (int) x, (int) y, 1, 1 };
  const char *uri;

  if (self->message == NULL)
    return;
  uri = gtk_label_get_current_uri (GTK_LABEL (self->layout.parts[UI_PART_BODY]));
  pop_up (self, ui_message_menu_new (self->message, uri), &where);
}

static void
on_secondary_click (GtkGestureClick *gesture, int n_press, double x, double y, UiMessageRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (self, x, y);
}

static void
on_long_press (GtkGestureLongPress *gesture, double x, double y, UiMessageRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (self, x, y);
}

static void
ui_message_row_dispose (GObject *object)
{
  UiMessageRow *self = UI_MESSAGE_ROW (object);

  ui_message_row_unbind (self);
  for (UiMessagePart part = 0; part < UI_N_PARTS; part++)
    g_clear_pointer (&self->layout.parts[part], gtk_widget_unparent);
  G_OBJECT_CLASS (ui_message_row_parent_class)->dispose (object);
}

static void
ui_message_row_class_init (UiMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_message_row_dispose;
  widget_class->measure = ui_message_row_measure;
  widget_class->size_allocate = ui_message_row_size_allocate;
  widget_class->get_request_mode = ui_message_row_get_request_mode;
  widget_class->snapshot = ui_message_row_snapshot;

  gtk_widget_class_install_action (widget_class, "chat.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "chat.copy-with-details", NULL, copy);
  gtk_widget_class_install_action (widget_class, "chat.copy-link", "s", copy);
  gtk_widget_class_install_action (widget_class, "chat.reply", NULL, reply);
  gtk_widget_class_install_action (widget_class, "chat.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "chat.toggle-spoiler", NULL, toggle_spoiler);
  gtk_widget_class_install_action (widget_class, "chat.details", NULL, show_details);
  gtk_widget_class_install_action (widget_class, "chat.menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "chat.choose-reaction", NULL, choose_reaction);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chat.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chat.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "chat.reply",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chat.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "chat.copy-with-details", NULL);
  gtk_widget_class_set_css_name (widget_class, "messagerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
ui_message_row_init (UiMessageRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  self->layout.row = GTK_WIDGET (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* Marks can be heaped upon a letter without end; the neighbours are not to be written over. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  /* Before the label, whose own menu is for editing. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_press), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
