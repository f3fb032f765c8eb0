/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that their senders want to disappear (XEP-0466). */
#include "config.h"

#include "xmpp/xep/0466-ephemeral.h"

#include "xmpp/ns.h"

guint
xmpp_ephemeral_read (const XmlElement *parent)
{
  const XmlElement *ephemeral = xml_element_find (parent, "ephemeral", XMPP_NS_EPHEMERAL);
  guint64 timer_s = 0;

  if (ephemeral != NULL)
    xml_element_get_uint (ephemeral, "timer", G_MAXUINT32, &timer_s, NULL);
  return (guint) timer_s;
}
