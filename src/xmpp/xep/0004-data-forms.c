/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data forms as structs: fields with their values (XEP-0004, XEP-0068). */
#include "config.h"

#include "xmpp/xep/0004-data-forms.h"

#include "xmpp/ns.h"

static void
field_free (gpointer data)
{
  XmppFormField *field = data;

  g_free (field->var);
  g_free (field->type);
  g_strfreev (field->values);
  g_free (field);
}

static void
take_field (XmppForm *self, const char *var, const char *type, char **values)
{
  XmppFormField *field = g_new (XmppFormField, 1);

  *field = (XmppFormField){ g_strdup (var), g_strdup (type), values };
  g_ptr_array_add (self->fields, field);
}

static char **
parse_values (const XmlElement *field)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  XmlIter iter = { .parent = field, .name = "value", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child)) {
    g_autofree char *value = xml_element_dup_text (child);

    g_strv_builder_add (values, value);
  }
  return g_strv_builder_end (values);
}

XmppForm *
xmpp_form_new (const char *type, const char *form_type)
{
  XmppForm *self = g_new (XmppForm, 1);

  self->type = g_strdup (type);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  if (form_type != NULL)
    xmpp_form_add (self, "FORM_TYPE", "hidden", (const char *const[]){ form_type, NULL });
  return self;
}

void
xmpp_form_free (XmppForm *self)
{
  g_free (self->type);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

void
xmpp_form_add (XmppForm *self, const char *var, const char *type, const char *const *values)
{
  take_field (self, var, type, g_strdupv ((char **) values));
}

const XmppFormField *
xmpp_form_find (const XmppForm *self, const char *var)
{
  for (guint i = 0; i < self->fields->len; i++) {
    const XmppFormField *field = self->fields->pdata[i];

    if (g_strcmp0 (field->var, var) == 0)
      return field;
  }
  return NULL;
}

const char *
xmpp_form_get (const XmppForm *self, const char *var)
{
  const XmppFormField *field = xmpp_form_find (self, var);

  return field != NULL ? field->values[0] : NULL;
}

XmppForm *
xmpp_form_parse (const XmlElement *x)
{
  const char *type = xml_element_get (x, "type");
  XmppForm *self = xmpp_form_new (type != NULL ? type : "form", NULL);
  XmlIter iter = { .parent = x, .name = "field", .ns = XMPP_NS_DATA_FORMS };
  const XmlElement *field;

  while (xml_iter_next (&iter, &field))
    take_field (self, xml_element_get (field, "var"), xml_element_get (field, "type"),
                parse_values (field));
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
