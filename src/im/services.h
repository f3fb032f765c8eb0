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
#include "xmpp/xep/0115-caps.h"

/**
 * ImServices:
 * @db: (nullable): the archive; NULL until it is open
 * @settings: the program's settings
 * @notifications: (nullable): NULL tells the person nothing
 * @system: network and sleep
 * @turns: who may connect
 * @caps_cache: (nullable): what other programs can do; NULL until the archive is open
 * @dialer: (nullable): NULL takes the network
 *
 * Counted; the members are owned but for the dialer.
 */
typedef struct {
  StoreDb *db;
  ImSettings *settings;
  ImNotifications *notifications;
  ImSystem *system;
  ImTurns *turns;
  XmppCapsCache *caps_cache;
  const ImDialer *dialer;
} ImServices;

/* @notifications, @dialer: (nullable); references are taken. */
ImServices *im_services_new (ImSettings *settings,
                             ImNotifications *notifications,
                             ImSystem *system,
                             const ImDialer *dialer) G_GNUC_WARN_UNUSED_RESULT;

/* The archive is open: once, before any account is made. */
void im_services_set_db (ImServices *self, StoreDb *db);

ImServices *im_services_ref (ImServices *self);
void im_services_unref (ImServices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImServices, im_services_unref)
