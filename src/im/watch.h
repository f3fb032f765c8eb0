/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells a session that has begun from one that goes on.
 */
#pragma once

#include "xmpp/module.h"

#define IM_TYPE_WATCH (im_watch_get_type ())
G_DECLARE_FINAL_TYPE (ImWatch, im_watch, IM, WATCH, XmppModule)

/*
 * A module of the session without any protocol.
 *
 * Signals:
 *
 * - began (): signed in, and the server knows nothing of before: no presence, no interest in the
 *   contact list. What is sent now goes out first.
 * - ended (): it is over, and will not be resumed
 */
