/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and times as XMPP writes them (XEP-0082). */
#pragma once

#include <glib.h>

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z, in microseconds since 1970. */
#define BASE_TIME_MIN G_GINT64_CONSTANT (-62135596800000000)
#define BASE_TIME_MAX G_GINT64_CONSTANT (253402300799999999)

/**
 * base_time_get_zone:
 *
 * The zone of the machine. GLib looks for it on the disk each time that it is asked; this keeps it for
 * a second. Main thread.
 */
GTimeZone *base_time_get_zone (void); /* (transfer none) */

/* @time_us where the machine is; NULL beyond the years 1 to 9999. Main thread. */
GDateTime *base_time_to_local (gint64 time_us) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */

#define BASE_TIME_ERROR (base_time_error_quark ())
GQuark base_time_error_quark (void);

typedef enum {
  BASE_TIME_ERROR_SYNTAX,
  BASE_TIME_ERROR_RANGE, /* a day or an hour that there is not */
} BaseTimeErrorCode;

/**
 * base_time_parse:
 * @text: a DateTime of XEP-0082, "2002-09-10T23:08:25.123456Z"
 * @time_us: (out): microseconds since 1970 UTC; untouched on failure
 *
 * The zone is required, `Z` or an offset; digits of a second beyond the sixth are dropped.
 */
gboolean base_time_parse (const char *text, gint64 *time_us, GError **error);

/**
 * base_time_parse_legacy:
 *
 * Takes the form of XEP-0091, "20020910T23:08:25", which is UTC, besides that of base_time_parse().
 */
gboolean base_time_parse_legacy (const char *text, gint64 *time_us, GError **error);

/* In UTC, with as many digits of a second as needed: none, three or six. Times beyond the two ends
 * above become these. */
char *base_time_format (gint64 time_us) G_GNUC_WARN_UNUSED_RESULT;

/* An offset from UTC, "Z", "+02:00", as minutes east of it: at most 14 hours (XEP-0202's tzo). */
gboolean base_time_parse_zone (const char *text, int *minutes, GError **error);
char *base_time_format_zone (int minutes) G_GNUC_WARN_UNUSED_RESULT; /* "Z" for 0 */
