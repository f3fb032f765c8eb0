/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of what one's other devices send and receive (XEP-0280). */
#include "config.h"

#include "xmpp/xep/0280-carbons.h"

#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/xep/0297-forward.h"

struct _XmppCarbons {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (XmppCarbons, xmpp_carbons, XMPP_TYPE_MODULE)

const XmlElement *
xmpp_carbons_read (const XmlElement *message, gboolean *sent)
{
  const XmlElement *received = xml_element_find (message, "received", XMPP_NS_CARBONS);
  const XmlElement *copy =
    received != NULL ? received : xml_element_find (message, "sent", XMPP_NS_CARBONS);

  *sent = received == NULL;
  return copy != NULL ? xmpp_forward_read (copy, NULL) : NULL;
}

static void
on_enabled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (reply == NULL)
    g_debug ("No copies of what other devices do: %s", error->message);
}

static void
xmpp_carbons_started (XmppModule *module, gboolean resumed)
{
  XmppSession *session = xmpp_module_get_session (module);

  if (!resumed && !xmpp_session_is_enabled (session, XMPP_NS_CARBONS))
    xmpp_session_query_async (session, "set", NULL, xml_element_new ("enable", XMPP_NS_CARBONS),
                              NULL, on_enabled, NULL);
}

static void
xmpp_carbons_class_init (XmppCarbonsClass *klass)
{
  static const char *const features[] = { XMPP_NS_CARBONS, NULL };

  XMPP_MODULE_CLASS (klass)->features = features;
  XMPP_MODULE_CLASS (klass)->enable = XMPP_NS_CARBONS;
  XMPP_MODULE_CLASS (klass)->started = xmpp_carbons_started;
}

static void
xmpp_carbons_init (XmppCarbons *self)
{
}
