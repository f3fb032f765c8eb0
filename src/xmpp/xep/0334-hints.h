/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who shall keep a message, and who shall have a copy (XEP-0334). */
#pragma once

#include "xml/element.h"

/*
 * What a server shall do with a message beside handing it on. Only servers are asked: they decide what
 * they keep for somebody who is not there to decide. What has reached Kith, and the person has read, is
 * kept as they have chosen for all messages, so no hint is read here.
 *
 * @name: "no-store": worth nothing later; "store": worth something later although it has no body
 */
void xmpp_hint_add (XmlElement *message, const char *name);
