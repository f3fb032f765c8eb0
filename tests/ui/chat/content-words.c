/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries, in words.
 */
#include "config.h"

#include "ui/chat/content-words.h"

#include "tests/ui/chat/fake-im.h"

#define ATTENTION "<attention xmlns='urn:xmpp:attention:0'/>"
#define OMEMO "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>"
#define SPOILER "<spoiler xmlns='urn:xmpp:spoiler:0'/>"
#define HINT "<spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler>"

static void
test_plain (void)
{
  static const struct {
    const char *body, *extra;
    gboolean outgoing, hidden;
    const char *plain;
  } cases[] = {
    { "hi *you*", NULL, FALSE, FALSE, "hi *you*" },
    { "hi", ATTENTION, FALSE, FALSE, "hi" },
    { "", ATTENTION, FALSE, FALSE, "Juliet asks for your attention." },
    { "", ATTENTION, TRUE, FALSE, "You asked for attention." },
    { "hi", OMEMO, FALSE, FALSE,
      "This message is encrypted with OMEMO, which Kith does not know." },
    { "they die", SPOILER, FALSE, TRUE, "Spoiler" },
    { "they die", HINT, FALSE, TRUE, "Spoiler: the end" },
    { "they die", HINT, FALSE, FALSE, "they die" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImMessage) message = fake_message_new (cases[i].outgoing, 0, cases[i].body);
    g_autoptr (ImConversation) juliet = fake_conversation_new ("juliet@capulet.example", "Juliet");
    g_autoptr (ImContent) content = im_content_new (cases[i].body, cases[i].extra);
    g_autofree char *plain = NULL;

    fake_conversation_add (juliet, g_object_ref (message));
    plain = ui_content_plain (content, message, cases[i].hidden);
    g_assert_cmpstr (plain, ==, cases[i].plain);
  }
}

static void
test_spoiler (void)
{
  g_autoptr (ImContent) plain = im_content_new ("a", SPOILER);
  g_autoptr (ImContent) hinted = im_content_new ("a", HINT);
  g_autofree char *show = ui_spoiler_words (plain, TRUE);
  g_autofree char *hide = ui_spoiler_words (plain, FALSE);
  g_autofree char *show_hinted = ui_spoiler_words (hinted, TRUE);
  g_autofree char *hide_hinted = ui_spoiler_words (hinted, FALSE);

  g_assert_cmpstr (show, ==, "Show Spoiler");
  g_assert_cmpstr (hide, ==, "Hide Spoiler");
  g_assert_cmpstr (show_hinted, ==, "Show Spoiler: the end");
  g_assert_cmpstr (hide_hinted, ==, "Hide Spoiler: the end");
}

static void
test_timer (void)
{
  static const struct {
    guint timer_s;
    const char *words;
  } cases[] = {
    { 1, "Meant to disappear after 1 second" },
    { 90, "Meant to disappear after 90 seconds" },
    { 300, "Meant to disappear after 5 minutes" },
    { 7200, "Meant to disappear after 2 hours" },
    { 86400, "Meant to disappear after 24 hours" },
    { 604800, "Meant to disappear after 7 days" },
    { G_MAXUINT, "Meant to disappear after 49710 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = ui_timer_words (cases[i].timer_s);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content-words/plain", test_plain);
  g_test_add_func ("/content-words/spoiler", test_spoiler);
  g_test_add_func ("/content-words/timer", test_timer);

  return g_test_run ();
}
