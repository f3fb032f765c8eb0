/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells what time it is here (XEP-0202). */
#include "config.h"

#include "xmpp/xep/0202-time.h"

#include "base/time.h"
#include "xmpp/ns.h"
#include "xmpp/request.h"

struct _XmppTime {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (XmppTime, xmpp_time, XMPP_TYPE_MODULE)

static void
on_request (XmppModule *module, XmppRequest *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *tzo =
    base_time_format_zone (g_date_time_get_utc_offset (now) / G_TIME_SPAN_MINUTE);
  g_autofree char *utc = base_time_format (g_date_time_to_unix (now) * G_USEC_PER_SEC);
  XmlElement *payload = xml_element_new ("time", XMPP_NS_TIME);

  xml_element_add_text_child (payload, "tzo", NULL, tzo);
  xml_element_add_text_child (payload, "utc", NULL, utc);
  xmpp_request_reply (request, payload);
}

XmlElement *
xmpp_time_build (void)
{
  return xml_element_new ("time", XMPP_NS_TIME);
}

gboolean
xmpp_time_read (const XmlElement *reply, int *minutes)
{
  const XmlElement *time = xml_element_find (reply, "time", XMPP_NS_TIME);
  g_autofree char *zone =
    time != NULL ? xml_element_dup_child_text (time, "tzo", XMPP_NS_TIME) : NULL;

  return zone != NULL && base_time_parse_zone (zone, minutes, NULL);
}

static void
xmpp_time_class_init (XmppTimeClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "time", XMPP_NS_TIME, .request = on_request },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_TIME, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
}

static void
xmpp_time_init (XmppTime *self)
{
}
