/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colour of a name, the same in every client (XEP-0392). */
#pragma once

#include <glib.h>

/* sRGB, each of 0 … 1. */
typedef struct {
  double red, green, blue;
} BaseColor;

/* The hue of a text: 0 … 360 degrees (XEP-0392 §Angle generation). */
double base_color_hue_for_text (const char *text);

/* @hue in degrees, @saturation and @lightness 0 … 100, of the colour space HSLuv. */
BaseColor base_color_from_hsluv (double hue, double saturation, double lightness);

/* The colour of a text, at saturation 100 and lightness 50. */
BaseColor base_color_for_text (const char *text);
