/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries, in words. No widgets.
 */
#pragma once

#include "im/content.h"
#include "im/message.h"

/* What stands in place of a text that is not there or cannot be read; NULL: the text is to be read. */
char *ui_content_notice (const ImContent *content, ImMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* What to read out and to copy with its sender: the notice, else the text. @hidden: the text is a
 * spoiler that is not to be seen yet. */
char *ui_content_plain (const ImContent *content,
                        ImMessage *message,
                        gboolean hidden) G_GNUC_WARN_UNUSED_RESULT;

/* "Show Spoiler: the end", for the button that does so. @hidden: else it hides it */
char *ui_spoiler_words (const ImContent *content, gboolean hidden) G_GNUC_WARN_UNUSED_RESULT;

/* "Meant to disappear after 2 days"; @timer_s > 0 */
char *ui_timer_words (guint timer_s) G_GNUC_WARN_UNUSED_RESULT;
