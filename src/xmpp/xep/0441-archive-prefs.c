/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With whom what is said gets into the server's archive (XEP-0441). */
#include "config.h"

#include "xmpp/xep/0441-archive-prefs.h"

#include "xmpp/ns.h"
#include "xmpp/xep/0313-mam.h"

/* Half of what the usual servers take from a client; beyond their limit they end the stream. */
#define MAX_BYTES ((gsize) 128 << 10)

static const char *const policies[] = {
  [XMPP_ARCHIVE_ALWAYS] = "always",
  [XMPP_ARCHIVE_ROSTER] = "roster",
  [XMPP_ARCHIVE_NEVER] = "never",
};

XmlElement *
xmpp_archive_prefs_build_get (void)
{
  return xml_element_new ("prefs", XMPP_NS_MAM);
}

gboolean
xmpp_archive_prefs_read (const XmlElement *reply, XmppArchivePolicy *policy, GError **error)
{
  const XmlElement *prefs = xml_element_find (reply, "prefs", XMPP_NS_MAM);
  const char *name = prefs != NULL ? xml_element_get (prefs, "default") : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_strcmp0 (name, policies[i]) == 0) {
      *policy = (XmppArchivePolicy) i;
      return TRUE;
    }
  g_set_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_INVALID, "Preferences without a policy");
  return FALSE;
}

XmlElement *
xmpp_archive_prefs_build_set (const XmlElement *reply, XmppArchivePolicy policy, GError **error)
{
  static const char *const lists[] = { "always", "never" };
  const XmlElement *old = xml_element_find (reply, "prefs", XMPP_NS_MAM);
  g_autoptr (XmlElement) prefs = xml_element_new ("prefs", XMPP_NS_MAM);

  xml_element_set (prefs, "default", policies[policy]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    const XmlElement *list = old != NULL ? xml_element_find (old, lists[i], XMPP_NS_MAM) : NULL;

    xml_element_take (prefs, list != NULL ? xml_element_ref (list)
                                          : xml_element_new (lists[i], XMPP_NS_MAM));
  }
  if (xml_element_get_n_bytes (prefs) > MAX_BYTES) {
    g_set_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_TOO_MUCH,
                 "Preferences of more than %" G_GSIZE_FORMAT " bytes", MAX_BYTES);
    return NULL;
  }
  return g_steal_pointer (&prefs);
}
