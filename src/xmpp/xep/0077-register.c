/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Registration with a server or a service: what it asks for, whether in the old way, as a form or
 * on a web page, and the answers (XEP-0077, XEP-0066, XEP-0158, XEP-0445). */
#include "config.h"

#include "xmpp/xep/0077-register.h"

#include "xmpp/ns.h"

/* §14.1, in the order in which a person is asked. */
static const struct {
  const char *name, *type;
} legacy_fields[] = {
  { "username", "text-single" }, { "password", "text-private" },
  { "nick", "text-single" },     { "name", "text-single" },
  { "first", "text-single" },    { "last", "text-single" },
  { "email", "text-single" },    { "address", "text-single" },
  { "city", "text-single" },     { "state", "text-single" },
  { "zip", "text-single" },      { "phone", "text-single" },
  { "url", "text-single" },      { "date", "text-single" },
  { "misc", "text-single" },     { "text", "text-single" },
  { "key", "hidden" },
};

/* All that is asked for in the old way has to be given (§3.1.1). */
static XmppForm *
parse_legacy (const XmlElement *query)
{
  XmppForm *form = xmpp_form_new ("form", NULL);
  g_autofree char *words = xml_element_dup_child_text (query, "instructions", XMPP_NS_REGISTER);

  for (guint i = 0; i < G_N_ELEMENTS (legacy_fields); i++) {
    g_autofree char *value =
      xml_element_dup_child_text (query, legacy_fields[i].name, XMPP_NS_REGISTER);

    if (value != NULL)
      xmpp_form_add_value (form, legacy_fields[i].name, legacy_fields[i].type, value)->required =
        TRUE;
  }
  if (words != NULL && *g_strstrip (words) != '\0')
    form->instructions = g_steal_pointer (&words);
  return form;
}

/* A page that a browser shows; anything else, a file for instance, is not opened. */
static char *
parse_url (const XmlElement *query)
{
  const XmlElement *oob = xml_element_find (query, "x", XMPP_NS_OOB);
  g_autofree char *url = oob != NULL ? xml_element_dup_child_text (oob, "url", XMPP_NS_OOB) : NULL;
  const char *scheme = url != NULL ? g_uri_peek_scheme (g_strstrip (url)) : NULL;

  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    return NULL;
  return g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL) ? g_steal_pointer (&url) : NULL;
}

XmppRegistration *
xmpp_registration_parse (const XmlElement *query)
{
  XmppRegistration *self;
  const XmlElement *x;

  if (query == NULL || !xml_element_is (query, "query", XMPP_NS_REGISTER))
    return NULL;

  self = g_new0 (XmppRegistration, 1);
  x = xml_element_find (query, "x", XMPP_NS_DATA_FORMS);
  self->registered = xml_element_find (query, "registered", XMPP_NS_REGISTER) != NULL;
  self->legacy = x == NULL;
  self->form = x != NULL ? xmpp_form_parse (x) : parse_legacy (query);
  self->url = parse_url (query);
  self->query = xml_element_ref (query);
  return self;
}

void
xmpp_registration_free (XmppRegistration *self)
{
  xmpp_form_free (self->form);
  g_free (self->url);
  xml_element_unref (self->query);
  g_free (self);
}

XmlElement *
xmpp_registration_build_get (void)
{
  return xml_element_new ("query", XMPP_NS_REGISTER);
}

XmlElement *
xmpp_registration_build_answer (const XmppRegistration *self, const XmppForm *answer)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_REGISTER);

  if (!self->legacy)
    return xml_element_take (query, xmpp_form_build (answer));
  for (guint i = 0; i < answer->fields->len; i++) {
    const XmppFormField *field = answer->fields->pdata[i];

    if (field->var != NULL && field->values[0] != NULL)
      xml_element_add_text_child (query, field->var, NULL, field->values[0]);
  }
  return query;
}

XmlElement *
xmpp_registration_build_remove (void)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_REGISTER);

  xml_element_add (query, "remove", NULL);
  return query;
}

XmlElement *
xmpp_registration_build_password (const char *username, const char *password)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_REGISTER);

  xml_element_add_text_child (query, "username", NULL, username);
  return xml_element_add_text_child (query, "password", NULL, password);
}

XmlElement *
xmpp_registration_build_token (const char *token)
{
  return xml_element_set (xml_element_new ("preauth", XMPP_NS_PREAUTH), "token", token);
}
