/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of names and namespaces that many trees share. */
#include "config.h"

#include "xml/names.h"

#include <string.h>

struct _XmlNames {
  gatomicrefcount ref_count;
  GHashTable *table; /* set of char * */
  gsize n_bytes;
};

XmlNames *
xml_names_new (void)
{
  XmlNames *self = g_new0 (XmlNames, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

XmlNames *
xml_names_ref (XmlNames *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
xml_names_unref (XmlNames *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->table);
  g_free (self);
}

const char *
xml_names_intern (XmlNames *self, const char *name)
{
  char *interned = g_hash_table_lookup (self->table, name);

  if (interned == NULL) {
    interned = g_strdup (name);
    g_hash_table_add (self->table, interned);
    self->n_bytes += strlen (name) + 1;
  }
  return interned;
}

gsize
xml_names_get_n_bytes (const XmlNames *self)
{
  return self->n_bytes;
}
