/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stream management: resuming the former session instead of binding a resource, or switching it on
 * after that (XEP-0198 §3, §5). */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"

#include <string.h>

/* XEP-0198 §5: longer than 4000 bytes no id should be. */
#define MAX_ID 4000
#define MAX_LOCATION 1024

/* The server's count of our stanzas, if it gives one; 2³² is followed by 0 (XEP-0198 §4). */
static void
read_h (XmppNegotiator *self, const XmlElement *reply)
{
  guint64 h;

  if (!xml_element_get_uint (reply, "h", G_MAXUINT32, &h, NULL))
    return;
  self->result.has_h = TRUE;
  self->result.h = (guint32) h;
}

static gboolean
wants_resume (XmppNegotiator *self, const XmlElement *offer)
{
  return self->resume_id != NULL;
}

XmlElement *
xmpp_resume_request (XmppNegotiator *self)
{
  XmlElement *resume = xml_element_new ("resume", XMPP_NS_STREAM_MANAGEMENT);

  xml_element_set (resume, "previd", self->resume_id);
  xml_element_set_uint (resume, "h", self->resume_h);
  return resume;
}

gboolean
xmpp_resume_take_resumed (XmppNegotiator *self, const XmlElement *resumed)
{
  read_h (self, resumed);
  if (!self->result.has_h || g_strcmp0 (xml_element_get (resumed, "previd"), self->resume_id) != 0)
    return FALSE;
  self->result.resume = XMPP_RESUME_DONE;
  self->result.jid = xmpp_jid_ref (self->resume_jid);
  return TRUE;
}

void
xmpp_resume_take_failed (XmppNegotiator *self, const XmlElement *failed)
{
  read_h (self, failed);
  g_clear_pointer (&self->resume_id, g_free);
}

static XmppStep
begin_resume (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  xmpp_negotiator_send (self, xmpp_resume_request (self));
  return XMPP_STEP_WAIT;
}

static XmppStep
handle_resume (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (xml_element_is (reply, "failed", XMPP_NS_STREAM_MANAGEMENT)) {
    xmpp_resume_take_failed (self, reply);
    return xmpp_negotiator_next (self, error);
  }
  if (!xml_element_is (reply, "resumed", XMPP_NS_STREAM_MANAGEMENT) ||
      !xmpp_resume_take_resumed (self, reply))
    return xmpp_negotiator_fail_unexpected (self, reply, error);
  self->phase = XMPP_PHASE_READY;
  return XMPP_STEP_READY;
}

const XmppFeature xmpp_feature_resume = {
  .name = "sm",
  .ns = XMPP_NS_STREAM_MANAGEMENT,
  .stage = XMPP_STAGE_SIGNED_IN,
  .wanted = wants_resume,
  .begin = begin_resume,
  .handle = handle_resume,
};

static gboolean
is_true (const XmlElement *element, const char *attr)
{
  const char *value = xml_element_get (element, attr);

  return value != NULL && (g_str_equal (value, "true") || g_str_equal (value, "1"));
}

/* (nullable): the attribute, unless it is empty or too long. */
static char *
dup_short (const XmlElement *element, const char *attr, gsize max)
{
  const char *value = xml_element_get (element, attr);

  if (value == NULL || *value == '\0' || strlen (value) > max)
    return NULL;
  return g_strdup (value);
}

XmlElement *
xmpp_manage_request (XmppNegotiator *self)
{
  XmlElement *enable = xml_element_new ("enable", XMPP_NS_STREAM_MANAGEMENT);

  xml_element_set (enable, "resume", self->no_resumption ? NULL : "true");
  self->manage_asked = TRUE;
  return enable;
}

void
xmpp_manage_take_enabled (XmppNegotiator *self, const XmlElement *enabled)
{
  self->result.managed = TRUE;
  if (is_true (enabled, "resume") && !self->no_resumption) {
    self->result.sm_id = dup_short (enabled, "id", MAX_ID);
    self->result.sm_location = dup_short (enabled, "location", MAX_LOCATION);
    xml_element_get_uint (enabled, "max", G_MAXUINT32, &self->result.sm_max_s, NULL);
  }
}

/* Bind 2 may have asked for it already. */
static gboolean
wants_manage (XmppNegotiator *self, const XmlElement *offer)
{
  return !self->manage_asked;
}

static XmppStep
begin_manage (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  xmpp_negotiator_send (self, xmpp_manage_request (self));
  return XMPP_STEP_WAIT;
}

static XmppStep
handle_manage (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  /* Not a reason to stay out: the session only does without. */
  if (xml_element_is (reply, "failed", XMPP_NS_STREAM_MANAGEMENT))
    return xmpp_negotiator_next (self, error);
  if (!xml_element_is (reply, "enabled", XMPP_NS_STREAM_MANAGEMENT))
    return xmpp_negotiator_fail_unexpected (self, reply, error);

  xmpp_manage_take_enabled (self, reply);
  return xmpp_negotiator_next (self, error);
}

const XmppFeature xmpp_feature_manage = {
  .name = "sm",
  .ns = XMPP_NS_STREAM_MANAGEMENT,
  .stage = XMPP_STAGE_BOUND,
  .wanted = wants_manage,
  .begin = begin_manage,
  .handle = handle_manage,
};
