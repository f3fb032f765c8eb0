/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that replace an earlier one (XEP-0308). */
#include "config.h"

#include "xmpp/xep/0308-correction.h"

#include "xmpp/ns.h"
#include "xmpp/xep/0359-ids.h"

const char *
xmpp_correction_get_target (const XmlElement *message)
{
  return xmpp_ids_get (xml_element_find (message, "replace", XMPP_NS_CORRECTION));
}

XmlElement *
xmpp_correction_build (const char *id)
{
  return xml_element_set (xml_element_new ("replace", XMPP_NS_CORRECTION), "id", id);
}
