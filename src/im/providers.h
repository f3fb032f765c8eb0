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
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImProviders, im_providers_free)
