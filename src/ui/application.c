/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: one per session, with the client and its window.
 */
#include "config.h"

#include "ui/application.h"

#include "im/client.h"
#include "im/notifications.h"
#include "im/uri.h"
#include "ui/about.h"
#include "ui/focus-watch.h"
#include "ui/idle-watch.h"
#include "ui/notification-words.h"
#include "ui/open-uri.h"
#include "ui/settings/preferences.h"
#include "ui/window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _UiApplication {
  AdwApplication parent_instance;

  ImClient *client;
  UiIdleWatch *idle_watch;
  UiFocusWatch *focus_watch;
  GCancellable *cancellable;
  GError *open_error; /* why the archive could not be opened */
  gboolean opened;
  gboolean quitting;
  guint sigterm_id;
};

G_DEFINE_FINAL_TYPE (UiApplication, ui_application, ADW_TYPE_APPLICATION)

static UiWindow *
find_window (UiApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next) {
    if (UI_IS_WINDOW (l->data))
      return l->data;
  }

  return NULL;
}

static UiWindow *
ensure_window (UiApplication *self)
{
  UiWindow *window = find_window (self);

  if (window != NULL)
    return window;

  window = ui_window_new (GTK_APPLICATION (self), im_client_get_settings (self->client));
  /* First of all: before it is on the screen nothing in it can take the keyboard. */
  gtk_window_present (GTK_WINDOW (window));
  if (self->open_error != NULL)
    ui_window_show_open_error (window, self->open_error);
  else if (self->opened)
    ui_window_show_client (window, self->client);
  return window;
}

static void
on_client_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiApplication) self = user_data;
  UiWindow *window = find_window (self);

  self->opened = im_client_open_finish (IM_CLIENT (source), result, &self->open_error);
  if (window == NULL || g_error_matches (self->open_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->opened)
    ui_window_show_client (window, self->client);
  else
    ui_window_show_open_error (window, self->open_error);
}

/* @token: (nullable): what the desktop gave for raising the window */
static void
on_notification_activated (UiApplication *self, ImConversation *conversation, const char *token)
{
  UiWindow *window = ensure_window (self);

  if (token != NULL)
    gtk_window_set_startup_id (GTK_WINDOW (window), token);
  gtk_window_present (GTK_WINDOW (window));
  if (conversation != NULL)
    ui_window_show_conversation (window, conversation);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.announcements", NULL);
}

static void
on_focus (gboolean focused, gpointer user_data)
{
  im_client_set_active (UI_APPLICATION (user_data)->client, focused);
}

static void
on_idle (guint idle_s, gpointer user_data)
{
  UiApplication *self = user_data;

  im_client_set_idle (self->client, idle_s);
}

static void
on_client_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiApplication) self = user_data;

  im_client_close_finish (IM_CLIENT (source), result, NULL);
  g_application_quit (G_APPLICATION (self));
}

/* Says goodbye to the servers and writes what waits to be written, which takes a moment, without a
 * window. */
static void
quit (UiApplication *self)
{
  UiWindow *window = find_window (self);

  if (self->quitting)
    return;
  self->quitting = TRUE;

  g_application_hold (G_APPLICATION (self));
  if (window != NULL) {
    ui_window_save (window);
    gtk_window_destroy (GTK_WINDOW (window));
  }
  g_cancellable_cancel (self->cancellable);
  im_client_close_async (self->client, on_client_closed, g_object_ref (self));
}

