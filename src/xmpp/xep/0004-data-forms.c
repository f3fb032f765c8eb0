/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data forms as structs: fields with their values, what is asked for with them, and the rows of a
 * report (XEP-0004, XEP-0068, XEP-0221). */
#include "config.h"

#include "xmpp/xep/0004-data-forms.h"

#include "xmpp/jid.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/secret.h"

static const char *const kind_names[] = {
  [XMPP_FIELD_TEXT_SINGLE] = "text-single",
  [XMPP_FIELD_TEXT_PRIVATE] = "text-private",
  [XMPP_FIELD_TEXT_MULTI] = "text-multi",
  [XMPP_FIELD_BOOLEAN] = "boolean",
  [XMPP_FIELD_FIXED] = "fixed",
  [XMPP_FIELD_HIDDEN] = "hidden",
  [XMPP_FIELD_JID_SINGLE] = "jid-single",
  [XMPP_FIELD_JID_MULTI] = "jid-multi",
  [XMPP_FIELD_LIST_SINGLE] = "list-single",
  [XMPP_FIELD_LIST_MULTI] = "list-multi",
};

/* What a form may still have. */
typedef struct {
  guint left;
  gboolean clipped;
} Budget;

static gboolean
spend (Budget *budget)
{
  if (budget->left == 0) {
    budget->clipped = TRUE;
    return FALSE;
  }
  budget->left--;
  return TRUE;
}

static void
option_free (gpointer data)
{
  XmppFormOption *option = data;

  g_free (option->label);
  g_free (option->value);
  g_free (option);
}

static void
media_free (gpointer data)
{
  XmppFormMedia *media = data;

  g_free (media->type);
  g_free (media->uri);
  g_free (media);
}

/* A value may be a password. */
static void
field_free (gpointer data)
{
  XmppFormField *field = data;

  for (char **value = field->values; *value != NULL; value++)
    xmpp_secret_free (*value);
  g_free (field->values);
  g_free (field->var);
  g_free (field->type);
  g_free (field->label);
  g_free (field->desc);
  g_clear_pointer (&field->options, g_ptr_array_unref);
  g_clear_pointer (&field->media, g_ptr_array_unref);
  xmpp_form_rule_free (field->rule);
  g_free (field);
}

static void
unref_row (gpointer row)
{
  g_ptr_array_unref (row);
}

static XmppFormField *
field_new (const char *var, const char *type, char **values)
{
  XmppFormField *field = g_new0 (XmppFormField, 1);

  field->var = g_strdup (var);
  field->type = g_strdup (type);
  field->values = values;
  return field;
}

XmppForm *
xmpp_form_new (const char *type, const char *form_type)
{
  XmppForm *self = g_new0 (XmppForm, 1);

  self->type = g_strdup (type);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->reported = g_ptr_array_new_with_free_func (field_free);
  self->items = g_ptr_array_new_with_free_func (unref_row);
  if (form_type != NULL)
    xmpp_form_add_value (self, "FORM_TYPE", "hidden", form_type);
  return self;
}

void
xmpp_form_free (XmppForm *self)
{
  g_free (self->type);
  g_free (self->title);
  g_free (self->instructions);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->reported);
  g_ptr_array_unref (self->items);
  g_free (self);
}

XmppForm *
xmpp_form_new_submit (const XmppForm *form)
{
  XmppForm *self = xmpp_form_new ("submit", NULL);

  for (guint i = 0; i < form->fields->len; i++) {
    const XmppFormField *field = form->fields->pdata[i];

    if (xmpp_form_field_kind (field) == XMPP_FIELD_HIDDEN)
      xmpp_form_add (self, field->var, field->type, (const char *const *) field->values);
  }
  return self;
}

XmppFormField *
xmpp_form_add (XmppForm *self, const char *var, const char *type, const char *const *values)
{
  XmppFormField *field = field_new (var, type, g_strdupv ((char **) values));

  g_ptr_array_add (self->fields, field);
  return field;
}

XmppFormField *
xmpp_form_add_value (XmppForm *self, const char *var, const char *type, const char *value)
{
  return xmpp_form_add (self, var, type, (const char *const[]){ value, NULL });
}

