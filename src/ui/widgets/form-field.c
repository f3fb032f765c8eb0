/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One field of a data form as rows of a list (XEP-0004 §3.3).
 */
#include "config.h"

#include "ui/widgets/form-field.h"

#include <glib/gi18n.h>

/* Lists that are as short as this are shown as a whole. */
#define SHORT_LIST 6

struct _UiFormField {
  const XmppFormField *field;
  XmppFieldKind kind;
  AdwPreferencesRow *row;
  AdwPreferencesRow *note_row; /* what it is for, and what is wrong with it */
  GtkLabel *note;
  gboolean faulty;       /* it tells what is wrong */
  GtkWidget *view;       /* of several lines */
  GtkTextBuffer *buffer; /* of it */
  GtkSwitch *toggle;
  gboolean has_none; /* the first of the choices is none of the options */
  GPtrArray *checks; /* (element-type GtkCheckButton), in the order of the options */
};

/* XEP-0077 §14.1: such fields come with a name alone. */
static const struct {
  const char *var, *label;
} labels[] = {
  { "username", N_ ("User Name") },
  { "password", N_ ("Password") },
  { "nick", N_ ("Nickname") },
  { "name", N_ ("Full Name") },
  { "first", N_ ("First Name") },
  { "last", N_ ("Last Name") },
  { "email", N_ ("E-mail Address") },
  { "address", N_ ("Street") },
  { "city", N_ ("City") },
  { "state", N_ ("State or Region") },
  { "zip", N_ ("Postal Code") },
  { "phone", N_ ("Telephone") },
  { "url", N_ ("Web Page") },
  { "date", N_ ("Date") },
  { "misc", N_ ("Other") },
  { "text", N_ ("Text") },
};

static const char *const fault_words[] = {
  [XMPP_FORM_FAULT_NONE] = NULL,
  [XMPP_FORM_FAULT_MISSING] = N_ ("This has to be filled in."),
  [XMPP_FORM_FAULT_ADDRESS] = N_ ("An address looks like name@example.org."),
  [XMPP_FORM_FAULT_OPTION] = N_ ("Choose one of the list."),
  [XMPP_FORM_FAULT_NUMBER] = N_ ("This has to be a number."),
  [XMPP_FORM_FAULT_WHOLE] = N_ ("This has to be a whole number."),
  [XMPP_FORM_FAULT_DATE] = N_ ("Write a date like 2026-12-31."),
  [XMPP_FORM_FAULT_TIME] = N_ ("Write date and time like 2026-12-31T23:59:00Z."),
  [XMPP_FORM_FAULT_LINK] = N_ ("This has to be a link, like https://example.org/."),
  [XMPP_FORM_FAULT_LOW] = NULL,
  [XMPP_FORM_FAULT_HIGH] = NULL,
  [XMPP_FORM_FAULT_PATTERN] = N_ ("This does not have the form that is asked for."),
  [XMPP_FORM_FAULT_TOO_FEW] = NULL,
  [XMPP_FORM_FAULT_TOO_MANY] = NULL,
};

const char *
ui_form_field_label (const XmppFormField *field)
{
  if (field->label != NULL && *field->label != '\0')
    return field->label;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    if (g_strcmp0 (field->var, labels[i].var) == 0)
      return _ (labels[i].label);
  }
  return field->var != NULL ? field->var : "";
}

static char *
dup_fault_words (const XmppFormField *field, XmppFormFault fault)
{
  switch (fault) {
  case XMPP_FORM_FAULT_LOW:
    /* Translators: %s is a number or a date. */
    return g_strdup_printf (_ ("This has to be at least %s."), field->rule->min);
  case XMPP_FORM_FAULT_HIGH:
    /* Translators: %s is a number or a date. */
    return g_strdup_printf (_ ("This has to be at most %s."), field->rule->max);
  case XMPP_FORM_FAULT_TOO_FEW:
    return g_strdup_printf (
      ngettext ("Choose at least %u.", "Choose at least %u.", field->rule->list_min),
      field->rule->list_min);
  case XMPP_FORM_FAULT_TOO_MANY:
    return g_strdup_printf (
      ngettext ("Choose at most %u.", "Choose at most %u.", field->rule->list_max),
      field->rule->list_max);
  case XMPP_FORM_FAULT_NONE:
  case XMPP_FORM_FAULT_MISSING:
  case XMPP_FORM_FAULT_ADDRESS:
  case XMPP_FORM_FAULT_OPTION:
  case XMPP_FORM_FAULT_NUMBER:
  case XMPP_FORM_FAULT_WHOLE:
  case XMPP_FORM_FAULT_DATE:
  case XMPP_FORM_FAULT_TIME:
  case XMPP_FORM_FAULT_LINK:
  case XMPP_FORM_FAULT_PATTERN:
  default:
    return g_strdup (fault_words[fault] != NULL ? _ (fault_words[fault]) : NULL);
  }
}

