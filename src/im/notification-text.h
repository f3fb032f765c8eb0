/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a notification says: pure functions from messages to words.
 */
#pragma once

#include "im/notifications.h"

/* English, for when nobody has translated. */
extern const ImNotificationWords im_notification_words;

/**
 * im_notification_body:
 * @n_messages: since the person looked last; at least 1
 * @text: what the newest of them says
 * @show_text: FALSE: tell that there is something, and not what
 * @markup: the server reads the body as markup, so the text is escaped
 */
char *im_notification_body (const ImNotificationWords *words,
                            guint n_messages,
                            const char *text,
                            gboolean show_text,
                            gboolean markup) G_GNUC_WARN_UNUSED_RESULT;
