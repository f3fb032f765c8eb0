/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How messages are written to a file for others to read: pure functions. `help/C/history.page` tells
 * people what is in it.
 */
#pragma once

#include "store/message.h"

/**
 * ImExportFormat:
 * @IM_EXPORT_HTML: for a browser
 * @IM_EXPORT_TEXT: for a person
 * @IM_EXPORT_JSON: for a program: one object of JSON on each line, with all that is known
 */
typedef enum {
  IM_EXPORT_HTML,
  IM_EXPORT_TEXT,
  IM_EXPORT_JSON,
} ImExportFormat;

/**
 * ImExportChat:
 * @account: its address
 * @peer: the bare address of the other
 * @name: what the person calls them
 */
typedef struct {
  char *account;
  char *peer;
  char *name;
} ImExportChat;

/* What is first, and last, in the file. */
void im_export_append_begin (GString *text, ImExportFormat format);
void im_export_append_end (GString *text, ImExportFormat format);

/* Before the messages of a chat, and after them. */
void im_export_append_chat_begin (GString *text, ImExportFormat format, const ImExportChat *chat);
void im_export_append_chat_end (GString *text, ImExportFormat format);

/* One message of it. Whatever it says, it stays a text. */
void im_export_append_message (GString *text,
                               ImExportFormat format,
                               const ImExportChat *chat,
                               const StoreMessage *message);