static const char *
option_label (const XmppFormOption *option)
{
  return option->label != NULL && *option->label != '\0' ? option->label : option->value;
}

static gboolean
has_value (const XmppFormField *field, const char *value)
{
  return g_strv_contains ((const char *const *) field->values, value);
}

static GtkLabel *
label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, NULL);
}

/* A row of our own, whose child has the margins of the others. */
static AdwPreferencesRow *
plain_row_new (GtkWidget *child)
{
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_widget_set_margin_top (child, 8);
  gtk_widget_set_margin_bottom (child, 8);
  return g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, "child",
                       child, NULL);
}

static void
on_option (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (user_data), g_variant_get_string (parameter, NULL));
}

/* The options of a list that is open (XEP-0122 §3.2.2) are proposals. */
static void
add_proposals (AdwEntryRow *row, const XmppFormField *field)
{
  static const GActionEntry entries[] = {
    { .name = "propose", .activate = on_option, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button =
    g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "pan-down-symbolic", "valign",
                  GTK_ALIGN_CENTER, "tooltip-text", _ ("Proposals"), NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), row);
  for (guint i = 0; i < field->options->len; i++) {
    const XmppFormOption *option = field->options->pdata[i];
    g_autoptr (GMenuItem) item = g_menu_item_new (option_label (option), NULL);

    g_menu_item_set_action_and_target (item, "field.propose", "s", option->value);
    g_menu_append_item (menu, item);
  }
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_insert_action_group (GTK_WIDGET (row), "field", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  adw_entry_row_add_suffix (row, button);
}

static void
build_entry (UiFormField *self)
{
  GType type =
    self->kind == XMPP_FIELD_TEXT_PRIVATE ? ADW_TYPE_PASSWORD_ENTRY_ROW : ADW_TYPE_ENTRY_ROW;
  const char *value = self->field->values[0];

  self->row = g_object_new (type, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->row), value != NULL ? value : "");
  if (self->kind == XMPP_FIELD_JID_SINGLE || g_strcmp0 (self->field->var, "email") == 0)
    g_object_set (self->row, "input-purpose", GTK_INPUT_PURPOSE_EMAIL, NULL);
  if (self->kind == XMPP_FIELD_LIST_SINGLE && self->field->options != NULL)
    add_proposals (ADW_ENTRY_ROW (self->row), self->field);
}

static void
build_lines (UiFormField *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkLabel *label = label_new (title);
  GtkWidget *view =
    g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                  "left-margin", 6, "right-margin", 6, "top-margin", 6, "bottom-margin", 6, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "min-content-height",
                                      84, "has-frame", TRUE, NULL);
  g_autofree char *text = g_strjoinv ("\n", self->field->values);

  self->view = view;
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  gtk_box_append (GTK_BOX (box), scrolled);
  self->row = plain_row_new (box);
}

static void
build_switch (UiFormField *self)
{
  self->row = g_object_new (ADW_TYPE_ACTION_ROW, "title-lines", 0, NULL);
  self->toggle = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, "active",
                               xmpp_form_field_is_true (self->field), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->toggle));
}

static void
build_choice (UiFormField *self)
{
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  guint n_options = self->field->options != NULL ? self->field->options->len : 0;
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_options; i++) {
    const XmppFormOption *option = self->field->options->pdata[i];

    gtk_string_list_append (strings, option_label (option));
    if (selected == GTK_INVALID_LIST_POSITION && has_value (self->field, option->value))
      selected = i;
  }
  self->has_none = selected == GTK_INVALID_LIST_POSITION || !self->field->required;
  if (self->has_none) {
    gtk_string_list_splice (strings, 0, 0,
                            (const char *const[]){ C_ ("nothing of a list", "None"), NULL });
    selected = selected == GTK_INVALID_LIST_POSITION ? 0 : selected + 1;
  }
  self->row = g_object_new (ADW_TYPE_COMBO_ROW, "model", strings, "selected", selected, NULL);
}

