/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells which program this is (XEP-0092), but not on what system it runs. */
#include "config.h"

#include "xmpp/xep/0092-version.h"

#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/xep/0030-disco.h"

struct _XmppVersion {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (XmppVersion, xmpp_version, XMPP_TYPE_MODULE)

static void
on_request (XmppModule *module, XmppRequest *request)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_VERSION);

  xml_element_add_text_child (query, "name", NULL, XMPP_CLIENT_NAME);
  xml_element_add_text_child (query, "version", NULL, KITH_VERSION);
  xmpp_request_reply (request, query);
}

static void
xmpp_version_class_init (XmppVersionClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "query", XMPP_NS_VERSION, .request = on_request },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_VERSION, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
}

static void
xmpp_version_init (XmppVersion *self)
{
}
