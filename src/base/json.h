/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether JSON that anybody may have written can be given to a parser that calls itself for each level.
 */
#pragma once

#include <glib.h>

/**
 * base_json_is_shallow:
 * @text: (array length=n_bytes): need not end in a NUL
 *
 * Whether @text has no more than 32 levels and nothing between its strings that JSON does not have:
 * what a lenient parser takes as comments or as other strings could hide its levels (RFC 8259 §9).
 */
gboolean base_json_is_shallow (const char *text, gsize n_bytes);
