/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words for days, times, states and failures.
 */
#include "config.h"

#include "ui/chat/message-words.h"

#include "tests/ui/chat/fake-im.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"

#include <locale.h>

static GDateTime *
at (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  GDateTime *time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return time;
}

static void
test_day_heading (void)
{
  static const struct {
    const char *day, *now, *heading;
  } cases[] = {
    { "2026-11-21T00:00:00", "2026-11-21T23:59:59", "Today" },
    { "2026-11-20T23:59:59", "2026-11-21T00:00:00", "Yesterday" },
    { "2026-11-19T12:00:00", "2026-11-21T12:00:00", "Thursday" },
    { "2026-11-15T23:59:59", "2026-11-21T00:00:00", "Sunday" },
    { "2026-11-14T23:59:59", "2026-11-21T00:00:00", "Saturday, 14 November" },
    { "2026-01-01T00:00:00", "2026-11-21T00:00:00", "Thursday, 1 January" },
    { "2025-12-31T23:59:59", "2026-01-01T00:00:00", "Yesterday" },
    { "2025-12-24T23:59:59", "2026-01-01T00:00:00", "24 December 2025" },
    { "1970-01-01T00:00:00", "2026-01-01T00:00:00", "1 January 1970" },
    { "2026-11-22T00:00:00", "2026-11-21T23:59:59", "Sunday, 22 November" },
    { "2024-02-29T08:00:00", "2024-03-01T07:00:00", "Yesterday" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) day = at (cases[i].day);
    g_autoptr (GDateTime) now = at (cases[i].now);
    g_autofree char *heading = ui_day_heading (day, now);

    g_assert_cmpstr (heading, ==, cases[i].heading);
  }
}

static void
test_time (void)
{
  static const struct {
    const char *time, *hours_24, *hours_12;
  } cases[] = {
    { "2026-11-21T00:05:09", "00:05", "12:05 AM" },
    { "2026-11-21T09:30:00", "09:30", "9:30 AM" },
    { "2026-11-21T12:00:00", "12:00", "12:00 PM" },
    { "2026-11-21T23:59:59", "23:59", "11:59 PM" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) time = at (cases[i].time);
    g_autofree char *hours_24 = ui_time_text (time, TRUE);
    g_autofree char *hours_12 = ui_time_text (time, FALSE);

    g_assert_cmpstr (hours_24, ==, cases[i].hours_24);
    g_assert_cmpstr (hours_12, ==, cases[i].hours_12);
  }
}

static void
test_full_time (void)
{
  g_autoptr (GDateTime) time = at ("2026-11-21T14:05:09");
  g_autofree char *hours_24 = ui_full_time_text (time, TRUE);
  g_autofree char *hours_12 = ui_full_time_text (time, FALSE);

  g_assert_cmpstr (hours_24, ==, "Saturday, 21 November 2026, 14:05:09");
  g_assert_cmpstr (hours_12, ==, "Saturday, 21 November 2026, 2:05:09 PM");
}

static void
test_date_time (void)
{
  const gint64 noon = G_GINT64_CONSTANT (1795262400) * G_USEC_PER_SEC; /* 2026-11-21 12:00 UTC */
  g_autofree char *hours_24 = ui_date_time_text (noon, TRUE);
  g_autofree char *hours_12 = ui_date_time_text (noon, FALSE);

  g_assert_cmpstr (hours_24, ==, "11/21/26 12:00");
  g_assert_cmpstr (hours_12, ==, "11/21/26 12:00 PM");
  g_assert_null (ui_date_time_text (G_MAXINT64, TRUE));
}

