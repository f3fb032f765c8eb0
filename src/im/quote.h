/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply answers, as it is shown above it.
 */
#pragma once

#include <glib-object.h>

/**
 * ImQuote:
 * @id: the original's, in the archive; 0: it is not here, or not looked up yet
 * @sender: (nullable): the display name of who wrote it; NULL while @id is 0, for a reply can claim
 *   anything
 * @text: the original's, in one line; while @id is 0 what the reply says it was; "": there is none
 */
typedef struct {
  gint64 id;
  char *sender;
  char *text;
} ImQuote;

#define IM_TYPE_QUOTE (im_quote_get_type ())
GType im_quote_get_type (void);

/* @text: (nullable): of any length, with line breaks */
ImQuote *im_quote_new (gint64 id, const char *sender, const char *text) G_GNUC_WARN_UNUSED_RESULT;
ImQuote *im_quote_copy (const ImQuote *self) G_GNUC_WARN_UNUSED_RESULT;
void im_quote_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImQuote, im_quote_free)
