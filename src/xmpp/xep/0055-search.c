/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search in a directory of people: what may be asked, and what was found (XEP-0055). */
#include "config.h"

#include "xmpp/xep/0055-search.h"

#include "xmpp/ns.h"

/* §2.1 */
static const char *const legacy_fields[] = { "first", "last", "nick", "email" };

#define MAX_ITEMS 1000

XmlElement *
xmpp_search_build_get (void)
{
  return xml_element_new ("query", XMPP_NS_SEARCH);
}

/* What was found in the old way becomes a report. */
static void
take_legacy_items (XmppForm *form, const XmlElement *query)
{
  XmlIter iter = { .parent = query, .name = "item", .ns = XMPP_NS_SEARCH };
  const XmlElement *item;

  while (xml_iter_next (&iter, &item) && form->items->len < MAX_ITEMS) {
    g_autoptr (XmppForm) row = xmpp_form_new ("result", NULL);
    const char *jid = xml_element_get (item, "jid");

    if (jid != NULL)
      xmpp_form_add_value (row, "jid", "jid-single", jid);
    for (guint i = 0; i < G_N_ELEMENTS (legacy_fields); i++) {
      g_autofree char *text = xml_element_dup_child_text (item, legacy_fields[i], XMPP_NS_SEARCH);

      if (text != NULL)
        xmpp_form_add_value (row, legacy_fields[i], NULL, text);
    }
    g_ptr_array_add (form->items, g_ptr_array_ref (row->fields));
  }
}

static XmppForm *
parse_legacy (const XmlElement *query)
{
  XmppForm *form = xmpp_form_new ("form", NULL);

  form->instructions = xml_element_dup_child_text (query, "instructions", XMPP_NS_SEARCH);
  for (guint i = 0; i < G_N_ELEMENTS (legacy_fields); i++) {
    if (xml_element_find (query, legacy_fields[i], XMPP_NS_SEARCH) != NULL)
      xmpp_form_add_value (form, legacy_fields[i], "text-single", "");
  }
  if (form->fields->len == 0) {
    g_free (form->type);
    form->type = g_strdup ("result");
    take_legacy_items (form, query);
  }
  return form;
}

XmppForm *
xmpp_search_parse (const XmlElement *query, gboolean *legacy)
{
  const XmlElement *x;

  if (query == NULL || !xml_element_is (query, "query", XMPP_NS_SEARCH))
    return NULL;
  x = xml_element_find (query, "x", XMPP_NS_DATA_FORMS);
  *legacy = x == NULL;
  return x != NULL ? xmpp_form_parse (x) : parse_legacy (query);
}

XmlElement *
xmpp_search_build (const XmppForm *answer, gboolean legacy)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_SEARCH);

  if (!legacy)
    return xml_element_take (query, xmpp_form_build (answer));
  for (guint i = 0; i < answer->fields->len; i++) {
    const XmppFormField *field = answer->fields->pdata[i];

    if (field->values[0] != NULL && *field->values[0] != '\0')
      xml_element_add_text_child (query, field->var, NULL, field->values[0]);
  }
  return query;
}
