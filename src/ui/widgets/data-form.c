/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data form to fill in (XEP-0004, XEP-0221).
 */
#include "config.h"

#include "ui/widgets/data-form.h"

#include "ui/open-uri.h"
#include "ui/widgets/form-field.h"
#include "xmpp/sasl/secret.h"

#include <glib/gi18n.h>

/* More than anybody fills in; nor can GTK lay out any number of rows. */
#define MAX_FIELDS 300

struct _UiDataForm {
  AdwBin parent_instance;

  ImForm *form;      /* NULL when empty */
  GPtrArray *fields; /* (element-type UiFormField) */
};

enum {
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiDataForm, ui_data_form, ADW_TYPE_BIN)

static void
free_field (gpointer field)
{
  ui_form_field_free (field);
}

/* What stood in a field. */
typedef struct {
  char *var;
  char **values;
  gboolean fixed;
} Kept;

/* There may be a password in it. */
static void
kept_free (gpointer data)
{
  Kept *self = data;

  for (char **value = self->values; *value != NULL; value++)
    xmpp_secret_free (*value);
  g_free (self->values);
  g_free (self->var);
  g_free (self);
}

/* The last entry gives the form away, any other one goes on to the next. */
static void
on_entry_activated (UiDataForm *self, GtkEditable *entry)
{
  GtkEditable *last = NULL;

  for (guint i = 0; i < self->fields->len; i++) {
    GtkEditable *other = ui_form_field_get_entry (self->fields->pdata[i]);

    last = other != NULL ? other : last;
  }
  if (entry == last)
    g_signal_emit (self, signals[ACTIVATED], 0);
  else
    g_signal_emit_by_name (gtk_widget_get_root (GTK_WIDGET (self)), "move-focus",
                           GTK_DIR_TAB_FORWARD);
}

static void
on_entry_changed (UiDataForm *self, GtkEditable *entry)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (ui_form_field_get_entry (self->fields->pdata[i]) == entry)
      ui_form_field_forget_fault (self->fields->pdata[i]);
}

static void
connect_entry (UiDataForm *self, GtkEditable *entry)
{
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_entry_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (on_entry_activated), self,
                           G_CONNECT_SWAPPED);
}

static void
add_words (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;
  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                        PANGO_WRAP_WORD_CHAR, NULL);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

/* A picture that came with the form is shown. One from the web would tell its server of us, so it
 * is left to the person to open it. */
static void
add_media (UiDataForm *self, GtkBox *box, const XmppFormField *field)
{
  for (guint i = 0; i < field->media->len; i++) {
    const XmppFormMedia *media = field->media->pdata[i];
    GBytes *bytes = im_form_get_media (self->form, media->uri);
    g_autoptr (GdkTexture) texture =
      bytes != NULL ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;

    if (texture != NULL) {
      GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));

      gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      ui_form_field_label (field), -1);
      gtk_widget_set_size_request (picture, -1, MIN (gdk_texture_get_height (texture), 240));
      gtk_box_append (box, picture);
      return;
    }
  }
  for (guint i = 0; i < field->media->len; i++) {
    const XmppFormMedia *media = field->media->pdata[i];
    const char *scheme = g_uri_peek_scheme (media->uri);

    if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
      gtk_box_append (box,
                      ui_link_button_new (media->uri, media->type != NULL &&
                                                          g_str_has_prefix (media->type, "audio/")
                                                        ? _ ("Listen to the question")
                                                        : _ ("Look at the question")));
  }
}

/* A field with a picture stands apart from those before it. */
static AdwPreferencesGroup *
add_group (GtkBox *box)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  gtk_box_append (box, GTK_WIDGET (group));
  return group;
}

static gboolean
has_required (const XmppForm *form)
{
  for (guint i = 0; i < form->fields->len; i++) {
    const XmppFormField *field = form->fields->pdata[i];

    if (field->required)
      return TRUE;
  }
  return FALSE;
}

static void
add_fields (UiDataForm *self, GtkBox *box, const XmppForm *form)
{
  gboolean tell_optional = has_required (form);
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < form->fields->len && self->fields->len < MAX_FIELDS; i++) {
    const XmppFormField *field = form->fields->pdata[i];
    UiFormField *shown;
    GtkEditable *entry;

    if (xmpp_form_field_kind (field) == XMPP_FIELD_HIDDEN)
      continue;
    if (field->media != NULL) {
      add_media (self, box, field);
      group = NULL;
    }
    if (group == NULL)
      group = add_group (box);
    shown = ui_form_field_new (field, tell_optional);
    entry = ui_form_field_get_entry (shown);
    if (entry != NULL)
      connect_entry (self, entry);
    ui_form_field_add_to (shown, group);
    g_ptr_array_add (self->fields, shown);
  }
}