/* Also the second time: then it is being done. */
static gboolean
on_sigterm (gpointer user_data)
{
  quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  quit (user_data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ui_about_present (GTK_WINDOW (ensure_window (user_data)));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = user_data;

  if (self->opened)
    ui_preferences_present (GTK_WINDOW (ensure_window (self)), self->client);
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ui_open_manual (GTK_WINDOW (ensure_window (user_data)));
}

static const GActionEntry app_entries[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
  { .name = "preferences", .activate = on_preferences },
  { .name = "help", .activate = on_help },
};

static const struct {
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "win.show-shortcuts", { "<Control>question", "<Control>F1" } },
  { "window.close", { "<Control>w" } },
  { "win.add-contact", { "<Control>n" } },
  { "win.search", { "<Control>k" } },
  { "win.search-messages", { "<Control><Shift>f" } },
  { "win.find", { "<Control>f" } },
  { "win.show-offline", { "<Control>h" } },
  { "chats.toggle-pinned", { "<Control>d" } },
  { "chats.toggle-muted", { "<Control>m" } },
  { "chats.toggle-archived", { "<Control>e" } },
  { "chats.leave-unread", { "<Control>u" } },
  { "win.next-chat", { "<Control>Page_Down", "<Alt>Down" } },
  { "win.previous-chat", { "<Control>Page_Up", "<Alt>Up" } },
};

static void
ui_application_startup (GApplication *application)
{
  UiApplication *self = UI_APPLICATION (application);
  g_autofree char *data_dir = g_build_filename (g_get_user_data_dir (), "kith", NULL);

  G_APPLICATION_CLASS (ui_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), app_entries, G_N_ELEMENTS (app_entries),
                                   self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);

  /* Tab goes through the links of a message, and leaves no selections behind. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  gtk_window_set_default_icon_name (KITH_APP_ID);
  self->client = im_client_new (data_dir);
  ui_notification_words_install (im_client_get_notifications (self->client));
  g_signal_connect_object (im_client_get_notifications (self->client), "activated",
                           G_CALLBACK (on_notification_activated), self, G_CONNECT_SWAPPED);
  self->idle_watch = ui_idle_watch_new (on_idle, self);
  self->focus_watch = ui_focus_watch_new (GTK_APPLICATION (self), on_focus, self);
  self->sigterm_id = g_unix_signal_add (SIGTERM, on_sigterm, self);
  im_client_open_async (self->client, self->cancellable, on_client_opened, g_object_ref (self));
}

static void
ui_application_shutdown (GApplication *application)
{
  UiApplication *self = UI_APPLICATION (application);

  g_clear_handle_id (&self->sigterm_id, g_source_remove);
  g_clear_pointer (&self->idle_watch, ui_idle_watch_free);
  g_clear_pointer (&self->focus_watch, ui_focus_watch_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  G_APPLICATION_CLASS (ui_application_parent_class)->shutdown (application);
}

static void
ui_application_activate (GApplication *application)
{
  UiApplication *self = UI_APPLICATION (application);

  if (!self->quitting)
    gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

static void
ui_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  UiApplication *self = UI_APPLICATION (application);
  UiWindow *window;

  if (self->quitting)
    return;

  window = ensure_window (self);
  gtk_window_present (GTK_WINDOW (window));
  /* One link at a time can be answered by a person: the last one counts. */
  if (n_files > 0) {
    g_autofree char *uri = g_file_get_uri (files[n_files - 1]);

    ui_window_open_uri (window, uri);
  }
}

static int
ui_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version")) {
    g_print ("Kith %s\n", KITH_VERSION);
    return 0;
  }

  return -1;
}

static void
ui_application_finalize (GObject *object)
{
  UiApplication *self = UI_APPLICATION (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->open_error);

  G_OBJECT_CLASS (ui_application_parent_class)->finalize (object);
}

UiApplication *
ui_application_new (void)
{
  return g_object_new (UI_TYPE_APPLICATION, "application-id", KITH_APP_ID, "resource-base-path",
                       "/im/kith/Kith", "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

static void
ui_application_class_init (UiApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = ui_application_finalize;
  application_class->startup = ui_application_startup;
  application_class->shutdown = ui_application_shutdown;
  application_class->activate = ui_application_activate;
  application_class->open = ui_application_open;
  application_class->handle_local_options = ui_application_handle_local_options;
}

static void
ui_application_init (UiApplication *self)
{
  static const GOptionEntry options[] = {
    { .long_name = "version",
      .short_name = 'v',
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Show the version and end") },
    { NULL },
  };

  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[xmpp:ADDRESS]"));
}
