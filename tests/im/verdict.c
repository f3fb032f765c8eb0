/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole reconnect policy as a table, and the hosts that servers name.
 */

#include "im/verdict.h"

#include "xmpp/credentials.h"
#include "xmpp/negotiator.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/session.h"
#include "xmpp/stream-error.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

typedef struct {
  GQuark (*domain) (void);
  int code;
  ImVerdict verdict;
} Case;

static const Case cases[] = {
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_NOT_AUTHORIZED, IM_VERDICT_PASSWORD },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_NO_CREDENTIALS, IM_VERDICT_PASSWORD },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_TEMPORARY, IM_VERDICT_LATER },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_ACCOUNT_DISABLED, IM_VERDICT_PERSON },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_DOWNGRADE, IM_VERDICT_PERSON },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_SERVER_UNPROVEN, IM_VERDICT_PERSON },
  { xmpp_sasl_error_quark, XMPP_SASL_ERROR_NO_MECHANISM, IM_VERDICT_PERSON },
  { xmpp_tls_error_quark, XMPP_TLS_ERROR_NO_TLS, IM_VERDICT_LATER },
  { xmpp_tls_error_quark, XMPP_TLS_ERROR_BAD_HANDSHAKE, IM_VERDICT_LATER },
  { xmpp_tls_error_quark, XMPP_TLS_ERROR_REVOKED, IM_VERDICT_PERSON },
  { xmpp_connect_error_quark, XMPP_CONNECT_ERROR_REFUSED, IM_VERDICT_LATER },
  { xmpp_connect_error_quark, XMPP_CONNECT_ERROR_HOST_NOT_FOUND, IM_VERDICT_LATER },
  { xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_NO_TLS, IM_VERDICT_LATER },
  { xmpp_stream_error_quark, XMPP_STREAM_ERROR_CONFLICT, IM_VERDICT_CONFLICT },
  { xmpp_stream_error_quark, XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN, IM_VERDICT_LATER },
  { xmpp_stream_error_quark, XMPP_STREAM_ERROR_SEE_OTHER_HOST, IM_VERDICT_LATER },
  { xmpp_session_error_quark, XMPP_SESSION_ERROR_SILENT, IM_VERDICT_LATER },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, IM_VERDICT_LATER },
  { g_file_error_quark, G_FILE_ERROR_NOENT, IM_VERDICT_PERSON },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "test");

    g_test_message ("%s %d", g_quark_to_string (error->domain), error->code);
    g_assert_cmpint (im_verdict_of (error), ==, cases[i].verdict);
  }
  g_assert_cmpint (im_verdict_of (NULL), ==, IM_VERDICT_LATER);
}

static void
test_elsewhere (void)
{
  g_autoptr (XmlElement) element = xml_element_new ("error", XMPP_NS_STREAM);
  g_autoptr (GError) error = NULL;

  xml_element_text (xml_element_add (element, "see-other-host", XMPP_NS_STREAM_ERRORS),
                    "b.example.org:5222");
  error = xmpp_stream_error_parse (element);
  g_assert_cmpint (im_verdict_of (error), ==, IM_VERDICT_ELSEWHERE);
}

static void
test_host (void)
{
  static const struct {
    const char *text, *host; /* NULL: refused */
    guint16 port;
  } hosts[] = {
    { "example.org", "example.org", 0 },
    { "example.org:5223", "example.org", 5223 },
    { "192.0.2.1:5222", "192.0.2.1", 5222 },
    { "[2001:db8::1]", "2001:db8::1", 0 },
    { "[2001:db8::1]:5222", "2001:db8::1", 5222 },
    { "2001:db8::1", "2001:db8::1", 0 },
    { "::1", "::1", 0 },
    { "", NULL },
    { ":5222", NULL },
    { "[]", NULL },
    { "[::1", NULL },
    { "[::1]x", NULL },
    { "example.org:", NULL },
    { "example.org:0", NULL },
    { "example.org:65536", NULL },
    { "example.org:-1", NULL },
    { "example.org:5222x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *host = NULL;
    guint16 port = 1;
    gboolean ok = im_verdict_parse_host (hosts[i].text, &host, &port);

    g_test_message ("%s", hosts[i].text);
    g_assert_cmpint (ok, ==, hosts[i].host != NULL);
    g_assert_cmpstr (host, ==, hosts[i].host);
    g_assert_cmpint (port, ==, ok ? hosts[i].port : 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/verdict/table", test_table);
  g_test_add_func ("/im/verdict/elsewhere", test_elsewhere);
  g_test_add_func ("/im/verdict/host", test_host);
  return g_test_run ();
}
