/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person writes in a chat: the draft, what it answers, whether it is to be hidden, and what was
 * sent before the archive knew the chat. A part of ImConversation, whose functions about it tell more.
 */
#pragma once

#include "im/conversation.h"
#include "store/conversations.h"

typedef struct _ImWriting ImWriting;

/* @conversation: (unowned): owns it */
ImWriting *im_writing_new (ImConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;
void im_writing_free (ImWriting *self);

/* What an earlier run of the program has left, unless something is begun already. */
void im_writing_load (ImWriting *self, const StoreConversation *record);

/* The conversation has got its id in the archive: what was typed or sent before goes there. */
void im_writing_catch_up (ImWriting *self);

/* Writes what is not written yet. */
void im_writing_flush (ImWriting *self);

/* @body could not be kept: it goes behind what was begun in the meantime. @spoiler: (nullable): it was to be
 * hidden. */
void im_writing_put_back (ImWriting *self, const char *body, const char *spoiler);

/* The same for all that waited for the conversation to be saved. FALSE: nothing did. */
gboolean im_writing_put_all_back (ImWriting *self);
