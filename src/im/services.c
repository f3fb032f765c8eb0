/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counted struct of what the accounts share.
 */

#include "im/services.h"

#include "im/caps-cache.h"
#include "im/notifications.h"
#include "im/settings.h"

/* Name look-ups and TLS handshakes share GIO's few threads. */
#define CONNECTS_AT_ONCE 4

static void
clear (gpointer data)
{
  ImServices *self = data;

  g_clear_object (&self->db);
  g_clear_object (&self->settings);
  g_clear_object (&self->notifications);
  g_clear_object (&self->system);
  g_clear_pointer (&self->turns, im_turns_unref);
  g_clear_object (&self->caps_cache);
}

ImServices *
im_services_new (ImSettings *settings,
                 ImNotifications *notifications,
                 ImSystem *system,
                 const ImDialer *dialer)
{
  ImServices *self = g_rc_box_new0 (ImServices);

  self->settings = g_object_ref (settings);
  g_set_object (&self->notifications, notifications);
  self->system = g_object_ref (system);
  self->turns = im_turns_new (CONNECTS_AT_ONCE);
  self->dialer = dialer;
  return self;
}

void
im_services_set_db (ImServices *self, StoreDb *db)
{
  g_return_if_fail (self->db == NULL);

  self->db = g_object_ref (db);
  self->caps_cache = im_caps_cache_new (db);
}

ImServices *
im_services_ref (ImServices *self)
{
  return g_rc_box_acquire (self);
}

void
im_services_unref (ImServices *self)
{
  g_rc_box_release_full (self, clear);
}