static void
build_checks (UiFormField *self)
{
  guint n_options = self->field->options != NULL ? self->field->options->len : 0;

  self->row = g_object_new (ADW_TYPE_EXPANDER_ROW, "expanded", n_options <= SHORT_LIST, NULL);
  self->checks = g_ptr_array_new ();
  for (guint i = 0; i < n_options; i++) {
    const XmppFormOption *option = self->field->options->pdata[i];
    GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", option_label (option), NULL);
    GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "valign", GTK_ALIGN_CENTER, "active",
                                     has_value (self->field, option->value), NULL);

    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    option_label (option), -1);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), row);
    g_ptr_array_add (self->checks, check);
  }
}

static void
build_words (UiFormField *self)
{
  g_autofree char *text = g_strjoinv ("\n", self->field->values);
  const char *label = ui_form_field_label (self->field);
  GtkLabel *words = label_new (*text != '\0' ? text : label);

  self->row = plain_row_new (GTK_WIDGET (words));
}

static void
build_row (UiFormField *self, const char *title)
{
  switch (self->kind) {
  case XMPP_FIELD_TEXT_MULTI:
  case XMPP_FIELD_JID_MULTI:
    build_lines (self, title);
    return;
  case XMPP_FIELD_FIXED:
    build_words (self);
    return;
  case XMPP_FIELD_BOOLEAN:
    build_switch (self);
    break;
  case XMPP_FIELD_LIST_MULTI:
    build_checks (self);
    break;
  case XMPP_FIELD_LIST_SINGLE:
    if (self->field->rule != NULL && self->field->rule->open)
      build_entry (self);
    else
      build_choice (self);
    break;
  case XMPP_FIELD_TEXT_SINGLE:
  case XMPP_FIELD_TEXT_PRIVATE:
  case XMPP_FIELD_JID_SINGLE:
  case XMPP_FIELD_HIDDEN:
  default:
    build_entry (self);
    break;
  }
  g_object_set (self->row, "use-markup", FALSE, "use-underline", FALSE, "title", title, NULL);
}

/* @fault: (nullable): NULL shows what the field is for */
static void
set_note (UiFormField *self, const char *fault)
{
  const char *text = fault != NULL ? fault : self->field->desc;

  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), text != NULL && *text != '\0');
}

static void
show_fault (UiFormField *self, const char *fault)
{
  if (fault == NULL && !self->faulty)
    return;
  self->faulty = fault != NULL;
  set_note (self, fault);
  if (self->faulty) {
    gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "dim-label");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  }
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
    self->faulty ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

UiFormField *
ui_form_field_new (const XmppFormField *field, gboolean tell_optional)
{
  UiFormField *self = g_new0 (UiFormField, 1);
  const char *label = ui_form_field_label (field);
  g_autofree char *title = NULL;

  self->field = field;
  self->kind = xmpp_form_field_kind (field);
  if (tell_optional && !field->required && self->kind != XMPP_FIELD_BOOLEAN)
    /* Translators: %s is the name of a field of a form. */
    title = g_strdup_printf (_ ("%s (optional)"), label);
  build_row (self, title != NULL ? title : label);
  self->note = label_new ("");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  self->note_row = plain_row_new (GTK_WIDGET (self->note));
  set_note (self, NULL);
  return self;
}

void
ui_form_field_free (UiFormField *self)
{
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_free (self);
}

void
ui_form_field_add_to (UiFormField *self, AdwPreferencesGroup *group)
{
  adw_preferences_group_add (group, GTK_WIDGET (self->row));
  adw_preferences_group_add (group, GTK_WIDGET (self->note_row));
}

GtkEditable *
ui_form_field_get_entry (UiFormField *self)
{
  return ADW_IS_ENTRY_ROW (self->row) ? GTK_EDITABLE (self->row) : NULL;
}

