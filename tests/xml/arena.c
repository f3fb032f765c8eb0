/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of arenas: that nothing overlaps, and that all goes at once. */
#include "config.h"

#include "xml/arena.h"

#include <string.h>

static void
test_alloc (void)
{
  XmlArena *arena = xml_arena_new (64, NULL);
  guint8 *blocks[1000];
  gsize total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++) {
    gsize n_bytes = i * 7 % 300;

    blocks[i] = xml_arena_alloc (arena, n_bytes);
    g_assert_cmpuint ((guintptr) blocks[i] % sizeof (gpointer), ==, 0);
    memset (blocks[i], (int) (i % 251), n_bytes);
    total += n_bytes;
  }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    for (gsize j = 0; j < i * 7 % 300; j++)
      g_assert_cmpuint (blocks[i][j], ==, i % 251);
  g_assert_cmpuint (xml_arena_get_n_bytes (arena), >=, total);
  g_assert_cmpuint (xml_arena_get_n_bytes (arena), <, total + 8 * G_N_ELEMENTS (blocks));
  xml_arena_unref (arena);
}

/* One that has no room in a chunk must not waste what is left of the others. */
static void
test_huge (void)
{
  XmlArena *arena = xml_arena_new (1024, NULL);
  char *first = xml_arena_alloc (arena, 8), *huge = xml_arena_alloc (arena, 1024 * 1024);
  char *next = xml_arena_alloc (arena, 8);

  memset (huge, 0, 1024 * 1024);
  g_assert_true (next == first + 8);
  xml_arena_unref (arena);
}

static void
test_grow (void)
{
  XmlArena *arena = xml_arena_new (256, NULL);
  char *text = xml_arena_alloc (arena, 5), *end = text + 5;

  memcpy (text, "hello", 5);
  g_assert_true (xml_arena_grow (arena, end, 3));
  g_assert_true (xml_arena_grow (arena, end + 3, 1));
  memcpy (end, " you", 4);
  g_assert_true (memcmp (xml_arena_alloc (arena, 8), "hello", 5) != 0);
  g_assert_cmpmem (text, 9, "hello you", 9);
  /* Something else stands behind it now. */
  g_assert_false (xml_arena_grow (arena, end + 4, 1));
  g_assert_false (xml_arena_grow (arena, "elsewhere", 1));
  /* No room. */
  text = xml_arena_alloc (arena, 8);
  g_assert_false (xml_arena_grow (arena, text + 8, 4096));
  xml_arena_unref (arena);
}

static void
count (gpointer data)
{
  guint *n_released = data;

  (*n_released)++;
}

static void
test_owned (void)
{
  XmlNames *names = xml_names_new ();
  XmlArena *arena = xml_arena_new (16, names);
  const char *name = xml_names_intern (names, "name");
  guint n_released = 0;

  xml_names_unref (names);
  for (guint i = 0; i < 10; i++)
    xml_arena_own (arena, &n_released, count);
  xml_arena_ref (arena);
  xml_arena_unref (arena);
  g_assert_cmpuint (n_released, ==, 0);
  g_assert_cmpstr (name, ==, "name");
  xml_arena_unref (arena);
  g_assert_cmpuint (n_released, ==, 10);
}

static void
test_seal (void)
{
  XmlArena *arena = xml_arena_new (16, NULL);

  g_assert_false (xml_arena_is_sealed (arena));
  xml_arena_seal (arena);
  g_assert_true (xml_arena_is_sealed (arena));
  g_assert_cmpstr (xml_arena_strdup (arena, "text"), ==, "text");
  xml_arena_unref (arena);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/arena/alloc", test_alloc);
  g_test_add_func ("/xml/arena/huge", test_huge);
  g_test_add_func ("/xml/arena/grow", test_grow);
  g_test_add_func ("/xml/arena/owned", test_owned);
  g_test_add_func ("/xml/arena/seal", test_seal);
  return g_test_run ();
}
