/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jittered delays between tries. */
#include "config.h"

#include "base/backoff.h"

#include "base/random.h"

/* 2 s doubled eight times is beyond five minutes. */
#define MAX_DOUBLINGS 8

guint
base_backoff_next_ms (BaseBackoff *self)
{
  guint doublings = MIN (self->n_failures, MAX_DOUBLINGS);
  guint limit = MIN ((2u * BASE_BACKOFF_MIN_MS) << doublings, BASE_BACKOFF_MAX_MS);

  self->n_failures = doublings + 1;
  return BASE_BACKOFF_MIN_MS + base_random_uint32_below (limit - BASE_BACKOFF_MIN_MS + 1);
}

void
base_backoff_reset (BaseBackoff *self)
{
  self->n_failures = 0;
}
