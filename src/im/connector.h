/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps one session signed in for as long as that is wanted, and knows when to give up.
 */
#pragma once

#include "im/account.h"
#include "im/system.h"
#include "im/turns.h"
#include "xmpp/session.h"
#include "xmpp/transport/dialer.h"

#define IM_TYPE_CONNECTOR (im_connector_get_type ())
G_DECLARE_FINAL_TYPE (ImConnector, im_connector, IM, CONNECTOR, GObject)

/*
 * Level-triggered: it compares what is wanted with what is, and takes the next step; every event
 * only makes it compare again.
 *
 * Signals:
 *
 * - changed (): state, error or the time of the next attempt
 */

/* How to get a connected transport; tests bring their own. */
typedef struct {
  void (*dial_async) (const XmppDialTerms *terms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  XmppTransport *(*dial_finish) (GAsyncResult *result, GError **error);
} ImDialer;

/* @dialer: (nullable): NULL takes the network */
ImConnector *im_connector_new (XmppSession *session,
                               ImTurns *turns,
                               ImSystem *system,
                               const ImDialer *dialer) G_GNUC_WARN_UNUSED_RESULT;

void im_connector_set_wanted (ImConnector *self, gboolean wanted);

/* @terms: (transfer full): for the next attempt on; without any nothing is tried */
void im_connector_set_terms (ImConnector *self, XmppDialTerms *terms);

/* @credentials: (nullable): NULL: the person has to be asked. Takes away what stood in the way. */
void im_connector_set_credentials (ImConnector *self, XmppCredentials *credentials);

/* @error: why nothing can be tried, before the network was even asked; until the next set_terms. */
void im_connector_block (ImConnector *self, const GError *error);

/* Forgets what stood in the way and tries now. */
void im_connector_retry (ImConnector *self);

/* Signs out and in again, because the terms are others now. */
void im_connector_restart (ImConnector *self);

/* Not wanted any more; done when the session is over, or cut off after the session's own 2 s. */
void im_connector_close_async (ImConnector *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_connector_close_finish (ImConnector *self, GAsyncResult *result, GError **error);

ImAccountState im_connector_get_state (ImConnector *self);
const GError *im_connector_get_error (ImConnector *self); /* (nullable) */

/* (nullable): where the session leads and by which road, while it is online */
const XmppEndpoint *im_connector_get_endpoint (ImConnector *self);
gint64 im_connector_get_retry_at (ImConnector *self); /* monotonic µs; 0: no attempt is planned */
