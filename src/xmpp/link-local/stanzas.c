/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In place of a server, between a session and people nearby. */
#include "config.h"

#include "xmpp/link-local/stanzas.h"

#include "base/random.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"

/* --- What the session is told --- */

static XmlElement *
refuse (const XmlElement *iq, XmppStanzaErrorCode code)
{
  g_autoptr (GError) error = xmpp_stanza_error_new (code, NULL);

  return xmpp_stanza_new_error (iq, error);
}

XmlElement *
xmpp_nearby_answer_session (const XmlElement *iq)
{
  const XmlElement *payload = xmpp_iq_payload (iq);
  gboolean of_server = xmpp_iq_type (iq) == XMPP_IQ_GET && xml_element_get (iq, "to") == NULL;
  XmlElement *answer;

  if (of_server && xml_element_is (payload, "query", XMPP_NS_ROSTER))
    return xmpp_iq_new_result (iq, xml_element_new ("query", XMPP_NS_ROSTER));
  if (of_server && xml_element_is (payload, "ping", XMPP_NS_PING))
    return xmpp_iq_new_result (iq, NULL);
  answer = refuse (iq, XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE);
  xml_element_set (answer, "from", xml_element_get (iq, "to"));
  return answer;
}

XmlElement *
xmpp_nearby_answer_bind (const XmlElement *iq, const XmppJid *own, XmppJid **jid)
{
  const XmlElement *request = xml_element_find (iq, "bind", XMPP_NS_BIND);
  g_autofree char *resource =
    request != NULL ? xml_element_dup_child_text (request, "resource", XMPP_NS_BIND) : NULL;
  XmlElement *bind = xml_element_new ("bind", XMPP_NS_BIND);

  *jid = resource != NULL ? xmpp_jid_with_resource (own, resource, NULL) : NULL;
  if (*jid == NULL) {
    g_autofree char *id = base_random_id ();

    *jid = xmpp_jid_with_resource (own, id, NULL);
  }
  xml_element_add_text_child (bind, "jid", NULL, xmpp_jid_string (*jid));
  return xmpp_iq_new_result (iq, bind);
}

XmlElement *
xmpp_nearby_new_push (const XmppNearbyPeer *peer)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_ROSTER);
  XmlElement *item = xml_element_add (query, "item", NULL);
  XmlElement *push = xmpp_iq_new ("set", NULL, query);
  g_autofree char *id = base_random_id ();

  xml_element_set (push, "id", id);
  xml_element_set (item, "jid", xmpp_jid_string (peer->jid));
  xml_element_set (item, "name", peer->card->nick);
  xml_element_set (item, "subscription", "both");
  return push;
}

XmlElement *
xmpp_nearby_new_presence (const XmppNearbyPeer *peer, gboolean available, const XmppJid *to)
{
  XmlElement *presence =
    xmpp_presence_new (available ? XMPP_PRESENCE_AVAILABLE : XMPP_PRESENCE_UNAVAILABLE, to);

  xml_element_set (presence, "from", xmpp_jid_string (peer->jid));
  if (available) {
    xmpp_presence_set_show (presence, peer->card->show);
    xmpp_presence_set_status (presence, peer->card->status);
  }
  return presence;
}

/* What a server vouches for, what comes from its archive, and whom to have on the list at one. */
static gboolean
is_of_server (const XmlElement *child)
{
  static const char *const namespaces[] = { XMPP_NS_STANZA_IDS,   XMPP_NS_DELAY,
                                            XMPP_NS_DELAY_LEGACY, XMPP_NS_PUBSUB_EVENT,
                                            XMPP_NS_EXCHANGE,     NULL };

  return g_strv_contains (namespaces, xml_element_get_ns (child)) &&
         !xml_element_is (child, "origin-id", XMPP_NS_STANZA_IDS);
}

XmlElement *
xmpp_nearby_take_message (const XmlElement *message, const XmppJid *from, const XmppJid *to)
{
  XmppMessageType type = xmpp_message_type (message);
  XmlElement *taken;
  XmlIter iter = { .parent = message };
  const XmlElement *child;

  if (type == XMPP_MESSAGE_GROUPCHAT || type == XMPP_MESSAGE_HEADLINE)
    return NULL;
  taken = xmpp_message_new (type, to);
  xml_element_set (taken, "from", xmpp_jid_string (from));
  xml_element_set (taken, "id", xmpp_stanza_id (message));
  xml_element_set_lang (taken, xml_element_get_lang (message));
  while (xml_iter_next (&iter, &child))
    if (!is_of_server (child))
      xml_element_take (taken, xml_element_ref (child));
  return taken;
}

/* --- What peers are told --- */

XmlElement *
xmpp_nearby_readdress (const XmlElement *stanza, const char *from, const char *to)
{
  XmlElement *copy = xml_element_copy (stanza);

  xml_element_set (copy, "from", from);
  xml_element_set (copy, "to", to);
  xml_element_seal (copy);
  return copy;
}

static XmlElement *
describe_us (const XmlElement *iq)
{
  static const char *const features[] = { XMPP_NS_CHAT_STATES, XMPP_NS_DISCO_INFO,
                                          XMPP_NS_RECEIPTS };
  const XmlElement *request = xmpp_iq_payload (iq);
  XmlElement *query = xml_element_new ("query", XMPP_NS_DISCO_INFO);
  XmlElement *identity = xml_element_add (query, "identity", NULL);

  xml_element_set (query, "node", xml_element_get (request, "node"));
  xml_element_set (identity, "category", "client");
  xml_element_set (identity, "type", "pc");
  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    xml_element_set (xml_element_add (query, "feature", NULL), "var", features[i]);
  return xmpp_iq_new_result (iq, query);
}

/* Stream initiation (XEP-0095) and Jingle (XEP-0166), by which files are offered. */
static gboolean
is_offer (const XmlElement *payload)
{
  return xml_element_is (payload, "si", "http://jabber.org/protocol/si") ||
         xml_element_is (payload, "jingle", "urn:xmpp:jingle:1");
}

XmlElement *
xmpp_nearby_answer_peer (const XmlElement *iq)
{
  const XmlElement *payload = xmpp_iq_payload (iq);
  XmppIqType type = xmpp_iq_type (iq);

  if (type == XMPP_IQ_RESULT || type == XMPP_IQ_ERROR)
    return NULL;
  if (type == XMPP_IQ_INVALID || payload == NULL)
    return refuse (iq, XMPP_STANZA_ERROR_BAD_REQUEST);
  if (type == XMPP_IQ_GET && xml_element_is (payload, "query", XMPP_NS_DISCO_INFO))
    return describe_us (iq);
  if (type == XMPP_IQ_GET && xml_element_is (payload, "ping", XMPP_NS_PING))
    return xmpp_iq_new_result (iq, NULL);
  return refuse (iq, is_offer (payload) ? XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED
                                        : XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE);
}
