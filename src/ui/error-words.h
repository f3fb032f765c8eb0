/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong, in words a person understands, with what they can do about it.
 */
#pragma once

#include <glib.h>

/* One or two sentences in the person's language; never NULL. */
char *ui_error_to_words (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
