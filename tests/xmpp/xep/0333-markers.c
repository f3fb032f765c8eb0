/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of displayed markers: the XEP's examples, and what is none. */
#include "config.h"

#include "xmpp/xep/0333-markers.h"

#include "../snippet.h"

#define NS "urn:xmpp:chat-markers:0"
#define MARKABLE "<markable xmlns='" NS "'/>"
#define DISPLAYED "<displayed xmlns='" NS "' id='the-msg-1'/>"

static void
test_markable (void)
{
  static const struct {
    const char *text;
    gboolean markable;
  } cases[] = {
    /* XEP-0333 §4.1 */
    { "<message to='juliet@capulet.lit' from='romeo@montegue.lit/orchard' id='the-msg-1'>"
      "<body>Hi. How are you?</body>" MARKABLE "<request xmlns='urn:xmpp:receipts'/></message>",
      TRUE },
    { "<message id='1' type='chat'>" MARKABLE "</message>", TRUE },
    { "<message id='1' type='groupchat'>" MARKABLE "</message>", FALSE },
    { "<message id='1' type='error'>" MARKABLE "</message>", FALSE },
    { "<message type='chat'>" MARKABLE "</message>", FALSE },
    { "<message id='' type='chat'>" MARKABLE "</message>", FALSE },
    { "<message id='1' type='chat'>" MARKABLE DISPLAYED "</message>", FALSE },
    { "<message id='1' type='chat'><markable/></message>", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (xmpp_markers_is_markable (message), ==, cases[i].markable);
  }
}

static void
test_displayed (void)
{
  static const struct {
    const char *text;
    const char *id;
  } cases[] = {
    /* XEP-0333 §4.2 */
    { "<message to='romeo@montegue.lit' from='juliet@capulet.let/balcony'>" DISPLAYED "</message>",
      "the-msg-1" },
    { "<message type='error'>" DISPLAYED "</message>", NULL },
    { "<message><displayed xmlns='" NS "'/></message>", NULL },
    { "<message><displayed xmlns='" NS "' id=''/></message>", NULL },
    { "<message><displayed xmlns='urn:xmpp:mds:displayed:0' id='1'/></message>", NULL },
    { "<message><received xmlns='" NS "' id='1'/></message>", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (xmpp_markers_get_displayed (message), ==, cases[i].id);
  }
}

static void
test_build (void)
{
  g_autoptr (XmppJid) romeo = xmpp_jid_parse ("romeo@montegue.lit", NULL);
  g_autoptr (XmlElement) markable = xmpp_markers_build_markable ();
  g_autoptr (XmlElement) displayed = xmpp_markers_new_displayed (romeo, "the-msg-1");

  snippet_assert_equal (markable, MARKABLE);
  snippet_assert_equal (displayed, "<message type='chat' to='romeo@montegue.lit'>" DISPLAYED
                                   "<store xmlns='urn:xmpp:hints'/></message>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markers/markable", test_markable);
  g_test_add_func ("/markers/displayed", test_displayed);
  g_test_add_func ("/markers/build", test_build);
  return g_test_run ();
}
