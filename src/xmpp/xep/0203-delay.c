/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a stanza was really sent, if it was delayed on its way (XEP-0203, XEP-0091). */
#include "config.h"

#include "xmpp/xep/0203-delay.h"

#include "base/time.h"
#include "xmpp/ns.h"

static gboolean
is_stamped_by (const XmlElement *delay, const XmppJid *by)
{
  const char *from = xml_element_get (delay, "from");
  g_autoptr (XmppJid) jid = NULL;

  if (by == NULL)
    return TRUE;
  if (from == NULL)
    return FALSE;
  jid = xmpp_jid_parse_wire (from, NULL);
  return jid != NULL && xmpp_jid_equal (jid, by);
}

static gboolean
read_kind (const XmlElement *stanza,
           const char *name,
           const char *ns,
           gboolean (*parse) (const char *text, gint64 *time_us, GError **error),
           const XmppJid *by,
           gint64 *time_us)
{
  XmlIter iter = { .parent = stanza, .name = name, .ns = ns };
  const XmlElement *delay;
  gboolean found = FALSE;
  gint64 time;

  while (xml_iter_next (&iter, &delay)) {
    const char *stamp = xml_element_get (delay, "stamp");

    if (stamp == NULL || !is_stamped_by (delay, by) || !parse (stamp, &time, NULL))
      continue;
    *time_us = found ? MAX (*time_us, time) : time;
    found = TRUE;
  }
  return found;
}

gboolean
xmpp_delay_read (const XmlElement *stanza, const XmppJid *by, gint64 *time_us)
{
  return read_kind (stanza, "delay", XMPP_NS_DELAY, base_time_parse, by, time_us) ||
         read_kind (stanza, "x", XMPP_NS_DELAY_LEGACY, base_time_parse_legacy, by, time_us);
}

XmlElement *
xmpp_delay_build (gint64 time_us, const XmppJid *by)
{
  g_autofree char *stamp = base_time_format (time_us);
  XmlElement *delay = xml_element_new ("delay", XMPP_NS_DELAY);

  xml_element_set (delay, "from", by != NULL ? xmpp_jid_string (by) : NULL);
  return xml_element_set (delay, "stamp", stamp);
}
