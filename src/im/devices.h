/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the person is signed in with an account: this program and the others.
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"
#include "xmpp/session.h"

/**
 * ImDevice:
 * @name: the resource
 * @program: (nullable): what it calls itself (XEP-0092); NULL until it has answered
 * @priority: -128 … 127
 * @since: when it was first seen, µs since 1970
 * @is_this: it is this program
 */
typedef struct {
  char *name;
  char *program;
  ImShow show;
  int priority;
  gint64 since;
  gboolean is_this;
} ImDevice;

#define IM_TYPE_DEVICES (im_devices_get_type ())
G_DECLARE_FINAL_TYPE (ImDevices, im_devices, IM, DEVICES, GObject)

/*
 * Signals:
 *
 * - changed (): im_devices_get() gives something else now
 */

ImDevices *im_devices_new (XmppSession *session, XmppJid *account) G_GNUC_WARN_UNUSED_RESULT;

/* In the order in which they came, 64 at most. (element-type ImDevice) */
const GPtrArray *im_devices_get (ImDevices *self);

/* The session is over, and nothing is known of them any more. */
void im_devices_clear (ImDevices *self);
