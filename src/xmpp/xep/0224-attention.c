/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking for somebody's attention (XEP-0224). */
#include "config.h"

#include "xmpp/xep/0224-attention.h"

#include "xmpp/ns.h"

gboolean
xmpp_attention_is_asked (const XmlElement *parent)
{
  return xml_element_find (parent, "attention", XMPP_NS_ATTENTION) != NULL;
}

XmlElement *
xmpp_attention_build (void)
{
  return xml_element_new ("attention", XMPP_NS_ATTENTION);
}
