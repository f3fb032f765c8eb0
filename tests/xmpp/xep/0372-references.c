/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of references: the examples of the XEP, and what refers to nothing in the text. */
#include "config.h"

#include "xmpp/xep/0372-references.h"

#include "../snippet.h"
#include "../span-text.h"

static void
test_read (void)
{
  static const struct {
    const char *references, *expected;
  } cases[] = {
    /* Example 3 */
    { "<reference begin='72' end='78' type='mention' uri='xmpp:juliet@capulet.lit'/>",
      "But, soft! what light through yonder window breaks? It is the east, and "
      "<m=xmpp:juliet@capulet.lit>Juliet</m> is the sun." },
    /* Example 4 */
    { "<reference type='data' uri='xmpp:fdp.shakespeare.lit?;node=fdp'/>", NULL },
    /* Example 5 */
    { "<reference type='data' "
      "anchor='xmpp:balcony@channels.shakespeare.lit?;node=messages;item=bnhob'"
      " begin='72' end='78' uri='xmpp:fdp.shakespeare.lit'/>",
      NULL },

    { "<reference begin='0' end='3' type='data' uri='https://a.example'/>",
      "<a=https://a.example>But</a>, soft! what light through yonder window breaks? It is the "
      "east, and "
      "Juliet is the sun." },
    { "<reference begin='0' end='300' type='mention' uri='xmpp:a@a.example'/>", NULL },
    { "<reference begin='0' end='3' type='mention'/>", NULL },
    { "<reference/>", NULL },
  };

  const char *text =
    "But, soft! what light through yonder window breaks? It is the east, and Juliet is the sun.";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document =
      g_strdup_printf ("<x xmlns='urn:xmpp:reference:0'>%s</x>", cases[i].references);
    g_autoptr (XmlElement) parent = snippet_parse (document);
    g_autoptr (GArray) offsets = xmpp_text_offsets_new (text);
    g_autoptr (GArray) spans = xmpp_text_spans_new ();
    g_autofree char *got = NULL;

    xmpp_references_read (parent, offsets, spans);
    got = span_text (text, spans, TRUE);
    g_assert_cmpstr (got, ==, cases[i].expected != NULL ? cases[i].expected : text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/references/read", test_read);
  return g_test_run ();
}
