/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that answer a certain other one (XEP-0461). */
#include "config.h"

#include "xmpp/xep/0461-replies.h"

#include "xmpp/ns.h"

#include <string.h>

#define MAX_ID 1023

const char *
xmpp_reply_get_id (const XmlElement *message)
{
  const XmlElement *reply = xml_element_find (message, "reply", XMPP_NS_REPLY);
  const char *id = reply != NULL ? xml_element_get (reply, "id") : NULL;

  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID ? id : NULL;
}

XmlElement *
xmpp_reply_build (const char *id, const char *to)
{
  XmlElement *reply = xml_element_set (xml_element_new ("reply", XMPP_NS_REPLY), "to", to);

  return xml_element_set (reply, "id", id);
}

char *
xmpp_reply_quote (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *quote = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (quote, "> %s\n", lines[i]);
  return g_string_free (quote, FALSE);
}

char *
xmpp_reply_unquote (const char *quote)
{
  g_auto (GStrv) lines = g_strsplit (quote, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i];

    if (*line == '>')
      line++;
    if (line != lines[i] && *line == ' ')
      line++;
    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, line);
  }
  return g_strchomp (g_string_free (text, FALSE));
}
