/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All modules of a session, and what is done with each of them. */
#pragma once

#include "xmpp/module.h"
#include "xmpp/negotiator.h"
#include "xmpp/router.h"

typedef struct _XmppModuleSet XmppModuleSet;

/* @types: (array zero-terminated=1) */
XmppModuleSet *xmpp_module_set_new (XmppSession *session,
                                    const XmppModuleType *types) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_module_set_free (XmppModuleSet *self);

/* Hands each incoming stanza to those that handle it. */
void xmpp_module_set_route (XmppModuleSet *self, XmppRouter *router);

/* Tells each that the session is ONLINE, as long as it is: a module may end it. */
void xmpp_module_set_start (XmppModuleSet *self, gboolean resumed);

/* Tells each that the session is over. */
void xmpp_module_set_stop (XmppModuleSet *self);

/**
 * xmpp_module_set_join:
 * @negotiation: gets what the modules want to go with the sign-in
 *
 * Returns: (transfer container): what `enable` of @negotiation points to
 */
GPtrArray *xmpp_module_set_join (XmppModuleSet *self,
                                 XmppNegotiation *negotiation) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable) */
gpointer xmpp_module_set_get (XmppModuleSet *self, GType type);

/* See xmpp_session_dup_features(). */
char **xmpp_module_set_dup_features (XmppModuleSet *self) G_GNUC_WARN_UNUSED_RESULT;
