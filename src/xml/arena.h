/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory of one tree: taken in a few chunks, counted as one, freed at once. Private to xml/. */
#pragma once

#include "xml/names.h"

typedef struct _XmlArena XmlArena;

/**
 * xml_arena_new:
 * @n_bytes: how much is wanted to begin with
 * @names: (nullable): a pool that must live as long as the arena
 */
XmlArena *xml_arena_new (gsize n_bytes, XmlNames *names) G_GNUC_WARN_UNUSED_RESULT;
XmlArena *xml_arena_ref (XmlArena *self);
void xml_arena_unref (XmlArena *self);

/* Memory for anything that needs no more than a pointer's alignment; not cleared. */
gpointer xml_arena_alloc (XmlArena *self, gsize n_bytes);
char *xml_arena_strdup (XmlArena *self, const char *text);

/**
 * xml_arena_grow:
 * @end: where the memory taken last ended
 *
 * Takes @n_bytes more just behind @end, if @end is the end of what was taken and there is room.
 */
gboolean xml_arena_grow (XmlArena *self, const char *end, gsize n_bytes);

/* Calls @release with @data when the arena goes. */
void xml_arena_own (XmlArena *self, gpointer data, GDestroyNotify release);

void xml_arena_seal (XmlArena *self);
gboolean xml_arena_is_sealed (const XmlArena *self);

/* All that was taken. */
gsize xml_arena_get_n_bytes (const XmlArena *self);
