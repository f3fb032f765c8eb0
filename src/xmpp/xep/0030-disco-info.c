/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an entity is and can do: the answer of disco#info as a struct (XEP-0030, XEP-0128). */
#include "config.h"

#include "xmpp/xep/0030-disco-info.h"

#include "xmpp/ns.h"

/* Infos are kept, and strangers choose what is in them. */
#define MAX_BYTES (64 * 1024)

G_DEFINE_QUARK (xmpp_disco_error, xmpp_disco_error)

static void
identity_free (gpointer data)
{
  XmppDiscoIdentity *identity = data;

  g_free (identity->category);
  g_free (identity->type);
  g_free (identity->lang);
  g_free (identity->name);
  g_free (identity);
}

static void
form_free (gpointer data)
{
  xmpp_form_free (data);
}

static void
info_clear (gpointer data)
{
  XmppDiscoInfo *self = data;

  g_free (self->node);
  g_ptr_array_unref (self->identities);
  g_ptr_array_unref (self->features);
  g_ptr_array_unref (self->forms);
}

XmppDiscoInfo *
xmpp_disco_info_new (const char *node)
{
  XmppDiscoInfo *self = g_atomic_rc_box_new (XmppDiscoInfo);

  self->node = g_strdup (node);
  self->identities = g_ptr_array_new_with_free_func (identity_free);
  self->features = g_ptr_array_new_with_free_func (g_free);
  self->forms = g_ptr_array_new_with_free_func (form_free);
  return self;
}

XmppDiscoInfo *
xmpp_disco_info_ref (XmppDiscoInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
xmpp_disco_info_unref (XmppDiscoInfo *self)
{
  g_atomic_rc_box_release_full (self, info_clear);
}

void
xmpp_disco_info_add_identity (XmppDiscoInfo *self,
                              const char *category,
                              const char *type,
                              const char *lang,
                              const char *name)
{
  XmppDiscoIdentity *identity = g_new (XmppDiscoIdentity, 1);

  *identity = (XmppDiscoIdentity){
    g_strdup (category),
    g_strdup (type),
    g_strdup (lang),
    g_strdup (name),
  };
  g_ptr_array_add (self->identities, identity);
}

void
xmpp_disco_info_add_feature (XmppDiscoInfo *self, const char *feature)
{
  g_ptr_array_add (self->features, g_strdup (feature));
}

void
xmpp_disco_info_take_form (XmppDiscoInfo *self, XmppForm *form)
{
  g_ptr_array_add (self->forms, form);
}

gboolean
xmpp_disco_info_has_feature (const XmppDiscoInfo *self, const char *feature)
{
  return g_ptr_array_find_with_equal_func (self->features, feature, g_str_equal, NULL);
}

gboolean
xmpp_disco_info_has_identity (const XmppDiscoInfo *self, const char *category, const char *type)
{
  for (guint i = 0; i < self->identities->len; i++) {
    const XmppDiscoIdentity *identity = self->identities->pdata[i];

    if (g_str_equal (identity->category, category) &&
        (type == NULL || g_str_equal (identity->type, type)))
      return TRUE;
  }
  return FALSE;
}

const XmppForm *
xmpp_disco_info_find_form (const XmppDiscoInfo *self, const char *form_type)
{
  for (guint i = 0; i < self->forms->len; i++)
    if (g_strcmp0 (xmpp_form_get (self->forms->pdata[i], "FORM_TYPE"), form_type) == 0)
      return self->forms->pdata[i];
  return NULL;
}

/* Takes what @child says. Returns what is wrong with it, or NULL. */
static const char *
parse_child (XmppDiscoInfo *self, const XmlElement *child)
{
  if (xml_element_is (child, "identity", XMPP_NS_DISCO_INFO)) {
    const char *category = xml_element_get (child, "category");
    const char *type = xml_element_get (child, "type");

    if (category == NULL || type == NULL)
      return "An identity lacks its category or type";
    xmpp_disco_info_add_identity (self, category, type, xml_element_get_lang (child),
                                  xml_element_get (child, "name"));
  } else if (xml_element_is (child, "feature", XMPP_NS_DISCO_INFO)) {
    const char *var = xml_element_get (child, "var");

    if (var == NULL)
      return "A feature lacks its name";
    xmpp_disco_info_add_feature (self, var);
  } else if (xml_element_is (child, "x", XMPP_NS_DATA_FORMS)) {
    xmpp_disco_info_take_form (self, xmpp_form_parse (child));
  }
  return NULL;
}

XmppDiscoInfo *
xmpp_disco_info_parse (const XmlElement *query, GError **error)
{
  g_autoptr (XmppDiscoInfo) self = xmpp_disco_info_new (xml_element_get (query, "node"));
  XmlIter iter = { .parent = query };
  const XmlElement *child;
  const char *complaint = NULL;

  if (xml_element_get_n_bytes (query) > MAX_BYTES) {
    g_set_error_literal (error, XMPP_DISCO_ERROR, XMPP_DISCO_ERROR_TOO_BIG,
                         "The disco#info is too big");
    return NULL;
  }

  if (!xml_element_is (query, "query", XMPP_NS_DISCO_INFO))
    complaint = "This is no disco#info";
  while (complaint == NULL && xml_iter_next (&iter, &child))
    complaint = parse_child (self, child);

  if (complaint != NULL) {
    g_set_error_literal (error, XMPP_DISCO_ERROR, XMPP_DISCO_ERROR_MALFORMED, complaint);
    return NULL;
  }
  return g_steal_pointer (&self);
}

XmlElement *
xmpp_disco_info_build (const XmppDiscoInfo *self)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_DISCO_INFO);

  xml_element_set (query, "node", self->node);
  for (guint i = 0; i < self->identities->len; i++) {
    const XmppDiscoIdentity *identity = self->identities->pdata[i];
    XmlElement *element = xml_element_add (query, "identity", NULL);

    xml_element_set (element, "category", identity->category);
    xml_element_set (element, "type", identity->type);
    xml_element_set_lang (element, identity->lang);
    xml_element_set (element, "name", identity->name);
  }
  for (guint i = 0; i < self->features->len; i++)
    xml_element_set (xml_element_add (query, "feature", NULL), "var", self->features->pdata[i]);
  for (guint i = 0; i < self->forms->len; i++)
    xml_element_take (query, xmpp_form_build (self->forms->pdata[i]));
  return query;
}