void
ui_data_form_set_form (UiDataForm *self, ImForm *form)
{
  const XmppForm *content;
  GtkWidget *box;

  g_return_if_fail (UI_IS_DATA_FORM (self));

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_ptr_array_set_size (self->fields, 0);
  g_clear_pointer (&self->form, im_form_unref);
  if (form == NULL)
    return;

  self->form = im_form_ref (form);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  content = im_form_get_form (form);
  add_words (GTK_BOX (box), content->title, "heading");
  add_words (GTK_BOX (box), content->instructions, NULL);
  add_fields (self, GTK_BOX (box), content);
  if (content->clipped || content->fields->len > MAX_FIELDS)
    add_words (GTK_BOX (box), _ ("This form is too long to be shown as a whole."), "error");
  /* Not before: a row that is on the screen cannot become part of a list any more, for GTK 4.8's
   * idea of accessibility. */
  adw_bin_set_child (ADW_BIN (self), box);
}

static UiFormField *
find (UiDataForm *self, const char *var)
{
  for (guint i = 0; i < self->fields->len; i++) {
    if (g_strcmp0 (ui_form_field_get_field (self->fields->pdata[i])->var, var) == 0)
      return self->fields->pdata[i];
  }
  return NULL;
}

static Kept *
keep (UiFormField *field)
{
  GtkEditable *entry = ui_form_field_get_entry (field);
  Kept *kept = g_new0 (Kept, 1);

  kept->var = g_strdup (ui_form_field_get_field (field)->var);
  kept->values = ui_form_field_read (field);
  kept->fixed = entry != NULL && !gtk_editable_get_editable (entry);
  return kept;
}

void
ui_data_form_renew (UiDataForm *self, ImForm *form)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (kept_free);

  for (guint i = 0; i < self->fields->len; i++) {
    const XmppFormField *field = ui_form_field_get_field (self->fields->pdata[i]);

    if (field->var != NULL && field->media == NULL)
      g_ptr_array_add (all, keep (self->fields->pdata[i]));
  }
  ui_data_form_set_form (self, form);
  for (guint i = 0; i < all->len; i++) {
    const Kept *kept = all->pdata[i];
    UiFormField *field = find (self, kept->var);
    GtkEditable *entry = field != NULL ? ui_form_field_get_entry (field) : NULL;

    if (field != NULL)
      ui_form_field_write (field, (const char *const *) kept->values);
    if (entry != NULL)
      gtk_editable_set_editable (entry, !kept->fixed);
  }
}

void
ui_data_form_set_value (UiDataForm *self, const char *var, const char *value, gboolean fixed)
{
  UiFormField *field = find (self, var);
  GtkEditable *entry = field != NULL ? ui_form_field_get_entry (field) : NULL;

  if (entry == NULL)
    return;
  gtk_editable_set_text (entry, value);
  gtk_editable_set_editable (entry, !fixed);
}

XmppForm *
ui_data_form_dup_answer (UiDataForm *self)
{
  g_autoptr (XmppForm) answer = NULL;
  UiFormField *wrong = NULL;

  g_return_val_if_fail (self->form != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++) {
    if (!ui_form_field_check (self->fields->pdata[i]) && wrong == NULL)
      wrong = self->fields->pdata[i];
  }
  if (wrong != NULL) {
    ui_form_field_grab_focus (wrong);
    return NULL;
  }

  answer = xmpp_form_new_submit (im_form_get_form (self->form));
  for (guint i = 0; i < self->fields->len; i++) {
    const XmppFormField *field = ui_form_field_get_field (self->fields->pdata[i]);
    g_auto (GStrv) values = ui_form_field_read (self->fields->pdata[i]);

    if (field->var != NULL && xmpp_form_field_kind (field) != XMPP_FIELD_FIXED)
      xmpp_form_add (answer, field->var, field->type, (const char *const *) values);
  }
  return g_steal_pointer (&answer);
}

static gboolean
ui_data_form_grab_focus (GtkWidget *widget)
{
  UiDataForm *self = UI_DATA_FORM (widget);

  for (guint i = 0; i < self->fields->len; i++) {
    if (ui_form_field_grab_focus (self->fields->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static void
ui_data_form_dispose (GObject *object)
{
  UiDataForm *self = UI_DATA_FORM (object);

  g_ptr_array_set_size (self->fields, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->form, im_form_unref);
  G_OBJECT_CLASS (ui_data_form_parent_class)->dispose (object);
}

static void
ui_data_form_finalize (GObject *object)
{
  g_ptr_array_unref (UI_DATA_FORM (object)->fields);
  G_OBJECT_CLASS (ui_data_form_parent_class)->finalize (object);
}

static void
ui_data_form_class_init (UiDataFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_data_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ui_data_form_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ui_data_form_grab_focus;
  signals[ACTIVATED] = g_signal_new ("activated", UI_TYPE_DATA_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
ui_data_form_init (UiDataForm *self)
{
  self->fields = g_ptr_array_new_with_free_func (free_field);
}
