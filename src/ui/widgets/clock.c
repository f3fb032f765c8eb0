/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the person reads the time with 12 hours or with 24.
 */
#include "config.h"

#include "ui/widgets/clock.h"

#include "base/props.h"

#include <langinfo.h>
#include <string.h>

#define SCHEMA "org.gnome.desktop.interface"
#define KEY "clock-format"

struct _UiClock {
  GObject parent_instance;

  GSettings *desktop; /* (nullable): where the desktop has no such setting */
  gboolean hours_24;
};

enum {
  PROP_HOURS_24 = 1,
  N_PROPS,
};

static const BaseProp props[] = {
  { "hours-24", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiClock, hours_24), BASE_RO },
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiClock, ui_clock, G_TYPE_OBJECT)

gboolean
ui_clock_format_has_24_hours (const char *format)
{
  static const char *const of_12[] = { "%p", "%P", "%r", "%I", "%l" };

  for (guint i = 0; i < G_N_ELEMENTS (of_12); i++)
    if (strstr (format, of_12[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* The setting counts only if somebody chose it: its default is the same everywhere. */
static void
refresh (UiClock *self)
{
  g_autoptr (GVariant) chosen =
    self->desktop != NULL ? g_settings_get_user_value (self->desktop, KEY) : NULL;
  gboolean hours_24 = chosen != NULL ? g_strcmp0 (g_variant_get_string (chosen, NULL), "12h") != 0
                                     : ui_clock_format_has_24_hours (nl_langinfo (T_FMT));

  if (self->hours_24 == hours_24)
    return;
  self->hours_24 = hours_24;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_HOURS_24]);
}

UiClock *
ui_clock_get (void)
{
  static UiClock *clock;

  if (clock == NULL)
    clock = g_object_new (UI_TYPE_CLOCK, NULL);
  return clock;
}

gboolean
ui_clock_get_hours_24 (UiClock *self)
{
  g_return_val_if_fail (UI_IS_CLOCK (self), TRUE);

  return self->hours_24;
}

static void
ui_clock_dispose (GObject *object)
{
  g_clear_object (&UI_CLOCK (object)->desktop);

  G_OBJECT_CLASS (ui_clock_parent_class)->dispose (object);
}

static void
ui_clock_class_init (UiClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_clock_dispose;
  base_props_install (G_OBJECT_CLASS (klass), props, G_N_ELEMENTS (props), pspecs);
}

static void
ui_clock_init (UiClock *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  if (schema != NULL && g_settings_schema_has_key (schema, KEY)) {
    self->desktop = g_settings_new_full (schema, NULL, NULL);
    g_signal_connect_object (self->desktop, "changed::" KEY, G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  }
  refresh (self);
}
