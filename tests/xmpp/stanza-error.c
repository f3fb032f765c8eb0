/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of stanza errors: each condition both ways, the parts of an <error/>, hostile ones. */
#include "config.h"

#include "snippet.h"
#include "xmpp/stanza-error.h"

#include <gio/gio.h>
#include <string.h>

#define NS "urn:ietf:params:xml:ns:xmpp-stanzas"

static const struct {
  XmppStanzaErrorCode code;
  const char *name, *type;
} conditions[] = {
  { XMPP_STANZA_ERROR_BAD_REQUEST, "bad-request", "modify" },
  { XMPP_STANZA_ERROR_CONFLICT, "conflict", "cancel" },
  { XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED, "feature-not-implemented", "cancel" },
  { XMPP_STANZA_ERROR_FORBIDDEN, "forbidden", "auth" },
  { XMPP_STANZA_ERROR_GONE, "gone", "cancel" },
  { XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR, "internal-server-error", "cancel" },
  { XMPP_STANZA_ERROR_ITEM_NOT_FOUND, "item-not-found", "cancel" },
  { XMPP_STANZA_ERROR_JID_MALFORMED, "jid-malformed", "modify" },
  { XMPP_STANZA_ERROR_NOT_ACCEPTABLE, "not-acceptable", "modify" },
  { XMPP_STANZA_ERROR_NOT_ALLOWED, "not-allowed", "cancel" },
  { XMPP_STANZA_ERROR_NOT_AUTHORIZED, "not-authorized", "auth" },
  { XMPP_STANZA_ERROR_POLICY_VIOLATION, "policy-violation", "modify" },
  { XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE, "recipient-unavailable", "wait" },
  { XMPP_STANZA_ERROR_REDIRECT, "redirect", "modify" },
  { XMPP_STANZA_ERROR_REGISTRATION_REQUIRED, "registration-required", "auth" },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND, "remote-server-not-found", "cancel" },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT, "remote-server-timeout", "wait" },
  { XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT, "resource-constraint", "wait" },
  { XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE, "service-unavailable", "cancel" },
  { XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED, "subscription-required", "auth" },
  { XMPP_STANZA_ERROR_UNDEFINED_CONDITION, "undefined-condition", "cancel" },
  { XMPP_STANZA_ERROR_UNEXPECTED_REQUEST, "unexpected-request", "wait" },
};

static GError *
parse (const char *content)
{
  g_autofree char *text = g_strdup_printf ("<iq type='error'>%s</iq>", content);
  g_autoptr (XmlElement) stanza = snippet_parse (text);

  return xmpp_stanza_error_parse (stanza);
}

static void
test_conditions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autoptr (GError) made = xmpp_stanza_error_new (conditions[i].code, NULL);
    g_autofree char *text = g_strdup_printf ("<error type='%s'><%s xmlns='" NS "'/></error>",
                                             conditions[i].type, conditions[i].name);
    g_autoptr (GError) parsed = parse (text);
    g_autoptr (XmlElement) built = xmpp_stanza_error_build (made);

    g_assert_error (parsed, XMPP_STANZA_ERROR, (int) conditions[i].code);
    g_assert_cmpstr (parsed->message, ==, conditions[i].name);
    g_assert_cmpint (xmpp_stanza_error_get_kind (parsed), ==, xmpp_stanza_error_get_kind (made));
    snippet_assert_equal (built, text);
  }
}

/* RFC 6120 §8.3.4, with all that an error may have. */
static void
test_parts (void)
{
  static const char full[] = "<error by='example.net' type='wait'><not-acceptable xmlns='" NS "'/>"
                             "<text xml:lang='en' xmlns='" NS "'>[ ... ]</text>"
                             "<too-many-parameters xmlns='http://example.org/ns'/></error>";
  g_autoptr (GError) error = parse (full);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (XmlElement) built = NULL;

  g_clear_error (&error);
  g_assert_error (copy, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ACCEPTABLE);
  g_assert_cmpstr (copy->message, ==, "not-acceptable: [ ... ]");
  g_assert_cmpstr (xmpp_stanza_error_get_text (copy), ==, "[ ... ]");
  g_assert_cmpint (xmpp_stanza_error_get_kind (copy), ==, XMPP_STANZA_ERROR_TYPE_WAIT);
  g_assert_true (xml_element_is (xmpp_stanza_error_get_app (copy), "too-many-parameters",
                                 "http://example.org/ns"));

  built = xmpp_stanza_error_build (copy);
  snippet_assert_equal (built, "<error type='wait'><not-acceptable xmlns='" NS "'/>"
                               "<text xmlns='" NS "'>[ ... ]</text>"
                               "<too-many-parameters xmlns='http://example.org/ns'/></error>");
}

static void
test_setters (void)
{
  g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_BAD_REQUEST, "Oh");
  g_autoptr (XmlElement) built = NULL;

  xmpp_stanza_error_set_kind (error, XMPP_STANZA_ERROR_TYPE_CONTINUE);
  xmpp_stanza_error_set_app (error, xml_element_new ("first", "urn:x"));
  xmpp_stanza_error_set_app (error, xml_element_new ("second", "urn:x"));
  built = xmpp_stanza_error_build (error);
  snippet_assert_equal (built, "<error type='continue'><bad-request xmlns='" NS "'/>"
                               "<text xmlns='" NS "'>Oh</text><second xmlns='urn:x'/></error>");
}

