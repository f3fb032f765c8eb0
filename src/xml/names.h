/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of names and namespaces that many trees share; it goes with the last of them. */
#pragma once

#include <glib.h>

typedef struct _XmlNames XmlNames;

XmlNames *xml_names_new (void) G_GNUC_WARN_UNUSED_RESULT;
XmlNames *xml_names_ref (XmlNames *self); /* any thread */
void xml_names_unref (XmlNames *self);    /* any thread */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmlNames, xml_names_unref)

/* The one copy of @name, for as long as the pool lives. Only by the thread that fills the pool. */
const char *xml_names_intern (XmlNames *self, const char *name);

/* How much was interned: a pool that grows under a hostile peer must be replaced. */
gsize xml_names_get_n_bytes (const XmlNames *self);