const XmppFormField *
xmpp_form_item_find (const GPtrArray *item, const char *var)
{
  for (guint i = 0; i < item->len; i++) {
    const XmppFormField *field = item->pdata[i];

    if (g_strcmp0 (field->var, var) == 0)
      return field;
  }
  return NULL;
}

const XmppFormField *
xmpp_form_find (const XmppForm *self, const char *var)
{
  return xmpp_form_item_find (self->fields, var);
}

const char *
xmpp_form_get (const XmppForm *self, const char *var)
{
  const XmppFormField *field = xmpp_form_find (self, var);

  return field != NULL ? field->values[0] : NULL;
}

XmppFieldKind
xmpp_form_field_kind (const XmppFormField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++) {
    if (g_strcmp0 (field->type, kind_names[i]) == 0)
      return (XmppFieldKind) i;
  }
  return XMPP_FIELD_TEXT_SINGLE;
}

gboolean
xmpp_form_field_is_true (const XmppFormField *field)
{
  return field->values[0] != NULL &&
         (g_str_equal (field->values[0], "1") || g_str_equal (field->values[0], "true"));
}

static gboolean
has_option (const XmppFormField *field, const char *value)
{
  for (guint i = 0; field->options != NULL && i < field->options->len; i++) {
    const XmppFormOption *option = field->options->pdata[i];

    if (g_str_equal (option->value, value))
      return TRUE;
  }
  return FALSE;
}

static XmppFormFault
check_value (const XmppFormField *field, XmppFieldKind kind, const char *value)
{
  gboolean open = field->rule != NULL && field->rule->open;
  g_autoptr (XmppJid) jid = NULL;

  if (kind == XMPP_FIELD_JID_SINGLE || kind == XMPP_FIELD_JID_MULTI) {
    jid = xmpp_jid_parse_wire (value, NULL);
    if (jid == NULL)
      return XMPP_FORM_FAULT_ADDRESS;
  }
  if ((kind == XMPP_FIELD_LIST_SINGLE || kind == XMPP_FIELD_LIST_MULTI) && !open &&
      !has_option (field, value))
    return XMPP_FORM_FAULT_OPTION;
  return field->rule != NULL ? xmpp_form_rule_check_value (field->rule, value)
                             : XMPP_FORM_FAULT_NONE;
}

XmppFormFault
xmpp_form_field_check (const XmppFormField *field, const char *const *values)
{
  XmppFieldKind kind = xmpp_form_field_kind (field);
  guint n_given = 0;

  for (guint i = 0; values[i] != NULL; i++) {
    XmppFormFault fault;

    /* Nothing typed is no answer, not an empty one. */
    if (*values[i] == '\0')
      continue;
    n_given++;
    fault = check_value (field, kind, values[i]);
    if (fault != XMPP_FORM_FAULT_NONE)
      return fault;
  }
  if (n_given == 0 && field->required)
    return XMPP_FORM_FAULT_MISSING;
  if (field->rule != NULL && kind == XMPP_FIELD_LIST_MULTI)
    return xmpp_form_rule_check_count (field->rule, n_given);
  return XMPP_FORM_FAULT_NONE;
}

/* --- Reading --- */

static char **
parse_values (const XmlElement *field, Budget *budget)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  XmlIter iter = { .parent = field, .name = "value", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child) && spend (budget)) {
    g_autofree char *value = xml_element_dup_text (child);

    g_strv_builder_add (values, value);
  }
  return g_strv_builder_end (values);
}

static GPtrArray *
parse_options (const XmlElement *field, Budget *budget)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (option_free);
  XmlIter iter = { .parent = field, .name = "option", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child) && spend (budget)) {
    char *value = xml_element_dup_child_text (child, "value", XMPP_NS_DATA_FORMS);
    XmppFormOption *option = g_new (XmppFormOption, 1);

    *option = (XmppFormOption){ g_strdup (xml_element_get (child, "label")),
                                value != NULL ? value : g_strdup ("") };
    g_ptr_array_add (options, option);
  }
  return options->len > 0 ? g_steal_pointer (&options) : NULL;
}

