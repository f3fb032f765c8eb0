/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that answer a certain other one, between the wire, the archive and the window (XEP-0461).
 */

#include "im/reply.h"

#include "base/text.h"
#include "im/extra.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0428-fallback.h"
#include "xmpp/xep/0461-replies.h"

/* Of the original so many code points are quoted. */
#define MAX_QUOTED 500

static XmlElement *
quote_element (const char *quote)
{
  XmlElement *element = xml_element_new ("fallback", XMPP_NS_FALLBACK);

  xml_element_set (element, "for", XMPP_NS_REPLY);
  return xml_element_text (element, quote);
}

/* (nullable): the quote as it stands in the body for programs that know no replies */
static char *
dup_quote (const XmlElement *extra)
{
  XmlIter iter = { .parent = extra, .name = "fallback", .ns = XMPP_NS_FALLBACK };
  const XmlElement *element;

  while (xml_iter_next (&iter, &element))
    if (g_strcmp0 (xml_element_get (element, "for"), XMPP_NS_REPLY) == 0)
      return xml_element_dup_text (element);
  return NULL;
}

void
im_reply_read (const XmlElement *stanza, StoreMessage *message)
{
  const char *id = xmpp_reply_get_id (stanza);
  g_autoptr (XmlElement) element = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *quote = NULL;

  if (id == NULL || message->body == NULL)
    return;
  message->reply_to = g_strdup (id);
  if (!xmpp_fallback_cut (stanza, XMPP_NS_REPLY, message->body, &rest, &quote))
    return;
  g_free (message->body);
  message->body = g_steal_pointer (&rest);
  element = quote_element (quote);
  im_extra_append (&message->extra, element);
}

void
im_reply_set (StoreMessage *message, const char *name, const char *author, const char *text)
{
  g_autoptr (XmlElement) reply = xmpp_reply_build (name, author);

  message->reply_to = g_strdup (name);
  im_extra_append (&message->extra, reply);
  if (text != NULL) {
    g_autofree char *clipped = base_text_dup_clipped (text, MAX_QUOTED);
    g_autofree char *quote = xmpp_reply_quote (clipped);
    g_autoptr (XmlElement) element = quote_element (quote);

    im_extra_append (&message->extra, element);
  }
}

void
im_reply_write (const StoreMessage *message, XmlElement *stanza)
{
  g_autoptr (XmlElement) extra = message->reply_to != NULL ? im_extra_parse (message->extra) : NULL;
  const XmlElement *reply = extra != NULL ? xml_element_find (extra, "reply", XMPP_NS_REPLY) : NULL;
  g_autofree char *quote = reply != NULL ? dup_quote (extra) : NULL;
  g_autofree char *body = quote != NULL ? g_strconcat (quote, message->body, NULL) : NULL;

  xmpp_message_set_body (stanza, body != NULL ? body : message->body);
  if (reply != NULL)
    xml_element_take (stanza, xml_element_ref (reply));
  if (quote != NULL)
    xml_element_take (stanza,
                      xmpp_fallback_build (XMPP_NS_REPLY, (gsize) g_utf8_strlen (quote, -1)));
}

char *
im_reply_dup_quoted (const StoreMessage *message)
{
  g_autoptr (XmlElement) extra = im_extra_parse (message->extra);
  g_autofree char *quote = extra != NULL ? dup_quote (extra) : NULL;

  return quote != NULL ? xmpp_reply_unquote (quote) : NULL;
}
