/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which languages the person reads.
 */
#pragma once

#include <glib.h>

/* Language tags (BCP 47), the best first, as xmpp_stanza_dup_text() wants them. Never freed. */
const char *const *im_languages (void);

/* The same from locale names such as `de_AT.UTF-8`, as of g_get_language_names(). */
char **im_languages_from_locales (const char *const *locales) G_GNUC_WARN_UNUSED_RESULT;
