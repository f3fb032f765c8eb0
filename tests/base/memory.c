/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was freed is the system's again. */
#include "config.h"

#include "base/memory.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CAN_TRIM TRUE
#else
#define CAN_TRIM FALSE
#endif

#define N_BLOCKS 8192
#define BLOCK_SIZE 4096

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  gulong total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &total, &resident), ==, 2);
  return (gsize) resident * (gsize) sysconf (_SC_PAGESIZE);
}

static gboolean
on_late (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_trim (void)
{
  g_autofree char **blocks = g_new (char *, N_BLOCKS);
  gboolean late = FALSE;
  gsize resident;
  guint late_id;

  if (!CAN_TRIM) {
    g_test_skip ("this allocator has ways of its own");
    return;
  }

  for (guint i = 0; i < N_BLOCKS; i++)
    memset (blocks[i] = g_malloc (BLOCK_SIZE), 1, BLOCK_SIZE);
  /* The last one keeps the heap from shrinking by itself. */
  for (guint i = 0; i < N_BLOCKS - 1; i++)
    g_free (blocks[i]);
  resident = resident_bytes ();

  base_memory_trim_soon ();
  base_memory_trim_soon ();
  late_id = g_timeout_add_seconds (20, on_late, &late);
  while (resident_bytes () + (gsize) N_BLOCKS * BLOCK_SIZE / 2 > resident) {
    g_main_context_iteration (NULL, TRUE);
    g_assert_false (late);
  }
  g_source_remove (late_id);
  g_free (blocks[N_BLOCKS - 1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/trim", test_trim);
  return g_test_run ();
}
