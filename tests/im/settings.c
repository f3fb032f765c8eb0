/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings: defaults, notifications, and GSettings behind them.
 */

#include "im/settings.h"

static void
test_defaults (void)
{
  g_autoptr (ImSettings) settings = im_settings_new ();

  g_assert_true (im_settings_get_notifications (settings));
  g_assert_true (im_settings_get_notification_text (settings));
  g_assert_true (im_settings_get_auto_away (settings));
  g_assert_cmpuint (im_settings_get_auto_away_minutes (settings), ==, 10);
  g_assert_true (im_settings_get_send_receipts (settings));
  g_assert_true (im_settings_get_send_typing (settings));
  g_assert_cmpint (im_settings_get_status_show (settings), ==, IM_SHOW_AVAILABLE);
  g_assert_cmpstr (im_settings_get_status_text (settings), ==, "");
}

static void
on_notify (ImSettings *settings, GParamSpec *pspec, guint *n_seen)
{
  (*n_seen)++;
}

static gboolean
is_installed (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "im.kith.Kith", TRUE);
  return schema != NULL;
}

static void
test_shared (void)
{
  g_autoptr (ImSettings) one = im_settings_new ();
  g_autoptr (ImSettings) two = im_settings_new ();
  guint n_seen = 0;

  if (!is_installed ()) {
    g_test_skip ("the schema is not there");
    return;
  }
  g_signal_connect (two, "notify::status-show", G_CALLBACK (on_notify), &n_seen);
  g_object_set (one, "status-show", IM_SHOW_DND, "status-text", "busy", NULL);
  while (n_seen == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (im_settings_get_status_show (two), ==, IM_SHOW_DND);
  g_assert_cmpstr (im_settings_get_status_text (two), ==, "busy");
  g_object_set (one, "status-show", IM_SHOW_AVAILABLE, "status-text", NULL, NULL);
  g_assert_cmpstr (im_settings_get_status_text (one), ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/settings/defaults", test_defaults);
  g_test_add_func ("/im/settings/shared", test_shared);
  return g_test_run ();
}
