/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of a message's row share.
 */
#pragma once

#include "im/content.h"
#include "ui/chat/message-layout.h"
#include "ui/chat/message-row.h"

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

/* What it says: message-content.c */

/* All of the content, as far as it is to be seen. */
void ui_message_row_show_content (UiMessageRow *self);
void ui_message_row_show_quote (UiMessageRow *self);
void ui_message_row_show_reactions (UiMessageRow *self);

/* What a screen reader says for the whole row; the parts can be read one by one besides. */
void ui_message_row_update_label (UiMessageRow *self);

/* The part of the text that is selected; (nullable): none is. */
char *ui_message_row_dup_selection (UiMessageRow *self) G_GNUC_WARN_UNUSED_RESULT;

/* What pops up: message-popovers.c */

/* The actions that open something, or copy. */
void ui_message_row_install_popovers (GtkWidgetClass *widget_class);

/* The same by clicks of the secondary button and long presses. */
void ui_message_row_add_gestures (UiMessageRow *self);
