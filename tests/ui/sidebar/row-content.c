/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what the rows of the sidebar say.
 */
#include "ui/sidebar/row-content.h"

#include "ui/sidebar/contact-group.h"

static gint64
at (const char *iso)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_time (void)
{
  gint64 now = at ("2026-03-18T15:30:00"); /* a Wednesday */

  static const struct {
    const char *time;
    const char *text;
  } cases[] = {
    { "2026-03-18T15:29:00", "15:29" },       { "2026-03-18T00:00:00", "00:00" },
    { "2026-03-18T23:59:00", "23:59" },       { "2026-03-17T23:59:59", "Tue" },
    { "2026-03-12T00:00:00", "Thu" },         { "2026-03-11T23:59:00", "11 Mar" },
    { "2025-12-31T10:00:00", "31 Dec 2025" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = ui_row_content_format_time (at (cases[i].time), now, TRUE);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_12_hours (void)
{
  gint64 now = at ("2026-03-18T15:30:00");
  g_autofree char *text = ui_row_content_format_time (at ("2026-03-18T15:29:00"), now, FALSE);

  g_assert_cmpstr (text, ==, "3:29 PM");
}

static void
test_absurd_times (void)
{
  gint64 now = at ("2026-03-18T15:30:00");
  g_autofree char *least = ui_row_content_format_time (G_MININT64, now, TRUE);
  g_autofree char *most = ui_row_content_format_time (G_MAXINT64, now, TRUE);

  g_assert_null (least);
  g_assert_null (most);
}

static void
test_group (void)
{
  g_autoptr (UiContactGroup) named = ui_contact_group_new ("Verona\nnights");
  g_autoptr (UiContactGroup) others = ui_contact_group_new (NULL);
  g_autoptr (UiRowContent) content = NULL;
  g_autoptr (UiRowContent) other_content = NULL;

  ui_contact_group_set_counts (named, 2, 5);
  content = ui_row_content_new (G_OBJECT (named), 0);
  g_assert_true (content->heading);
  g_assert_true (content->expanded);
  g_assert_cmpstr (content->title, ==, "Verona nights");
  g_assert_cmpstr (content->detail, ==, "2/5");
  g_assert_nonnull (strstr (content->spoken, "2 of 5 online"));

  other_content = ui_row_content_new (G_OBJECT (others), 0);
  g_assert_cmpstr (other_content->title, ==, "Others");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/row-content/time", test_time);
  g_test_add_func ("/ui/row-content/12-hours", test_12_hours);
  g_test_add_func ("/ui/row-content/absurd-times", test_absurd_times);
  g_test_add_func ("/ui/row-content/group", test_group);
  return g_test_run ();
}
