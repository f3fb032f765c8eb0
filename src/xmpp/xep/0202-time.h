/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells what time it is here (XEP-0202). */
#pragma once

#include "xmpp/module.h"

#define XMPP_TYPE_TIME (xmpp_time_get_type ())
G_DECLARE_FINAL_TYPE (XmppTime, xmpp_time, XMPP, TIME, XmppModule)

/* The question for xmpp_session_query_async(). */
XmlElement *xmpp_time_build (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_time_read:
 * @reply: what was answered to xmpp_time_build()
 * @minutes: (out): how far east of UTC their clock is; untouched on failure
 *
 * FALSE: it does not say, or says an hour that is none.
 */
gboolean xmpp_time_read (const XmlElement *reply, int *minutes);
