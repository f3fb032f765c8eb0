/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings as properties, each bound to the GSettings key of its name.
 */

#include "im/settings.h"

#include "base/props.h"

#define SCHEMA "im.kith.Kith"

struct _ImSettings {
  GObject parent_instance;

  GSettings *gsettings; /* (nullable): the schema is not installed */
  gboolean notifications;
  gboolean notification_text;
  gboolean show_offline;
  gboolean auto_away;
  guint auto_away_minutes;
  gboolean accept_nudges;
  gboolean send_receipts;
  gboolean send_displayed;
  gboolean send_typing;
  gboolean check_spelling;
  ImShow status_show;
  char *status_text;
  int window_width;
  int window_height;
  gboolean window_maximized;
  gint64 open_chat;
  int keep_messages;
};

G_DEFINE_FINAL_TYPE (ImSettings, im_settings, G_TYPE_OBJECT)

#define SETTING(name, type, field)                                                                 \
  {                                                                                                \
    name, type, NULL, G_STRUCT_OFFSET (ImSettings, field), BASE_RW                                 \
  }

static const BaseProp settings[] = {
  SETTING ("notifications", G_TYPE_BOOLEAN, notifications),
  SETTING ("notification-text", G_TYPE_BOOLEAN, notification_text),
  SETTING ("show-offline", G_TYPE_BOOLEAN, show_offline),
  SETTING ("auto-away", G_TYPE_BOOLEAN, auto_away),
  SETTING ("auto-away-minutes", G_TYPE_UINT, auto_away_minutes),
  SETTING ("accept-nudges", G_TYPE_BOOLEAN, accept_nudges),
  SETTING ("send-receipts", G_TYPE_BOOLEAN, send_receipts),
  SETTING ("send-displayed", G_TYPE_BOOLEAN, send_displayed),
  SETTING ("send-typing", G_TYPE_BOOLEAN, send_typing),
  SETTING ("check-spelling", G_TYPE_BOOLEAN, check_spelling),
  { "status-show", 0, im_show_get_type, G_STRUCT_OFFSET (ImSettings, status_show), BASE_RW },
  SETTING ("status-text", G_TYPE_STRING, status_text),
  SETTING ("window-width", G_TYPE_INT, window_width),
  SETTING ("window-height", G_TYPE_INT, window_height),
  SETTING ("window-maximized", G_TYPE_BOOLEAN, window_maximized),
  SETTING ("open-chat", G_TYPE_INT64, open_chat),
  SETTING ("keep-messages", G_TYPE_INT, keep_messages),
};

static GParamSpec *props[G_N_ELEMENTS (settings) + 1];

/* GSettings aborts on a schema that is not there, as in a program run from its build folder. */
static GSettings *
open_gsettings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema == NULL) {
    g_debug ("The settings' schema is not installed: nothing is saved");
    return NULL;
  }
  return g_settings_new_full (schema, NULL, NULL);
}

ImSettings *
im_settings_new (void)
{
  ImSettings *self = g_object_new (IM_TYPE_SETTINGS, NULL);

  self->gsettings = open_gsettings ();
  for (guint i = 0; self->gsettings != NULL && i < G_N_ELEMENTS (settings); i++)
    g_settings_bind (self->gsettings, settings[i].name, self, settings[i].name,
                     G_SETTINGS_BIND_DEFAULT);
  return self;
}

gboolean
im_settings_get_notifications (ImSettings *self)
{
  return self->notifications;
}

gboolean
im_settings_get_notification_text (ImSettings *self)
{
  return self->notification_text;
}

gboolean
im_settings_get_auto_away (ImSettings *self)
{
  return self->auto_away;
}

guint
im_settings_get_auto_away_minutes (ImSettings *self)
{
  return self->auto_away_minutes;
}

gboolean
im_settings_get_accept_nudges (ImSettings *self)
{
  return self->accept_nudges;
}

gboolean
im_settings_get_send_receipts (ImSettings *self)
{
  return self->send_receipts;
}

gboolean
im_settings_get_send_displayed (ImSettings *self)
{
  return self->send_displayed;
}

gboolean
im_settings_get_send_typing (ImSettings *self)
{
  return self->send_typing;
}

int
im_settings_get_keep_messages (ImSettings *self)
{
  return self->keep_messages;
}

ImShow
im_settings_get_status_show (ImSettings *self)
{
  return self->status_show;
}

const char *
im_settings_get_status_text (ImSettings *self)
{
  return self->status_text != NULL ? self->status_text : "";
}

static void
im_settings_dispose (GObject *object)
{
  ImSettings *self = IM_SETTINGS (object);

  g_clear_object (&self->gsettings);
  G_OBJECT_CLASS (im_settings_parent_class)->dispose (object);
}

static void
im_settings_finalize (GObject *object)
{
  ImSettings *self = IM_SETTINGS (object);

  g_clear_pointer (&self->status_text, g_free);
  G_OBJECT_CLASS (im_settings_parent_class)->finalize (object);
}

static void
im_settings_class_init (ImSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_settings_dispose;
  object_class->finalize = im_settings_finalize;
  base_props_install (object_class, settings, G_N_ELEMENTS (settings), props);
}

static void
im_settings_init (ImSettings *self)
{
  self->notifications = TRUE;
  self->notification_text = TRUE;
  self->show_offline = TRUE;
  self->auto_away = TRUE;
  self->auto_away_minutes = 10;
  self->accept_nudges = TRUE;
  self->send_receipts = TRUE;
  self->send_displayed = TRUE;
  self->send_typing = TRUE;
  self->check_spelling = TRUE;
  self->status_show = IM_SHOW_AVAILABLE;
  self->status_text = g_strdup ("");
  self->window_width = 960;
  self->window_height = 680;
}
