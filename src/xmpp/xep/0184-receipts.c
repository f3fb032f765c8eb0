/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Receipts for messages that reached the other's client (XEP-0184). */
#include "config.h"

#include "xmpp/xep/0184-receipts.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0334-hints.h"

gboolean
xmpp_receipts_is_requested (const XmlElement *message)
{
  XmppMessageType type = xmpp_message_type (message);
  const char *id = xmpp_stanza_id (message);

  return xml_element_find (message, "request", XMPP_NS_RECEIPTS) != NULL &&
         xml_element_find (message, "received", XMPP_NS_RECEIPTS) == NULL && id != NULL &&
         *id != '\0' && type != XMPP_MESSAGE_ERROR && type != XMPP_MESSAGE_GROUPCHAT;
}

const char *
xmpp_receipts_get_received (const XmlElement *message)
{
  const XmlElement *received = xml_element_find (message, "received", XMPP_NS_RECEIPTS);
  const char *id = received != NULL ? xml_element_get (received, "id") : NULL;

  /* An error gives our own receipt back. */
  if (id == NULL || *id == '\0' || xmpp_message_type (message) == XMPP_MESSAGE_ERROR)
    return NULL;
  return id;
}

XmlElement *
xmpp_receipts_build_request (void)
{
  return xml_element_new ("request", XMPP_NS_RECEIPTS);
}

XmlElement *
xmpp_receipts_new_receipt (const XmlElement *message)
{
  XmlElement *receipt = xmpp_message_new (xmpp_message_type (message), NULL);

  xml_element_set (receipt, "to", xml_element_get (message, "from"));
  xml_element_set (xml_element_add (receipt, "received", XMPP_NS_RECEIPTS), "id",
                   xmpp_stanza_id (message));
  xmpp_hint_add (receipt, "store");
  return receipt;
}
