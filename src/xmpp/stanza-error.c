/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The <error/> of a stanza as a GError and back (RFC 6120 §8.3). */
#include "config.h"

#include "xmpp/stanza-error.h"

#include "xmpp/error-text.h"
#include "xmpp/ns.h"

static const char *const type_names[] = {
  [XMPP_STANZA_ERROR_TYPE_AUTH] = "auth",         [XMPP_STANZA_ERROR_TYPE_CANCEL] = "cancel",
  [XMPP_STANZA_ERROR_TYPE_CONTINUE] = "continue", [XMPP_STANZA_ERROR_TYPE_MODIFY] = "modify",
  [XMPP_STANZA_ERROR_TYPE_WAIT] = "wait",
};

/* Each condition with the type that RFC 6120 §8.3.3 asks for, the first where it names two. */
static const struct {
  const char *name;
  XmppStanzaErrorType type;
} conditions[] = {

#define CONDITION(code, name, type)                                                                \
  [XMPP_STANZA_ERROR_##code] = { name, XMPP_STANZA_ERROR_TYPE_##type }
  CONDITION (BAD_REQUEST, "bad-request", MODIFY),
  CONDITION (CONFLICT, "conflict", CANCEL),
  CONDITION (FEATURE_NOT_IMPLEMENTED, "feature-not-implemented", CANCEL),
  CONDITION (FORBIDDEN, "forbidden", AUTH),
  CONDITION (GONE, "gone", CANCEL),
  CONDITION (INTERNAL_SERVER_ERROR, "internal-server-error", CANCEL),
  CONDITION (ITEM_NOT_FOUND, "item-not-found", CANCEL),
  CONDITION (JID_MALFORMED, "jid-malformed", MODIFY),
  CONDITION (NOT_ACCEPTABLE, "not-acceptable", MODIFY),
  CONDITION (NOT_ALLOWED, "not-allowed", CANCEL),
  CONDITION (NOT_AUTHORIZED, "not-authorized", AUTH),
  CONDITION (POLICY_VIOLATION, "policy-violation", MODIFY),
  CONDITION (RECIPIENT_UNAVAILABLE, "recipient-unavailable", WAIT),
  CONDITION (REDIRECT, "redirect", MODIFY),
  CONDITION (REGISTRATION_REQUIRED, "registration-required", AUTH),
  CONDITION (REMOTE_SERVER_NOT_FOUND, "remote-server-not-found", CANCEL),
  CONDITION (REMOTE_SERVER_TIMEOUT, "remote-server-timeout", WAIT),
  CONDITION (RESOURCE_CONSTRAINT, "resource-constraint", WAIT),
  CONDITION (SERVICE_UNAVAILABLE, "service-unavailable", CANCEL),
  CONDITION (SUBSCRIPTION_REQUIRED, "subscription-required", AUTH),
  CONDITION (UNDEFINED_CONDITION, "undefined-condition", CANCEL),
  CONDITION (UNEXPECTED_REQUEST, "unexpected-request", WAIT),
#undef CONDITION
};

typedef struct {
  gboolean has_type; /* else the condition's own */
  XmppStanzaErrorType type;
  char *text, *uri;
  XmlElement *app;
} XmppStanzaErrorPrivate;

static void
xmpp_stanza_error_private_init (XmppStanzaErrorPrivate *priv)
{
}

static void
xmpp_stanza_error_private_copy (const XmppStanzaErrorPrivate *from, XmppStanzaErrorPrivate *to)
{
  to->has_type = from->has_type;
  to->type = from->type;
  to->text = g_strdup (from->text);
  to->uri = g_strdup (from->uri);
  to->app = from->app != NULL ? xml_element_ref (from->app) : NULL;
}

static void
xmpp_stanza_error_private_clear (XmppStanzaErrorPrivate *priv)
{
  g_clear_pointer (&priv->text, g_free);
  g_clear_pointer (&priv->uri, g_free);
  g_clear_pointer (&priv->app, xml_element_unref);
}

G_DEFINE_EXTENDED_ERROR (XmppStanzaError, xmpp_stanza_error)

static gboolean
is_known (const GError *error)
{
  return error->domain == XMPP_STANZA_ERROR && error->code >= 0 &&
         error->code < (int) G_N_ELEMENTS (conditions);
}

/* The first condition in @element that we know. */
static const XmlElement *
find_condition (const XmlElement *element, XmppStanzaErrorCode *code)
{
  XmlIter iter = { .parent = element, .ns = XMPP_NS_STANZA_ERRORS };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child))
    for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
      if (g_str_equal (xml_element_get_name (child), conditions[i].name)) {
        *code = i;
        return child;
      }
  return NULL;
}

