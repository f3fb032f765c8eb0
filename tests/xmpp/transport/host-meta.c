/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Host-meta files as servers write them and as they should not. The requests: dialer.c. */

#include "xmpp/transport/host-meta.h"

#include <string.h>

#define XRD(links) "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>" links "</XRD>"
#define WEBSOCKET "urn:xmpp:alt-connections:websocket"
#define XBOSH "urn:xmpp:alt-connections:xbosh"

static const struct {
  const char *text;
  const char *urls; /* (nullable): NULL: it is no such document */
} xml_cases[] = {
  { "<?xml version='1.0' encoding='utf-8'?>\n" XRD (
      "<Link rel='" XBOSH "' href='https://web.example.com:5280/bosh'/>"
      "<Link rel='" WEBSOCKET "' href='wss://web.example.com:443/ws'/>"),
    "wss://web.example.com:443/ws https://web.example.com:5280/bosh" },
  { XRD ("<Link rel='lrdd' template='https://x/{uri}'/><Subject>x</Subject>"), "" },
  { XRD (""), "" },
  /* XEP-0156 §2.2: only with TLS */
  { XRD ("<Link rel='" WEBSOCKET "' href='ws://a/ws'/><Link rel='" XBOSH "' href='http://a/b'/>"),
    "" },
  { XRD ("<Link rel='" WEBSOCKET "' href='https://a/ws'/><Link rel='" WEBSOCKET "' href=''/>"
         "<Link rel='" WEBSOCKET "'/><Link href='wss://a/ws'/>"),
    "" },
  { "<XRD/>", NULL },
  { "<html><body>Please sign in to this network", NULL },
  { "", NULL },
};

static const struct {
  const char *text;
  const char *urls;
} json_cases[] = {
  { "{\"links\":[{\"rel\":\"" XBOSH "\",\"href\":\"https://web.example.com:5280/bosh\"},"
    "{\"rel\":\"" WEBSOCKET "\",\"href\":\"wss://web.example.com:443/ws\"}]}",
    "wss://web.example.com:443/ws https://web.example.com:5280/bosh" },
  { "{\"links\":[]}", "" },
  { "{\"links\":[1,\"x\",null,{\"rel\":1,\"href\":{}},{\"rel\":\"" XBOSH "\"}]}", "" },
  { "{\"links\":{}}", NULL },
  { "{}", NULL },
  { "[]", NULL },
  { "", NULL },
  { "<html>", NULL },
};

static void
check (GPtrArray *endpoints, const char *expected)
{
  g_autoptr (GString) urls = g_string_new (NULL);

  if (expected == NULL) {
    g_assert_null (endpoints);
    return;
  }
  g_assert_nonnull (endpoints);
  for (guint i = 0; i < endpoints->len; i++) {
    const XmppEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    g_string_append_printf (urls, "%s%s", i > 0 ? " " : "", endpoint->url);
  }
  g_assert_cmpstr (urls->str, ==, expected);
  g_ptr_array_unref (endpoints);
}

static void
test_xml (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (xml_cases); i++) {
    g_autoptr (GBytes) text = g_bytes_new (xml_cases[i].text, strlen (xml_cases[i].text));

    check (xmpp_host_meta_parse_xml (text), xml_cases[i].urls);
  }
}

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (json_cases); i++) {
    g_autoptr (GBytes) text = g_bytes_new (json_cases[i].text, strlen (json_cases[i].text));

    check (xmpp_host_meta_parse_json (text), json_cases[i].urls);
  }
}

static void
test_deep_json (void)
{
  char *deep = g_strnfill (60000, '[');
  g_autoptr (GBytes) text = g_bytes_new_take (deep, 60000);

  g_assert_null (xmpp_host_meta_parse_json (text));
}

static void
test_many (void)
{
  g_autoptr (GString) xrd =
    g_string_new ("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>");
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (xrd, "<Link rel='" WEBSOCKET "' href='wss://h%u/ws'/>", i);
  g_string_append (xrd, "</XRD>");
  text = g_bytes_new (xrd->str, xrd->len);
  endpoints = xmpp_host_meta_parse_xml (text);
  g_assert_cmpuint (endpoints->len, ==, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/host-meta/xml", test_xml);
  g_test_add_func ("/transport/host-meta/json", test_json);
  g_test_add_func ("/transport/host-meta/deep-json", test_deep_json);
  g_test_add_func ("/transport/host-meta/many", test_many);
  return g_test_run ();
}
