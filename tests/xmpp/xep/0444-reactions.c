/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of reactions: the XEP's examples, what is an emoji, too many. */
#include "config.h"

#include "xmpp/xep/0444-reactions.h"

#include "xmpp/stanza.h"

#include "../snippet.h"

#define NS "urn:xmpp:reactions:0"
#define ID "744f6e18-a57a-11e9-a656-4889e7820c76"

/* XEP-0444 §3.2 */
#define EXAMPLE                                                                                    \
  "<message to='romeo@capulet.net/orchard' id='96d73204' type='chat'>"                             \
  "<reactions id='" ID "' xmlns='" NS "'><reaction>👋</reaction><reaction>🐢</reaction>"       \
  "</reactions><store xmlns='urn:xmpp:hints'/></message>"

static void
check (const char *text, const char *expected)
{
  g_autoptr (XmlElement) message = snippet_parse (text);
  const char *target;
  g_auto (GStrv) emoji = xmpp_reactions_read (message, &target);
  g_autofree char *joined = emoji != NULL ? g_strjoinv (" ", emoji) : NULL;

  g_assert_cmpstr (joined, ==, expected);
  if (expected != NULL)
    g_assert_cmpstr (target, ==, ID);
}

static void
test_read (void)
{
  check (EXAMPLE, "👋 🐢");
  check ("<message><reactions id='" ID "' xmlns='" NS "'/></message>", "");
  check ("<message><reactions xmlns='" NS "'><reaction>👋</reaction></reactions></message>", NULL);
  check ("<message><body>👋</body></message>", NULL);
  /* Twice, no emoji, more than one, nothing */
  check ("<message><reactions id='" ID "' xmlns='" NS "'><reaction>👋</reaction>"
         "<reaction> 👋 </reaction><reaction>Hi</reaction><reaction>👋🐢</reaction><reaction/>"
         "<reaction>🐢</reaction></reactions></message>",
         "👋 🐢");
  /* With a text for those who know no reactions, and with one for all */
  check ("<message><reactions id='" ID "' xmlns='" NS "'><reaction>👋</reaction></reactions>"
         "<body>&gt; Hello\n👋</body><fallback xmlns='urn:xmpp:fallback:0' for='" NS "'/></message>",
         "👋");
  check ("<message><reactions id='" ID "' xmlns='" NS "'><reaction>👋</reaction></reactions>"
         "<body>Read me</body></message>",
         NULL);
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("<message><reactions id='" ID "' xmlns='" NS "'>");
  g_autoptr (XmlElement) message = NULL;
  g_auto (GStrv) emoji = NULL;
  const char *target;

  for (gunichar c = 0x1f600; c < 0x1f600 + 60; c++) {
    g_string_append (text, "<reaction>");
    g_string_append_unichar (text, c);
    g_string_append (text, "</reaction>");
  }
  g_string_append (text, "</reactions></message>");
  message = snippet_parse (text->str);
  emoji = xmpp_reactions_read (message, &target);
  g_assert_cmpuint (g_strv_length (emoji), ==, XMPP_REACTIONS_MAX);
}

static void
test_build (void)
{
  const char *emoji[] = { "👋", "🐢", NULL };
  g_autoptr (XmppJid) to = xmpp_jid_parse ("romeo@capulet.net/orchard", NULL);
  g_autoptr (XmlElement) message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);

  xml_element_set (message, "id", "96d73204");
  xmpp_reactions_add (message, ID, emoji);
  snippet_assert_equal (message, EXAMPLE);
}

static void
test_emoji (void)
{
  static const char *const good[] = { "❤",
                                      "❤️",
                                      "👍🏽",
                                      "🇩🇪",
                                      "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                                      "👨‍👩‍👧‍👦",
                                      "1️⃣",
                                      "😀" };
  static const char *const bad[] = { "", "a", "1", "ab", "👍👍", " 👍", "+1", "\n", "ä" };
  g_autofree char *heaped = g_strnfill (100, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!xmpp_reactions_is_emoji (good[i]))
      g_error ("%s should be one", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (xmpp_reactions_is_emoji (bad[i]))
      g_error ("'%s' should be none", bad[i]);
  g_assert_false (xmpp_reactions_is_emoji (heaped));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xep/0444-reactions/read", test_read);
  g_test_add_func ("/xep/0444-reactions/many", test_many);
  g_test_add_func ("/xep/0444-reactions/build", test_build);
  g_test_add_func ("/xep/0444-reactions/emoji", test_emoji);
  return g_test_run ();
}
