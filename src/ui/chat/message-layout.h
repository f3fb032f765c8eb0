/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the parts of a message's row go. Private to the row.
 */
#pragma once

#include <gtk/gtk.h>

#define UI_MESSAGE_MIN_WIDTH 200
#define UI_MESSAGE_MAX_BUBBLE 600
#define UI_MESSAGE_AVATAR 32

/* In the order of the children: that of Tab and of screen readers. */
typedef enum {
  UI_PART_BUBBLE,
  UI_PART_START,
  UI_PART_DAY,
  UI_PART_UNREAD,
  UI_PART_SENDER,
  UI_PART_QUOTE,
  UI_PART_SUBJECT,
  UI_PART_SPOILER,
  UI_PART_BODY,
  UI_PART_MORE,
  UI_PART_LINKS,
  UI_PART_NOTE,
  UI_PART_TIME,
  UI_PART_STATE,
  UI_PART_FAILURE,
  UI_PART_RESEND,
  UI_PART_REACTIONS,
  UI_N_PARTS,
} UiMessagePart;

/**
 * UiMessageLayout:
 * @row: the parent of the parts
 * @parts: (nullable elements): those that exist; the invisible ones take no room
 * @outgoing: the bubble stands at the end side
 * @continues: it stands close to the one above
 * @one_line: the text has no line breaks of its own
 * @is_long: the text fills the bubble, whose natural width is not worth finding
 */
typedef struct {
  GtkWidget *row;
  GtkWidget *parts[UI_N_PARTS];
  gboolean outgoing;
  gboolean continues;
  gboolean one_line;
  gboolean is_long;
} UiMessageLayout;

/* The height for @width. */
int ui_message_layout_measure (const UiMessageLayout *self, int width);

/* Also tells where the sender's picture goes; FALSE: there is none. */
gboolean
ui_message_layout_allocate (const UiMessageLayout *self, int width, graphene_point_t *avatar);
