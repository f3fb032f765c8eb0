/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 12 hours or 24: the locale, and the choice of the person, which may change.
 */
#include "config.h"

#include "ui/widgets/clock.h"

#define SCHEMA "org.gnome.desktop.interface"

static void
test_clock_formats (void)
{
  static const struct {
    const char *format;
    gboolean hours_24;
  } cases[] = {
    { "%H:%M:%S", TRUE },                               /* C, fr_FR */
    { "%T", TRUE },                                     /* de_DE */
    { "%r", FALSE },                                    /* en_US on some systems */
    { "%I:%M:%S %p", FALSE },                           /* en_US */
    { "%l:%M:%S %P", FALSE }, { "%H時%M分%S秒", TRUE }, /* ja_JP */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ui_clock_format_has_24_hours (cases[i].format), ==, cases[i].hours_24);
}

static void
on_notify (guint *n_told)
{
  (*n_told)++;
}

static void
test_follows (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;
  UiClock *clock = ui_clock_get ();
  guint n_told = 0;

  /* This test runs in the C locale. */
  g_assert_true (ui_clock_get_hours_24 (clock));
  if (schema == NULL) {
    g_test_skip ("there is no schema of the desktop here");
    return;
  }
  settings = g_settings_new (SCHEMA);
  g_signal_connect_swapped (clock, "notify::hours-24", G_CALLBACK (on_notify), &n_told);
  g_settings_set_string (settings, "clock-format", "12h");
  g_assert_false (ui_clock_get_hours_24 (clock));
  g_settings_set_string (settings, "clock-format", "24h");
  g_assert_true (ui_clock_get_hours_24 (clock));
  g_assert_cmpuint (n_told, ==, 2);
  g_settings_reset (settings, "clock-format");
  g_assert_cmpuint (n_told, ==, 2);
  g_signal_handlers_disconnect_by_data (clock, &n_told);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/clock/formats", test_clock_formats);
  g_test_add_func ("/ui/clock/follows", test_follows);
  return g_test_run ();
}
