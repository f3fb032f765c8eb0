/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base class knows its session and nothing else; the tables are read by the session. */

#include "config.h"

#include "xmpp/module.h"

#include "xmpp/session.h"

typedef struct {
  XmppSession *session; /* weak: it owns the module */
} XmppModulePrivate;

enum { PROP_SESSION = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (XmppModule, xmpp_module, G_TYPE_OBJECT)

XmppSession *
xmpp_module_get_session (XmppModule *self)
{
  XmppModulePrivate *priv = xmpp_module_get_instance_private (self);

  return priv->session;
}

static void
xmpp_module_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  XmppModulePrivate *priv = xmpp_module_get_instance_private (XMPP_MODULE (object));

  g_assert (id == PROP_SESSION);
  g_set_weak_pointer (&priv->session, g_value_get_object (value));
}

static void
xmpp_module_dispose (GObject *object)
{
  XmppModulePrivate *priv = xmpp_module_get_instance_private (XMPP_MODULE (object));

  g_clear_weak_pointer (&priv->session);

  G_OBJECT_CLASS (xmpp_module_parent_class)->dispose (object);
}

static void
xmpp_module_class_init (XmppModuleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = xmpp_module_set_property;
  object_class->dispose = xmpp_module_dispose;

  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, XMPP_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
xmpp_module_init (XmppModule *self)
{
}
