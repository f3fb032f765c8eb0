/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows the chat with made-up messages, to look at: `demo [WIDTH [SCENE]]`, scenes: talk, kinds,
 * long, many, empty, offline, request.
 */
#include "config.h"

#include "tests/ui/chat/fake-im.h"

#include "ui/chat/chat-page.h"
#include "xmpp/stanza-error.h"

#include <adwaita.h>
#include <stdlib.h>

typedef struct {
  int width;
  const char *scene;
  ImConversation *conversation;
  gint64 time;
} Demo;

static ImMessage *
say_later (Demo *demo, gboolean outgoing, int minutes, const char *body)
{
  ImMessage *message;

  demo->time += minutes * G_TIME_SPAN_MINUTE;
  message = fake_message_new (outgoing, demo->time, body);
  fake_conversation_add (demo->conversation, message);
  return message;
}

static ImMessage *
say (Demo *demo, gboolean outgoing, const char *body)
{
  return say_later (demo, outgoing, 1, body);
}

static void
fill_talk (Demo *demo)
{
  ImMessage *message;

  demo->time -= 27 * G_TIME_SPAN_HOUR;
  say (demo, FALSE, "Good morning! Did you find the notes from last week?");
  say (demo, TRUE, "Yes, they were in the shared folder all along.");
  say (demo, TRUE,
       "I put them here: https://notes.example.org/meetings/2026-11?view=all&sort=date");
  say_later (demo, FALSE, 9, "Perfect 👍");
  say (demo, FALSE, "👏🎉");
  demo->time += 22 * G_TIME_SPAN_HOUR;
  say (demo, FALSE,
       "By the way, the train leaves at 8:14 from platform 3, not at 8:40 as it says on the poster "
       "in the hall. They changed the timetable on Monday and nobody took the old one down.");
  say (demo, TRUE, "Ah, good to know. Then I will be there at eight.");
  say (demo, FALSE, "/me packs two cups of coffee");
  say (demo, TRUE, "שלום! נתראה מחר בתחנה בשעה שמונה, ואל תשכחי את הכרטיסים שקנינו אתמול.");
  say (demo, FALSE, "مرحبا، كيف حالك؟");
  say (demo, TRUE, "Shopping list:\n• bread\n• olives\n• something for Tybalt’s cat");
  message = say (demo, TRUE, "Shall we ask Mercutio too?");
  fake_message_set_state (message, IM_MESSAGE_SENT, NULL);
  message = say (demo, TRUE, "He has a car.");
  fake_message_set_state (message, IM_MESSAGE_PENDING, NULL);
  message = say (demo, TRUE, "And a tent, I think");
  fake_message_set_state (message, IM_MESSAGE_FAILED,
                          xmpp_stanza_error_new (XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT, NULL));
  say (demo, FALSE, "Ask him! <b>Really</b> & soon");
}

static void
fill_kinds (Demo *demo)
{
  ImMessage *message;

  message = say (demo, FALSE, "The server goes down for an hour tonight at 22:00.");
  fake_message_set_kind (message, IM_MESSAGE_HEADLINE, "Maintenance");
  message = say (demo, FALSE, "Dear Romeo,\n\nthe keys are under the mat.\n\nYours\nJuliet");
  fake_message_set_kind (message, IM_MESSAGE_NORMAL, "About the keys");
  message = say (demo, TRUE, "Thank you!");
  fake_message_set_kind (message, IM_MESSAGE_NORMAL, "Re: About the keys");
  message = say (demo, FALSE, "The mailbox of this address is full.");
  fake_message_set_kind (message, IM_MESSAGE_ERROR, NULL);
  message = say (demo, TRUE, "ok");
  fake_message_set_state (
    message, IM_MESSAGE_FAILED,
    xmpp_stanza_error_new (XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED, "Only friends, please"));
  say (demo, FALSE,
       "Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryvery"
       "veryveryverylongwordwithoutanyspaceinit");
  say (demo, FALSE, "x");
}

static void
fill_long (Demo *demo)
{
  GString *text = g_string_new (NULL);

  while (text->len < 64000)
    g_string_append (text,
                     "Two households, both alike in dignity, in fair Verona, where we lay our "
                     "scene, from ancient grudge break to new mutiny.\n");
  say (demo, FALSE, "short before");
  say (demo, FALSE, text->str);
  g_string_truncate (text, 0);
  while (text->len < 64000)
    g_string_append (text, "where civil blood makes civil hands unclean ");
  say (demo, TRUE, text->str);
  say (demo, TRUE, "short after");
  g_string_free (text, TRUE);
}

static void
fill_many (Demo *demo)
{
  demo->time -= 40 * G_TIME_SPAN_DAY;
  for (guint i = 0; i < 5000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    g_string_printf (text, "Message %u.", i);
    for (guint j = 0; j < i * 7919 % 40; j++)
      g_string_append (text, " word after word");
    say_later (demo, i % 7 < 3, i % 5 == 0 ? 20 : 2, text->str);
  }
  fake_conversation_set_window (demo->conversation, 50);
  fake_conversation_set_unread (demo->conversation, 12);
}

static void
fill (Demo *demo)
{
  demo->time = g_get_real_time () - G_TIME_SPAN_HOUR;
  fake_conversation_set_contact (demo->conversation, IM_SHOW_AWAY, "On the balcony",
                                 IM_SUBSCRIPTION_BOTH, FALSE);
  if (g_str_equal (demo->scene, "kinds"))
    fill_kinds (demo);
  else if (g_str_equal (demo->scene, "long"))
    fill_long (demo);
  else if (g_str_equal (demo->scene, "many"))
    fill_many (demo);
  else if (!g_str_equal (demo->scene, "empty"))
    fill_talk (demo);
  if (g_str_equal (demo->scene, "offline")) {
    fake_conversation_set_account_state (demo->conversation, IM_ACCOUNT_WAITING);
    fake_conversation_set_contact (demo->conversation, IM_SHOW_OFFLINE, NULL, IM_SUBSCRIPTION_FROM,
                                   FALSE);
    fake_conversation_set_unread (demo->conversation, 1);
  }
  if (g_str_equal (demo->scene, "request"))
    fake_conversation_add_request (demo->conversation, "It’s me, from the ball!");
}

static void
on_activate (GtkApplication *application, Demo *demo)
{
  GtkWidget *window = adw_application_window_new (application);
  UiChatPage *page = ui_chat_page_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, "Contact Details…", "win.close");
  demo->conversation = fake_conversation_new ("juliet@capulet.example", "Juliet Capulet");
  fill (demo);
  g_object_set (page, "folded", demo->width < 600, "menu-model", menu, NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (window), demo->width, 700);
  ui_chat_page_set_conversation (page, demo->conversation);
  gtk_window_present (GTK_WINDOW (window));
  ui_chat_page_focus_composer (page);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  Demo demo = { argc > 1 ? atoi (argv[1]) : 800, argc > 2 ? argv[2] : "talk", NULL, 0 };

  application =
    g_object_new (ADW_TYPE_APPLICATION, "application-id", "im.kith.Kith.ChatDemo",
                  "resource-base-path", "/im/kith/Kith", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &demo);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
