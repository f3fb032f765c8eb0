/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a server or service: what it can do, and what it has (XEP-0030).
 */
#include "config.h"

#include "ui/services/service-page.h"

#include "base/data.h"
#include "im/talk.h"
#include "ui/error-words.h"
#include "ui/open-uri.h"
#include "ui/services/gateway-rows.h"

#include <glib/gi18n.h>

/* GTK cannot lay out any number of rows. */
#define MAX_ROWS 300

struct _UiServicePage {
  AdwBin parent_instance;

  ImService *service;
  GCancellable *cancellable;

  AdwPreferencesPage *page;
  AdwActionRow *facts_row;
};

enum {
  SERVICE_WANTED,
  TALK_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiServicePage, ui_service_page, ADW_TYPE_BIN)

/* What a row leads to. */
struct _Target {
  UiServicePage *page; /* not owned: it owns the row */
  ImService *service;  /* (nullable) */
  ImTalkKind kind;
  char *node; /* (nullable) */
};

BASE_DEFINE_DATA (Target, target)

static void
target_cleanup (Target *self)
{
  g_clear_object (&self->service);
  g_free (self->node);
}

static void
free_target (gpointer data, GClosure *closure)
{
  target_free (data);
}

static void
on_service_row (AdwActionRow *row, gpointer user_data)
{
  Target *target = user_data;

  g_signal_emit (target->page, signals[SERVICE_WANTED], 0, target->service);
}

static void
on_talk_row (AdwActionRow *row, gpointer user_data)
{
  Target *target = user_data;
  ImService *service = target->page->service;
  g_autoptr (ImTalk) talk =
    im_talk_new (im_service_get_account (service),
                 im_service_get_jid (target->service != NULL ? target->service : service),
                 target->node, target->kind);

  if ((im_service_get_abilities (service) & IM_SERVICE_IS_GATEWAY) != 0)
    im_talk_set_gateway (talk, service);
  g_signal_emit (target->page, signals[TALK_WANTED], 0, talk,
                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "title-lines", 0, "subtitle-lines", 0, NULL);

  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

static void
make_activatable (AdwActionRow *row)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static void
add_talk_row (UiServicePage *self,
              AdwPreferencesGroup *group,
              const char *title,
              ImTalkKind kind,
              ImService *command)
{
  AdwActionRow *row = add_row (group, title, NULL);
  Target *target = target_alloc ();

  target->page = self;
  target->kind = kind;
  g_set_object (&target->service, command);
  target->node = command != NULL ? g_strdup (im_service_get_node (command)) : NULL;
  make_activatable (row);
  g_signal_connect_data (row, "activated", G_CALLBACK (on_talk_row), target, free_target, 0);
}

static char *
dup_uptime (gint64 seconds)
{
  guint days = (guint) MIN (seconds / (24 * 60 * 60), G_MAXINT);
  guint hours = (guint) (seconds / (60 * 60) % 24);
  guint minutes = (guint) (seconds / 60 % 60);

  if (days > 0)
    return g_strdup_printf (ngettext ("running for %u day", "running for %u days", days), days);
  if (hours > 0)
    return g_strdup_printf (ngettext ("running for %u hour", "running for %u hours", hours), hours);
  return g_strdup_printf (ngettext ("running for %u minute", "running for %u minutes", minutes),
                          minutes);
}

static void
on_facts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiServicePage) self = user_data;
  g_autofree char *software = NULL;
  g_autofree char *uptime = NULL;
  g_autofree char *text = NULL;
  gint64 uptime_s = -1;

  if (!im_service_ask_facts_finish (IM_SERVICE (source), result, &software, &uptime_s, NULL) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  if (uptime_s >= 0)
    uptime = dup_uptime (uptime_s);
  text = software != NULL && uptime != NULL ? g_strdup_printf ("%s, %s", software, uptime)
                                            : g_strdup (software != NULL ? software : uptime);
  adw_action_row_set_subtitle (self->facts_row, text != NULL ? text : _ ("It does not tell"));
}

