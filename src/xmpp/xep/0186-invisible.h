/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hiding from everybody by a command to the server (XEP-0186). */
#pragma once

#include "xml/element.h"

/* The payload of an iq of type set. The server asks contacts for their presence all the same. */
XmlElement *xmpp_invisible_build_hide (void) G_GNUC_WARN_UNUSED_RESULT;

/* The same back; then nobody has our presence until it is sent anew (§3.2). */
XmlElement *xmpp_invisible_build_appear (void) G_GNUC_WARN_UNUSED_RESULT;
