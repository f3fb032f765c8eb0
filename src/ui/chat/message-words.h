/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message's facts are in words: its day, its time, its state, its failure. No widgets.
 */
#pragma once

#include "im/message.h"

/* Messages of one person within so many minutes stand together. */
#define UI_GROUP_MINUTES 5

/**
 * ui_day_heading:
 *
 * "Today", "Yesterday", the weekday within the last week, else the date, with the year unless it is
 * this one. Also for days to come: clocks differ.
 */
char *ui_day_heading (GDateTime *day, GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;

/* "14:05", or "2:05 PM" where @hours_24 is FALSE. */
char *ui_time_text (GDateTime *time, gboolean hours_24) G_GNUC_WARN_UNUSED_RESULT;

/* "Saturday, 21 November 2026, 14:05:09" */
char *ui_full_time_text (GDateTime *time, gboolean hours_24) G_GNUC_WARN_UNUSED_RESULT;

/* "21/11/26 14:05", the date as the locale writes it. @time: µs since 1970. NULL beyond year 9999 */
char *ui_date_time_text (gint64 time, gboolean hours_24) G_GNUC_WARN_UNUSED_RESULT;

GDateTime *ui_message_local_time (ImMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the local days of both differ. */
gboolean ui_times_on_other_days (gint64 a, gint64 b);

/**
 * ui_message_continues:
 * @before: (nullable): the message above
 *
 * Whether @message stands together with the one above: the same person, the same day, soon after,
 * and both are plain chat.
 */
gboolean ui_message_continues (ImMessage *before, ImMessage *message);

/* In the place of the text of what was taken back. */
char *ui_message_retracted_words (ImMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* "14:05", or "Edited 14:05" where it was corrected; the time is that of the first version. */
char *ui_message_time_words (ImMessage *message, gboolean hours_24) G_GNUC_WARN_UNUSED_RESULT;

/* NULL for what came in. */
const char *ui_message_state_icon (ImMessageState state);
const char *ui_message_state_label (ImMessageState state);

/**
 * ui_message_failure:
 * @error: (nullable): of the failed message
 *
 * A sentence for the person: why it was not delivered, and what the other side said about it.
 */
char *ui_message_failure (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
