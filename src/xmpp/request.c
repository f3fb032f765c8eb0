/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sees to it that each iq request gets its one answer (RFC 6120 §8.2.3). */

#include "config.h"

#include "xmpp/request.h"

#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

struct _XmppRequest {
  XmlElement *stanza;
  const XmlElement *payload; /* in stanza */
  XmppJid *from;
  XmppRequestAnswer answer; /* NULL once answered */
  gpointer user_data;
  GDestroyNotify destroy;
};

static void
answer_once (XmppRequest *self, XmlElement *iq)
{
  XmppRequestAnswer answer = g_steal_pointer (&self->answer);

  answer (iq, self->user_data);
}

static void
clear (gpointer data)
{
  XmppRequest *self = data;

  if (self->answer != NULL) {
    g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE, NULL);
    xmpp_request_fail (self, error);
  }

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_clear_pointer (&self->from, xmpp_jid_unref);
  g_clear_pointer (&self->stanza, xml_element_unref);
}

XmppRequest *
xmpp_request_ref (XmppRequest *self)
{
  return g_rc_box_acquire (self);
}

void
xmpp_request_unref (XmppRequest *self)
{
  g_rc_box_release_full (self, clear);
}

XmppJid *
xmpp_request_get_from (XmppRequest *self)
{
  return self->from;
}

const XmlElement *
xmpp_request_get_stanza (XmppRequest *self)
{
  return self->stanza;
}

const XmlElement *
xmpp_request_get_payload (XmppRequest *self)
{
  return self->payload;
}

void
xmpp_request_reply (XmppRequest *self, XmlElement *payload)
{
  g_return_if_fail (self->answer != NULL);

  answer_once (self, xmpp_iq_new_result (self->stanza, payload));
}

void
xmpp_request_fail (XmppRequest *self, const GError *error)
{
  g_return_if_fail (self->answer != NULL);

  answer_once (self, xmpp_stanza_new_error (self->stanza, error));
}

XmppRequest *
xmpp_request_new (const XmlElement *stanza,
                  const XmlElement *payload,
                  const XmppJid *from,
                  XmppRequestAnswer answer,
                  gpointer user_data,
                  GDestroyNotify destroy)
{
  XmppRequest *self = g_rc_box_new0 (XmppRequest);

  self->stanza = xml_element_ref (stanza);
  self->payload = payload;
  self->from = from != NULL ? xmpp_jid_ref (from) : NULL;
  self->answer = answer;
  self->user_data = user_data;
  self->destroy = destroy;
  return self;
}
