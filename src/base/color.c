/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colour of a name (XEP-0392), by way of HSLuv: CIELUV whose chroma is stretched to what sRGB
 * can show at each lightness and hue. */
#include "config.h"

#include "base/color.h"

#include <math.h>

/* The white point D65 in CIELUV, and the constants of CIE 1976 lightness. */
#define REF_U 0.19783000664283
#define REF_V 0.46831999493879
#define KAPPA 903.2962962
#define EPSILON 0.0088564516

/* Linear sRGB from CIE XYZ. */
static const double rgb_from_xyz[3][3] = {
  { 3.240969941904521, -1.537383177570093, -0.498610760293 },
  { -0.96924363628087, 1.87596750150772, 0.041555057407175 },
  { 0.055630079696993, -0.20397695888897, 1.056971514242878 },
};

double
base_color_hue_for_text (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize n_bytes = sizeof digest;

  g_return_val_if_fail (text != NULL, 0);

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &n_bytes);
  return (digest[0] | digest[1] << 8) / 65536.0 * 360.0;
}

/* The largest chroma at this lightness and hue with each channel within 0 … 1. The limits of a
 * channel are straight lines in the plane of u and v: the nearest one that the ray of the hue meets
 * is the one that counts. */
static double
max_chroma (double lightness, double hue)
{
  double cubed = pow (lightness + 16, 3) / 1560896;
  double y = cubed > EPSILON ? cubed : lightness / KAPPA;
  double nearest = G_MAXDOUBLE;

  for (guint channel = 0; channel < 3; channel++) {
    const double *m = rgb_from_xyz[channel];

    for (int limit = 0; limit <= 1; limit++) {
      double top1 = (284517 * m[0] - 94839 * m[2]) * y;
      double top2 = (838422 * m[2] + 769860 * m[1] + 731718 * m[0]) * lightness * y -
                    769860 * limit * lightness;
      double bottom = (632260 * m[2] - 126452 * m[1]) * y + 126452 * limit;
      double length = top2 / bottom / (sin (hue) - top1 / bottom * cos (hue));

      if (length >= 0)
        nearest = MIN (nearest, length);
    }
  }
  return nearest;
}

static double
gamma_encode (double linear)
{
  double encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1 / 2.4) - 0.055;

  return CLAMP (encoded, 0, 1);
}

static BaseColor
color_from_luv (double lightness, double u, double v)
{
  double var_u = u / (13 * lightness) + REF_U;
  double var_v = v / (13 * lightness) + REF_V;
  double y = lightness > 8 ? pow ((lightness + 16) / 116, 3) : lightness / KAPPA;
  double x = 9 * y * var_u / (4 * var_v);
  double z = (9 * y - 15 * var_v * y - var_v * x) / (3 * var_v);
  double rgb[3];

  for (guint i = 0; i < 3; i++) {
    const double *m = rgb_from_xyz[i];

    rgb[i] = gamma_encode (m[0] * x + m[1] * y + m[2] * z);
  }
  return (BaseColor){ rgb[0], rgb[1], rgb[2] };
}

BaseColor
base_color_from_hsluv (double hue, double saturation, double lightness)
{
  double radians = hue / 180 * G_PI, chroma;

  /* At the two ends there is no hue, and the formulas divide by zero. */
  if (lightness >= 99.9999999)
    return (BaseColor){ 1, 1, 1 };
  if (lightness <= 0.0000001)
    return (BaseColor){ 0, 0, 0 };
  chroma = max_chroma (lightness, radians) / 100 * saturation;
  return color_from_luv (lightness, chroma * cos (radians), chroma * sin (radians));
}

BaseColor
base_color_for_text (const char *text)
{
  return base_color_from_hsluv (base_color_hue_for_text (text), 100, 50);
}
