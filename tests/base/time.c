/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of dates and times: the examples of XEP-0082, the edges, and what is none. */
#include "config.h"

#include "base/time.h"

#define S(seconds) ((gint64) (seconds) *G_USEC_PER_SEC)

static void
test_parse (void)
{
  static const struct {
    const char *text;
    gint64 time_us;
    const char *formatted; /* NULL: the same */
  } cases[] = {
    /* XEP-0082 §3.2 */
    { "1969-07-21T02:56:15Z", S (-14159025), NULL },
    { "1969-07-20T21:56:15-05:00", S (-14159025), "1969-07-21T02:56:15Z" },
    /* XEP-0203, XEP-0202 */
    { "2002-09-10T23:08:25Z", S (1031699305), NULL },
    { "2006-12-19T17:58:35Z", S (1166551115), NULL },
    { "1970-01-01T00:00:00Z", 0, NULL },
    { "1970-01-01T00:00:00.000001Z", 1, NULL },
    { "1969-12-31T23:59:59.999999Z", -1, NULL },
    { "1970-01-01T00:00:00.5Z", 500000, "1970-01-01T00:00:00.500Z" },
    { "1970-01-01T00:00:00.123Z", 123000, NULL },
    { "1970-01-01T00:00:00.120000Z", 120000, "1970-01-01T00:00:00.120Z" },
    { "1970-01-01T00:00:00.123456789Z", 123456, "1970-01-01T00:00:00.123456Z" },
    { "1970-01-01T00:00:00.99999999999999999999999Z", 999999, "1970-01-01T00:00:00.999999Z" },
    { "2024-02-29T12:00:00+05:45", S (1709187300), "2024-02-29T06:15:00Z" },
    { "2000-02-29T00:00:00Z", S (951782400), NULL },
    { "2026-01-01T00:30:00+14:00", S (1767177000), "2025-12-31T10:30:00Z" },
    { "2026-01-01T00:30:00-00:00", S (1767227400), "2026-01-01T00:30:00Z" },
    { "2038-01-19T03:14:08Z", S (2147483648), NULL },
    { "0001-01-01T00:00:00Z", BASE_TIME_MIN, NULL },
    { "9999-12-31T23:59:59.999999Z", BASE_TIME_MAX, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *formatted = NULL;
    gint64 time_us;

    g_test_message ("%s", cases[i].text);
    g_assert_true (base_time_parse (cases[i].text, &time_us, &error));
    g_assert_no_error (error);
    g_assert_cmpint (time_us, ==, cases[i].time_us);
    formatted = base_time_format (time_us);
    g_assert_cmpstr (formatted, ==,
                     cases[i].formatted != NULL ? cases[i].formatted : cases[i].text);
  }
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    BaseTimeErrorCode code;
  } cases[] = {
    { "", BASE_TIME_ERROR_SYNTAX },
    { "now", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25", BASE_TIME_ERROR_SYNTAX }, /* no zone */
    { "2002-09-10T23:08:25z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10t23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10 23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { " 2002-09-10T23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25Z ", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-9-10T23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "02-09-10T23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "12002-09-10T23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "-0001-09-10T23:08:25Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25.Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25,5Z", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25.5", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25+0200", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25+02", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25+2:00", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:25GMT", BASE_TIME_ERROR_SYNTAX },
    { "2002-09-10T23:08:2\u0665Z", BASE_TIME_ERROR_SYNTAX },
    { "20020910T23:08:25", BASE_TIME_ERROR_SYNTAX },
    { "0000-01-01T00:00:00Z", BASE_TIME_ERROR_RANGE },
    { "2002-00-10T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "2002-13-10T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "2002-09-00T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "2002-09-31T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "2002-02-29T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "1900-02-29T23:08:25Z", BASE_TIME_ERROR_RANGE },
    { "2002-09-10T24:00:00Z", BASE_TIME_ERROR_RANGE },
    { "2002-09-10T23:60:00Z", BASE_TIME_ERROR_RANGE },
    { "2016-12-31T23:59:60Z", BASE_TIME_ERROR_RANGE },
    { "2002-09-10T23:08:25+14:01", BASE_TIME_ERROR_RANGE },
    { "2002-09-10T23:08:25+01:60", BASE_TIME_ERROR_RANGE },
    { "2002-09-10T23:08:25-99:99", BASE_TIME_ERROR_RANGE },
    { "0001-01-01T00:00:00+00:01", BASE_TIME_ERROR_RANGE },
    { "9999-12-31T23:59:59-00:01", BASE_TIME_ERROR_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 time_us = 42;

    g_test_message ("%s", cases[i].text);
    g_assert_false (base_time_parse (cases[i].text, &time_us, &error));
    g_assert_error (error, BASE_TIME_ERROR, (int) cases[i].code);
    g_assert_cmpint (time_us, ==, 42);
  }
}

static void
test_legacy (void)
{
  gint64 time_us;

  g_assert_true (base_time_parse_legacy ("20020910T23:08:25", &time_us, NULL));
  g_assert_cmpint (time_us, ==, S (1031699305));
  g_assert_true (base_time_parse_legacy ("2002-09-10T23:08:25.5Z", &time_us, NULL));
  g_assert_cmpint (time_us, ==, S (1031699305) + 500000);
  g_assert_false (base_time_parse_legacy ("20020910T23:08:25Z", &time_us, NULL));
  g_assert_false (base_time_parse_legacy ("20020931T23:08:25", &time_us, NULL));
}

/* Every day of 800 years, and back. */
static void
test_all_days (void)
{
  for (gint64 day = -146097; day < 2 * 146097; day++) {
    g_autofree char *text = base_time_format (S (day * 86400 + 43200));
    gint64 time_us;

    g_assert_true (base_time_parse (text, &time_us, NULL));
    g_assert_cmpint (time_us, ==, S (day * 86400 + 43200));
  }
}

static void
test_clamped (void)
{
  g_autofree char *first = base_time_format (G_MININT64), *last = base_time_format (G_MAXINT64);

  g_assert_cmpstr (first, ==, "0001-01-01T00:00:00Z");
  g_assert_cmpstr (last, ==, "9999-12-31T23:59:59.999999Z");
}

static void
test_zone (void)
{
  static const struct {
    const char *text;
    int minutes;
  } cases[] = {
    { "Z", 0 }, { "+02:00", 120 }, { "-06:00", -360 }, { "+05:45", 345 }, { "-00:30", -30 },
  };

  static const char *const refused[] = { "",       "+2:00",  "+0200", "02:00", "+02:00 ",
                                         "+15:00", "+02:60", "ZZ",    "z" };
  int minutes = 42;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = base_time_format_zone (cases[i].minutes);

    g_assert_true (base_time_parse_zone (cases[i].text, &minutes, NULL));
    g_assert_cmpint (minutes, ==, cases[i].minutes);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
  minutes = 42;
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (base_time_parse_zone (refused[i], &minutes, &error));
    g_assert_true (error != NULL && error->domain == BASE_TIME_ERROR);
    g_assert_cmpint (minutes, ==, 42);
  }
}

static void
test_local (void)
{
  g_autoptr (GDateTime) summer = base_time_to_local (G_GINT64_CONSTANT (1752132602999999));
  g_autofree char *text = g_date_time_format (summer, "%F %T %z");

  g_assert_cmpstr (text, ==, "2025-07-10 09:30:02 +0200");
  g_assert_null (base_time_to_local (G_MAXINT64));
  g_assert_true (base_time_get_zone () == base_time_get_zone ());
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/refused", test_refused);
  g_test_add_func ("/base/time/legacy", test_legacy);
  g_test_add_func ("/base/time/all-days", test_all_days);
  g_test_add_func ("/base/time/clamped", test_clamped);
  g_test_add_func ("/base/time/zone", test_zone);
  g_test_add_func ("/base/time/local", test_local);
  return g_test_run ();
}
