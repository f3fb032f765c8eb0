/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a row of the table of messages becomes a struct. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/messages.h"

/* What a query has to select first, and how many columns that is. */
#define STORE_MESSAGE_COLUMNS                                                                      \
  "id, conversation, direction, kind, state, time, sender, stanza_id, origin_id, server_id,"       \
  " subject, body, thread, error_condition, error_text, seen"
#define STORE_MESSAGE_N_COLUMNS 16

gpointer store_message_read (StoreRows *row); /* (transfer full): a StoreMessage */
