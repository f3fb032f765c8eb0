/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of bits of binary. */
#include "config.h"

#include "xmpp/xep/0231-bob.h"

#include "../snippet.h"

#define CID "sha1+0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33@bob.xmpp.org" /* of "foo" */

static void
test_cid (void)
{
  g_autofree char *cid = xmpp_bob_dup_cid ("cid:" CID);
  g_autoptr (XmlElement) request = xmpp_bob_build_request (CID);

  g_assert_cmpstr (cid, ==, CID);
  g_assert_null (xmpp_bob_dup_cid ("https://example.org/"));
  snippet_assert_equal (request, "<data xmlns='urn:xmpp:bob' cid='" CID "'/>");
}

static void
test_find (void)
{
  static const struct {
    const char *cid, *data, *text; /* NULL: refused */
  } cases[] = {
    { CID, "<data xmlns='urn:xmpp:bob' cid='" CID "'>\n Zm\n9v </data>", "foo" },
    { CID,
      "<data xmlns='urn:xmpp:bob' cid='other'/><data xmlns='urn:xmpp:bob' cid='" CID
      "'>Zm9v</data>",
      "foo" },
    { CID, "<data xmlns='urn:xmpp:bob' cid='" CID "'>YmFy</data>", NULL }, /* "bar" */
    { CID, "<data xmlns='urn:xmpp:bob' cid='" CID "'>Zm9</data>", NULL },
    { CID, "<data xmlns='urn:xmpp:other' cid='" CID "'>Zm9v</data>", NULL },
    { "odd@example.org", "<data xmlns='urn:xmpp:bob' cid='odd@example.org'>Zm9v</data>", "foo" },
    { "sha1+0beec7@bob.xmpp.org",
      "<data xmlns='urn:xmpp:bob' cid='sha1+0beec7@bob.xmpp.org'>Zm9v</data>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("<query>", cases[i].data, "</query>", NULL);
    g_autoptr (XmlElement) parent = snippet_parse (text);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = xmpp_bob_find (parent, cases[i].cid, &error);

    g_assert_true ((bytes == NULL) == (error != NULL));
    if (cases[i].text == NULL)
      g_assert_null (bytes);
    else
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].text, 3);
  }
}

static void
test_too_big (void)
{
  g_autofree char *data = g_strnfill (XMPP_BOB_MAX_BYTES / 3 * 4 + 8, 'A');
  g_autofree char *text =
    g_strconcat ("<query><data xmlns='urn:xmpp:bob' cid='a@b'>", data, "</data></query>", NULL);
  g_autoptr (XmlElement) parent = snippet_parse (text);

  g_assert_null (xmpp_bob_find (parent, "a@b", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bob/cid", test_cid);
  g_test_add_func ("/bob/find", test_find);
  g_test_add_func ("/bob/too-big", test_too_big);

  return g_test_run ();
}
