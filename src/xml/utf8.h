/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether bytes that come in pieces are UTF-8 (RFC 3629). Private to xml/. */
#pragma once

#include <glib.h>

/* What the character that is being read still needs. Zeroed to begin with. */
typedef struct {
  guint n_left;     /* bytes */
  guchar low, high; /* what the next of them may be */
} XmlUtf8;

/**
 * xml_utf8_check:
 *
 * Returns: %FALSE if the pieces up to this one are no beginning of valid UTF-8: overlong forms,
 *   surrogates and what is beyond U+10FFFF are not, nor is NUL, which XML does not have
 */
gboolean xml_utf8_check (XmlUtf8 *self, const char *bytes, gsize n_bytes);
