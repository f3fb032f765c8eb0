/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and times as XMPP writes them (XEP-0082, XEP-0091). */
#include "config.h"

#include "base/time.h"

#define SECONDS_A_DAY (24 * 60 * 60)

/* XML Schema's largest offset. */
#define MAX_ZONE (14 * 60)

typedef struct {
  int year, month, day, hour, minute, second, fraction_us, zone;
} Parts;

G_DEFINE_QUARK (base_time_error, base_time_error)

/* Takes exactly @n_digits digits. */
static gboolean
take_number (const char **at, guint n_digits, int *number)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++) {
    if (!g_ascii_isdigit ((*at)[i]))
      return FALSE;
    value = 10 * value + g_ascii_digit_value ((*at)[i]);
  }
  *at += n_digits;
  *number = value;
  return TRUE;
}

static gboolean
take_char (const char **at, char c)
{
  if (**at != c)
    return FALSE;
  (*at)++;
  return TRUE;
}

static gboolean
take_fraction (const char **at, int *microseconds)
{
  int value = 0, scale = 100000;

  if (!take_char (at, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (; g_ascii_isdigit (**at); (*at)++, scale /= 10)
    value += scale * g_ascii_digit_value (**at);
  *microseconds = value;
  return TRUE;
}

static gboolean
take_zone (const char **at, int *minutes)
{
  int sign = **at == '-' ? -1 : 1, hour, minute;

  if (take_char (at, 'Z')) {
    *minutes = 0;
    return TRUE;
  }
  if (!take_char (at, '+') && !take_char (at, '-'))
    return FALSE;
  if (!take_number (at, 2, &hour) || !take_char (at, ':') || !take_number (at, 2, &minute))
    return FALSE;
  /* Too many minutes are carried out of range. */
  *minutes = sign * (60 * hour + (minute < 60 ? minute : MAX_ZONE + 1));
  return TRUE;
}

static gboolean
take_time (const char **at, Parts *parts)
{
  return take_char (at, 'T') && take_number (at, 2, &parts->hour) && take_char (at, ':') &&
         take_number (at, 2, &parts->minute) && take_char (at, ':') &&
         take_number (at, 2, &parts->second);
}

static gboolean
read_date_time (const char *at, Parts *parts)
{
  return take_number (&at, 4, &parts->year) && take_char (&at, '-') &&
         take_number (&at, 2, &parts->month) && take_char (&at, '-') &&
         take_number (&at, 2, &parts->day) && take_time (&at, parts) &&
         take_fraction (&at, &parts->fraction_us) && take_zone (&at, &parts->zone) && *at == '\0';
}

static gboolean
read_legacy (const char *at, Parts *parts)
{
  return take_number (&at, 4, &parts->year) && take_number (&at, 2, &parts->month) &&
         take_number (&at, 2, &parts->day) && take_time (&at, parts) && *at == '\0';
}

static gboolean
check_range (const Parts *parts)
{
  return g_date_valid_dmy (parts->day, parts->month, parts->year) && parts->hour < 24 &&
         parts->minute < 60 && parts->second < 60 && ABS (parts->zone) <= MAX_ZONE;
}

static gint64
to_microseconds (const Parts *parts)
{
  GDate date, epoch;
  gint64 seconds;

  g_date_clear (&date, 1);
  g_date_clear (&epoch, 1);
  g_date_set_dmy (&date, parts->day, parts->month, parts->year);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  seconds = (gint64) g_date_days_between (&epoch, &date) * SECONDS_A_DAY + parts->hour * 3600 +
            (parts->minute - parts->zone) * 60 + parts->second;
  return seconds * G_USEC_PER_SEC + parts->fraction_us;
}

static gboolean
parts_to_time (const Parts *parts, gint64 *time_us, GError **error)
{
  gint64 microseconds;

  if (check_range (parts)) {
    microseconds = to_microseconds (parts);
    /* The zone may carry it beyond the first or the last year. */
    if (microseconds >= BASE_TIME_MIN && microseconds <= BASE_TIME_MAX) {
      *time_us = microseconds;
      return TRUE;
    }
  }
  g_set_error_literal (error, BASE_TIME_ERROR, BASE_TIME_ERROR_RANGE, "There is no such time");
  return FALSE;
}

static void
set_syntax_error (GError **error)
{
  g_set_error_literal (error, BASE_TIME_ERROR, BASE_TIME_ERROR_SYNTAX, "Not a time as of XEP-0082");
}

gboolean
base_time_parse (const char *text, gint64 *time_us, GError **error)
{
  Parts parts = { 0 };

  g_return_val_if_fail (text != NULL && time_us != NULL, FALSE);

  if (!read_date_time (text, &parts)) {
    set_syntax_error (error);
    return FALSE;
  }
  return parts_to_time (&parts, time_us, error);
}

gboolean
base_time_parse_legacy (const char *text, gint64 *time_us, GError **error)
{
  Parts parts = { 0 };

  g_return_val_if_fail (text != NULL && time_us != NULL, FALSE);

  if (!read_legacy (text, &parts))
    return base_time_parse (text, time_us, error);
  return parts_to_time (&parts, time_us, error);
}

char *
base_time_format (gint64 time_us)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *seconds = NULL;
  int fraction_us;

  time_us = CLAMP (time_us, BASE_TIME_MIN, BASE_TIME_MAX);
  /* Floored, so that the fraction of a time before 1970 counts forwards as well. */
  fraction_us = (int) (((time_us % G_USEC_PER_SEC) + G_USEC_PER_SEC) % G_USEC_PER_SEC);
  time = g_date_time_new_from_unix_utc ((time_us - fraction_us) / G_USEC_PER_SEC);
  seconds = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (time),
                             g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                             g_date_time_get_hour (time), g_date_time_get_minute (time),
                             g_date_time_get_second (time));
  if (fraction_us == 0)
    return g_strdup_printf ("%sZ", seconds);
  if (fraction_us % 1000 == 0)
    return g_strdup_printf ("%s.%03dZ", seconds, fraction_us / 1000);
  return g_strdup_printf ("%s.%06dZ", seconds, fraction_us);
}

gboolean
base_time_parse_zone (const char *text, int *minutes, GError **error)
{
  const char *at = text;
  int zone;

  g_return_val_if_fail (text != NULL && minutes != NULL, FALSE);

  if (!take_zone (&at, &zone) || *at != '\0') {
    set_syntax_error (error);
    return FALSE;
  }
  if (ABS (zone) > MAX_ZONE) {
    g_set_error_literal (error, BASE_TIME_ERROR, BASE_TIME_ERROR_RANGE, "There is no such zone");
    return FALSE;
  }
  *minutes = zone;
  return TRUE;
}

char *
base_time_format_zone (int minutes)
{
  g_return_val_if_fail (ABS (minutes) <= MAX_ZONE, NULL);

  if (minutes == 0)
    return g_strdup ("Z");
  return g_strdup_printf ("%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60,
                          ABS (minutes) % 60);
}

GTimeZone *
base_time_get_zone (void)
{
  static GTimeZone *zone;
  static gint64 renewal;
  gint64 now = g_get_monotonic_time ();

  if (zone == NULL || now >= renewal) {
    g_clear_pointer (&zone, g_time_zone_unref);
    zone = g_time_zone_new_local ();
    renewal = now + G_USEC_PER_SEC;
  }
  return zone;
}

GDateTime *
base_time_to_local (gint64 time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, base_time_get_zone ()) : NULL;
}
