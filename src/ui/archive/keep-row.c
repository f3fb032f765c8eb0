/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row to choose for how long messages are kept.
 */
#include "config.h"

#include "ui/archive/keep-row.h"

#include "base/props.h"
#include "im/retention.h"

#include <glib/gi18n.h>

struct _UiKeepRow {
  AdwComboRow parent_instance;

  int keep;
  int for_all;
  gboolean one_chat;
  GArray *values;    /* of int, one for each choice */
  int wanted;        /* what was chosen last */
  gboolean settling; /* the choice is being set to what holds, and not by the person */
};

enum { PROP_KEEP = 1, PROP_FOR_ALL, PROP_ONE_CHAT, N_PROPS };

static const BaseProp table[] = {
  { "keep", G_TYPE_INT, NULL, G_STRUCT_OFFSET (UiKeepRow, keep), BASE_RW },
  { "for-all", G_TYPE_INT, NULL, G_STRUCT_OFFSET (UiKeepRow, for_all), BASE_RW },
  { "one-chat", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiKeepRow, one_chat),
    BASE_RW | G_PARAM_CONSTRUCT_ONLY },
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (UiKeepRow, ui_keep_row, ADW_TYPE_COMBO_ROW)

static const struct {
  int keep;
  const char *words;
} choices[] = {
  { IM_KEEP_FOREVER, N_ ("For ever") },
  { 365, N_ ("A year") },
  { 30, N_ ("A month") },
  { 7, N_ ("A week") },
  { IM_KEEP_SESSION, N_ ("Until Kith is closed") },
};

static char *
keep_to_words (int keep)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].keep == keep)
      return g_strdup (_ (choices[i].words));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) keep), keep);
}

static void
add_choice (UiKeepRow *self, GtkStringList *labels, int keep)
{
  g_autofree char *words = keep_to_words (keep);

  if (keep == IM_KEEP_DEFAULT) {
    g_autofree char *all = keep_to_words (self->for_all);

    g_free (words);
    /* Translators: %s is for how long messages are kept, as "A month". */
    words = g_strdup_printf (_ ("As all chats: %s"), all);
  }
  gtk_string_list_append (labels, words);
  g_array_append_val (self->values, keep);
}

static gboolean
is_listed (int keep)
{
  gboolean found = keep == IM_KEEP_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    found = found || choices[i].keep == keep;
  return found;
}

/* Lists what can be chosen, and with it what holds now though it is set nowhere in the window. */
static void
refresh (UiKeepRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->settling = TRUE;
  g_array_set_size (self->values, 0);
  if (self->one_chat)
    add_choice (self, labels, IM_KEEP_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    add_choice (self, labels, choices[i].keep);
  if (!is_listed (self->keep))
    add_choice (self, labels, self->keep);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (labels));
  for (guint i = 0; i < self->values->len; i++)
    if (g_array_index (self->values, int, i) == self->keep)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
  self->settling = FALSE;
}

/* How many days that is. */
static int
days_of (UiKeepRow *self, int keep)
{
  int effective = keep == IM_KEEP_DEFAULT ? self->for_all : keep;

  if (effective == IM_KEEP_FOREVER)
    return G_MAXINT;
  return MAX (effective, 0);
}

static void
on_response (UiKeepRow *self, const char *response)
{
  if (g_str_equal (response, "erase"))
    g_object_set (self, "keep", self->wanted, NULL);
  else
    refresh (self);
}

static void
ask (UiKeepRow *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("Erase What Is Older?"), NULL));

  adw_message_dialog_set_body (
    dialog,
    days_of (self, self->wanted) == 0
      ? _ ("Each time Kith is closed, messages are erased from this computer. Those you write to, "
           "your other devices and your server may keep theirs.")
      : _ ("Older messages are erased from this computer now, and from now on as they grow old. "
           "Those you write to, your other devices and your server may keep theirs."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_selected (UiKeepRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->settling || selected >= self->values->len)
    return;
  self->wanted = g_array_index (self->values, int, selected);
  if (self->wanted == self->keep)
    return;
  if (days_of (self, self->wanted) < days_of (self, self->keep))
    ask (self);
  else
    g_object_set (self, "keep", self->wanted, NULL);
}

static void
ui_keep_row_finalize (GObject *object)
{
  g_array_unref (UI_KEEP_ROW (object)->values);

  G_OBJECT_CLASS (ui_keep_row_parent_class)->finalize (object);
}

static void
ui_keep_row_constructed (GObject *object)
{
  UiKeepRow *self = UI_KEEP_ROW (object);

  G_OBJECT_CLASS (ui_keep_row_parent_class)->constructed (object);
  refresh (self);
  g_signal_connect (self, "notify::keep", G_CALLBACK (refresh), NULL);
  g_signal_connect (self, "notify::for-all", G_CALLBACK (refresh), NULL);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}

static void
ui_keep_row_class_init (UiKeepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->constructed = ui_keep_row_constructed;
  object_class->finalize = ui_keep_row_finalize;
}

static void
ui_keep_row_init (UiKeepRow *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (int));
}
