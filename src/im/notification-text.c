/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the body of a notification (Desktop Notifications Specification 1.2, "Markup").
 */

#include "im/notification-text.h"

#include "base/text.h"

/* Servers show a few lines; more would only be carried over the bus. */
#define MAX_CHARS 240

static char *
count_in_english (guint n_messages)
{
  return g_strdup_printf (n_messages == 1 ? "%u new message" : "%u new messages", n_messages);
}

static char *
hidden_in_english (guint n_messages)
{
  return n_messages == 1 ? g_strdup ("New message") : count_in_english (n_messages);
}

static char *
missed_in_english (guint n_messages, guint n_chats)
{
  return g_strdup_printf ("%u new messages in %u chats", n_messages, n_chats);
}

static char *
reply_in_english (void)
{
  return g_strdup ("Reply");
}

static char *
reply_hint_in_english (void)
{
  return g_strdup ("Write a reply…");
}

static char *
announcement_in_english (void)
{
  return g_strdup ("Announcement");
}

static char *
retracted_in_english (void)
{
  return g_strdup ("This message was taken back");
}

static char *
nudge_in_english (void)
{
  return g_strdup ("Asks for your attention");
}

static char *
open_in_english (void)
{
  return g_strdup ("Open");
}

const ImNotificationWords im_notification_words = {
  .count = count_in_english,
  .hidden = hidden_in_english,
  .missed = missed_in_english,
  .reply = reply_in_english,
  .reply_hint = reply_hint_in_english,
  .announcement = announcement_in_english,
  .retracted = retracted_in_english,
  .nudge = nudge_in_english,
  .open = open_in_english,
};

char *
im_notification_body (const ImNotificationWords *words,
                      guint n_messages,
                      const char *text,
                      gboolean show_text,
                      gboolean markup)
{
  g_autofree char *clipped = base_text_dup_clipped (text, MAX_CHARS);
  g_autofree char *body = NULL;

  if (!show_text) {
    body = words->hidden (n_messages);
  } else if (n_messages > 1) {
    g_autofree char *count = words->count (n_messages);

    body = g_strconcat (count, "\n", clipped, NULL);
  } else {
    body = g_steal_pointer (&clipped);
  }
  return markup ? g_markup_escape_text (body, -1) : g_steal_pointer (&body);
}
