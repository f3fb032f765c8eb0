/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of GObject properties that are members of the instance. */
#include "config.h"

#include "base/props.h"

/* Where a GParamSpec keeps its row: ids are the class's affair and may be shared with computed
 * properties. */
static GQuark
prop_quark (void)
{
  return g_quark_from_static_string ("base-prop");
}

static const BaseProp *
prop_of (GParamSpec *pspec)
{
  return g_param_spec_get_qdata (pspec, prop_quark ());
}

static gpointer
field_of (gpointer object, const BaseProp *prop)
{
  return G_STRUCT_MEMBER_P (object, prop->offset);
}

static GType
type_of (const BaseProp *prop)
{
  return prop->get_type != NULL ? prop->get_type () : prop->type;
}

static int
default_of_enum (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  const GEnumClass *enum_class = G_ENUM_CLASS (klass);

  for (guint i = 0; i < enum_class->n_values; i++)
    if (enum_class->values[i].value == 0)
      return 0;
  return enum_class->minimum;
}

static GParamSpec *
pspec_new (const BaseProp *prop)
{
  GParamFlags flags = prop->flags | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *name = prop->name;
  GType type = type_of (prop);

  switch (G_TYPE_FUNDAMENTAL (type)) {
  case G_TYPE_STRING:
    return g_param_spec_string (name, NULL, NULL, NULL, flags);
  case G_TYPE_BOOLEAN:
    return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
  case G_TYPE_INT:
    return g_param_spec_int (name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  case G_TYPE_UINT:
    return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  case G_TYPE_INT64:
    return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  case G_TYPE_UINT64:
    return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXUINT64, 0, flags);
  case G_TYPE_DOUBLE:
    return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  case G_TYPE_ENUM:
    return g_param_spec_enum (name, NULL, NULL, type, default_of_enum (type), flags);
  case G_TYPE_FLAGS:
    return g_param_spec_flags (name, NULL, NULL, type, 0, flags);
  case G_TYPE_BOXED:
    return g_param_spec_boxed (name, NULL, NULL, type, flags);
  case G_TYPE_OBJECT:
  case G_TYPE_INTERFACE:
    return g_param_spec_object (name, NULL, NULL, type, flags);
  default:
    g_error ("Property %s has the unsupported type %s", name, g_type_name (type));
  }
}

void
base_props_install (GObjectClass *klass, const BaseProp *props, guint n_props, GParamSpec **pspecs)
{
  pspecs[0] = NULL;
  for (guint i = 0; i < n_props; i++) {
    pspecs[i + 1] = pspec_new (&props[i]);
    g_param_spec_set_qdata (pspecs[i + 1], prop_quark (), (gpointer) &props[i]);
  }
  klass->get_property = base_props_get;
  klass->set_property = base_props_set;
  g_object_class_install_properties (klass, n_props + 1, pspecs);
}

