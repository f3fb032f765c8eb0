/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message's facts are in words: its day, its time, its state, its failure.
 */
#include "config.h"

#include "ui/chat/message-words.h"

#include "base/time.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static int
day_number (GDateTime *time)
{
  GDate date;
  int year, month, day;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (int) g_date_get_julian (&date);
}

char *
ui_day_heading (GDateTime *day, GDateTime *now)
{
  int age = day_number (now) - day_number (day);

  if (age == 0)
    return g_strdup (_ ("Today"));
  if (age == 1)
    return g_strdup (_ ("Yesterday"));
  if (age > 1 && age < 7)
    return g_date_time_format (day, "%A");
  if (g_date_time_get_year (day) == g_date_time_get_year (now))
    /* Translators: a day of this year, above its messages; see g_date_time_format() */
    return g_date_time_format (day, _ ("%A, %-d %B"));
  /* Translators: a day of another year, above its messages; see g_date_time_format() */
  return g_date_time_format (day, _ ("%-d %B %Y"));
}

char *
ui_time_text (GDateTime *time, gboolean hours_24)
{
  /* Translators: the time of a message with 24 hours; see g_date_time_format() */
  const char *format_24 = _ ("%H:%M");
  /* Translators: the time of a message with 12 hours; see g_date_time_format() */
  const char *format_12 = _ ("%-I:%M %p");

  return g_date_time_format (time, hours_24 ? format_24 : format_12);
}

char *
ui_full_time_text (GDateTime *time, gboolean hours_24)
{
  /* Translators: when a message was written, 24 hours; see g_date_time_format() */
  const char *format_24 = _ ("%A, %-d %B %Y, %H:%M:%S");
  /* Translators: when a message was written, 12 hours; see g_date_time_format() */
  const char *format_12 = _ ("%A, %-d %B %Y, %-I:%M:%S %p");

  return g_date_time_format (time, hours_24 ? format_24 : format_12);
}

char *
ui_date_time_text (gint64 time, gboolean hours_24)
{
  g_autoptr (GDateTime) local = base_time_to_local (time);
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%x") : NULL;
  g_autofree char *clock = local != NULL ? ui_time_text (local, hours_24) : NULL;

  return local != NULL ? g_strdup_printf ("%s %s", day, clock) : NULL;
}

GDateTime *
ui_message_local_time (ImMessage *message)
{
  GDateTime *time = base_time_to_local (im_message_get_time (message));

  /* A clock beyond the year 9999 is a peer's mistake, and no reason to show nothing. */
  return time != NULL ? time : base_time_to_local (0);
}

gboolean
ui_times_on_other_days (gint64 a, gint64 b)
{
  g_autoptr (GDateTime) first = base_time_to_local (a);
  g_autoptr (GDateTime) second = base_time_to_local (b);

  if (first == NULL || second == NULL)
    return first != second;
  return day_number (first) != day_number (second);
}

gboolean
ui_message_continues (ImMessage *before, ImMessage *message)
{
  gint64 age;

  if (before == NULL)
    return FALSE;
  age = im_message_get_time (message) - im_message_get_time (before);
  return im_message_get_kind (before) == IM_MESSAGE_CHAT &&
         im_message_get_kind (message) == IM_MESSAGE_CHAT &&
         im_message_get_subject (message) == NULL &&
         im_message_get_outgoing (before) == im_message_get_outgoing (message) &&
         g_strcmp0 (im_message_get_sender (before), im_message_get_sender (message)) == 0 &&
         ABS (age) < UI_GROUP_MINUTES * G_TIME_SPAN_MINUTE &&
         !ui_times_on_other_days (im_message_get_time (before), im_message_get_time (message));
}

char *
ui_message_retracted_words (ImMessage *message)
{
  if (im_message_get_outgoing (message))
    return g_strdup (_ ("You took this message back"));
  /* Translators: %s is who wrote the message, and does not want to have written it */
  return g_strdup_printf (_ ("%s took this message back"), im_message_get_sender (message));
}

char *
ui_message_time_words (ImMessage *message, gboolean hours_24)
{
  g_autoptr (GDateTime) time = ui_message_local_time (message);
  g_autofree char *clock = ui_time_text (time, hours_24);

  if (im_message_get_edited (message) == 0 || im_message_get_retracted (message) != 0)
    return g_steal_pointer (&clock);
  /* Translators: beside a message that was corrected; %s is a time, as 14:05 */
  return g_strdup_printf (_ ("Edited %s"), clock);
}

const char *
ui_message_state_icon (ImMessageState state)
{
  switch (state) {
  case IM_MESSAGE_PENDING:
    return "kith-pending-symbolic";
  case IM_MESSAGE_SENT:
    return "kith-sent-symbolic";
  case IM_MESSAGE_DELIVERED:
    return "kith-delivered-symbolic";
  case IM_MESSAGE_FAILED:
    return "kith-failed-symbolic";
  case IM_MESSAGE_READ:
    return "kith-read-symbolic";
  case IM_MESSAGE_RECEIVED:
  default:
    return NULL;
  }
}