static const XmlElement *
find_app (const XmlElement *element)
{
  XmlIter iter = { .parent = element };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child))
    if (!xml_element_is (child, NULL, XMPP_NS_STANZA_ERRORS))
      return child;
  return NULL;
}

static void
parse_type (const XmlElement *element, XmppStanzaErrorPrivate *priv)
{
  const char *type = xml_element_get (element, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (type, type_names[i]) == 0) {
      priv->has_type = TRUE;
      priv->type = i;
    }
}

GError *
xmpp_stanza_error_new (XmppStanzaErrorCode code, const char *text)
{
  GError *error = NULL;

  g_return_val_if_fail ((gsize) code < G_N_ELEMENTS (conditions), NULL);

  error = g_error_new (XMPP_STANZA_ERROR, code, "%s%s%s", conditions[code].name,
                       text != NULL ? ": " : "", text != NULL ? text : "");
  xmpp_stanza_error_get_private (error)->text = g_strdup (text);
  return error;
}

void
xmpp_stanza_error_set_app (GError *error, XmlElement *app)
{
  XmppStanzaErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == XMPP_STANZA_ERROR);
  g_return_if_fail (app != NULL);

  if (!xml_element_is_sealed (app))
    xml_element_seal (app);

  priv = xmpp_stanza_error_get_private (error);
  g_clear_pointer (&priv->app, xml_element_unref);
  priv->app = app;
}

void
xmpp_stanza_error_set_kind (GError *error, XmppStanzaErrorType type)
{
  XmppStanzaErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == XMPP_STANZA_ERROR);
  g_return_if_fail ((gsize) type < G_N_ELEMENTS (type_names));

  priv = xmpp_stanza_error_get_private (error);
  priv->has_type = TRUE;
  priv->type = type;
}

GError *
xmpp_stanza_error_parse (const XmlElement *stanza)
{
  const XmlElement *element;
  const XmlElement *condition;
  const XmlElement *app;
  XmppStanzaErrorCode code = XMPP_STANZA_ERROR_UNDEFINED_CONDITION;
  XmppStanzaErrorPrivate *priv;
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_return_val_if_fail (stanza != NULL, NULL);

  element = xml_element_find (stanza, "error", xml_element_get_ns (stanza));
  if (element == NULL)
    return xmpp_stanza_error_new (XMPP_STANZA_ERROR_UNDEFINED_CONDITION, NULL);

  condition = find_condition (element, &code);
  text = xmpp_error_dup_text (element, XMPP_NS_STANZA_ERRORS);
  error = xmpp_stanza_error_new (code, text);

  priv = xmpp_stanza_error_get_private (error);
  parse_type (element, priv);
  if (code == XMPP_STANZA_ERROR_GONE || code == XMPP_STANZA_ERROR_REDIRECT)
    priv->uri = xmpp_error_dup_token (condition);
  app = find_app (element);
  if (app != NULL)
    priv->app = xml_element_ref (app);
  return error;
}

XmlElement *
xmpp_stanza_error_build (const GError *error)
{
  g_autoptr (XmlElement) element = xml_element_new ("error", XMPP_NS_CLIENT);
  XmppStanzaErrorPrivate *priv = NULL;
  XmppStanzaErrorCode code = XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR;
  XmlElement *condition;

  g_return_val_if_fail (error != NULL, NULL);

  if (is_known (error)) {
    priv = xmpp_stanza_error_get_private (error);
    code = error->code;
  }

  xml_element_set (element, "type",
                   type_names[priv != NULL && priv->has_type ? priv->type : conditions[code].type]);
  condition = xml_element_add (element, conditions[code].name, XMPP_NS_STANZA_ERRORS);
  if (priv != NULL) {
    xml_element_text (condition, priv->uri);
    xml_element_add_text_child (element, "text", XMPP_NS_STANZA_ERRORS, priv->text);
    if (priv->app != NULL)
      xml_element_take (element, xml_element_ref (priv->app));
  }
  return g_steal_pointer (&element);
}

XmppStanzaErrorType
xmpp_stanza_error_get_kind (const GError *error)
{
  XmppStanzaErrorPrivate *priv;

  g_return_val_if_fail (error != NULL && is_known (error), XMPP_STANZA_ERROR_TYPE_CANCEL);

  priv = xmpp_stanza_error_get_private (error);
  return priv->has_type ? priv->type : conditions[error->code].type;
}

const char *
xmpp_stanza_error_get_text (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == XMPP_STANZA_ERROR, NULL);

  return xmpp_stanza_error_get_private (error)->text;
}

const char *
xmpp_stanza_error_get_uri (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == XMPP_STANZA_ERROR, NULL);

  return xmpp_stanza_error_get_private (error)->uri;
}

const XmlElement *
xmpp_stanza_error_get_app (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == XMPP_STANZA_ERROR, NULL);

  return xmpp_stanza_error_get_private (error)->app;
}
