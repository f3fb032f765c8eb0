/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gateways to other networks: how they ask for a person's name there, and what they make of it
 * (XEP-0100 §6). */
#include "config.h"

#include "xmpp/xep/0100-gateway.h"

#include "xmpp/ns.h"

XmlElement *
xmpp_gateway_build_get (void)
{
  return xml_element_new ("query", XMPP_NS_GATEWAY);
}

static char *
dup_stripped (const XmlElement *query, const char *name)
{
  g_autofree char *text = xml_element_dup_child_text (query, name, XMPP_NS_GATEWAY);

  return text != NULL && *g_strstrip (text) != '\0' ? g_steal_pointer (&text) : NULL;
}

XmppGatewayPrompt *
xmpp_gateway_prompt_parse (const XmlElement *query)
{
  XmppGatewayPrompt *self;

  if (query == NULL || !xml_element_is (query, "query", XMPP_NS_GATEWAY))
    return NULL;
  self = g_new (XmppGatewayPrompt, 1);
  *self = (XmppGatewayPrompt){ dup_stripped (query, "desc"), dup_stripped (query, "prompt") };
  return self;
}

void
xmpp_gateway_prompt_free (XmppGatewayPrompt *self)
{
  g_free (self->desc);
  g_free (self->prompt);
  g_free (self);
}

XmlElement *
xmpp_gateway_build_name (const char *name)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_GATEWAY);

  return xml_element_add_text_child (query, "prompt", NULL, name);
}

char *
xmpp_gateway_dup_address (const XmlElement *query)
{
  char *address;

  if (query == NULL || !xml_element_is (query, "query", XMPP_NS_GATEWAY))
    return NULL;
  address = dup_stripped (query, "jid");
  /* Some gateways answer in the place of the question. */
  return address != NULL ? address : dup_stripped (query, "prompt");
}
