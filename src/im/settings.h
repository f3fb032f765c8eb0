/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's settings as properties: GSettings where the schema is installed, else in memory.
 */
#pragma once

#include "im/types.h"

#define IM_TYPE_SETTINGS (im_settings_get_type ())
G_DECLARE_FINAL_TYPE (ImSettings, im_settings, IM, SETTINGS, GObject)

/*
 * Properties, readable, writable and notified, named as the keys of im.kith.Kith.gschema.xml:
 *
 * - check-spelling, notifications, notification-text, accept-nudges, show-offline, auto-away,
 *   send-receipts, send-displayed, send-typing: gboolean
 * - auto-away-minutes: guint
 * - status-show: ImShow
 * - status-text: string, never NULL
 * - window-width, window-height: int
 * - window-maximized: gboolean
 * - keep-messages: int, for how many days, or IM_KEEP_FOREVER or IM_KEEP_SESSION: see retention.h
 * - open-chat: gint64, the archive's number of the conversation on show at the end; 0: none
 */

/* From the schema im.kith.Kith; with its defaults in memory when that is not installed. */
ImSettings *im_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean im_settings_get_notifications (ImSettings *self);
gboolean im_settings_get_notification_text (ImSettings *self);
gboolean im_settings_get_auto_away (ImSettings *self);
guint im_settings_get_auto_away_minutes (ImSettings *self);
gboolean im_settings_get_accept_nudges (ImSettings *self);
gboolean im_settings_get_send_receipts (ImSettings *self);
gboolean im_settings_get_send_displayed (ImSettings *self);
gboolean im_settings_get_send_typing (ImSettings *self);
int im_settings_get_keep_messages (ImSettings *self);
ImShow im_settings_get_status_show (ImSettings *self);
const char *im_settings_get_status_text (ImSettings *self);
