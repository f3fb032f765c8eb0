/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the accounts share: made once by the client, or by a test with parts of its own.
 */
#pragma once

#include "im/connector.h"
#include "im/types.h"
#include "store/db.h"

/**
 * ImServices:
 * @db: the archive
 * @settings: the program's settings
 * @notifications: (nullable): NULL tells the person nothing
 * @system: network and sleep
 * @turns: who may connect
 * @dialer: (nullable): NULL takes the network
 *
 * Counted; the members are constant, and owned but for the dialer.
 */
typedef struct {
  StoreDb *db;
  ImSettings *settings;
  ImNotifications *notifications;
  ImSystem *system;
  ImTurns *turns;
  const ImDialer *dialer;
} ImServices;

/* Each argument but @notifications and @dialer is needed; references are taken. */
ImServices *im_services_new (StoreDb *db,
                             ImSettings *settings,
                             ImNotifications *notifications,
                             ImSystem *system,
                             const ImDialer *dialer) G_GNUC_WARN_UNUSED_RESULT;
ImServices *im_services_ref (ImServices *self);
void im_services_unref (ImServices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImServices, im_services_unref)