void
base_props_get (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const BaseProp *prop = prop_of (pspec);
  gpointer field;

  if (prop == NULL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  field = field_of (object, prop);
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value))) {
  case G_TYPE_STRING:
    g_value_set_string (value, *(char **) field);
    break;
  case G_TYPE_BOOLEAN:
    g_value_set_boolean (value, *(gboolean *) field);
    break;
  case G_TYPE_INT:
    g_value_set_int (value, *(int *) field);
    break;
  case G_TYPE_UINT:
    g_value_set_uint (value, *(guint *) field);
    break;
  case G_TYPE_INT64:
    g_value_set_int64 (value, *(gint64 *) field);
    break;
  case G_TYPE_UINT64:
    g_value_set_uint64 (value, *(guint64 *) field);
    break;
  case G_TYPE_DOUBLE:
    g_value_set_double (value, *(double *) field);
    break;
  case G_TYPE_ENUM:
    g_value_set_enum (value, *(int *) field);
    break;
  case G_TYPE_FLAGS:
    g_value_set_flags (value, *(guint *) field);
    break;
  case G_TYPE_BOXED:
    g_value_set_boxed (value, *(gpointer *) field);
    break;
  case G_TYPE_OBJECT:
  case G_TYPE_INTERFACE:
    g_value_set_object (value, *(gpointer *) field);
    break;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
set_plain (gpointer field, gconstpointer value, gsize n_bytes)
{
  if (memcmp (field, value, n_bytes) == 0)
    return FALSE;
  memcpy (field, value, n_bytes);
  return TRUE;
}

static gboolean
set_string (char **field, const char *value)
{
  char *copy;

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;
  /* Copied first: @value may be a part of the old one. */
  copy = g_strdup (value);
  g_free (*field);
  *field = copy;
  return TRUE;
}

static gboolean
set_boxed (gpointer *field, gpointer value, GType type)
{
  gpointer old = *field;

  if (old == value)
    return FALSE;
  if (type == G_TYPE_STRV && old != NULL && value != NULL && g_strv_equal (old, value))
    return FALSE;
  *field = value != NULL ? g_boxed_copy (type, value) : NULL;
  if (old != NULL)
    g_boxed_free (type, old);
  return TRUE;
}

static gboolean
set_field (gpointer field, const GValue *value)
{
  /* What is not a pointer has its value at the same place whatever its type is. */
  gconstpointer data = &value->data[0];

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value))) {
  case G_TYPE_STRING:
    return set_string (field, g_value_get_string (value));
  case G_TYPE_BOOLEAN:
  case G_TYPE_INT:
    return set_plain (field, data, sizeof (int));
  case G_TYPE_UINT:
    return set_plain (field, data, sizeof (guint));
  case G_TYPE_INT64:
  case G_TYPE_UINT64:
    return set_plain (field, data, sizeof (gint64));
  case G_TYPE_DOUBLE:
    return set_plain (field, data, sizeof (double));
  case G_TYPE_ENUM: {
    int number = g_value_get_enum (value);
    return set_plain (field, &number, sizeof number);
  }
  case G_TYPE_FLAGS: {
    guint number = g_value_get_flags (value);
    return set_plain (field, &number, sizeof number);
  }
  case G_TYPE_BOXED:
    return set_boxed (field, g_value_get_boxed (value), G_VALUE_TYPE (value));
  case G_TYPE_OBJECT:
  case G_TYPE_INTERFACE:
    return g_set_object ((GObject **) field, g_value_get_object (value));
  default:
    g_assert_not_reached ();
  }
}

void
base_props_set (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const BaseProp *prop = prop_of (pspec);

  if (prop == NULL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  if (set_field (field_of (object, prop), value))
    g_object_notify_by_pspec (object, pspec);
}

void
base_props_clear (gpointer object, const BaseProp *props, guint n_props)
{
  for (guint i = 0; i < n_props; i++) {
    gpointer *field = field_of (object, &props[i]);
    GType type = type_of (&props[i]);
    GType fundamental = G_TYPE_FUNDAMENTAL (type);

    if (fundamental == G_TYPE_STRING)
      g_clear_pointer (field, g_free);
    else if (fundamental == G_TYPE_OBJECT || fundamental == G_TYPE_INTERFACE)
      g_clear_object (field);
    else if (fundamental == G_TYPE_BOXED)
      set_boxed (field, NULL, type);
  }
}

static gboolean
notify_if (gboolean changed, gpointer object, GParamSpec *pspec)
{
  if (changed)
    g_object_notify_by_pspec (object, pspec);
  return changed;
}

gboolean
base_prop_set_string (gpointer object, char **field, const char *value, GParamSpec *pspec)
{
  return notify_if (set_string (field, value), object, pspec);
}

gboolean
base_prop_set_boolean (gpointer object, gboolean *field, gboolean value, GParamSpec *pspec)
{
  value = value != FALSE;
  return notify_if (set_plain (field, &value, sizeof value), object, pspec);
}

gboolean
base_prop_set_int (gpointer object, int *field, int value, GParamSpec *pspec)
{
  return notify_if (set_plain (field, &value, sizeof value), object, pspec);
}

gboolean
base_prop_set_uint (gpointer object, guint *field, guint value, GParamSpec *pspec)
{
  return notify_if (set_plain (field, &value, sizeof value), object, pspec);
}

gboolean
base_prop_set_int64 (gpointer object, gint64 *field, gint64 value, GParamSpec *pspec)
{
  return notify_if (set_plain (field, &value, sizeof value), object, pspec);
}

gboolean
base_prop_set_object (gpointer object, gpointer field, gpointer value, GParamSpec *pspec)
{
  return notify_if (g_set_object ((GObject **) field, value), object, pspec);
}
