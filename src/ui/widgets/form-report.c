/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result of a form (XEP-0004 §3.4): rows of names and values.
 */
#include "config.h"

#include "ui/widgets/form-report.h"

#include "ui/widgets/form-field.h"

#include <glib/gi18n.h>

/* More rows than anybody reads; GTK cannot lay out any number of them. */
#define MAX_ROWS 300

static void
on_copy (GtkButton *button, gpointer user_data)
{
  AdwActionRow *row = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          adw_action_row_get_subtitle (row));
}

static GtkWidget *
suffix_button_new (const char *icon_name, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static GtkWidget *
value_row_new (const XmppFormField *field)
{
  g_autofree char *text = g_strjoinv ("\n", field->values);
  GtkWidget *row =
    g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", ui_form_field_label (field),
                  "subtitle", text, "subtitle-lines", 0, "title-lines", 0, NULL);
  GtkWidget *button = suffix_button_new ("edit-copy-symbolic", _ ("Copy"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_copy), row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_values (GtkBox *box, const XmppForm *form)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  for (guint i = 0; i < form->fields->len && i < MAX_ROWS; i++) {
    const XmppFormField *field = form->fields->pdata[i];
    XmppFieldKind kind = xmpp_form_field_kind (field);

    if (kind == XMPP_FIELD_HIDDEN || field->values[0] == NULL || *field->values[0] == '\0')
      continue;
    adw_preferences_group_add (group, value_row_new (field));
  }
  gtk_box_append (box, GTK_WIDGET (group));
}

/* What the columns say of a field that the row only names. */
static const XmppFormField *
find_column (const XmppForm *form, const XmppFormField *field)
{
  const XmppFormField *column = xmpp_form_item_find (form->reported, field->var);

  return column != NULL ? column : field;
}

/* Not every directory says so; but the name of that column is given (XEP-0055 §3). */
static gboolean
is_address (const XmppFormField *column)
{
  return xmpp_form_field_kind (column) == XMPP_FIELD_JID_SINGLE ||
         g_strcmp0 (column->var, "jid") == 0;
}

static void
append_line (GString *text, const char *label, const char *value)
{
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", label, value);
}

/* The name of the button is the address. */
static void
on_add (ImAccount *account, GtkButton *button)
{
  GtkWidget *widget = GTK_WIDGET (button);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_widget_activate_action (GTK_WIDGET (parent != NULL ? parent : window),
                              "win.add-found-contact", "(sss)", im_account_get_address (account),
                              gtk_widget_get_name (widget), "");
}

static GtkWidget *
add_button_new (const char *address, ImAccount *account)
{
  GtkWidget *button = suffix_button_new ("contact-new-symbolic", _ ("Add to Contacts"));

  gtk_widget_set_name (button, address);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add), account, G_CONNECT_SWAPPED);
  return button;
}

/* The first text is what it is called, the others stand below. */
static GtkWidget *
item_row_new (const XmppForm *form, const GPtrArray *item, ImAccount *account)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-lines", 0,
                                 "title-lines", 0, NULL);
  const char *title = NULL, *address = NULL;

  for (guint i = 0; i < item->len; i++) {
    const XmppFormField *field = item->pdata[i];
    const XmppFormField *column = find_column (form, field);
    const char *value = field->values[0];

    if (value == NULL || *value == '\0')
      continue;
    if (address == NULL && is_address (column))
      address = value;
    if (title == NULL)
      title = value;
    else
      append_line (text, ui_form_field_label (column), value);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
  if (address != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), add_button_new (address, account));
  return row;
}

static void
add_items (GtkBox *box, const XmppForm *form, ImAccount *account)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u result", "%u results", form->items->len), form->items->len);

  adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < form->items->len && i < MAX_ROWS; i++)
    adw_preferences_group_add (group, item_row_new (form, form->items->pdata[i], account));
  gtk_box_append (box, GTK_WIDGET (group));
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

GtkWidget *
ui_form_report_new (ImForm *form, ImAccount *account)
{
  const XmppForm *content = im_form_get_form (form);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  add_words (box, content->title, "heading");
  add_words (box, content->instructions, NULL);
  if (content->fields->len > 0)
    add_values (box, content);
  if (content->items->len > 0 || content->fields->len == 0)
    add_items (box, content, account);
  if (content->clipped || content->items->len > MAX_ROWS || content->fields->len > MAX_ROWS)
    add_words (box, _ ("There is more than can be shown here."), "dim-label");
  return GTK_WIDGET (box);
}
