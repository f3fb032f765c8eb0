/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking for somebody's attention (XEP-0224). */
#pragma once

#include "xml/element.h"

/* Whether @parent is of a message that asks for attention. What was delayed must not be heard. */
gboolean xmpp_attention_is_asked (const XmlElement *parent);

XmlElement *xmpp_attention_build (void) G_GNUC_WARN_UNUSED_RESULT;
