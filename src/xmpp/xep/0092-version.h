/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells which program this is (XEP-0092), but not on what system it runs. */
#pragma once

#include "xmpp/module.h"

#define XMPP_TYPE_VERSION (xmpp_version_get_type ())
G_DECLARE_FINAL_TYPE (XmppVersion, xmpp_version, XMPP, VERSION, XmppModule)
