/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells what time it is here (XEP-0202). */
#pragma once

#include "xmpp/module.h"

#define XMPP_TYPE_TIME (xmpp_time_get_type ())
G_DECLARE_FINAL_TYPE (XmppTime, xmpp_time, XMPP, TIME, XmppModule)
