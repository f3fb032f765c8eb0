/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure rules about presence: from and to the wire, and what idleness makes of it.
 */
#pragma once

#include "im/types.h"
#include "xmpp/stanza.h"

ImShow im_show_from_xmpp (XmppShow show);

/* Not for IM_SHOW_OFFLINE, which is no show on the wire but a presence of its own. INVISIBLE is
 * available to those who see it. */
XmppShow im_show_to_xmpp (ImShow show);

/**
 * im_show_effective:
 * @chosen: what the person wants to be seen as
 * @idle: they have not touched the machine for as long as makes them away
 *
 * Only who wants to be talked to becomes away: nobody is pulled out of "do not disturb".
 */
ImShow im_show_effective (ImShow chosen, gboolean idle);
