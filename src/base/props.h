/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of GObject properties that are members of the instance, instead of twin switches. */
#pragma once

#include <glib-object.h>

#define BASE_RO G_PARAM_READABLE
#define BASE_RW G_PARAM_READWRITE

/**
 * BaseProp:
 *
 * One property and the member that holds it: `char *`, `gboolean`, `int`, `guint`, `gint64`,
 * `guint64`, `double`, an enum or flags, a boxed or an object pointer (owned).
 *
 * Only for final types, whose full struct the table's file sees, and only in static tables.
 */
typedef struct {
  const char *name;         /* canonical, "display-name" */
  GType type;               /* fundamental type, or 0 … */
  GType (*get_type) (void); /* … and the registered enum, flags, boxed or object type */
  gsize offset;             /* G_STRUCT_OFFSET (ImContact, name) */
  GParamFlags flags;        /* BASE_RO, BASE_RW, and G_PARAM_CONSTRUCT(_ONLY) where needed */
} BaseProp;

/**
 * base_props_install:
 * @props: (array length=n_props): a static table
 * @pspecs: (array): room for n_props + 1; [0] becomes %NULL
 *
 * Installs the table with the ids 1 … n_props, in explicit-notify mode, and sets the class's
 * get_property and set_property to the functions below.
 *
 * A class that has computed properties besides installs those afterwards with ids from n_props + 1,
 * sets its own vfuncs, and calls base_props_get() and base_props_set() in their default branch.
 */
void
base_props_install (GObjectClass *klass, const BaseProp *props, guint n_props, GParamSpec **pspecs);

void base_props_get (GObject *object, guint id, GValue *value, GParamSpec *pspec);

/* Copies, compares, and notifies only if the value is another one. */
void base_props_set (GObject *object, guint id, const GValue *value, GParamSpec *pspec);

/**
 * base_props_clear:
 *
 * Releases every member of the table that owns something, and leaves it %NULL: for finalize, or for
 * dispose where an object is among them.
 */
void base_props_clear (gpointer object, const BaseProp *props, guint n_props);

/* For setters inside the class: TRUE if the value changed, which was then notified. The object is
 * the one that has the property; @field is its member. */
gboolean base_prop_set_string (gpointer object, char **field, const char *value, GParamSpec *pspec);
gboolean
base_prop_set_boolean (gpointer object, gboolean *field, gboolean value, GParamSpec *pspec);
gboolean base_prop_set_int (gpointer object, int *field, int value, GParamSpec *pspec);
gboolean base_prop_set_uint (gpointer object, guint *field, guint value, GParamSpec *pspec);
gboolean base_prop_set_int64 (gpointer object, gint64 *field, gint64 value, GParamSpec *pspec);

/**
 * base_prop_set_object:
 * @field: (inout): the address of a pointer to an object, owned
 * @value: (nullable) (transfer none): a #GObject
 */
gboolean base_prop_set_object (gpointer object, gpointer field, gpointer value, GParamSpec *pspec);
