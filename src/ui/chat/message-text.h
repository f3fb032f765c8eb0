/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is like: how long, how wide, which way it runs. No widgets.
 */
#pragma once

#include <gtk/gtk.h>

/* More than this is shown only when the person asks for it: its layout takes time and room. */
#define UI_TEXT_MAX_LINES 24
#define UI_TEXT_MAX_CHARS 1600

/**
 * ui_text_clip:
 *
 * The beginning of a long text, cut at the end of a line or word where one is near.
 *
 * Returns: (nullable): NULL when @text is short enough
 */
char *ui_text_clip (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @text has a line of at least @n_chars characters. */
gboolean ui_text_has_line (const char *text, guint n_chars);

/* Whether a link to @uri may be opened at all: http, https, xmpp and mailto may. */
gboolean ui_text_may_open (const char *uri);

/* Whether @text is nothing but one to five emoji: they are shown larger. */
gboolean ui_text_is_emoji (const char *text);

/* The direction of its first strong character; @fallback without one. */
GtkTextDirection ui_text_direction (const char *text, GtkTextDirection fallback);

/* A name that is to stand in a sentence: its direction stays its own. */
char *ui_text_isolate (const char *name) G_GNUC_WARN_UNUSED_RESULT;
