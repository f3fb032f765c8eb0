/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat: who it is with, what was said, and where to write.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

#define UI_TYPE_CHAT_PAGE (ui_chat_page_get_type ())
G_DECLARE_FINAL_TYPE (UiChatPage, ui_chat_page, UI, CHAT_PAGE, GtkWidget)

/*
 * With a header bar of its own. One page serves all conversations, one after the other: it keeps the
 * place where each was left.
 *
 * Properties:
 *   conversation  ImConversation, NULL: nothing is shown
 *   folded        gboolean: the page fills the window, so it has a button with the action
 *                 `win.back` and the window's buttons on both sides
 *   check-spelling  gboolean: words that no dictionary knows are marked where one writes
 *   menu-model    GMenuModel, for the button at the end of the header; NULL: no button
 *
 * Actions: chat.scroll-pages (i), chat.choose-day, chat.show-message (x), chat.write (into the entry), chat.open-link (s); for those of its parts see chat-banners.h,
 * chat-history.h, composer.h.
 */

UiChatPage *ui_chat_page_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ui_chat_page_set_conversation (UiChatPage *self, ImConversation *conversation);
ImConversation *ui_chat_page_get_conversation (UiChatPage *self); /* (transfer none) (nullable) */

/* Into the entry. */
void ui_chat_page_focus_composer (UiChatPage *self);

/* Opens the bar in which messages of the chat are looked for. */
void ui_chat_page_start_search (UiChatPage *self);

/* Opens the chat at a message of its own, which stands out for a moment: a search hit, the original of
 * a reply. See ui_chat_history_show_message(); as an action it is chat.show-message (x). */
void ui_chat_page_show_message (UiChatPage *self, gint64 id);

/* Puts @text into the entry, in place of the draft unless that is empty or the same. */
void ui_chat_page_propose_text (UiChatPage *self, const char *text);

/* Hands the text in the entry to the conversation as its draft, before the window goes. */
void ui_chat_page_save_draft (UiChatPage *self);

/**
 * ui_chat_page_set_in_front:
 * @in_front: the window has the focus and this page is to be seen
 *
 * While it is, what is in view counts as read (the page tells the conversation so: nobody else needs
 * to) and the peer may know that we are there.
 */
void ui_chat_page_set_in_front (UiChatPage *self, gboolean in_front);
