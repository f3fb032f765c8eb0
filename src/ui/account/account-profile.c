/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person chooses for an account: name, colour, presence. What is chosen takes effect at once, what is
 * typed with Enter or when the window asks for it.
 */
#include "config.h"

#include "ui/account/account-profile.h"

#include "im/nearby.h"
#include "im/nickname.h"
#include "ui/error-words.h"
#include "ui/widgets/color-dot.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

/* After so long without another press a number is what was wanted. */
#define SETTLE_MS 500

struct _UiAccountProfile {
  AdwPreferencesGroup parent_instance;

  ImAccount *account;
  gboolean filling; /* the fields are being set, not edited */
  guint settle_id;  /* runs while the priorities are being chosen */

  AdwEntryRow *label_row;
  AdwEntryRow *nick_row;
  AdwComboRow *color_row;
  UiColorDot *color_dot;
  AdwComboRow *presence_row;
  AdwEntryRow *status_row;
  GtkWidget *priority_row;
  GtkSpinButton *priority;
  GtkSpinButton *away_priority;
};

G_DEFINE_FINAL_TYPE (UiAccountProfile, ui_account_profile, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Hues that can be told from each other; the first one is that of the address. */
static const struct {
  int hue;
  const char *name;
} colors[] = {
  { -1, N_ ("From the address") },
  { 12, N_ ("Red") },
  { 38, N_ ("Orange") },
  { 72, N_ ("Yellow") },
  { 127, N_ ("Green") },
  { 180, N_ ("Turquoise") },
  { 250, N_ ("Blue") },
  { 285, N_ ("Violet") },
  { 335, N_ ("Pink") },
};

/* After "as for all accounts". */
static const ImShow shows[] = { IM_SHOW_AVAILABLE, IM_SHOW_CHAT,      IM_SHOW_AWAY,   IM_SHOW_XA,
                                IM_SHOW_DND,       IM_SHOW_INVISIBLE, IM_SHOW_OFFLINE };

static guint
find_color (int hue)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++) {
    if (colors[i].hue == hue)
      return i;
  }
  return 0;
}

static guint
find_show (ImShow show)
{
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++) {
    if (shows[i] == show)
      return i + 1;
  }
  return 0;
}

/* @text: (nullable) */
static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
fill_models (UiAccountProfile *self)
{
  g_autoptr (GtkStringList) color_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) show_names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    gtk_string_list_append (color_names, _ (colors[i].name));
  gtk_string_list_append (show_names, _ ("As for all accounts"));
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    gtk_string_list_append (show_names, ui_presence_to_words (shows[i]));
  adw_combo_row_set_model (self->color_row, G_LIST_MODEL (color_names));
  adw_combo_row_set_model (self->presence_row, G_LIST_MODEL (show_names));
}

static void
refresh_status_row (UiAccountProfile *self)
{
  ImShow show = IM_SHOW_OFFLINE;
  const char *text = NULL;
  gboolean own = im_account_get_own_presence (self->account, &show, &text);

  gtk_widget_set_visible (GTK_WIDGET (self->status_row), own && show != IM_SHOW_OFFLINE);
}

static void
fill (UiAccountProfile *self)
{
  ImShow show = IM_SHOW_OFFLINE;
  const char *text = NULL;
  gboolean own = im_account_get_own_presence (self->account, &show, &text);

  self->filling = TRUE;
  set_text (self->label_row, im_account_get_label (self->account));
  set_text (self->nick_row, im_nickname_get (self->account));
  adw_combo_row_set_selected (self->color_row, find_color (im_account_get_hue (self->account)));
  adw_combo_row_set_selected (self->presence_row, own ? find_show (show) : 0);
  set_text (self->status_row, text);
  gtk_spin_button_set_value (self->priority, im_account_get_priority (self->account));
  gtk_spin_button_set_value (self->away_priority, im_account_get_away_priority (self->account));
  self->filling = FALSE;
  refresh_status_row (self);
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
on_nick_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiAccountProfile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (im_nickname_set_finish (IM_ACCOUNT (source), result, &error) || self->account == NULL)
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* The server knows it, if there is one. */
static void
refresh_online (UiAccountProfile *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->nick_row),
                            im_nearby_is (self->account) ||
                              im_account_get_state (self->account) == IM_ACCOUNT_ONLINE);
}

