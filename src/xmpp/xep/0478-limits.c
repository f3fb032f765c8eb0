/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server says it will not take (XEP-0478 §3.1, §4). */
#include "config.h"

#include "xmpp/xep/0478-limits.h"

#include "xml/writer.h"
#include "xmpp/ns.h"

#include <string.h>

static guint32
read_number (const XmlElement *limits, const char *name)
{
  g_autofree char *text =
    limits != NULL ? xml_element_dup_child_text (limits, name, XMPP_NS_STREAM_LIMITS) : NULL;
  guint64 number;

  if (text == NULL ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, G_MAXUINT32, &number, NULL))
    return 0;
  return (guint32) number;
}

void
xmpp_limits_read (const XmlElement *features, XmppLimits *limits)
{
  const XmlElement *told =
    features != NULL ? xml_element_find (features, "limits", XMPP_NS_STREAM_LIMITS) : NULL;

  limits->max_bytes = read_number (told, "max-bytes");
  limits->idle_s = read_number (told, "idle-seconds");
}

gboolean
xmpp_limits_allow (const XmppLimits *self, const XmlElement *stanza)
{
  g_autofree char *text = NULL;

  if (self->max_bytes == 0)
    return TRUE;
  text = xml_writer_dup (stanza, XMPP_NS_CLIENT);
  return strlen (text) <= self->max_bytes;
}