static GPtrArray *
parse_media (const XmlElement *field, Budget *budget)
{
  const XmlElement *element = xml_element_find (field, "media", XMPP_NS_MEDIA);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (media_free);
  XmlIter iter = { .parent = element, .name = "uri", .ns = XMPP_NS_MEDIA };
  const XmlElement *child;

  while (element != NULL && xml_iter_next (&iter, &child) && spend (budget)) {
    XmppFormMedia *media = g_new (XmppFormMedia, 1);
    g_autofree char *uri = xml_element_dup_text (child);

    *media =
      (XmppFormMedia){ g_strdup (xml_element_get (child, "type")), g_strdup (g_strstrip (uri)) };
    g_ptr_array_add (all, media);
  }
  return all->len > 0 ? g_steal_pointer (&all) : NULL;
}

static XmppFormField *
parse_field (const XmlElement *element, Budget *budget)
{
  const XmlElement *validate = xml_element_find (element, "validate", XMPP_NS_FORM_VALIDATE);
  XmppFormField *field =
    field_new (xml_element_get (element, "var"), xml_element_get (element, "type"),
               parse_values (element, budget));

  field->label = g_strdup (xml_element_get (element, "label"));
  field->desc = xml_element_dup_child_text (element, "desc", XMPP_NS_DATA_FORMS);
  field->required = xml_element_find (element, "required", XMPP_NS_DATA_FORMS) != NULL;
  field->options = parse_options (element, budget);
  field->media = parse_media (element, budget);
  field->rule = validate != NULL ? xmpp_form_rule_parse (validate) : NULL;
  return field;
}

static void
parse_fields (const XmlElement *parent, GPtrArray *fields, Budget *budget)
{
  XmlIter iter = { .parent = parent, .name = "field", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *element;

  while (xml_iter_next (&iter, &element) && spend (budget))
    g_ptr_array_add (fields, parse_field (element, budget));
}

static void
parse_report (XmppForm *self, const XmlElement *x, Budget *budget)
{
  const XmlElement *reported = xml_element_find (x, "reported", XMPP_NS_DATA_FORMS);
  XmlIter iter = { .parent = x, .name = "item", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *element;

  if (reported != NULL)
    parse_fields (reported, self->reported, budget);
  while (xml_iter_next (&iter, &element) && spend (budget)) {
    GPtrArray *row = g_ptr_array_new_with_free_func (field_free);

    g_ptr_array_add (self->items, row);
    parse_fields (element, row, budget);
  }
}

/* There may be several, one for each paragraph (§3.1). */
static char *
parse_instructions (const XmlElement *x)
{
  g_autoptr (GString) text = g_string_new (NULL);
  XmlIter iter = { .parent = x, .name = "instructions", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *element;

  while (xml_iter_next (&iter, &element)) {
    g_autofree char *line = g_strstrip (xml_element_dup_text (element));

    if (text->len > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, line);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

XmppForm *
xmpp_form_parse (const XmlElement *x)
{
  const char *type = xml_element_get (x, "type");
  XmppForm *self = xmpp_form_new (type != NULL ? type : "form", NULL);
  Budget budget = { .left = XMPP_FORM_MAX_PARTS };

  self->title = xml_element_dup_child_text (x, "title", XMPP_NS_DATA_FORMS);
  self->instructions = parse_instructions (x);
  parse_fields (x, self->fields, &budget);
  parse_report (self, x, &budget);
  self->clipped = budget.clipped;
  return self;
}

XmlElement *
xmpp_form_build (const XmppForm *self)
{
  XmlElement *x = xml_element_new ("x", XMPP_NS_DATA_FORMS);

  xml_element_set (x, "type", self->type);
  for (guint i = 0; i < self->fields->len; i++) {
    const XmppFormField *field = self->fields->pdata[i];
    XmlElement *element = xml_element_add (x, "field", NULL);

    xml_element_set (element, "var", field->var);
    xml_element_set (element, "type", field->type);
    for (char **value = field->values; *value != NULL; value++)
      xml_element_add_text_child (element, "value", NULL, *value);
  }
  return x;
}
