/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that stand beside a message (XEP-0066 §3). */
#include "config.h"

#include "xmpp/xep/0066-oob.h"

#include "xmpp/ns.h"

/* Trimmed; NULL when nothing is left. */
static char *
dup_child (const XmlElement *x, const char *name)
{
  g_autofree char *text = xml_element_dup_child_text (x, name, XMPP_NS_OOB);

  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  return g_steal_pointer (&text);
}

char *
xmpp_oob_read (const XmlElement *x, char **description)
{
  char *url = dup_child (x, "url");

  *description = url != NULL ? dup_child (x, "desc") : NULL;
  return url;
}
