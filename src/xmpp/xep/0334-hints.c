/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who shall keep a message, and who shall have a copy (XEP-0334). */
#include "config.h"

#include "xmpp/xep/0334-hints.h"

#include "xmpp/ns.h"

void
xmpp_hint_add (XmlElement *message, const char *name)
{
  xml_element_add (message, name, XMPP_NS_HINTS);
}
