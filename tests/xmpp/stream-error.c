/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of stream errors: each condition both ways, other hosts, what the parser found. */
#include "config.h"

#include "snippet.h"
#include "xml/error.h"
#include "xmpp/stream-error.h"

#include <gio/gio.h>

#define NS "urn:ietf:params:xml:ns:xmpp-streams"

static const struct {
  XmppStreamErrorCode code;
  const char *name;
} conditions[] = {
  { XMPP_STREAM_ERROR_BAD_FORMAT, "bad-format" },
  { XMPP_STREAM_ERROR_BAD_NAMESPACE_PREFIX, "bad-namespace-prefix" },
  { XMPP_STREAM_ERROR_CONFLICT, "conflict" },
  { XMPP_STREAM_ERROR_CONNECTION_TIMEOUT, "connection-timeout" },
  { XMPP_STREAM_ERROR_HOST_GONE, "host-gone" },
  { XMPP_STREAM_ERROR_HOST_UNKNOWN, "host-unknown" },
  { XMPP_STREAM_ERROR_IMPROPER_ADDRESSING, "improper-addressing" },
  { XMPP_STREAM_ERROR_INTERNAL_SERVER_ERROR, "internal-server-error" },
  { XMPP_STREAM_ERROR_INVALID_FROM, "invalid-from" },
  { XMPP_STREAM_ERROR_INVALID_NAMESPACE, "invalid-namespace" },
  { XMPP_STREAM_ERROR_INVALID_XML, "invalid-xml" },
  { XMPP_STREAM_ERROR_NOT_AUTHORIZED, "not-authorized" },
  { XMPP_STREAM_ERROR_NOT_WELL_FORMED, "not-well-formed" },
  { XMPP_STREAM_ERROR_POLICY_VIOLATION, "policy-violation" },
  { XMPP_STREAM_ERROR_REMOTE_CONNECTION_FAILED, "remote-connection-failed" },
  { XMPP_STREAM_ERROR_RESET, "reset" },
  { XMPP_STREAM_ERROR_RESOURCE_CONSTRAINT, "resource-constraint" },
  { XMPP_STREAM_ERROR_RESTRICTED_XML, "restricted-xml" },
  { XMPP_STREAM_ERROR_SEE_OTHER_HOST, "see-other-host" },
  { XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN, "system-shutdown" },
  { XMPP_STREAM_ERROR_UNDEFINED_CONDITION, "undefined-condition" },
  { XMPP_STREAM_ERROR_UNSUPPORTED_ENCODING, "unsupported-encoding" },
  { XMPP_STREAM_ERROR_UNSUPPORTED_FEATURE, "unsupported-feature" },
  { XMPP_STREAM_ERROR_UNSUPPORTED_STANZA_TYPE, "unsupported-stanza-type" },
  { XMPP_STREAM_ERROR_UNSUPPORTED_VERSION, "unsupported-version" },
};

static GError *
parse (const char *content)
{
  g_autofree char *text = g_strdup_printf ("<stream:error>%s</stream:error>", content);
  g_autoptr (XmlElement) element = snippet_parse (text);

  return xmpp_stream_error_parse (element);
}

static void
test_conditions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autofree char *content = g_strdup_printf ("<%s xmlns='" NS "'/>", conditions[i].name);
    g_autofree char *text = g_strdup_printf ("<stream:error>%s</stream:error>", content);
    g_autoptr (GError) error = parse (content);
    g_autoptr (XmlElement) built = xmpp_stream_error_build (error);

    g_assert_error (error, XMPP_STREAM_ERROR, (int) conditions[i].code);
    g_assert_cmpstr (error->message, ==, conditions[i].name);
    snippet_assert_equal (built, text);
  }
}

static void
test_parts (void)
{
  /* RFC 6120 §4.9.4 */
  g_autoptr (GError) full = parse ("<not-well-formed xmlns='" NS "'/>"
                                   "<text xml:lang='en' xmlns='" NS "'>Some special text</text>"
                                   "<escape-your-data xmlns='http://example.org/ns'/>");
  g_autoptr (GError) empty = parse ("");
  g_autoptr (GError) unknown = parse ("<invented xmlns='" NS "'/>");
  g_autoptr (GError) elsewhere = parse ("<conflict xmlns='urn:x'/>");
  g_autoptr (GError) two = parse ("<conflict xmlns='" NS "'/><reset xmlns='" NS "'/>");
  g_autoptr (XmlElement) built = xmpp_stream_error_build (full);

  g_assert_error (full, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_NOT_WELL_FORMED);
  g_assert_cmpstr (full->message, ==, "not-well-formed: Some special text");
  snippet_assert_equal (built, "<stream:error><not-well-formed xmlns='" NS "'/></stream:error>");

  g_assert_error (empty, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_UNDEFINED_CONDITION);
  g_assert_error (unknown, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_UNDEFINED_CONDITION);
  g_assert_error (elsewhere, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_UNDEFINED_CONDITION);
  g_assert_error (two, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_CONFLICT);
}

static void
test_host (void)
{
  g_autofree char *fits = g_strnfill (1023, 'a');
  g_autofree char *too_long = g_strnfill (1024, 'a');

  const struct {
    const char *text, *host;
  } cases[] = {
    { "[2001:41D0:1:A49b::1]:9222", "[2001:41D0:1:A49b::1]:9222" },
    { "example.com", "example.com" },
    { "", NULL },
    { "a b", NULL },
    { "example.com&#10;", NULL },
    { "&#x7f;", NULL },
    { fits, fits },
    { too_long, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *content =
      g_strdup_printf ("<see-other-host xmlns='" NS "'>%s</see-other-host>", cases[i].text);
    g_autoptr (GError) error = parse (content);
    g_autoptr (GError) copy = g_error_copy (error);

    g_assert_error (error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SEE_OTHER_HOST);
    g_assert_cmpstr (xmpp_stream_error_get_host (copy), ==, cases[i].host);
  }
}

static void
test_xml (void)
{
  static const struct {
    XmlErrorCode code;
    const char *name;
  } cases[] = {
    { XML_ERROR_NOT_WELL_FORMED, "not-well-formed" },
    { XML_ERROR_RESTRICTED, "restricted-xml" },
    { XML_ERROR_BAD_ENCODING, "unsupported-encoding" },
    { XML_ERROR_BAD_FORMAT, "bad-format" },
    { XML_ERROR_TOO_DEEP, "policy-violation" },
    { XML_ERROR_TOO_BIG, "policy-violation" },
    { XML_ERROR_VALUE, "bad-format" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new (XML_ERROR, cases[i].code, "Secret detail");
    g_autoptr (XmlElement) built = xmpp_stream_error_build (error);
    g_autofree char *text =
      g_strdup_printf ("<stream:error><%s xmlns='" NS "'/></stream:error>", cases[i].name);

    snippet_assert_equal (built, text);
  }
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Secret detail");
  g_autoptr (XmlElement) built = xmpp_stream_error_build (error);

  snippet_assert_equal (built,
                        "<stream:error><undefined-condition xmlns='" NS "'/></stream:error>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-error/conditions", test_conditions);
  g_test_add_func ("/stream-error/parts", test_parts);
  g_test_add_func ("/stream-error/host", test_host);
  g_test_add_func ("/stream-error/xml", test_xml);
  g_test_add_func ("/stream-error/foreign", test_foreign);

  return g_test_run ();
}
