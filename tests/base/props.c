/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of property tables: every type there and back, and who is told when. */
#include "config.h"

#include "base/props.h"

#include <gio/gio.h>

typedef enum { COLOR_RED = 3, COLOR_GREEN = 5 } Color;

static GType
color_get_type (void)
{
  static const GEnumValue values[] = {
    { COLOR_RED, "COLOR_RED", "red" },
    { COLOR_GREEN, "COLOR_GREEN", "green" },
    { 0, NULL, NULL },
  };
  static GType type;

  if (type == 0)
    type = g_enum_register_static ("TestColor", values);
  return type;
}

#define TEST_TYPE_THING (test_thing_get_type ())
G_DECLARE_FINAL_TYPE (TestThing, test_thing, TEST, THING, GObject)

struct _TestThing {
  GObject parent_instance;

  char *text;
  gboolean flag;
  int number;
  guint count;
  gint64 big;
  guint64 bigger;
  double ratio;
  Color color;
  GApplicationFlags flags;
  char **strings;
  GBytes *bytes;
  GObject *object;
  GListModel *list;
  int frozen;
};

G_DEFINE_FINAL_TYPE (TestThing, test_thing, G_TYPE_OBJECT)

#define MEMBER(member) G_STRUCT_OFFSET (TestThing, member)

enum {
  PROP_TEXT = 1,
  PROP_FLAG,
  PROP_NUMBER,
  PROP_COUNT,
  PROP_BIG,
  PROP_BIGGER,
  PROP_RATIO,
  PROP_COLOR,
  PROP_FLAGS,
  PROP_STRINGS,
  PROP_BYTES,
  PROP_OBJECT,
  PROP_LIST,
  PROP_FROZEN,
  N_TABLE,
  PROP_LENGTH = N_TABLE /* computed */
};

static const BaseProp props[] = {
  { "text", G_TYPE_STRING, NULL, MEMBER (text), BASE_RW },
  { "flag", G_TYPE_BOOLEAN, NULL, MEMBER (flag), BASE_RW },
  { "number", G_TYPE_INT, NULL, MEMBER (number), BASE_RW },
  { "count", G_TYPE_UINT, NULL, MEMBER (count), BASE_RW },
  { "big", G_TYPE_INT64, NULL, MEMBER (big), BASE_RW },
  { "bigger", G_TYPE_UINT64, NULL, MEMBER (bigger), BASE_RW },
  { "ratio", G_TYPE_DOUBLE, NULL, MEMBER (ratio), BASE_RW },
  { "color", 0, color_get_type, MEMBER (color), BASE_RW | G_PARAM_CONSTRUCT },
  { "flags", 0, g_application_flags_get_type, MEMBER (flags), BASE_RW },
  { "strings", 0, g_strv_get_type, MEMBER (strings), BASE_RW },
  { "bytes", 0, g_bytes_get_type, MEMBER (bytes), BASE_RW },
  { "object", G_TYPE_OBJECT, NULL, MEMBER (object), BASE_RW },
  { "list", 0, g_list_model_get_type, MEMBER (list), BASE_RW },
  { "frozen", G_TYPE_INT, NULL, MEMBER (frozen), BASE_RW | G_PARAM_CONSTRUCT_ONLY },
};

static GParamSpec *pspecs[N_TABLE];

static void
test_thing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TestThing *self = TEST_THING (object);

  if (id == PROP_LENGTH)
    g_value_set_uint (value, self->text != NULL ? (guint) strlen (self->text) : 0);
  else
    base_props_get (object, id, value, pspec);
}

static void
test_thing_finalize (GObject *object)
{
  base_props_clear (object, props, G_N_ELEMENTS (props));
  G_OBJECT_CLASS (test_thing_parent_class)->finalize (object);
}

static void
test_thing_class_init (TestThingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
  object_class->get_property = test_thing_get_property;
  object_class->finalize = test_thing_finalize;
  g_object_class_install_property (
    object_class, PROP_LENGTH, g_param_spec_uint ("length", NULL, NULL, 0, G_MAXUINT, 0, flags));
}

static void
test_thing_init (TestThing *self)
{
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  g_string_append (data, pspec->name);
  g_string_append_c (data, ' ');
}