static void
test_other_days (void)
{
  const gint64 noon = G_GINT64_CONSTANT (1795262400) * G_USEC_PER_SEC; /* 2026-11-21 12:00 UTC */

  g_assert_false (ui_times_on_other_days (noon, noon + 11 * G_TIME_SPAN_HOUR));
  g_assert_true (ui_times_on_other_days (noon, noon + 12 * G_TIME_SPAN_HOUR));
  g_assert_false (ui_times_on_other_days (noon, noon - 12 * G_TIME_SPAN_HOUR));
  g_assert_true (ui_times_on_other_days (noon, noon - 13 * G_TIME_SPAN_HOUR));
  /* What no calendar has does not stop anything. */
  g_assert_true (ui_times_on_other_days (noon, G_MAXINT64));
  g_assert_false (ui_times_on_other_days (G_MAXINT64, G_MAXINT64));
}

static void
test_unlikely_time (void)
{
  g_autoptr (ImMessage) message = fake_message_new (FALSE, G_MAXINT64, "from afar");
  g_autoptr (GDateTime) time = ui_message_local_time (message);

  g_assert_nonnull (time);
}

static void
test_continues (void)
{
  static const struct {
    gboolean outgoing_before, outgoing;
    int seconds;
    ImMessageKind kind_before, kind;
    gboolean has_subject;
    gboolean continues;
  } cases[] = {
    { TRUE, TRUE, 0, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, TRUE },
    { FALSE, FALSE, 299, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, TRUE },
    { FALSE, FALSE, 300, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, FALSE },
    { FALSE, FALSE, -10, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, TRUE },
    { FALSE, FALSE, -300, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, FALSE },
    { TRUE, FALSE, 1, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, FALSE },
    { FALSE, TRUE, 1, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, FALSE, FALSE },
    { FALSE, FALSE, 1, IM_MESSAGE_NORMAL, IM_MESSAGE_CHAT, FALSE, FALSE },
    { FALSE, FALSE, 1, IM_MESSAGE_CHAT, IM_MESSAGE_NORMAL, FALSE, FALSE },
    { FALSE, FALSE, 1, IM_MESSAGE_CHAT, IM_MESSAGE_CHAT, TRUE, FALSE },
    { FALSE, FALSE, 1, IM_MESSAGE_HEADLINE, IM_MESSAGE_HEADLINE, FALSE, FALSE },
    { FALSE, FALSE, 1, IM_MESSAGE_CHAT, IM_MESSAGE_ERROR, FALSE, FALSE },
  };

  const gint64 noon = G_GINT64_CONSTANT (1795262400) * G_USEC_PER_SEC;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImMessage) before = fake_message_new (cases[i].outgoing_before, noon, "a");
    g_autoptr (ImMessage) message =
      fake_message_new (cases[i].outgoing, noon + cases[i].seconds * G_USEC_PER_SEC, "b");

    fake_message_set_kind (before, cases[i].kind_before, NULL);
    fake_message_set_kind (message, cases[i].kind, cases[i].has_subject ? "subject" : NULL);
    g_assert_cmpint (ui_message_continues (before, message), ==, cases[i].continues);
    g_assert_false (ui_message_continues (NULL, message));
  }
}

static void
test_continues_over_midnight (void)
{
  const gint64 midnight = G_GINT64_CONSTANT (1795219200) * G_USEC_PER_SEC;
  g_autoptr (ImMessage) before = fake_message_new (FALSE, midnight - G_USEC_PER_SEC, "a");
  g_autoptr (ImMessage) message = fake_message_new (FALSE, midnight, "b");

  g_assert_false (ui_message_continues (before, message));
}

