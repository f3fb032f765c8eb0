/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures of a form: those that came with it, and those that are to be fetched.
 */

#include "im/form.h"

#include "xml/parser.h"

#define FOO "sha1+0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33@bob.xmpp.org" /* of "foo" */

static const char text[] =
  "<stream xmlns='jabber:client'><query>"
  "<x xmlns='jabber:x:data' type='form'>"
  "<field var='a'><media xmlns='urn:xmpp:media-element'><uri>cid:" FOO "</uri>"
  "<uri>https://example.org/a</uri></media></field>"
  "<field var='b'><media xmlns='urn:xmpp:media-element'><uri>cid:other@bob.xmpp.org</uri></media>"
  "</field></x>"
  "<data xmlns='urn:xmpp:bob' cid='" FOO "'>Zm9v</data></query></stream>";

static void
test_bits (void)
{
  g_autoptr (XmlElement) stream = xml_parser_parse_document (text, -1, XML_LIMITS_DEFAULT, NULL);
  const XmlElement *query = xml_element_find (stream, "query", NULL);
  g_autoptr (ImForm) form =
    im_form_new (xmpp_form_parse (xml_element_find (query, "x", "jabber:x:data")));
  g_autofree char *missing = im_form_dup_missing (form);
  g_autofree char *next = NULL;
  GBytes *bytes;

  g_assert_cmpstr (missing, ==, FOO);
  im_form_take_bits (form, query);
  bytes = im_form_get_media (form, "cid:" FOO);
  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "foo", 3);

  next = im_form_dup_missing (form);
  g_assert_cmpstr (next, ==, "other@bob.xmpp.org");
  im_form_give_up (form, next);
  g_assert_null (im_form_dup_missing (form));
  g_assert_null (im_form_get_media (form, "cid:other@bob.xmpp.org"));

  /* What is there stays, whoever gives up. */
  im_form_give_up (form, FOO);
  g_assert_nonnull (im_form_get_media (form, "cid:" FOO));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/im/form/bits", test_bits);

  return g_test_run ();
}
