/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a message is written: several lines, emoji, drafts.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

/* In UTF-8 bytes. Servers must take stanzas of 10,000 bytes and many take no more than 64 KiB, which
 * escaping and encryption make use of too. */
#define UI_COMPOSER_MAX_BYTES 32768

/*
 * Enter sends and Shift+Enter starts a new line. What is not sent is the conversation's draft, and what is
 * sent stays here until it is kept as a message.
 *
 * Properties:
 *   conversation  ImConversation, NULL: nothing can be written
 *   check-spelling  gboolean, see spelling.h
 *
 * Signals:
 *   sent ()  a message was handed to the conversation
 *
 * Actions: composer.send, composer.emoji, composer.correct (s), composer.learn (s). It activates chat.scroll-pages (i) of the page.
 */
#define UI_TYPE_COMPOSER (ui_composer_get_type ())
G_DECLARE_FINAL_TYPE (UiComposer, ui_composer, UI, COMPOSER, GtkWidget)

/* Saves the draft of the one before. */
void ui_composer_set_conversation (UiComposer *self, ImConversation *conversation);

/* Now instead of after the next pause in writing. */
void ui_composer_save_draft (UiComposer *self);

/* In place of an empty text; text of the person's own stays, and @text follows it. */
void ui_composer_propose_text (UiComposer *self, const char *text);

/* Into the text. Not as grab_focus(): Shift+Tab would never get out of it. */
/* The person corrects @message here instead of writing a new one. What was begun comes back when they
 * are done, or have left off with Escape. */
void ui_composer_edit (UiComposer *self, ImMessage *message);

void ui_composer_focus (UiComposer *self);

/* A key that was pressed elsewhere, while nothing was there to take it, begins a text. */
void ui_composer_forward_key (UiComposer *self, GtkEventControllerKey *controller);

/* The text with which a length over the limit is told of; NULL below it. */
char *ui_composer_dup_limit_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;
