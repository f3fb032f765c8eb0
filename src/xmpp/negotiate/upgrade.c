/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server learns a better hash of the password than it has (XEP-0480). */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/saslprep.h"
#include "xmpp/sasl/scram.h"
#include "xmpp/sasl/secret.h"

#include <string.h>

#define PREFIX "UPGR-"

/* (nullable): the unbound mechanism that @element's text is the upgrade to. */
static const XmppSaslMechanism *
find_upgrade (const XmlElement *element)
{
  g_autofree char *name = g_strstrip (xml_element_dup_text (element));

  for (guint i = 0; i < G_N_ELEMENTS (xmpp_sasl_scram); i++) {
    const XmppSaslMechanism *mechanism = &xmpp_sasl_scram[i];

    if (!xmpp_sasl_mechanism_is_bound (mechanism) && g_str_has_prefix (name, PREFIX) &&
        g_str_equal (name + strlen (PREFIX), mechanism->name))
      return mechanism;
  }
  return NULL;
}

/* The better comes first in the table. */
static const XmppSaslMechanism *
find_best (const XmlElement *offer)
{
  XmlIter iter = { .parent = offer, .name = "upgrade", .ns = XMPP_NS_SASL_UPGRADE };
  const XmppSaslMechanism *best = NULL;
  const XmlElement *element;

  while (xml_iter_next (&iter, &element)) {
    const XmppSaslMechanism *mechanism = find_upgrade (element);

    if (mechanism != NULL && (best == NULL || mechanism < best))
      best = mechanism;
  }
  return best;
}

/* The key that will be asked for is as good as the password: it goes to nobody but the other end of
 * a bound sign-in (§5), and only if it is for a better hash than that. */
void
xmpp_upgrade_request (XmppNegotiator *self, XmlElement *to, const XmlElement *offer)
{
  const XmppSaslMechanism *used = xmpp_sasl_exchange_get_choice (self->exchange)->mechanism;
  const XmppSaslMechanism *best = find_best (offer);
  g_autofree char *task = NULL;

  self->upgrade = NULL;
  if (best == NULL || !xmpp_sasl_mechanism_is_scram (used) ||
      !xmpp_sasl_mechanism_is_bound (used) || best->hash <= used->hash)
    return;
  self->upgrade = best;
  task = g_strconcat (PREFIX, best->name, NULL);
  xml_element_add_text_child (to, "upgrade", XMPP_NS_SASL_UPGRADE, task);
}

gboolean
xmpp_upgrade_is_asked_for (XmppNegotiator *self, const XmlElement *tasks)
{
  XmlIter iter = { .parent = tasks, .name = "task", .ns = XMPP_NS_SASL2 };
  const XmlElement *task;

  while (self->upgrade != NULL && xml_iter_next (&iter, &task)) {
    if (find_upgrade (task) == self->upgrade)
      return TRUE;
  }
  return FALSE;
}

XmppStep
xmpp_upgrade_begin (XmppNegotiator *self)
{
  XmlElement *next = xml_element_new ("next", XMPP_NS_SASL2);
  g_autofree char *task = g_strconcat (PREFIX, self->upgrade->name, NULL);

  xml_element_set (next, "task", task);
  xmpp_negotiator_send (self, next);
  return XMPP_STEP_WAIT;
}

static XmppStep
on_derived (XmppNegotiator *self, GBytes *key, GError **error)
{
  XmlElement *data = xml_element_new ("task-data", XMPP_NS_SASL2);

  xmpp_element_set_bytes (xml_element_add (data, "hash", XMPP_NS_SCRAM_UPGRADE), key, NULL);
  xmpp_negotiator_send (self, data);
  self->upgrade = NULL; /* once */
  return XMPP_STEP_WAIT;
}

XmppStep
xmpp_upgrade_handle (XmppNegotiator *self, const XmlElement *data, GError **error)
{
  const XmlElement *element = xml_element_find (data, "salt", XMPP_NS_SCRAM_UPGRADE);
  g_autoptr (GBytes) salt = NULL;
  char *password;
  XmppKeyRequest *request;
  guint iterations;

  if (element == NULL || self->upgrade == NULL)
    return xmpp_negotiator_fail_unexpected (self, data, error);
  salt = xmpp_negotiator_parse_bytes (element, error);
  if (salt == NULL ||
      !xmpp_scram_parse_iterations (xml_element_get (element, "iterations"), &iterations, error))
    return XMPP_STEP_FAILED;
  password = xmpp_saslprep (xmpp_credentials_get_password (self->credentials), error);
  if (password == NULL)
    return XMPP_STEP_FAILED;
  request = xmpp_key_request_new (self->upgrade->hash, salt, iterations, password);
  xmpp_secret_free (password);
  return xmpp_negotiator_derive (self, request, on_derived);
}
