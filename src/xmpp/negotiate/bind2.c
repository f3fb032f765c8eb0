/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Resource binding along with the sign-in, and what is switched on with it (XEP-0386). */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/xep/0030-disco.h"

static gboolean
can_enable (const XmlElement *bind_offer, const char *ns)
{
  const XmlElement *list = xml_element_find (bind_offer, "inline", XMPP_NS_BIND2);
  XmlIter iter = { .parent = list, .name = "feature", .ns = XMPP_NS_BIND2 };
  const XmlElement *feature;

  while (list != NULL && xml_iter_next (&iter, &feature)) {
    if (g_strcmp0 (xml_element_get (feature, "var"), ns) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_enabled (XmppNegotiator *self, XmlElement *bind, const XmlElement *bind_offer)
{
  g_autoptr (GStrvBuilder) enabled = g_strv_builder_new ();

  for (guint i = 0; self->enable != NULL && self->enable[i] != NULL; i++) {
    if (!can_enable (bind_offer, self->enable[i]))
      continue;
    xml_element_add (bind, "enable", self->enable[i]);
    g_strv_builder_add (enabled, self->enable[i]);
  }
  if (self->inactive && can_enable (bind_offer, XMPP_NS_CSI)) {
    xml_element_add (bind, "inactive", XMPP_NS_CSI);
    g_strv_builder_add (enabled, XMPP_NS_CSI);
  }
  g_clear_pointer (&self->result.enabled, g_strfreev);
  self->result.enabled = g_strv_builder_end (enabled);
}

void
xmpp_bind2_request (XmppNegotiator *self, XmlElement *to, const XmlElement *inline_offer)
{
  const XmlElement *offer = xml_element_find (inline_offer, "bind", XMPP_NS_BIND2);
  XmlElement *bind;

  if (offer == NULL || !self->bind_inline)
    return;
  bind = xml_element_add (to, "bind", XMPP_NS_BIND2);
  xml_element_add_text_child (bind, "tag", NULL, XMPP_CLIENT_NAME);
  add_enabled (self, bind, offer);
  if (can_enable (offer, XMPP_NS_STREAM_MANAGEMENT))
    xml_element_take (bind, xmpp_manage_request (self));
}

void
xmpp_bind2_take_unbound (XmppNegotiator *self)
{
  g_clear_pointer (&self->result.enabled, g_strfreev);
  self->manage_asked = FALSE;
}

void
xmpp_bind2_take_bound (XmppNegotiator *self, const XmlElement *bound)
{
  const XmlElement *enabled = xml_element_find (bound, "enabled", XMPP_NS_STREAM_MANAGEMENT);

  if (enabled == NULL || !self->manage_asked)
    return;
  xmpp_manage_take_enabled (self, enabled);
  self->result.counts_early = TRUE;
}
