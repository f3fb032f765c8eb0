/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long to wait before the next try, so that a server that comes back is not run over. */
#pragma once

#include <glib.h>

#define BASE_BACKOFF_MIN_MS 1000
#define BASE_BACKOFF_MAX_MS (5 * 60 * 1000)

/* Zeroed to begin with. */
typedef struct {
  guint n_failures;
} BaseBackoff;

/**
 * base_backoff_next_ms:
 *
 * The delay after one more failure: anything between one second and a limit, each value as likely
 * as the other ("full jitter"). The limit doubles from two seconds to five minutes.
 */
guint base_backoff_next_ms (BaseBackoff *self);

/* It worked: the next failure is the first again. */
void base_backoff_reset (BaseBackoff *self);
