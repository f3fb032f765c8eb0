/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that knows which modules there are. */

#include "config.h"

#include "xmpp/modules.h"

const XmppModuleType xmpp_modules[] = {
  NULL,
};
