/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells for how long nobody has touched this machine (XEP-0012), to those who may know. */
#include "config.h"

#include "xmpp/xep/0012-last.h"

#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"

struct _XmppLast {
  XmppModule parent_instance;
  const XmppLastSource *source; /* (nullable) */
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (XmppLast, xmpp_last, XMPP_TYPE_MODULE)

static gboolean
may_know (XmppLast *self, const XmppJid *from)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));

  return from == NULL || xmpp_jid_equal_bare (from, xmpp_session_get_account (session)) ||
         self->source->may_know (from, self->user_data);
}

static void
on_request (XmppModule *module, XmppRequest *request)
{
  XmppLast *self = XMPP_LAST (module);
  XmlElement *query;

  if (self->source == NULL)
    return; /* service-unavailable */

  if (!may_know (self, xmpp_request_get_from (request))) {
    g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_FORBIDDEN, NULL);

    xmpp_request_fail (request, error);
    return;
  }

  query = xml_element_new ("query", XMPP_NS_LAST);
  xml_element_set_uint (query, "seconds", self->source->idle_seconds (self->user_data));
  xmpp_request_reply (request, query);
}

void
xmpp_last_set_source (XmppLast *self, const XmppLastSource *source, gpointer user_data)
{
  self->source = source;
  self->user_data = user_data;
}

static void
xmpp_last_class_init (XmppLastClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "query", XMPP_NS_LAST, .request = on_request },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_LAST, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
}

static void
xmpp_last_init (XmppLast *self)
{
}
