/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hiding from everybody by a command to the server (XEP-0186). */
#include "config.h"

#include "xmpp/xep/0186-invisible.h"

#include "xmpp/ns.h"

XmlElement *
xmpp_invisible_build_hide (void)
{
  return xml_element_set (xml_element_new ("invisible", XMPP_NS_INVISIBLE), "probe", "true");
}

XmlElement *
xmpp_invisible_build_appear (void)
{
  return xml_element_new ("visible", XMPP_NS_INVISIBLE);
}
