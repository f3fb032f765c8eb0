/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that their senders want to disappear (XEP-0466). */
#pragma once

#include "xml/element.h"

/* After how many seconds the message that @parent is of is to be gone; 0: it may stay. */
guint xmpp_ephemeral_read (const XmlElement *parent);
