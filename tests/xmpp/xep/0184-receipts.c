/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of receipts: the XEP's examples, and when none may be given. */
#include "config.h"

#include "xmpp/xep/0184-receipts.h"

#include "../snippet.h"

#define REQUEST "<request xmlns='urn:xmpp:receipts'/>"

static void
test_requested (void)
{
  static const struct {
    const char *text;
    gboolean requested;
  } cases[] = {
    /* XEP-0184 §7 */
    { "<message from='northumberland@shakespeare.lit/westminster' id='richard2-4.1.247' "
      "to='kingrichard@royalty.england.lit/throne'>"
      "<body>My lord, dispatch; read o'er these articles.</body>" REQUEST "</message>",
      TRUE },
    { "<message id='1' type='chat'>" REQUEST "</message>", TRUE },
    { "<message id='1' type='headline'>" REQUEST "</message>", TRUE },
    { "<message type='chat'>" REQUEST "</message>", FALSE },
    { "<message id='' type='chat'>" REQUEST "</message>", FALSE },
    { "<message id='1' type='groupchat'>" REQUEST "</message>", FALSE },
    { "<message id='1' type='error'>" REQUEST "</message>", FALSE },
    { "<message id='1'>" REQUEST "<received xmlns='urn:xmpp:receipts' id='2'/></message>", FALSE },
    { "<message id='1'><request/></message>", FALSE },
    { "<message id='1'/>", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (xmpp_receipts_is_requested (message), ==, cases[i].requested);
  }
}

static void
test_received (void)
{
  static const struct {
    const char *text, *id;
  } cases[] = {
    { "<message id='bi29sg183b4v'><received xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/>"
      "</message>",
      "richard2-4.1.247" },
    { "<message id='bi29sg183b4v'><received xmlns='urn:xmpp:receipts'/></message>", NULL },
    { "<message><received xmlns='urn:xmpp:receipts' id=''/></message>", NULL },
    { "<message type='error'><received xmlns='urn:xmpp:receipts' id='1'/></message>", NULL },
    { "<message><received id='1'/></message>", NULL },
    { "<message/>", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (xmpp_receipts_get_received (message), ==, cases[i].id);
  }
}

static void
test_build (void)
{
  g_autoptr (XmlElement) message = snippet_parse (
    "<message from='northumberland@shakespeare.lit/westminster' id='richard2-4.1.247' "
    "to='kingrichard@royalty.england.lit/throne' type='chat'>" REQUEST "</message>");
  g_autoptr (XmlElement) receipt = xmpp_receipts_new_receipt (message);
  g_autoptr (XmlElement) request = xmpp_receipts_build_request ();

  snippet_assert_equal (receipt,
                        "<message to='northumberland@shakespeare.lit/westminster' type='chat'>"
                        "<received xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/>"
                        "<store xmlns='urn:xmpp:hints'/></message>");
  snippet_assert_equal (request, REQUEST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipts/requested", test_requested);
  g_test_add_func ("/receipts/received", test_received);
  g_test_add_func ("/receipts/build", test_build);

  return g_test_run ();
}
