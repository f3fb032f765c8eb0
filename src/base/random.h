/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Randomness from getrandom(2), the only source that may reach the wire. Any thread. */
#pragma once

#include <glib.h>

void base_random_bytes (void *buffer, gsize n_bytes);

/**
 * base_random_id:
 *
 * 128 bits as 22 characters of A-Z, a-z, 0-9, - and _: a stanza id, a resource, a nonce.
 */
char *base_random_id (void) G_GNUC_WARN_UNUSED_RESULT;

/* A UUID of version 4 (RFC 9562 §5.4): 36 characters, of which 122 bits are random. */
char *base_random_uuid (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * base_random_uint32_below:
 * @bound: > 0
 *
 * A number of 0 … @bound - 1, each as likely as the other.
 */
guint32 base_random_uint32_below (guint32 bound);
