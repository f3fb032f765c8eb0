/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who shall keep a message, and who shall have a copy (XEP-0334). */
#pragma once

#include "xml/element.h"

/* Whether the sender asks that @message be kept nowhere (§4.1, §4.2); in an error it is not asked. */
gboolean xmpp_hints_forbid_store (const XmlElement *message);

/* @name: "no-store", "no-copy", "store" */
XmlElement *xmpp_hint_build (const char *name) G_GNUC_WARN_UNUSED_RESULT;
