/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that replace an earlier one (XEP-0308). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_correction_get_target:
 *
 * Whether the sender may replace that message is to be decided elsewhere (§4).
 *
 * Returns: (nullable): the id of the message that @message replaces
 */
const char *xmpp_correction_get_target (const XmlElement *message);

/* @id: of the first version, also for a later correction (§4) */
XmlElement *xmpp_correction_build (const char *id) G_GNUC_WARN_UNUSED_RESULT;
