/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server, a service or a node of one: what it is, can do and has (XEP-0030, 0012, 0092, 0157).
 */
#pragma once

#include "im/account.h"

#define IM_TYPE_SERVICE (im_service_get_type ())
G_DECLARE_FINAL_TYPE (ImService, im_service, IM, SERVICE, GObject)

/* Bits: what can be done with it. */
typedef enum {
  IM_SERVICE_CAN_REGISTER = 1 << 0, /* XEP-0077 */
  IM_SERVICE_CAN_SEARCH = 1 << 1,   /* XEP-0055 */
  IM_SERVICE_CAN_COMMAND = 1 << 2,  /* XEP-0050 */
  IM_SERVICE_IS_GATEWAY = 1 << 3,   /* XEP-0100 */
} ImServiceAbilities;

/* @node, @name: (nullable) */
ImService *im_service_new (ImAccount *account, XmppJid *jid, const char *node, const char *name)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_service_load_async:
 *
 * Asks what it is, then what it has, and its commands.
 *
 * Errors: of the first question; what it has may stay empty. IM_ERROR_OFFLINE.
 */
void im_service_load_async (ImService *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean im_service_load_finish (ImService *self, GAsyncResult *result, GError **error);

ImAccount *im_service_get_account (ImService *self); /* (transfer none) */
XmppJid *im_service_get_jid (ImService *self);       /* (transfer none) */
const char *im_service_get_node (ImService *self);   /* (nullable) */

/* What it is called: by itself, by who listed it, or its address. */
const char *im_service_get_name (ImService *self);

/* After im_service_load_async(): */
guint im_service_get_abilities (ImService *self);
const char *im_service_get_kind (ImService *self); /* "conference/text", "" if it does not tell */
GPtrArray *im_service_get_items (ImService *self); /* (element-type ImService) */
GPtrArray *im_service_get_commands (ImService *self); /* (element-type ImService): their nodes */

/* Addresses of the people who run it, as links (XEP-0157). */
char **im_service_dup_contacts (ImService *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_service_ask_facts_async:
 *
 * Asks for its software and for how long it has been running.
 */
void im_service_ask_facts_async (ImService *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Each (nullable) if it does not tell. @uptime_s: -1 then */
gboolean im_service_ask_facts_finish (ImService *self,
                                      GAsyncResult *result,
                                      char **software,
                                      gint64 *uptime_s,
                                      GError **error);