const char *
ui_message_state_label (ImMessageState state)
{
  switch (state) {
  case IM_MESSAGE_PENDING:
    return _ ("Waiting to be sent");
  case IM_MESSAGE_SENT:
    return _ ("Sent");
  case IM_MESSAGE_DELIVERED:
    return _ ("Delivered");
  case IM_MESSAGE_FAILED:
    return _ ("Not delivered");
  case IM_MESSAGE_READ:
    /* Translators: the other has read the message. */
    return _ ("Read");
  case IM_MESSAGE_RECEIVED:
  default:
    return NULL;
  }
}

/* Why, and what can be done: each condition of RFC 6120 §8.3.3. */
static const struct {
  int condition;
  const char *words;
} reasons[] = {
  { XMPP_STANZA_ERROR_BAD_REQUEST,
    N_ ("The server did not understand this message. Send it in other words.") },
  { XMPP_STANZA_ERROR_CONFLICT,
    N_ ("The server had something of the same name already. Send the message again.") },
  { XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED, N_ ("The other side cannot take messages.") },
  { XMPP_STANZA_ERROR_FORBIDDEN, N_ ("You may not write there. Ask those who run it to let you.") },
  { XMPP_STANZA_ERROR_GONE, N_ ("This address is no longer in use. Ask them for their new one.") },
  { XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR,
    N_ ("A server on the way had a fault. Send the message again later.") },
  { XMPP_STANZA_ERROR_ITEM_NOT_FOUND,
    N_ ("This address does not exist. Check how it is written.") },
  { XMPP_STANZA_ERROR_JID_MALFORMED,
    N_ ("The server does not understand this address. Check how it is written.") },
  { XMPP_STANZA_ERROR_NOT_ACCEPTABLE,
    N_ ("The server did not take this message: it may be too long. Send it in parts.") },
  { XMPP_STANZA_ERROR_NOT_ALLOWED, N_ ("Nobody may send such messages there.") },
  { XMPP_STANZA_ERROR_NOT_AUTHORIZED,
    N_ ("You may not write there before you have signed in to it.") },
  { XMPP_STANZA_ERROR_POLICY_VIOLATION,
    N_ ("This message is against the rules of the server, or you sent too many at once. Wait for a "
        "while before you send it again.") },
  { XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE,
    N_ ("The other side cannot be reached just now. Send the message again later.") },
  { XMPP_STANZA_ERROR_REDIRECT,
    N_ ("They can be reached at another address for now. Ask them for it.") },
  { XMPP_STANZA_ERROR_REGISTRATION_REQUIRED,
    N_ ("You have to register there before you can write.") },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND,
    N_ ("Their server does not exist or cannot be found. Check the part of the address after the "
        "@.") },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT,
    N_ ("Their server does not answer. Send the message again later.") },
  { XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT,
    N_ ("The server is too busy, or their mailbox is full. Send the message again later.") },
  { XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE,
    N_ ("The other side cannot be reached just now, or does not take your messages.") },
  { XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED,
    N_ ("They take messages from their contacts only. Ask to be one.") },
  { XMPP_STANZA_ERROR_UNDEFINED_CONDITION, N_ ("The message was not delivered.") },
  { XMPP_STANZA_ERROR_UNEXPECTED_REQUEST,
    N_ ("The server did not expect this message now. Send it again later.") },
};

/* What we have blocked ourselves (XEP-0191 §3.5). */
static gboolean
is_blocked (const GError *error)
{
  const XmlElement *app = NULL;

  if (error != NULL && error->domain == XMPP_STANZA_ERROR)
    app = xmpp_stanza_error_get_app (error);
  return app != NULL && xml_element_is (app, "blocked", XMPP_NS_BLOCKING_ERRORS);
}

static const char *
failure_reason (const GError *error)
{
  if (is_blocked (error))
    return _ ("You have blocked them. Unblock them to write to them.");
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    if (g_error_matches (error, XMPP_STANZA_ERROR, reasons[i].condition))
      return _ (reasons[i].words);
  }
  return _ ("The message was not delivered.");
}

char *
ui_message_failure (const GError *error)
{
  const char *reason = failure_reason (error);
  const char *words = NULL;

  if (error != NULL && error->domain == XMPP_STANZA_ERROR)
    words = xmpp_stanza_error_get_text (error);
  if (words == NULL || *words == '\0')
    return g_strdup (reason);
  /* Translators: first why a message was not delivered, then what the server said about it */
  return g_strdup_printf (_ ("%s The server says: “%s”"), reason, words);
}
