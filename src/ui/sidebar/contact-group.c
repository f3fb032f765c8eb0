/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heading of a group in the contact list.
 */
#include "config.h"

#include "ui/sidebar/contact-group.h"

#include "base/props.h"

struct _UiContactGroup {
  GObject parent_instance;

  char *name;
  guint online;
  guint total;
  gboolean expanded;
};

enum {
  PROP_NAME = 1,
  PROP_ONLINE,
  PROP_TOTAL,
  PROP_EXPANDED,
  N_PROPS,
};

static const BaseProp props[] = {
  { "name", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (UiContactGroup, name), BASE_RO },
  { "online", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (UiContactGroup, online), BASE_RO },
  { "total", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (UiContactGroup, total), BASE_RO },
  { "expanded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiContactGroup, expanded), BASE_RW },
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiContactGroup, ui_contact_group, G_TYPE_OBJECT)

UiContactGroup *
ui_contact_group_new (const char *name)
{
  UiContactGroup *self = g_object_new (UI_TYPE_CONTACT_GROUP, NULL);

  self->name = g_strdup (name);
  return self;
}

const char *
ui_contact_group_get_name (UiContactGroup *self)
{
  return self->name;
}

guint
ui_contact_group_get_online (UiContactGroup *self)
{
  return self->online;
}

guint
ui_contact_group_get_total (UiContactGroup *self)
{
  return self->total;
}

gboolean
ui_contact_group_get_expanded (UiContactGroup *self)
{
  return self->expanded;
}

void
ui_contact_group_set_counts (UiContactGroup *self, guint online, guint total)
{
  if (self->online != online) {
    self->online = online;
    g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_ONLINE]);
  }
  if (self->total != total) {
    self->total = total;
    g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_TOTAL]);
  }
}

void
ui_contact_group_set_expanded (UiContactGroup *self, gboolean expanded)
{
  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_EXPANDED]);
}

static void
ui_contact_group_finalize (GObject *object)
{
  g_clear_pointer (&UI_CONTACT_GROUP (object)->name, g_free);

  G_OBJECT_CLASS (ui_contact_group_parent_class)->finalize (object);
}

static void
ui_contact_group_class_init (UiContactGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ui_contact_group_finalize;
  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
}

static void
ui_contact_group_init (UiContactGroup *self)
{
  self->expanded = TRUE;
}
