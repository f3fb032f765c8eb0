/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that are hidden until they are asked for (XEP-0382). */
#include "config.h"

#include "xmpp/xep/0382-spoiler.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"

gboolean
xmpp_spoiler_read (const XmlElement *parent, const char *const *languages, char **hint)
{
  const XmlElement *spoiler =
    xmpp_stanza_find_in_language (parent, "spoiler", XMPP_NS_SPOILER, languages);
  g_autofree char *text = NULL;

  if (spoiler == NULL)
    return FALSE;
  text = xml_element_dup_text (spoiler);
  *hint = *g_strstrip (text) != '\0' ? g_steal_pointer (&text) : NULL;
  return TRUE;
}

XmlElement *
xmpp_spoiler_build (const char *hint)
{
  return xml_element_text (xml_element_new ("spoiler", XMPP_NS_SPOILER), hint);
}
