/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells which program this is (XEP-0092), but not on what system it runs. */
#include "config.h"

#include "xmpp/xep/0092-version.h"

#include "base/text.h"
#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/xep/0030-disco.h"

#define MAX_TEXT 100

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

/* (nullable): NULL when it is blank */
static char *
dup_text (const XmlElement *query, const char *name)
{
  g_autofree char *text = xml_element_dup_child_text (query, name, XMPP_NS_VERSION);

  if (text == NULL || base_text_is_blank (text))
    return NULL;
  text[base_text_clip (text, MAX_TEXT)] = '\0';
  return g_steal_pointer (&text);
}

XmlElement *
xmpp_version_build (void)
{
  return xml_element_new ("query", XMPP_NS_VERSION);
}

XmppVersionInfo *
xmpp_version_read (const XmlElement *reply)
{
  const XmlElement *query = xml_element_find (reply, "query", XMPP_NS_VERSION);
  char *name = query != NULL ? dup_text (query, "name") : NULL;
  XmppVersionInfo *self;

  if (name == NULL)
    return NULL;
  self = g_new0 (XmppVersionInfo, 1);
  self->name = name;
  self->version = dup_text (query, "version");
  self->os = dup_text (query, "os");
  return self;
}

void
xmpp_version_info_free (XmppVersionInfo *self)
{
  g_free (self->name);
  g_free (self->version);
  g_free (self->os);
  g_free (self);
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
