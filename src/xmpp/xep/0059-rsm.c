/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long answers in pages (XEP-0059). */
#include "config.h"

#include "xmpp/xep/0059-rsm.h"

#include "xmpp/ns.h"

#include <string.h>

/* Real ones have about 40 octets; they are kept and sent back. */
#define MAX_ID 1023

static XmlElement *
build (guint max)
{
  XmlElement *set = xml_element_new ("set", XMPP_NS_RSM);
  g_autofree char *text = g_strdup_printf ("%u", max);

  xml_element_add_text_child (set, "max", NULL, text);
  return set;
}

XmlElement *
xmpp_rsm_build_before (const char *before, guint max)
{
  /* An empty one asks for the last page. */
  return xml_element_add_text_child (build (max), "before", NULL, before != NULL ? before : "");
}

XmlElement *
xmpp_rsm_build_after (const char *after, guint max)
{
  return xml_element_add_text_child (build (max), "after", NULL, after);
}

static char *
dup_id (const XmlElement *set, const char *name)
{
  g_autofree char *id = xml_element_dup_child_text (set, name, XMPP_NS_RSM);

  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID ? g_steal_pointer (&id) : NULL;
}

void
xmpp_rsm_read (const XmlElement *parent, XmppRsmPage *page)
{
  const XmlElement *set = xml_element_find (parent, "set", XMPP_NS_RSM);
  g_autofree char *count = NULL;
  guint64 number;

  *page = (XmppRsmPage){ .count = -1 };
  if (set == NULL)
    return;
  page->first = dup_id (set, "first");
  page->last = dup_id (set, "last");
  count = xml_element_dup_child_text (set, "count", XMPP_NS_RSM);
  if (count != NULL && g_ascii_string_to_unsigned (count, 10, 0, G_MAXINT64, &number, NULL))
    page->count = (gint64) number;
}

void
xmpp_rsm_page_clear (XmppRsmPage *self)
{
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->last, g_free);
}
