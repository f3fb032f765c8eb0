/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that stand beside a message (XEP-0066 §3). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_oob_read:
 * @x: an `<x xmlns="jabber:x:oob"/>`
 * @description: (out) (nullable): what it is; %NULL when the sender does not say
 *
 * Returns: (nullable): the link; %NULL when there is none
 */
char *xmpp_oob_read (const XmlElement *x, char **description) G_GNUC_WARN_UNUSED_RESULT;
