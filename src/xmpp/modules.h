/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of the modules that every session of the program runs. */

#pragma once

#include "xmpp/module.h"

/* Ends with NULL. Handlers of one stanza run in this order. */
extern const XmppModuleType xmpp_modules[];
