/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the detour over the wire's form, so that only one table knows the conditions.
 */

#include "im/failure.h"

#include "base/random.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"

/* What an account has blocked (XEP-0191 §3.5): kept as if it were a condition of its own. */
#define BLOCKED "blocked"

/* base_random_id() has no such character. */
#define QUIET "quiet:"

char *
im_failure_make_quiet_id (void)
{
  g_autofree char *id = base_random_id ();

  return g_strconcat (QUIET, id, NULL);
}

gboolean
im_failure_is_quiet_id (const char *id)
{
  return id != NULL && g_str_has_prefix (id, QUIET);
}

char *
im_failure_dup_condition (const GError *error)
{
  g_autoptr (XmlElement) element = xmpp_stanza_error_build (error);
  const XmlElement *app =
    error->domain == XMPP_STANZA_ERROR ? xmpp_stanza_error_get_app (error) : NULL;
  XmlIter iter = { .parent = element, .ns = XMPP_NS_STANZA_ERRORS };
  const XmlElement *child;

  if (app != NULL && xml_element_is (app, "blocked", XMPP_NS_BLOCKING_ERRORS))
    return g_strdup (BLOCKED);
  while (xml_iter_next (&iter, &child))
    if (!xml_element_is (child, "text", NULL))
      return g_strdup (xml_element_get_name (child));
  g_assert_not_reached ();
}

GError *
im_failure_new (const char *condition, const char *text)
{
  g_autoptr (XmlElement) stanza = xml_element_new ("message", XMPP_NS_CLIENT);
  XmlElement *element;

  xml_element_set (stanza, "type", "error");
  element = xml_element_add (stanza, "error", XMPP_NS_CLIENT);
  if (g_strcmp0 (condition, BLOCKED) == 0) {
    xml_element_add (element, "not-acceptable", XMPP_NS_STANZA_ERRORS);
    xml_element_add (element, "blocked", XMPP_NS_BLOCKING_ERRORS);
  } else if (condition != NULL) {
    xml_element_add (element, condition, XMPP_NS_STANZA_ERRORS);
  }
  xml_element_add_text_child (element, "text", XMPP_NS_STANZA_ERRORS, text);
  return xmpp_stanza_error_parse (stanza);
}
