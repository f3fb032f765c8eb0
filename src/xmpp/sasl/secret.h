/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for passwords and keys, which is wiped before it is given back. */
#pragma once

#include <glib.h>

/* Overwrites, in a way that no compiler leaves out. */
void xmpp_secret_wipe (void *data, gsize n_bytes);

/* Wipes and frees @secret; %NULL is no secret. To be used as a GDestroyNotify too. */
void xmpp_secret_free (char *secret);

/* A copy of @data, wiped when the last reference goes. */
GBytes *xmpp_secret_bytes_new (const void *data, gsize n_bytes) G_GNUC_WARN_UNUSED_RESULT;