static void
on_color (UiAccountProfile *self)
{
  guint selected = adw_combo_row_get_selected (self->color_row);

  if (!self->filling && selected < G_N_ELEMENTS (colors))
    im_account_set_hue (self->account, colors[selected].hue);
}

static void
on_presence (UiAccountProfile *self)
{
  guint selected = adw_combo_row_get_selected (self->presence_row);

  if (self->filling || selected > G_N_ELEMENTS (shows))
    return;
  if (selected == 0)
    im_account_follow_presence (self->account);
  else
    im_account_set_own_presence (self->account, shows[selected - 1], text_of (self->status_row));
  refresh_status_row (self);
}

static void
on_text_changed (UiAccountProfile *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* @old: (nullable) */
static gboolean
is_edited (AdwEntryRow *row, const char *old)
{
  return g_strcmp0 (text_of (row), old != NULL ? old : "") != 0;
}

void
ui_account_profile_apply (UiAccountProfile *self)
{
  ImShow show = IM_SHOW_OFFLINE;
  const char *status = NULL;

  g_return_if_fail (UI_IS_ACCOUNT_PROFILE (self));

  im_account_set_label (self->account, text_of (self->label_row));
  if (is_edited (self->nick_row, im_nickname_get (self->account)))
    im_nickname_set_async (self->account, text_of (self->nick_row), NULL, on_nick_set,
                           g_object_ref (self));
  if (im_account_get_own_presence (self->account, &show, &status) &&
      is_edited (self->status_row, status))
    im_account_set_own_presence (self->account, show, text_of (self->status_row));
}

static void
apply_priorities (UiAccountProfile *self)
{
  if (self->settle_id == 0)
    return;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  im_account_set_priorities (self->account, gtk_spin_button_get_value_as_int (self->priority),
                             gtk_spin_button_get_value_as_int (self->away_priority));
}

static gboolean
on_settled (gpointer user_data)
{
  apply_priorities (user_data);
  return G_SOURCE_REMOVE;
}

/* Each priority on the way to the one that is wanted would go out to all contacts. */
static void
on_priority (UiAccountProfile *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, on_settled, self);
}

void
ui_account_profile_set_account (UiAccountProfile *self, ImAccount *account)
{
  g_return_if_fail (self->account == NULL);

  self->account = g_object_ref (account);
  g_object_set (self->color_dot, "seed", im_account_get_address (account), NULL);
  g_object_bind_property (account, "hue", self->color_dot, "hue", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (refresh_online), self,
                           G_CONNECT_SWAPPED);
  /* It is one device that others find, so there is nothing to choose from. */
  gtk_widget_set_visible (self->priority_row, !im_nearby_is (account));
  fill_models (self);
  fill (self);
  refresh_online (self);
}

static void
ui_account_profile_dispose (GObject *object)
{
  UiAccountProfile *self = UI_ACCOUNT_PROFILE (object);

  /* The models go with the rows, which is no choice of the person. */
  self->filling = TRUE;
  apply_priorities (self);
  g_clear_object (&self->account);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ACCOUNT_PROFILE);

  G_OBJECT_CLASS (ui_account_profile_parent_class)->dispose (object);
}

static void
ui_account_profile_class_init (UiAccountProfileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_account_profile_dispose;
  signals[CHANGED] = g_signal_new ("changed", UI_TYPE_ACCOUNT_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UI_TYPE_COLOR_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/account-profile.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, label_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, nick_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, color_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, color_dot);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, presence_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, status_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, priority_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, priority);
  gtk_widget_class_bind_template_child (widget_class, UiAccountProfile, away_priority);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, ui_account_profile_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_color);
  gtk_widget_class_bind_template_callback (widget_class, on_presence);
  gtk_widget_class_bind_template_callback (widget_class, on_priority);
}

static void
ui_account_profile_init (UiAccountProfile *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
