/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person writes in a chat: the draft, what it answers, and whether it is to be hidden, until the
 * archive has it as a message. A part of ImConversation, whose functions about it tell more.
 */
#pragma once

#include "im/conversation.h"
#include "store/conversations.h"

/*
 * What is sent stays the draft until the archive says that it is a message, and the archive makes it one
 * and empties its own draft in one step: at each moment it has the one or the other.
 */
typedef struct _ImWriting ImWriting;

/* @conversation: (unowned): owns it */
ImWriting *im_writing_new (ImConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;
void im_writing_free (ImWriting *self);

/* What an earlier run of the program has left, unless something is begun already. */
void im_writing_load (ImWriting *self, const StoreConversation *record);

/* The conversation has got its id in the archive: what was typed or sent before goes there. */
void im_writing_catch_up (ImWriting *self);

/* Writes what is not written yet: the program ends. */
void im_writing_flush (ImWriting *self);

/* @body could not be kept: it goes behind what was begun in the meantime. @spoiler: (nullable): it was to be
 * hidden. */
void im_writing_put_back (ImWriting *self, const char *body, const char *spoiler);

/* Nothing of what waits to be kept can be: it stays the draft, and the person is told. */
void im_writing_give_up (ImWriting *self, const GError *error);
