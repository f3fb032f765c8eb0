/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A unit of its own, so that the session's parts need not know the session. */

#include "config.h"

#include "xmpp/session-error.h"

G_DEFINE_QUARK (xmpp_session_error, xmpp_session_error)
