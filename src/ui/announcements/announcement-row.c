/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One announcement: from whom and what about; opened, what it says.
 */
#include "config.h"

#include "ui/announcements/announcement-row.h"

#include "base/text.h"
#include "im/account.h"
#include "ui/chat/message-text.h"
#include "ui/chat/message-words.h"
#include "ui/chat/rich-text.h"
#include "ui/open-uri.h"
#include "ui/widgets/clock.h"

#include <glib/gi18n.h>

#define UI_TYPE_ANNOUNCEMENT_ROW (ui_announcement_row_get_type ())
G_DECLARE_FINAL_TYPE (UiAnnouncementRow, ui_announcement_row, UI, ANNOUNCEMENT_ROW, AdwExpanderRow)

struct _UiAnnouncementRow {
  AdwExpanderRow parent_instance;

  ImAnnouncements *announcements;
  ImAnnouncement *announcement;
  GtkWidget *mark;
};

G_DEFINE_FINAL_TYPE (UiAnnouncementRow, ui_announcement_row, ADW_TYPE_EXPANDER_ROW)

/* The subject, else the first line of the text. */
static char *
dup_title (ImAnnouncement *announcement)
{
  const char *subject = im_announcement_get_subject (announcement);
  const char *text = im_announcement_get_text (announcement);

  if (subject != NULL)
    return g_strdup (subject);
  return g_strndup (text, strcspn (text, "\r\n"));
}

static char *
dup_subtitle (ImAnnouncement *announcement)
{
  ImAccount *account = im_announcement_get_account (announcement);
  g_autofree char *when = ui_date_time_text (im_announcement_get_time (announcement),
                                             ui_clock_get_hours_24 (ui_clock_get ()));
  const char *sender = im_announcement_get_sender (announcement);

  if (when == NULL)
    when = g_strdup ("");
  if (account == NULL || im_account_get_alone (account))
    /* Translators: who announces something, and when. */
    return g_strdup_printf (_ ("%s, %s"), sender, when);
  /* Translators: who announces something, to which account, and when. */
  return g_strdup_printf (_ ("%s to %s, %s"), sender, im_account_get_name (account), when);
}

static gboolean
on_activate_link (GtkLabel *label, const char *uri)
{
  if (ui_text_may_open (uri))
    ui_open_link (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (label))), uri);
  return TRUE;
}

static GtkWidget *
new_text (const char *text)
{
  g_autofree char *markup = ui_rich_text_to_markup (text, NULL);
  GtkWidget *label = gtk_label_new (NULL);

  if (markup != NULL)
    gtk_label_set_markup (GTK_LABEL (label), markup);
  else
    gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "announcement-text");
  g_signal_connect (label, "activate-link", G_CALLBACK (on_activate_link), NULL);
  return label;
}

static void
refresh_seen (UiAnnouncementRow *self)
{
  gtk_widget_set_visible (self->mark, !im_announcement_get_seen (self->announcement));
}

static void
on_expanded (UiAnnouncementRow *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    im_announcements_mark_read (self->announcements, self->announcement);
}

GtkWidget *
ui_announcement_row_new (ImAnnouncements *announcements, ImAnnouncement *announcement)
{
  UiAnnouncementRow *self = g_object_new (UI_TYPE_ANNOUNCEMENT_ROW, NULL);
  const char *text = im_announcement_get_text (announcement);
  g_autofree char *title = dup_title (announcement);
  g_autofree char *subtitle = dup_subtitle (announcement);

  self->announcements = g_object_ref (announcements);
  self->announcement = g_object_ref (announcement);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                            new_text (*text != '\0' ? text : _ ("It has no text.")));
  g_signal_connect_object (announcement, "notify::seen", G_CALLBACK (refresh_seen), self,
                           G_CONNECT_SWAPPED);
  refresh_seen (self);
  return GTK_WIDGET (self);
}

static void
ui_announcement_row_dispose (GObject *object)
{
  UiAnnouncementRow *self = UI_ANNOUNCEMENT_ROW (object);

  g_clear_object (&self->announcements);
  g_clear_object (&self->announcement);
  G_OBJECT_CLASS (ui_announcement_row_parent_class)->dispose (object);
}

static void
ui_announcement_row_class_init (UiAnnouncementRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_announcement_row_dispose;
}

static void
ui_announcement_row_init (UiAnnouncementRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->mark = gtk_label_new (_ ("New"));
  gtk_widget_add_css_class (self->mark, "badge");
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->mark);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded), NULL);
}