static void
test_uri (void)
{
  static const struct {
    const char *content, *uri;
  } cases[] = {
    { "<gone xmlns='" NS "'>xmpp:romeo@afterlife.example.net</gone>",
      "xmpp:romeo@afterlife.example.net" },
    { "<redirect xmlns='" NS "'>xmpp:characters@conference.example.org</redirect>",
      "xmpp:characters@conference.example.org" },
    { "<gone xmlns='" NS "'/>", NULL },
    { "<gone xmlns='" NS "'>xmpp:a b</gone>", NULL },
    { "<gone xmlns='" NS "'>xmpp:a&#10;b</gone>", NULL },
    { "<conflict xmlns='" NS "'>xmpp:a</conflict>", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("<error type='cancel'>%s</error>", cases[i].content);
    g_autoptr (GError) error = parse (text);

    g_assert_cmpstr (xmpp_stanza_error_get_uri (error), ==, cases[i].uri);
  }
}

static void
test_hostile (void)
{
  static const struct {
    const char *content;
    XmppStanzaErrorCode code;
    XmppStanzaErrorType type;
  } cases[] = {
    { "", XMPP_STANZA_ERROR_UNDEFINED_CONDITION, XMPP_STANZA_ERROR_TYPE_CANCEL },
    { "<error/>", XMPP_STANZA_ERROR_UNDEFINED_CONDITION, XMPP_STANZA_ERROR_TYPE_CANCEL },
    { "<error type='nonsense'><forbidden xmlns='" NS "'/></error>", XMPP_STANZA_ERROR_FORBIDDEN,
      XMPP_STANZA_ERROR_TYPE_AUTH },
    { "<error type='wait'><forbidden xmlns='urn:x'/></error>",
      XMPP_STANZA_ERROR_UNDEFINED_CONDITION, XMPP_STANZA_ERROR_TYPE_WAIT },
    { "<error><invented xmlns='" NS "'/><gone xmlns='" NS "'/><conflict xmlns='" NS "'/></error>",
      XMPP_STANZA_ERROR_GONE, XMPP_STANZA_ERROR_TYPE_CANCEL },
    { "<error xmlns='urn:x'><forbidden xmlns='" NS "'/></error>",
      XMPP_STANZA_ERROR_UNDEFINED_CONDITION, XMPP_STANZA_ERROR_TYPE_CANCEL },
    { "<error type='auth'><payment-required xmlns='" NS "'/></error>",
      XMPP_STANZA_ERROR_UNDEFINED_CONDITION, XMPP_STANZA_ERROR_TYPE_AUTH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = parse (cases[i].content);

    g_test_message ("%s", cases[i].content);
    g_assert_error (error, XMPP_STANZA_ERROR, (int) cases[i].code);
    g_assert_cmpint (xmpp_stanza_error_get_kind (error), ==, cases[i].type);
  }
}

/* A peer's text is clipped between characters, and cannot move the cursor of a terminal. */
static void
test_text (void)
{
  g_autoptr (GString) content = g_string_new ("<error><gone xmlns='" NS "'/><text xmlns='" NS "'>");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) control = NULL;
  const char *text;

  g_string_append_c (content, 'a');
  for (guint i = 0; i < 100000; i++)
    g_string_append (content, "\u00e9");
  g_string_append (content, "</text></error>");

  error = parse (content->str);
  text = xmpp_stanza_error_get_text (error);
  g_assert_cmpuint (strlen (text), ==, 1023);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  control = parse ("<error><gone xmlns='" NS "'/>"
                   "<text xmlns='" NS "'>a&#9;b&#10;c&#x9b;d</text></error>");
  g_assert_cmpstr (xmpp_stanza_error_get_text (control), ==, "a b c d");
}

/* Nothing of our own errors goes out. */
static void
test_foreign (void)
{
  g_autoptr (GError) foreign =
    g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No file /home/juliet/.secret");
  g_autoptr (GError) own =
    g_error_new (XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FORBIDDEN, "Only for the log");
  g_autoptr (GError) strange = g_error_new (XMPP_STANZA_ERROR, 99, "No such code");
  g_autoptr (XmlElement) foreign_built = xmpp_stanza_error_build (foreign);
  g_autoptr (XmlElement) own_built = xmpp_stanza_error_build (own);
  g_autoptr (XmlElement) strange_built = xmpp_stanza_error_build (strange);

  snippet_assert_equal (foreign_built,
                        "<error type='cancel'><internal-server-error xmlns='" NS "'/></error>");
  snippet_assert_equal (own_built, "<error type='auth'><forbidden xmlns='" NS "'/></error>");
  snippet_assert_equal (strange_built,
                        "<error type='cancel'><internal-server-error xmlns='" NS "'/></error>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stanza-error/conditions", test_conditions);
  g_test_add_func ("/stanza-error/parts", test_parts);
  g_test_add_func ("/stanza-error/setters", test_setters);
  g_test_add_func ("/stanza-error/uri", test_uri);
  g_test_add_func ("/stanza-error/hostile", test_hostile);
  g_test_add_func ("/stanza-error/text", test_text);
  g_test_add_func ("/stanza-error/foreign", test_foreign);

  return g_test_run ();
}
