/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Client state indication (XEP-0352). */
#include "config.h"

#include "xmpp/xep/0352-csi.h"

#include "xmpp/ns.h"
#include "xmpp/session.h"

struct _XmppCsi {
  XmppModule parent_instance;

  gboolean inactive;
  gboolean told_inactive;
};

G_DEFINE_FINAL_TYPE (XmppCsi, xmpp_csi, XMPP_TYPE_MODULE)

static void
tell (XmppCsi *self)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  const XmlElement *features = xmpp_session_get_features (session);

  if (self->inactive == self->told_inactive ||
      xmpp_session_get_state (session) != XMPP_SESSION_ONLINE ||
      xml_element_find (features, "csi", XMPP_NS_CSI) == NULL)
    return;
  self->told_inactive = self->inactive;
  xmpp_session_send (session,
                     xml_element_new (self->inactive ? "inactive" : "active", XMPP_NS_CSI));
}

void
xmpp_csi_set_active (XmppCsi *self, gboolean active)
{
  self->inactive = !active;
  xmpp_session_set_inactive (xmpp_module_get_session (XMPP_MODULE (self)), !active);
  tell (self);
}

/* Each stream begins active (§4.2), unless Bind 2 has said otherwise. */
static void
xmpp_csi_started (XmppModule *module, gboolean resumed)
{
  XmppCsi *self = XMPP_CSI (module);

  self->told_inactive =
    !resumed && xmpp_session_is_enabled (xmpp_module_get_session (module), XMPP_NS_CSI);
  tell (self);
}

static void
xmpp_csi_class_init (XmppCsiClass *klass)
{
  XMPP_MODULE_CLASS (klass)->started = xmpp_csi_started;
}

static void
xmpp_csi_init (XmppCsi *self)
{
}
