/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the parts of a message's row go.
 */
#include "config.h"

#include "ui/chat/message-layout.h"

/* All in pixels. */
#define MAX_COLUMN 880 /* wider, and the two sides of a talk lose sight of each other */
#define SIDE 12
#define AVATAR_GAP 8
#define AVATAR_FROM 460 /* narrower, and the text needs the room */
#define PAD_X 12
#define PAD_Y 7
#define GAP 4
#define META_GAP 12
#define GROUP_GAP 10
#define LINE_GAP 2

/* Laying out more bytes of text than this once more is not worth a line. */
#define MAX_LAST_LINE 4096

/* Where the parts go for one width; all x as if it were left to right. */
typedef struct {
  gboolean allocate; /* else it is only measured */
  int width;
  int column_x;
  int column_width;
  int bubble_x;
  int bubble_y;
  int content_width;
  int y;
} Frame;

static gboolean
is_shown (const UiMessageLayout *self, UiMessagePart part)
{
  return self->parts[part] != NULL && gtk_widget_get_visible (self->parts[part]);
}

static int
natural_width (const UiMessageLayout *self, UiMessagePart part)
{
  int natural = 0;

  if (is_shown (self, part))
    gtk_widget_measure (self->parts[part], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                        NULL);
  return natural;
}

static int
height_for (const UiMessageLayout *self, UiMessagePart part, int width)
{
  int natural = 0;

  if (is_shown (self, part))
    gtk_widget_measure (self->parts[part], GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL,
                        NULL);
  return natural;
}

static void
allocate (const UiMessageLayout *self,
          UiMessagePart part,
          Frame *frame,
          int x,
          int y,
          int width,
          int height)
{
  GtkAllocation area = { x, y, width, height };

  if (!frame->allocate)
    return;
  if (gtk_widget_get_direction (self->row) == GTK_TEXT_DIR_RTL)
    area.x = frame->width - x - width;
  gtk_widget_size_allocate (self->parts[part], &area, -1);
}

/* Places a part at @x and below what is there; returns its height. */
static int
stack (const UiMessageLayout *self, UiMessagePart part, Frame *frame, int x, int width)
{
  int height;

  if (!is_shown (self, part))
    return 0;
  height = height_for (self, part, width);
  allocate (self, part, frame, x, frame->y, width, height);
  frame->y += height;
  return height;
}

/* The same for what is no wider than it has to be. */
static gboolean
stack_button (const UiMessageLayout *self, UiMessagePart part, Frame *frame)
{
  int width = MIN (natural_width (self, part), frame->content_width);

  return stack (self, part, frame, frame->bubble_x + PAD_X, width) > 0;
}

static gboolean
has_avatar (const UiMessageLayout *self, int width)
{
  return !self->outgoing && width >= AVATAR_FROM;
}

static int
meta_width (const UiMessageLayout *self)
{
  int state = natural_width (self, UI_PART_STATE);

  return natural_width (self, UI_PART_TIME) + (state > 0 ? GAP + state : 0);
}

/* Whether nothing comes between the text and the time. */
static gboolean
meta_follows_body (const UiMessageLayout *self)
{
  return is_shown (self, UI_PART_BODY) && !is_shown (self, UI_PART_MORE) &&
         !is_shown (self, UI_PART_LINKS) && !is_shown (self, UI_PART_NOTE) &&
         !is_shown (self, UI_PART_FAILURE);
}

/* Whether the time stands beside a text of one line rather than below it. */
static gboolean
meta_is_inline (const UiMessageLayout *self, int max)
{
  return self->one_line && !self->is_long && meta_follows_body (self) &&
         natural_width (self, UI_PART_BODY) + META_GAP + meta_width (self) <= max;
}

static int
choose_content_width (const UiMessageLayout *self, int max)
{
  int width = meta_width (self);

  /* Long text fills the bubble anyway, and its natural width is expensive to find. */
  if (self->is_long)
    return max;
  if (meta_is_inline (self, max))
    width += natural_width (self, UI_PART_BODY) + META_GAP;
  else
    width = MAX (width, natural_width (self, UI_PART_BODY));
  width = MAX (width, natural_width (self, UI_PART_SENDER));
  width = MAX (width, natural_width (self, UI_PART_QUOTE));
  width = MAX (width, natural_width (self, UI_PART_SUBJECT));
  width = MAX (width, natural_width (self, UI_PART_SPOILER));
  width = MAX (width, natural_width (self, UI_PART_LINKS));
  width = MAX (width, natural_width (self, UI_PART_NOTE));
  width = MAX (width, natural_width (self, UI_PART_FAILURE));
  width = MAX (width, natural_width (self, UI_PART_RESEND));
  width = MAX (width, natural_width (self, UI_PART_REACTIONS));
  return MIN (width, max);
}

static void
choose_frame (const UiMessageLayout *self, Frame *frame)
{
  int avatar = has_avatar (self, frame->width) ? UI_MESSAGE_AVATAR + AVATAR_GAP : 0;
  int room;

  frame->column_width = MIN (frame->width, MAX_COLUMN) - 2 * SIDE;
  frame->column_x = (frame->width - frame->column_width) / 2;
  /* The other side keeps some room, so that one sees at a glance who wrote. */
  room = frame->column_width - avatar - MAX (frame->column_width / 10, 24);
  frame->content_width = choose_content_width (self, MIN (room, UI_MESSAGE_MAX_BUBBLE) - 2 * PAD_X);
  frame->bubble_x = frame->column_x + avatar;
  if (self->outgoing)
    frame->bubble_x = frame->column_x + frame->column_width - frame->content_width - 2 * PAD_X;
}