static void
on_contact (AdwActionRow *row, gpointer user_data)
{
  UiServicePage *self = user_data;

  ui_open_link (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static AdwPreferencesGroup *
add_group (UiServicePage *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
show_itself (UiServicePage *self)
{
  guint abilities = im_service_get_abilities (self->service);
  AdwPreferencesGroup *group = add_group (self, "");
  g_autofree char *title =
    g_markup_escape_text (im_service_get_name (self->service), -1); /* it is markup */
  g_autofree char *address =
    g_markup_escape_text (xmpp_jid_string (im_service_get_jid (self->service)), -1);
  g_autofree char *words =
    im_service_get_kind (self->service)[0] != '\0'
      ? g_strdup_printf ("%s (%s)", address, im_service_get_kind (self->service))
      : g_strdup (address);

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, words);
  if ((abilities & IM_SERVICE_CAN_REGISTER) != 0)
    add_talk_row (self, group, _ ("Register…"), IM_TALK_REGISTER, NULL);
  if ((abilities & IM_SERVICE_IS_GATEWAY) != 0)
    ui_gateway_rows_add (group, self->service);
  if ((abilities & IM_SERVICE_CAN_SEARCH) != 0)
    add_talk_row (self, group, _ ("Search for People…"), IM_TALK_SEARCH, NULL);
  if (im_service_get_node (self->service) == NULL) {
    self->facts_row = add_row (group, _ ("Software"), _ ("Asking…"));
    im_service_ask_facts_async (self->service, self->cancellable, on_facts, g_object_ref (self));
  }
}

static void
show_contacts (UiServicePage *self)
{
  g_auto (GStrv) contacts = im_service_dup_contacts (self->service);
  AdwPreferencesGroup *group;

  if (*contacts == NULL)
    return;
  group = add_group (self, _ ("Who Runs It"));
  for (char **link = contacts; *link != NULL; link++) {
    AdwActionRow *row = add_row (group, *link, NULL);

    make_activatable (row);
    g_signal_connect_object (row, "activated", G_CALLBACK (on_contact), self, 0);
  }
}

static void
show_commands (UiServicePage *self)
{
  GPtrArray *commands = im_service_get_commands (self->service);
  AdwPreferencesGroup *group;

  if (commands->len == 0)
    return;
  group = add_group (self, _ ("Commands"));
  for (guint i = 0; i < commands->len && i < MAX_ROWS; i++)
    add_talk_row (self, group, im_service_get_name (commands->pdata[i]), IM_TALK_COMMAND,
                  commands->pdata[i]);
}

static void
show_items (UiServicePage *self)
{
  GPtrArray *items = im_service_get_items (self->service);
  AdwPreferencesGroup *group;

  if (items->len == 0)
    return;
  group = add_group (self, _ ("What It Has"));
  for (guint i = 0; i < items->len && i < MAX_ROWS; i++) {
    ImService *item = items->pdata[i];
    AdwActionRow *row =
      add_row (group, im_service_get_name (item), xmpp_jid_string (im_service_get_jid (item)));
    Target *target = target_alloc ();

    target->page = self;
    target->service = g_object_ref (item);
    make_activatable (row);
    g_signal_connect_data (row, "activated", G_CALLBACK (on_service_row), target, free_target, 0);
  }
}

static void
show_error (UiServicePage *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_bin_set_child (ADW_BIN (self),
                     g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "dialog-error-symbolic",
                                   "title", _ ("Nothing to Show"), "description", escaped, NULL));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiServicePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = im_service_load_finish (IM_SERVICE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!loaded) {
    show_error (self, error);
    return;
  }
  /* Complete before it is on the screen: a row cannot join a list there (GTK 4.8). */
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  show_itself (self);
  show_contacts (self);
  show_commands (self);
  show_items (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
  gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
}

UiServicePage *
ui_service_page_new (ImService *service)
{
  UiServicePage *self = g_object_new (UI_TYPE_SERVICE_PAGE, NULL);
  GtkWidget *spinner = gtk_spinner_new ();

  self->service = g_object_ref (service);
  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_bin_set_child (ADW_BIN (self), spinner);
  im_service_load_async (service, self->cancellable, on_loaded, g_object_ref (self));
  return self;
}

static void
ui_service_page_dispose (GObject *object)
{
  UiServicePage *self = UI_SERVICE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (ui_service_page_parent_class)->dispose (object);
}

static void
ui_service_page_class_init (UiServicePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_service_page_dispose;
  signals[SERVICE_WANTED] = g_signal_new ("service-wanted", UI_TYPE_SERVICE_PAGE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, IM_TYPE_SERVICE);
  signals[TALK_WANTED] =
    g_signal_new ("talk-wanted", UI_TYPE_SERVICE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, IM_TYPE_TALK, G_TYPE_STRING);
}

static void
ui_service_page_init (UiServicePage *self)
{
  self->cancellable = g_cancellable_new ();
}
