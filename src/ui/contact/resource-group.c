/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a contact is signed in, and the way to write to one of these places.
 */
#include "config.h"

#include "ui/contact/resource-group.h"

#include "base/text.h"
#include "im/contact.h"
#include "im/resource-facts.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

struct _UiResourceGroup {
  AdwPreferencesGroup parent_instance;

  ImContact *contact; /* NULL until it is set */
  ImResourceFacts *facts;
  GPtrArray *rows; /* of GtkWidget, owned by the group */
};

G_DEFINE_FINAL_TYPE (UiResourceGroup, ui_resource_group, ADW_TYPE_PREFERENCES_GROUP)

static guint write_signal;

static void
append_program (GString *text, const ImFacts *facts)
{
  g_autofree char *line = NULL;

  if (facts == NULL || facts->program == NULL)
    return;
  if (facts->system != NULL)
    /* Translators: a program and its version, and the system that it runs on. */
    line = g_strdup_printf (_ ("%s on %s"), facts->program, facts->system);
  else
    line = g_strdup (facts->program);
  base_text_append_line (text, line);
}

static void
append_hour (GString *text, const ImFacts *facts, gboolean hours_24)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) there = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *line = NULL;

  if (facts == NULL || !facts->has_zone)
    return;
  now = g_date_time_new_now_utc ();
  zone = g_time_zone_new_offset (facts->zone * 60);
  there = g_date_time_to_timezone (now, zone);
  hour = ui_time_text (there, hours_24);
  /* Translators: the time of day at somebody else's place. */
  line = g_strdup_printf (_ ("It is %s there"), hour);
  base_text_append_line (text, line);
}

static char *
describe (const ImResource *resource, const ImFacts *facts)
{
  gboolean hours_24 = ui_clock_get_hours_24 (ui_clock_get ());
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: whether somebody is there, and the priority of their program. */
  g_string_printf (text, _ ("%s, priority %d"), ui_presence_to_words (resource->show),
                   resource->priority);
  if (resource->idle_since != 0) {
    g_autofree char *when = ui_date_time_text (resource->idle_since, hours_24);

    if (when != NULL)
      /* Translators: goes on after "Away, priority 5"; %s is a date and time. */
      g_string_append_printf (text, _ (", idle since %s"), when);
  }
  if (resource->status_text != NULL)
    g_string_append_printf (text, ", %s", resource->status_text);
  append_program (text, facts);
  append_hour (text, facts, hours_24);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_write (GtkButton *button, UiResourceGroup *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  g_signal_emit (self, write_signal, 0, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static GtkWidget *
new_button (UiResourceGroup *self, const char *resource)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("kith-chats-symbolic");
  /* Translators: %s is what somebody calls one of their devices. */
  g_autofree char *spoken = g_strdup_printf (_ ("Write to %s"), resource);

  gtk_widget_set_tooltip_text (button, _ ("Write to This Device"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_write), self, 0);
  return button;
}

static GtkWidget *
new_row (UiResourceGroup *self, const ImResource *resource)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle =
    describe (resource, im_resource_facts_find (self->facts, resource->name));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), resource->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 5);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (UI_TYPE_PRESENCE, "show", resource->show, NULL));
  if (*resource->name != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, resource->name));
  return row;
}

static void
refresh (UiResourceGroup *self)
{
  const GPtrArray *resources = im_contact_get_resources (self->contact);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; resources != NULL && i < resources->len; i++) {
    GtkWidget *row = new_row (self, resources->pdata[i]);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

void
ui_resource_group_set_contact (UiResourceGroup *self, ImContact *contact)
{
  g_return_if_fail (self->contact == NULL);

  self->contact = g_object_ref (contact);
  self->facts = im_resource_facts_new (contact);
  g_signal_connect_object (contact, "notify::resources", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->facts, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_resource_group_dispose (GObject *object)
{
  UiResourceGroup *self = UI_RESOURCE_GROUP (object);

  if (self->facts != NULL)
    g_signal_handlers_disconnect_by_data (self->facts, self);
  g_clear_object (&self->facts);
  g_clear_object (&self->contact);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (ui_resource_group_parent_class)->dispose (object);
}

static void
ui_resource_group_finalize (GObject *object)
{
  g_ptr_array_unref (UI_RESOURCE_GROUP (object)->rows);
  G_OBJECT_CLASS (ui_resource_group_parent_class)->finalize (object);
}

static void
ui_resource_group_class_init (UiResourceGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_resource_group_dispose;
  object_class->finalize = ui_resource_group_finalize;
  write_signal = g_signal_new ("write", UI_TYPE_RESOURCE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ui_resource_group_init (UiResourceGroup *self)
{
  self->rows = g_ptr_array_new ();
}
