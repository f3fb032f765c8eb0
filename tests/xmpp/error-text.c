/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the words of peers in errors: clipped, clean, or refused. */
#include "config.h"

#include "xmpp/error-text.h"

#include "snippet.h"

#include <string.h>

#define TEXT(text) "<error><text xmlns='urn:x'>" text "</text></error>"

static void
test_text (void)
{
  static const struct {
    const char *error, *text;
  } cases[] = {
    { TEXT ("Not <b>here</b>!"), "Not !" }, /* markup would be an element, and is no text */
    { TEXT ("&lt;b&gt;"), "<b>" },
    { TEXT ("a&#9;&#10;&#13;b"), "a   b" },
    { TEXT ("a&#x85;b"), "a b" },
    { TEXT (""), NULL },
    { "<error/>", NULL },
    { "<error><text xmlns='urn:y'>a</text></error>", NULL },
    { "<error><text xmlns='urn:x'>a</text><text xmlns='urn:x'>b</text></error>", "a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) error = snippet_parse (cases[i].error);
    g_autofree char *text = xmpp_error_dup_text (error, "urn:x");

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* Neither a character nor a letter with its accent is torn apart. */
static void
test_clip (void)
{
  g_autofree char *fits = g_strnfill (1022, 'a');
  g_autofree char *letter = g_strdup_printf (TEXT ("%s\u00e9"), fits);
  g_autofree char *accent = g_strdup_printf (TEXT ("%se\u0301"), fits);
  g_autoptr (XmlElement) with_letter = snippet_parse (letter);
  g_autoptr (XmlElement) with_accent = snippet_parse (accent);
  g_autofree char *kept = xmpp_error_dup_text (with_letter, "urn:x");
  g_autofree char *clipped = xmpp_error_dup_text (with_accent, "urn:x");

  g_assert_cmpuint (strlen (kept), ==, 1024);
  g_assert_cmpstr (clipped, ==, fits);
}

static void
test_token (void)
{
  g_autofree char *too_long = g_strnfill (1024, 'a');

  const struct {
    const char *text, *token;
  } cases[] = {
    { "xmpp:romeo@example.net", "xmpp:romeo@example.net" },
    { "[::1]:5222", "[::1]:5222" },
    { "b\u00fccher.example", "b\u00fccher.example" },
    { "", NULL },
    { " a", NULL },
    { "a\n", NULL },
    { "a\u00a0b", NULL },
    { "a\u202eb", NULL },
    { too_long, NULL },
    { too_long + 1, too_long + 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = xml_element_new ("gone", "urn:x");
    g_autofree char *token = NULL;

    xml_element_text (element, cases[i].text);
    token = xmpp_error_dup_token (element);
    g_assert_cmpstr (token, ==, cases[i].token);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/text", test_text);
  g_test_add_func ("/error-text/clip", test_clip);
  g_test_add_func ("/error-text/token", test_token);

  return g_test_run ();
}
