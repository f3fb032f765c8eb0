/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of a text that were looked for, made to stand out.
 */
#pragma once

#include "base/text.h"

#include <pango/pango.h>

/* Adds to @attributes what lets @spans (element-type BaseSpan) stand out, on light ground and dark. */
void ui_spans_mark (PangoAttrList *attributes, const GArray *spans);

/* Takes from @attributes what was added so. */
void ui_spans_unmark (PangoAttrList *attributes);