static void
test_all_types (void)
{
  static const char *const strings[] = { "a", "b", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (TestThing) thing = g_object_new (
    TEST_TYPE_THING, "text", "hello", "flag", TRUE, "number", -5, "count", 7u, "big", G_MININT64,
    "bigger", G_MAXUINT64, "ratio", 0.5, "color", COLOR_GREEN, "flags", G_APPLICATION_NON_UNIQUE,
    "strings", strings, "bytes", bytes, "object", other, "list", list, "frozen", 9, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) got_strings = NULL;
  g_autoptr (GBytes) got_bytes = NULL;
  g_autoptr (GObject) got_object = NULL;
  g_autoptr (GListModel) got_list = NULL;
  gboolean flag;
  int number, frozen;
  guint count, length;
  gint64 big;
  guint64 bigger;
  double ratio;
  Color color;
  GApplicationFlags flags;

  g_object_get (thing, "text", &text, "flag", &flag, "number", &number, "count", &count, "big",
                &big, "bigger", &bigger, "ratio", &ratio, "color", &color, "flags", &flags,
                "strings", &got_strings, "bytes", &got_bytes, "object", &got_object, "list",
                &got_list, "frozen", &frozen, "length", &length, NULL);
  g_assert_cmpstr (text, ==, "hello");
  g_assert_true (text != thing->text);
  g_assert_true (flag);
  g_assert_cmpint (number, ==, -5);
  g_assert_cmpuint (count, ==, 7);
  g_assert_cmpint (big, ==, G_MININT64);
  g_assert_cmpuint (bigger, ==, G_MAXUINT64);
  g_assert_cmpfloat (ratio, ==, 0.5);
  g_assert_cmpint (color, ==, COLOR_GREEN);
  g_assert_cmpint (flags, ==, G_APPLICATION_NON_UNIQUE);
  g_assert_cmpstrv (got_strings, (GStrv) strings);
  g_assert_true (got_bytes == bytes);
  g_assert_true (got_object == other);
  g_assert_true (got_list == G_LIST_MODEL (list));
  g_assert_cmpint (frozen, ==, 9);
  g_assert_cmpuint (length, ==, 5);
}

static void
test_notify (void)
{
  static const char *const strings[] = { "a", NULL }, *const same[] = { "a", NULL };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (TestThing) thing = g_object_new (TEST_TYPE_THING, NULL);

  g_signal_connect (thing, "notify", G_CALLBACK (on_notify), told);
  g_object_set (thing, "text", "a", "number", 1, "strings", strings, "bytes", bytes, "ratio", 1.0,
                "color", COLOR_GREEN, "object", thing, NULL);
  g_assert_cmpstr (told->str, ==, "object color ratio bytes strings number text ");
  g_string_truncate (told, 0);
  g_object_set (thing, "text", "a", "number", 1, "strings", same, "bytes", bytes, "ratio", 1.0,
                "color", COLOR_GREEN, "object", thing, "flag", FALSE, NULL);
  g_assert_cmpstr (told->str, ==, "");
  g_object_set (thing, "text", NULL, "strings", NULL, "bytes", NULL, "object", NULL, NULL);
  g_assert_cmpstr (told->str, ==, "object bytes strings text ");
  g_assert_null (thing->text);
  g_assert_null (thing->strings);
  g_assert_null (thing->bytes);
  g_assert_null (thing->object);
}

static void
test_setters (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (TestThing) thing = g_object_new (TEST_TYPE_THING, NULL);

  g_signal_connect (thing, "notify", G_CALLBACK (on_notify), told);
  for (guint i = 0; i < 2; i++) {
    gboolean changed = i == 0;

    g_assert_true (base_prop_set_string (thing, &thing->text, "abc", pspecs[PROP_TEXT]) == changed);
    g_assert_true (base_prop_set_boolean (thing, &thing->flag, 2, pspecs[PROP_FLAG]) == changed);
    g_assert_true (base_prop_set_int (thing, &thing->number, -1, pspecs[PROP_NUMBER]) == changed);
    g_assert_true (base_prop_set_uint (thing, &thing->count, 1, pspecs[PROP_COUNT]) == changed);
    g_assert_true (base_prop_set_int64 (thing, &thing->big, 1, pspecs[PROP_BIG]) == changed);
    g_assert_true (base_prop_set_object (thing, &thing->object, other, pspecs[PROP_OBJECT]) ==
                   changed);
  }
  g_assert_cmpstr (told->str, ==, "text flag number count big object ");
  g_assert_cmpint (thing->flag, ==, TRUE);
  /* A part of the old value. */
  g_assert_true (base_prop_set_string (thing, &thing->text, thing->text + 1, pspecs[PROP_TEXT]));
  g_assert_cmpstr (thing->text, ==, "bc");
}

/* Zero is no colour: the default must be one. */
static void
test_enum_default (void)
{
  g_autoptr (TestThing) thing = g_object_new (TEST_TYPE_THING, NULL);

  g_assert_cmpint (thing->color, ==, COLOR_RED);
}

static void
test_releases (void)
{
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GObject *watched = other;
  TestThing *thing = g_object_new (TEST_TYPE_THING, "object", other, "list", NULL, NULL);

  g_object_add_weak_pointer (other, (gpointer *) &watched);
  g_clear_object (&other);
  g_assert_nonnull (watched);
  g_object_unref (thing);
  g_assert_null (watched);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/props/all-types", test_all_types);
  g_test_add_func ("/base/props/notify", test_notify);
  g_test_add_func ("/base/props/setters", test_setters);
  g_test_add_func ("/base/props/enum-default", test_enum_default);
  g_test_add_func ("/base/props/releases", test_releases);
  return g_test_run ();
}
