/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that are taken back (XEP-0424). */
#include "config.h"

#include "xmpp/xep/0424-retraction.h"

#include "base/time.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0334-hints.h"
#include "xmpp/xep/0359-ids.h"

/* As the specification has it; what language the other side reads is not known. */
#define FALLBACK "/me retracted a previous message, but it's unsupported by your client."

const char *
xmpp_retraction_get_target (const XmlElement *message)
{
  return xmpp_ids_get (xml_element_find (message, "retract", XMPP_NS_RETRACTION));
}

gboolean
xmpp_retraction_is_tombstone (const XmlElement *message, gint64 *time_us)
{
  const XmlElement *retracted = xml_element_find (message, "retracted", XMPP_NS_RETRACTION);
  const char *stamp = retracted != NULL ? xml_element_get (retracted, "stamp") : NULL;

  if (retracted == NULL || xml_element_find (message, "body", NULL) != NULL)
    return FALSE;
  if (stamp != NULL)
    base_time_parse (stamp, time_us, NULL);
  return TRUE;
}

void
xmpp_retraction_add (XmlElement *message, const char *id)
{
  xml_element_set (xml_element_add (message, "retract", XMPP_NS_RETRACTION), "id", id);
  xml_element_set (xml_element_add (message, "fallback", XMPP_NS_FALLBACK), "for",
                   XMPP_NS_RETRACTION);
  xmpp_message_set_body (message, FALLBACK);
  xmpp_hint_add (message, "store");
}
