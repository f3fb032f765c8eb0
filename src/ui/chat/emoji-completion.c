/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Offers emoji while their names are written.
 */
#include "config.h"

#include "ui/chat/emoji-completion.h"

#include "ui/chat/emoji-names.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ROWS 6

struct _UiEmojiCompletion {
  GObject parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *popover;
  GtkListBox *list;
  GPtrArray *found; /* (nullable) (element-type UiEmojiName): what the rows are of */
  gboolean inserting;
  gboolean colon; /* was the last that came in, by itself */
};

G_DEFINE_FINAL_TYPE (UiEmojiCompletion, ui_emoji_completion, G_TYPE_OBJECT)

static void
close_list (UiEmojiCompletion *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static char *
dup_line (UiEmojiCompletion *self, GtkTextIter *caret)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_mark (self->buffer, caret, gtk_text_buffer_get_insert (self->buffer));
  start = *caret;
  gtk_text_iter_set_line_offset (&start, 0);
  return gtk_text_iter_get_text (&start, caret);
}

/* Puts @emoji in the place of the last @n_chars before the caret; one step for undo. */
static void
insert (UiEmojiCompletion *self, const char *emoji, long n_chars)
{
  GtkTextIter start, caret;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  start = caret;
  gtk_text_iter_backward_chars (&start, (int) n_chars);
  self->inserting = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &caret);
  gtk_text_buffer_insert (self->buffer, &start, emoji, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  self->inserting = FALSE;
}

static void
insert_row (UiEmojiCompletion *self, int index)
{
  GtkTextIter caret;
  g_autofree char *line = dup_line (self, &caret);
  const char *prefix = ui_emoji_prefix (line);
  g_autofree char *emoji = NULL;

  if (self->found != NULL && index >= 0 && (guint) index < self->found->len && prefix != NULL) {
    emoji = g_strdup (((UiEmojiName *) self->found->pdata[index])->emoji);
    insert (self, emoji, g_utf8_strlen (prefix, -1) + 1);
  }
  close_list (self);
}

static void
on_row_activated (UiEmojiCompletion *self, GtkListBoxRow *row)
{
  insert_row (self, gtk_list_box_row_get_index (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
add_row (UiEmojiCompletion *self, const UiEmojiName *name)
{
  g_autofree char *text = g_strdup_printf ("%s  :%s:", name->emoji, name->name);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_list_box_append (self->list, label);
}

/* Below the caret, and in the window where it is narrow. */
static void
place_popover (UiEmojiCompletion *self, const GtkTextIter *caret)
{
  GdkRectangle area;

  gtk_text_view_get_iter_location (self->view, caret, &area);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y,
                                         &area.x, &area.y);
  area.width = MAX (area.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
}

static void
open_list (UiEmojiCompletion *self, const char *prefix, const GtkTextIter *caret)
{
  g_autoptr (GPtrArray) found = ui_emoji_find (prefix, MAX_ROWS);
  GtkWidget *row;

  if (found->len == 0) {
    close_list (self);
    return;
  }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < found->len; i++)
    add_row (self, found->pdata[i]);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  place_popover (self, caret);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* ":name:" is an emoji at once. */
static void
replace_name (UiEmojiCompletion *self, const char *line)
{
  gsize length = strlen (line);
  g_autofree char *before =
    length > 0 && line[length - 1] == ':' ? g_strndup (line, length - 1) : NULL;
  const char *name = before != NULL ? ui_emoji_prefix (before) : NULL;
  g_autofree char *emoji = name != NULL ? ui_emoji_get (name) : NULL;

  if (emoji != NULL)
    insert (self, emoji, g_utf8_strlen (name, -1) + 2);
}

/* What is pasted, or comes back by undoing, comes in one piece. */
static void
on_insert (UiEmojiCompletion *self, GtkTextIter *place, const char *text, int n_bytes)
{
  self->colon = n_bytes == 1 && *text == ':';
}

/* After each key, and whatever else the person does to the text. */
static void
on_inserted (UiEmojiCompletion *self)
{
  GtkTextIter caret;
  g_autofree char *line = NULL;
  const char *prefix;

  if (self->inserting)
    return;
  if (!gtk_widget_has_focus (GTK_WIDGET (self->view))) {
    close_list (self);
    return;
  }
  line = dup_line (self, &caret);
  prefix = ui_emoji_prefix (line);
  if (prefix != NULL)
    open_list (self, prefix, &caret);
  else
    close_list (self);
  if (prefix == NULL && self->colon)
    replace_name (self, line);
  self->colon = FALSE;
}

static void
move_selection (UiEmojiCompletion *self, int step)
{
  int n = (int) self->found->len;
  int index = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list));

  gtk_list_box_select_row (self->list,
                           gtk_list_box_get_row_at_index (self->list, (index + step + n) % n));
}

gboolean
ui_emoji_completion_take_key (UiEmojiCompletion *self, guint key)
{
  if (self->found == NULL)
    return FALSE;
  switch (key) {
  case GDK_KEY_Up:
    move_selection (self, -1);
    return TRUE;
  case GDK_KEY_Down:
    move_selection (self, 1);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_Tab:
    insert_row (self, gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list)));
    return TRUE;
  case GDK_KEY_Escape:
    close_list (self);
    return TRUE;
  default:
    return FALSE;
  }
}

void
ui_emoji_completion_end (UiEmojiCompletion *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

UiEmojiCompletion *
ui_emoji_completion_new (GtkTextView *view)
{
  UiEmojiCompletion *self = g_object_new (UI_TYPE_EMOJI_COMPLETION, NULL);

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (view));
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_insert), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "end-user-action", G_CALLBACK (on_inserted), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
ui_emoji_completion_finalize (GObject *object)
{
  UiEmojiCompletion *self = UI_EMOJI_COMPLETION (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (ui_emoji_completion_parent_class)->finalize (object);
}

static void
ui_emoji_completion_class_init (UiEmojiCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_emoji_completion_finalize;
}

static void
ui_emoji_completion_init (UiEmojiCompletion *self)
{
  self->popover = gtk_popover_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Emoji"), -1);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  /* The keyboard stays with the text. */
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_TOP);
  gtk_widget_set_can_focus (self->popover, FALSE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
}