const XmppFormField *
ui_form_field_get_field (UiFormField *self)
{
  return self->field;
}

static void
read_lines (UiFormField *self, GStrvBuilder *values)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  lines = *g_strchomp (text) != '\0' ? g_strsplit (text, "\n", -1) : NULL;
  for (char **line = lines; line != NULL && *line != NULL; line++)
    g_strv_builder_add (values, self->kind == XMPP_FIELD_JID_MULTI ? g_strstrip (*line) : *line);
}

static void
read_choice (UiFormField *self, GStrvBuilder *values)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
  const XmppFormOption *option;

  if (selected == GTK_INVALID_LIST_POSITION || (self->has_none && selected == 0))
    return;
  option = self->field->options->pdata[selected - (self->has_none ? 1 : 0)];
  g_strv_builder_add (values, option->value);
}

static void
read_checks (UiFormField *self, GStrvBuilder *values)
{
  for (guint i = 0; i < self->checks->len; i++) {
    const XmppFormOption *option = self->field->options->pdata[i];

    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (values, option->value);
  }
}

/* A text that was cleared is an empty one; an address or a choice that was not made is none. */
static void
read_entry (UiFormField *self, GStrvBuilder *values)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->row));

  if (*text != '\0' || self->kind == XMPP_FIELD_TEXT_SINGLE ||
      self->kind == XMPP_FIELD_TEXT_PRIVATE)
    g_strv_builder_add (values, text);
}

char **
ui_form_field_read (UiFormField *self)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  if (self->buffer != NULL)
    read_lines (self, values);
  else if (self->toggle != NULL)
    g_strv_builder_add (values, gtk_switch_get_active (self->toggle) ? "1" : "0");
  else if (self->checks != NULL)
    read_checks (self, values);
  else if (ADW_IS_COMBO_ROW (self->row))
    read_choice (self, values);
  else if (ADW_IS_ENTRY_ROW (self->row))
    read_entry (self, values);
  return g_strv_builder_end (values);
}

static void
write_choice (UiFormField *self, const char *const *values)
{
  guint first = self->has_none ? 1 : 0;

  for (guint i = 0; self->field->options != NULL && i < self->field->options->len; i++) {
    const XmppFormOption *option = self->field->options->pdata[i];

    if (g_strv_contains (values, option->value)) {
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), first + i);
      return;
    }
  }
  if (self->has_none)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), 0);
}

static void
write_checks (UiFormField *self, const char *const *values)
{
  for (guint i = 0; i < self->checks->len; i++) {
    const XmppFormOption *option = self->field->options->pdata[i];

    gtk_check_button_set_active (self->checks->pdata[i], g_strv_contains (values, option->value));
  }
}

void
ui_form_field_write (UiFormField *self, const char *const *values)
{
  const char *first = values[0] != NULL ? values[0] : "";

  if (self->buffer != NULL) {
    g_autofree char *text = g_strjoinv ("\n", (char **) values);

    gtk_text_buffer_set_text (self->buffer, text, -1);
  } else if (self->toggle != NULL) {
    gtk_switch_set_active (self->toggle, g_str_equal (first, "1"));
  } else if (self->checks != NULL) {
    write_checks (self, values);
  } else if (ADW_IS_COMBO_ROW (self->row)) {
    write_choice (self, values);
  } else if (ADW_IS_ENTRY_ROW (self->row)) {
    gtk_editable_set_text (GTK_EDITABLE (self->row), first);
  }
}

gboolean
ui_form_field_check (UiFormField *self)
{
  g_auto (GStrv) values = ui_form_field_read (self);
  XmppFormFault fault = self->kind == XMPP_FIELD_FIXED
                          ? XMPP_FORM_FAULT_NONE
                          : xmpp_form_field_check (self->field, (const char *const *) values);
  g_autofree char *words = dup_fault_words (self->field, fault);

  show_fault (self, words);
  return fault == XMPP_FORM_FAULT_NONE;
}

void
ui_form_field_forget_fault (UiFormField *self)
{
  show_fault (self, NULL);
}

gboolean
ui_form_field_grab_focus (UiFormField *self)
{
  return gtk_widget_grab_focus (self->view != NULL ? self->view : GTK_WIDGET (self->row));
}
