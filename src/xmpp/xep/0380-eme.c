/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With what a message is encrypted (XEP-0380). */
#include "config.h"

#include "xmpp/xep/0380-eme.h"

#include "xmpp/ns.h"

#define NS_OMEMO_0 "eu.siacs.conversations.axolotl"

/* §3.2 */
static const struct {
  const char *ns, *name;
} known[] = {
  { "urn:xmpp:otr:0", "OTR" },
  { "jabber:x:encrypted", "OpenPGP" },
  { "urn:xmpp:openpgp:0", "OpenPGP for XMPP" },
  { NS_OMEMO_0, "OMEMO" },
  { "urn:xmpp:omemo:1", "OMEMO" },
  { "urn:xmpp:omemo:2", "OMEMO" },
};

char *
xmpp_eme_dup_name (const XmlElement *parent)
{
  const XmlElement *encryption = xml_element_find (parent, "encryption", XMPP_NS_EME);
  const char *ns = encryption != NULL ? xml_element_get (encryption, "namespace") : NULL;
  const char *name;

  if (ns == NULL || *ns == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].ns, ns))
      return g_strdup (known[i].name);
  name = xml_element_get (encryption, "name");
  return g_strdup (name != NULL && *name != '\0' ? name : ns);
}

gboolean
xmpp_eme_has_content (const XmlElement *message)
{
  /* OMEMO 0.3 §4.6: without a payload it only brings keys. */
  const XmlElement *encrypted = xml_element_find (message, "encrypted", NS_OMEMO_0);

  return encrypted == NULL || xml_element_find (encrypted, "payload", NS_OMEMO_0) != NULL;
}