static void
test_states (void)
{
  static const struct {
    ImMessageState state;
    const char *icon, *label;
  } cases[] = {
    { IM_MESSAGE_RECEIVED, NULL, NULL },
    { IM_MESSAGE_PENDING, "kith-pending-symbolic", "Waiting to be sent" },
    { IM_MESSAGE_SENT, "kith-sent-symbolic", "Sent" },
    { IM_MESSAGE_DELIVERED, "kith-delivered-symbolic", "Delivered" },
    { IM_MESSAGE_FAILED, "kith-failed-symbolic", "Not delivered" },
    { IM_MESSAGE_READ, "kith-read-symbolic", "Read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpstr (ui_message_state_icon (cases[i].state), ==, cases[i].icon);
    g_assert_cmpstr (ui_message_state_label (cases[i].state), ==, cases[i].label);
  }
}

static void
test_failure (void)
{
  g_autoptr (GError) silent = xmpp_stanza_error_new (XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT, NULL);
  g_autoptr (GError) telling =
    xmpp_stanza_error_new (XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED, "Only <friends>");
  g_autoptr (GError) foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "not for the person");
  g_autofree char *of_silent = ui_message_failure (silent);
  g_autofree char *of_telling = ui_message_failure (telling);
  g_autofree char *of_foreign = ui_message_failure (foreign);
  g_autofree char *of_none = ui_message_failure (NULL);

  g_assert_cmpstr (of_silent, ==, "Their server does not answer. Send the message again later.");
  g_assert_cmpstr (of_telling, ==,
                   "They take messages from their contacts only. Ask to be one. The server says: "
                   "“Only <friends>”");
  g_assert_cmpstr (of_foreign, ==, "The message was not delivered.");
  g_assert_cmpstr (of_none, ==, "The message was not delivered.");
}

/* @condition: (nullable) */
static GError *
parse_condition (const char *condition)
{
  g_autoptr (XmlElement) stanza = xml_element_new ("message", XMPP_NS_CLIENT);
  XmlElement *error = xml_element_add (stanza, "error", XMPP_NS_CLIENT);

  xml_element_set (stanza, "type", "error");
  if (condition != NULL)
    xml_element_add (error, condition, XMPP_NS_STANZA_ERRORS);
  return xmpp_stanza_error_parse (stanza);
}

/* Each condition of RFC 6120 §8.3.3, as it comes in, has words of its own; what is not known, as of
 * later versions, has some too. */
static void
test_all_failures (void)
{
  static const struct {
    const char *condition;
    const char *words; /* a part of them */
  } cases[] = {
    { "bad-request", "in other words" },
    { "conflict", "of the same name" },
    { "feature-not-implemented", "cannot take messages" },
    { "forbidden", "You may not write there" },
    { "gone", "no longer in use" },
    { "internal-server-error", "had a fault" },
    { "item-not-found", "does not exist. Check" },
    { "jid-malformed", "does not understand this address" },
    { "not-acceptable", "in parts" },
    { "not-allowed", "Nobody may" },
    { "not-authorized", "signed in" },
    { "policy-violation", "rules" },
    { "recipient-unavailable", "cannot be reached just now. Send" },
    { "redirect", "another address" },
    { "registration-required", "register" },
    { "remote-server-not-found", "after the @" },
    { "remote-server-timeout", "does not answer" },
    { "resource-constraint", "mailbox is full" },
    { "service-unavailable", "does not take your messages" },
    { "subscription-required", "contacts only" },
    { "undefined-condition", "was not delivered" },
    { "unexpected-request", "did not expect" },
    { "of-a-later-version", "was not delivered" },
    { NULL, "was not delivered" },
  };

  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = parse_condition (cases[i].condition);
    char *words = ui_message_failure (error);

    g_assert_nonnull (strstr (words, cases[i].words));
    g_assert_true (g_str_has_suffix (words, "."));
    g_hash_table_add (seen, words);
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 22);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-words/day-heading", test_day_heading);
  g_test_add_func ("/message-words/time", test_time);
  g_test_add_func ("/message-words/full-time", test_full_time);
  g_test_add_func ("/message-words/date-time", test_date_time);
  g_test_add_func ("/message-words/other-days", test_other_days);
  g_test_add_func ("/message-words/unlikely-time", test_unlikely_time);
  g_test_add_func ("/message-words/continues", test_continues);
  g_test_add_func ("/message-words/continues-over-midnight", test_continues_over_midnight);
  g_test_add_func ("/message-words/states", test_states);
  g_test_add_func ("/message-words/failure", test_failure);
  g_test_add_func ("/message-words/all-failures", test_all_failures);
  return g_test_run ();
}
