/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many rounds a server may have us hash for (RFC 5802 §5.1). */
#pragma once

#include <glib.h>

/* @value: (nullable): a decimal number. XMPP_SASL_ERROR_PROTOCOL: it is none, or too small or large. */
gboolean xmpp_scram_parse_iterations (const char *value, guint *iterations, GError **error);
