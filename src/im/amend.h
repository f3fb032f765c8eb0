/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person does to a message after it was written: correct it, take it back, react to it; and
 * what it said before.
 */
#pragma once

#include "im/conversation.h"

/* Only one's own that are there as text (XEP-0308); a failed one is corrected and sent again. */
gboolean im_amend_can_correct (ImMessage *message);

/* Only one's own that somebody may have got (XEP-0424). */
gboolean im_amend_can_take_back (ImMessage *message);

/* XEP-0444 */
gboolean im_amend_can_react (ImMessage *message);

/* The newest message of @list that can be corrected, unless the other side has written more than a
 * screenful since. (nullable) (transfer full) */
ImMessage *im_amend_find_last (ImMessageList *list) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_amend_correct:
 * @message: of @conversation; so for the others
 * @text: what it shall say; as of im_conversation_send()
 *
 * Shows and saves it at once and sends it as soon as the account is online. Blank text or the same one
 * does nothing. What cannot be saved becomes the draft, and `not-kept` of the conversation says why;
 * `not-changed` tells when it was refused. So for the others.
 */
void im_amend_correct (ImConversation *conversation, ImMessage *message, const char *text);

void im_amend_take_back (ImConversation *conversation, ImMessage *message);

/* Adds @emoji to the person's reactions, or takes it back. */
void im_amend_toggle_reaction (ImConversation *conversation, ImMessage *message, const char *emoji);

/**
 * ImVersion:
 * @time: µs since 1970 UTC: when it was written
 */
typedef struct {
  gint64 time;
  char *text;
} ImVersion;

void im_version_free (gpointer self); /* a GDestroyNotify */

/* What @message has said, the first version first. */
void im_amend_list_versions_async (ImConversation *conversation,
                                   ImMessage *message,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *
im_amend_list_versions_finish (ImConversation *conversation,
                               GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of ImVersion */
