/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages as the archive gives them.
 */
#pragma once

#include "im/message.h"
#include "store/messages.h"

/* @sender: the display name of who wrote it */
ImMessage *im_message_new (const StoreMessage *record,
                           const char *sender) G_GNUC_WARN_UNUSED_RESULT;

/* Who the other side is: the bare address, and the name for it. */
void im_message_set_partner (ImMessage *self, const char *address, const char *name);

/* What became of it since. @record: the same message, newer. */
void im_message_update (ImMessage *self, const StoreMessage *record);

/* What its author calls it (XEP-0461 §4.1), (nullable); and who that is: a full address. */
const char *im_message_get_name (ImMessage *self);
const char *im_message_get_author (ImMessage *self);

/* The original of a reply was found, or has changed. Takes @quote. */
void im_message_take_quote (ImMessage *self, ImQuote *quote);

/* The order of the archive, (time, id), against @record. */
int im_message_compare (ImMessage *self, const StoreMessage *record);

ImMessageState im_message_state_from_store (StoreMessageState state);
ImMessageKind im_message_kind_from_store (StoreMessageKind kind);
