/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Services that are gateways to other networks (XEP-0100): people there, and being there.
 */
#pragma once

#include "im/service.h"
#include "xmpp/xep/0100-gateway.h"

/**
 * im_gateway_ask_async:
 *
 * Asks how the gateway wants people to be named. Errors: IM_ERROR_OFFLINE, XMPP_STANZA_ERROR.
 */
void im_gateway_ask_async (ImService *gateway,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
XmppGatewayPrompt *im_gateway_ask_finish (ImService *gateway,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Asks for the address that somebody called @name there has here. Errors: as above, XMPP_JID_ERROR. */
void im_gateway_find_async (ImService *gateway,
                            const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *im_gateway_find_finish (ImService *gateway,
                              GAsyncResult *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is there, or not, on the other network (§4.4, §4.5): as the account is seen by all. Errors:
 * IM_ERROR_OFFLINE. */
gboolean im_gateway_set_present (ImService *gateway, gboolean present, GError **error);

/* One has registered: the gateway becomes a contact, so that it is told of our presence (§4.1). One
 * that is a contact already stays as it is. */
void im_gateway_welcome (ImService *gateway);

/* How many contacts im_gateway_forget() would take off the list, the gateway itself apart. */
guint im_gateway_count_people (ImService *gateway);

/* One has unregistered: it and its people are contacts no more (§4.3). */
void im_gateway_forget (ImService *gateway);
