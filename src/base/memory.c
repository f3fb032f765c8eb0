/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One heap for all threads, trimmed when a burst is over. */
#include "config.h"

#include "base/memory.h"

#include <glib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define DELAY_MS 1000

static guint trim_id;

void
base_memory_init (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
#endif
}

void
base_memory_trim (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static gboolean
on_trim (gpointer user_data)
{
  trim_id = 0;
  base_memory_trim ();
  return G_SOURCE_REMOVE;
}

void
base_memory_trim_soon (void)
{
  g_clear_handle_id (&trim_id, g_source_remove);
  trim_id = g_timeout_add (DELAY_MS, on_trim, NULL);
}
