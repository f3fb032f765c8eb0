/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of a chat's history share.
 */
#pragma once

#include "im/message-list.h"
#include "ui/chat/chat-history.h"
#include "ui/chat/day-bar.h"
#include "ui/chat/fetch-bar.h"
#include "ui/chat/history-view.h"
#include "ui/chat/selection-bar.h"

struct _UiChatHistory {
  GtkWidget parent_instance;

  ImConversation *conversation;
  ImMessageList *list;
  GSignalGroup *conversation_signals;
  GSignalGroup *list_signals;
  GCancellable *cancellable; /* of what goes on for this conversation */
  GHashTable *places;        /* Place.conversation → Place */
  gint64 wanted;             /* the message to go to when its window is there; 0: the newest */
  int wanted_offset;
  gint64 first_unread; /* the message that the line is above; 0: none */
  gint64 highlighted;  /* the message that was jumped to; 0: none */
  guint highlight_source;
  ImSearch *search;      /* (nullable): what stands out in the texts */
  gboolean was_searched; /* rows may have marks */
  guint midnight_source;
  int today;
  gboolean loading;
  gboolean in_front;

  UiHistoryView *view;
  UiDayBar *day_bar;
  UiFetchBar *fetch_bar;
  UiSelectionBar *selection;
  GtkWidget *empty_label;
  GtkRevealer *end_revealer;
  GtkLabel *end_label;
};

/* Going through the history: history-places.c */

/* The actions that lead somewhere in the history. */
void ui_chat_history_install_places (GtkWidgetClass *widget_class);

/* The message with that id; (nullable): it is not in the window of the archive. */
ImMessage *ui_chat_history_dup_message (UiChatHistory *self, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/* Asks for more of the archive if what is seen is near an edge of the window. */
void ui_chat_history_load_more (UiChatHistory *self);

/* Lets a message stand out; 0: none does any more. */
void ui_chat_history_set_highlighted (UiChatHistory *self, gint64 id);

/* Goes to a message that may lie outside of the window, @offset px below the top; 0: to the newest. */
void ui_chat_history_go_to (UiChatHistory *self, gint64 message, int offset);

/* Keeps where this chat is left, and goes back there, unless it was not left yet or at the end. */
void ui_chat_history_save_place (UiChatHistory *self);
void ui_chat_history_go_back (UiChatHistory *self);
