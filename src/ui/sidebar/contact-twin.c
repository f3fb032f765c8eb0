/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact in the second and each further of its groups: a list may have an object only once.
 */
#include "config.h"

#include "ui/sidebar/contact-twin.h"

struct _UiContactTwin {
  GObject parent_instance;

  ImContact *contact;
};

G_DEFINE_FINAL_TYPE (UiContactTwin, ui_contact_twin, G_TYPE_OBJECT)

UiContactTwin *
ui_contact_twin_new (ImContact *contact)
{
  UiContactTwin *self = g_object_new (UI_TYPE_CONTACT_TWIN, NULL);

  self->contact = g_object_ref (contact);
  return self;
}

ImContact *
ui_contact_twin_get_contact (UiContactTwin *self)
{
  return self->contact;
}

static void
ui_contact_twin_finalize (GObject *object)
{
  g_object_unref (UI_CONTACT_TWIN (object)->contact);

  G_OBJECT_CLASS (ui_contact_twin_parent_class)->finalize (object);
}

static void
ui_contact_twin_class_init (UiContactTwinClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_contact_twin_finalize;
}

static void
ui_contact_twin_init (UiContactTwin *self)
{
}