static void
place_headings (const UiMessageLayout *self, Frame *frame)
{
  if (is_shown (self, UI_PART_START)) {
    frame->y += GROUP_GAP;
    stack (self, UI_PART_START, frame, frame->column_x, frame->column_width);
  }
  if (is_shown (self, UI_PART_DAY)) {
    int width = MIN (natural_width (self, UI_PART_DAY), frame->column_width);

    frame->y += GROUP_GAP;
    stack (self, UI_PART_DAY, frame, (frame->width - width) / 2, width);
    frame->y += GAP;
  }
  if (is_shown (self, UI_PART_UNREAD)) {
    frame->y += GAP;
    stack (self, UI_PART_UNREAD, frame, frame->column_x, frame->column_width);
    frame->y += GAP;
  }
  frame->y += self->continues ? LINE_GAP : GROUP_GAP;
}

/* The time and the state, at the end of the line that @bottom is the lower edge of. */
static void
place_meta (const UiMessageLayout *self, Frame *frame, int bottom)
{
  int end = frame->bubble_x + PAD_X + frame->content_width;
  int time_width = natural_width (self, UI_PART_TIME);
  int time_height = height_for (self, UI_PART_TIME, time_width);
  int state_width = natural_width (self, UI_PART_STATE);
  int state_height = height_for (self, UI_PART_STATE, state_width);

  if (is_shown (self, UI_PART_STATE)) {
    end -= state_width;
    allocate (self, UI_PART_STATE, frame, end, bottom - (time_height + state_height) / 2,
              state_width, state_height);
    end -= GAP;
  }
  allocate (self, UI_PART_TIME, frame, end - time_width, bottom - time_height, time_width,
            time_height);
}

/* Whether the last line of a longer text leaves room for the time behind it. */
static gboolean
meta_fits_last_line (const UiMessageLayout *self, int width)
{
  GtkWidget *body = self->parts[UI_PART_BODY];
  g_autoptr (PangoLayout) layout = NULL;
  PangoLayoutLine *line;
  PangoRectangle extents;

  if (!meta_follows_body (self) || strlen (gtk_label_get_text (GTK_LABEL (body))) > MAX_LAST_LINE ||
      gtk_widget_get_direction (body) != gtk_widget_get_direction (self->row))
    return FALSE;
  layout = pango_layout_copy (gtk_label_get_layout (GTK_LABEL (body)));
  pango_layout_set_width (layout, width * PANGO_SCALE);
  line = pango_layout_get_line_readonly (layout, pango_layout_get_line_count (layout) - 1);
  pango_layout_line_get_pixel_extents (line, NULL, &extents);
  return extents.width + META_GAP + meta_width (self) <= width;
}

static void
place_content (const UiMessageLayout *self, Frame *frame)
{
  int x = frame->bubble_x + PAD_X;
  int width = frame->content_width;
  gboolean meta_inline = meta_is_inline (self, width);

  if (stack (self, UI_PART_SENDER, frame, x, width) > 0)
    frame->y += LINE_GAP;
  if (stack (self, UI_PART_QUOTE, frame, x, width) > 0)
    frame->y += GAP;
  if (stack (self, UI_PART_SUBJECT, frame, x, width) > 0)
    frame->y += LINE_GAP;
  if (stack_button (self, UI_PART_SPOILER, frame) && is_shown (self, UI_PART_BODY))
    frame->y += LINE_GAP;
  stack (self, UI_PART_BODY, frame, x, meta_inline ? natural_width (self, UI_PART_BODY) : width);
  stack_button (self, UI_PART_MORE, frame);
  stack (self, UI_PART_LINKS, frame, x, width);
  stack (self, UI_PART_NOTE, frame, x, width);
  if (!meta_inline && !meta_fits_last_line (self, width))
    frame->y += height_for (self, UI_PART_TIME, natural_width (self, UI_PART_TIME));
  place_meta (self, frame, frame->y);
  if (is_shown (self, UI_PART_FAILURE)) {
    frame->y += GAP;
    stack (self, UI_PART_FAILURE, frame, x, width);
    frame->y += GAP;
    stack_button (self, UI_PART_RESEND, frame);
  }
  if (is_shown (self, UI_PART_REACTIONS)) {
    frame->y += GAP;
    stack (self, UI_PART_REACTIONS, frame, x, width);
  }
}

/* Places everything for frame->width, or only finds the height, which it returns. */
static int
arrange (const UiMessageLayout *self, Frame *frame)
{
  int top;

  choose_frame (self, frame);
  place_headings (self, frame);
  top = frame->y;
  frame->y += PAD_Y;
  place_content (self, frame);
  frame->y += PAD_Y;
  allocate (self, UI_PART_BUBBLE, frame, frame->bubble_x, top, frame->content_width + 2 * PAD_X,
            frame->y - top);
  frame->bubble_y = top;
  return frame->y;
}

int
ui_message_layout_measure (const UiMessageLayout *self, int width)
{
  Frame frame = { .allocate = FALSE, .width = width };

  return arrange (self, &frame);
}

gboolean
ui_message_layout_allocate (const UiMessageLayout *self, int width, graphene_point_t *avatar)
{
  Frame frame = { .allocate = TRUE, .width = width };
  int x;

  arrange (self, &frame);
  x = frame.column_x;
  if (gtk_widget_get_direction (self->row) == GTK_TEXT_DIR_RTL)
    x = width - x - UI_MESSAGE_AVATAR;
  graphene_point_init (avatar, (float) x, (float) frame.bubble_y);
  return has_avatar (self, width) && !self->continues;
}
