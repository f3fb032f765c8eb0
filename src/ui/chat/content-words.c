/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries, in words.
 */
#include "config.h"

#include "ui/chat/content-words.h"

#include <glib/gi18n.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

char *
ui_content_notice (const ImContent *content, ImMessage *message)
{
  if (content->encryption != NULL)
    /* Translators: %s is the name of an encryption, as "OMEMO" */
    return g_strdup_printf (_ ("This message is encrypted with %s, which Kith does not know."),
                            content->encryption);
  if (!content->asks_attention || *content->text != '\0')
    return NULL;
  if (im_message_get_outgoing (message))
    return g_strdup (_ ("You asked for attention."));
  /* Translators: %s is the name of a person */
  return g_strdup_printf (_ ("%s asks for your attention."), im_message_get_sender (message));
}

char *
ui_spoiler_words (const ImContent *content, gboolean hidden)
{
  if (content->hint == NULL)
    return g_strdup (hidden ? _ ("Show Spoiler") : _ ("Hide Spoiler"));
  /* Translators: a button; %s is what the sender says that the hidden text is about */
  return g_strdup_printf (hidden ? _ ("Show Spoiler: %s") : _ ("Hide Spoiler: %s"), content->hint);
}

char *
ui_content_plain (const ImContent *content, ImMessage *message, gboolean hidden)
{
  char *notice = ui_content_notice (content, message);

  if (notice != NULL)
    return notice;
  if (!hidden)
    return g_strdup (content->text);
  if (content->hint == NULL)
    return g_strdup (_ ("Spoiler"));
  /* Translators: %s is what the sender says that the hidden text is about */
  return g_strdup_printf (_ ("Spoiler: %s"), content->hint);
}

char *
ui_timer_words (guint timer_s)
{
  /* Translators: what the sender of a message wants, which Kith does not do */
  if (timer_s >= 2 * DAY)
    return g_strdup_printf (ngettext ("Meant to disappear after %u day",
                                      "Meant to disappear after %u days", timer_s / DAY),
                            timer_s / DAY);
  if (timer_s >= 2 * HOUR)
    return g_strdup_printf (ngettext ("Meant to disappear after %u hour",
                                      "Meant to disappear after %u hours", timer_s / HOUR),
                            timer_s / HOUR);
  if (timer_s >= 2 * MINUTE)
    return g_strdup_printf (ngettext ("Meant to disappear after %u minute",
                                      "Meant to disappear after %u minutes", timer_s / MINUTE),
                            timer_s / MINUTE);
  return g_strdup_printf (
    ngettext ("Meant to disappear after %u second", "Meant to disappear after %u seconds", timer_s),
    timer_s);
}
