/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory of one tree: taken in a few chunks, counted as one, freed at once. */
#include "config.h"

#include "xml/arena.h"

#include <string.h>

/* Chunks double up to this; what is larger has its own. */
#define MAX_CHUNK (64 * 1024)

#define ALIGN(n) (((n) + sizeof (gpointer) - 1) & ~(sizeof (gpointer) - 1))

typedef struct _Chunk Chunk;
typedef struct _Owned Owned;

struct _Chunk {
  Chunk *next;
};

struct _Owned {
  Owned *next;
  gpointer data;
  GDestroyNotify release;
};

/* It stands at the head of its own first chunk. */
struct _XmlArena {
  gatomicrefcount ref_count;
  gboolean sealed;
  char *at, *end; /* the free rest of the last chunk */
  Chunk *chunks;  /* but the first */
  Owned *owned;
  XmlNames *names;
  gsize n_bytes, next_chunk;
};

XmlArena *
xml_arena_new (gsize n_bytes, XmlNames *names)
{
  gsize size = sizeof (XmlArena) + ALIGN (n_bytes);
  XmlArena *self = g_malloc (size);

  g_atomic_ref_count_init (&self->ref_count);
  self->sealed = FALSE;
  self->at = (char *) (self + 1);
  self->end = (char *) self + size;
  self->chunks = NULL;
  self->owned = NULL;
  self->names = names != NULL ? xml_names_ref (names) : NULL;
  self->n_bytes = 0;
  self->next_chunk = MIN (2 * size, MAX_CHUNK);
  return self;
}

XmlArena *
xml_arena_ref (XmlArena *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
xml_arena_unref (XmlArena *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (Owned *owned = self->owned; owned != NULL; owned = owned->next)
    owned->release (owned->data);
  for (Chunk *chunk = self->chunks, *next; chunk != NULL; chunk = next) {
    next = chunk->next;
    g_free (chunk);
  }
  g_clear_pointer (&self->names, xml_names_unref);
  g_free (self);
}

static gpointer
alloc_in_new_chunk (XmlArena *self, gsize n_bytes)
{
  gsize size = MAX (n_bytes, self->next_chunk);
  Chunk *chunk = g_malloc (sizeof (Chunk) + size);
  char *memory = (char *) (chunk + 1);

  chunk->next = self->chunks;
  self->chunks = chunk;
  /* Go on in whichever chunk has more left. */
  if (size - n_bytes >= (gsize) (self->end - self->at)) {
    self->at = memory + n_bytes;
    self->end = memory + size;
  }
  self->next_chunk = MIN (2 * self->next_chunk, MAX_CHUNK);
  return memory;
}

gpointer
xml_arena_alloc (XmlArena *self, gsize n_bytes)
{
  gpointer memory = self->at;

  n_bytes = ALIGN (n_bytes);
  self->n_bytes += n_bytes;
  if (n_bytes > (gsize) (self->end - self->at))
    return alloc_in_new_chunk (self, n_bytes);
  self->at += n_bytes;
  return memory;
}

char *
xml_arena_strdup (XmlArena *self, const char *text)
{
  gsize n_bytes = strlen (text) + 1;

  return memcpy (xml_arena_alloc (self, n_bytes), text, n_bytes);
}

gboolean
xml_arena_grow (XmlArena *self, const char *end, gsize n_bytes)
{
  gsize slack = (gsize) (self->at - end);

  /* @end lies before the alignment gap of what was taken last, or somewhere else altogether. */
  if (end > self->at || slack >= sizeof (gpointer))
    return FALSE;
  if (n_bytes > slack) {
    gsize more = ALIGN (n_bytes - slack);

    if (more > (gsize) (self->end - self->at))
      return FALSE;
    self->at += more;
    self->n_bytes += more;
  }
  return TRUE;
}

void
xml_arena_own (XmlArena *self, gpointer data, GDestroyNotify release)
{
  Owned *owned = xml_arena_alloc (self, sizeof (Owned));

  owned->next = self->owned;
  owned->data = data;
  owned->release = release;
  self->owned = owned;
}

void
xml_arena_seal (XmlArena *self)
{
  self->sealed = TRUE;
}

gboolean
xml_arena_is_sealed (const XmlArena *self)
{
  return self->sealed;
}

gsize
xml_arena_get_n_bytes (const XmlArena *self)
{
  return self->n_bytes;
}
