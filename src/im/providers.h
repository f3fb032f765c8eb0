/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Public servers on which a program can create accounts, in the format of the XMPP Providers list
 * (https://providers.xmpp.net).
 */
#pragma once

#include <gio/gio.h>

typedef struct {
  char *server;
  char *countries; /* "DE, FR"; may be empty */
  gboolean free;   /* of charge */
} ImProvider;

typedef struct {
  GPtrArray *providers; /* (element-type ImProvider), sorted */
  char *date;           /* (nullable): of the latest change, "2026-11-21" */
} ImProviders;

/**
 * im_providers_parse:
 *
 * Takes those that can be used from a program; what is not understood is left out. At most 1000.
 *
 * Errors: of the JSON parser; IM_ERROR_INVALID if it is no such list.
 */
ImProviders *im_providers_parse (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void im_providers_free (ImProviders *self);

/**
 * im_providers_load:
 * @bundled: the list that came with the program
 *
 * The list that was fetched last, unless @bundled is newer.
 */
ImProviders *im_providers_load (GBytes *bundled) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_providers_refresh_async:
 *
 * Fetches the list anew, through the desktop's proxy, and keeps it for im_providers_load(). Nobody
 * but the person should ask for it: the server of the list learns of them.
 *
 * Errors: XMPP_TLS_ERROR, XMPP_CONNECT_ERROR, G_FILE_ERROR; those of im_providers_parse(), and
 * IM_ERROR_INVALID also for a list of which nothing can be used. What was kept before stays.
 */
void im_providers_refresh_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ImProviders *im_providers_refresh_finish (GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImProviders, im_providers_free)
