/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop's notification server behind libnotify, without ever waiting for it on the main loop.
 */
#pragma once

#include <libnotify/notify.h>

/* What the server can do. */
typedef enum {
  IM_NOTIFIER_MARKUP = 1 << 0,       /* it reads bodies as markup */
  IM_NOTIFIER_ACTIONS = 1 << 1,      /* it shows buttons */
  IM_NOTIFIER_INLINE_REPLY = 1 << 2, /* it lets the person answer in the notification */
} ImNotifierCaps;

#define IM_TYPE_NOTIFIER (im_notifier_get_type ())
G_DECLARE_FINAL_TYPE (ImNotifier, im_notifier, IM, NOTIFIER, GObject)

/*
 * libnotify's calls wait for the server, which may have to be started first or may hang. So they
 * run in a thread, one after the other: a notification that was handed over must not be touched
 * until its call is done.
 *
 * Signals:
 *
 * - replied (guint id, const char *text): the person answered in the notification with that id
 */

ImNotifier *im_notifier_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Returns the ImNotifierCaps, asked once for each server that comes; 0 when there is none. */
void
im_notifier_get_caps_async (ImNotifier *self, GAsyncReadyCallback callback, gpointer user_data);
guint im_notifier_get_caps_finish (ImNotifier *self, GAsyncResult *result);

/* Returns the id that the server gave it, 0 on error. */
void im_notifier_show_async (ImNotifier *self,
                             NotifyNotification *notification,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
guint im_notifier_show_finish (ImNotifier *self, GAsyncResult *result, GError **error);

/* Takes it away; nothing tells when, nor whether it was there. */
void im_notifier_close (ImNotifier *self, NotifyNotification *notification);
