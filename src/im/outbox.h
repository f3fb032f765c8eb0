/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person wrote, from the Enter key to the server's acknowledgement: nothing lost, nothing
 * twice, and in order, also over a restart of the program.
 */
#pragma once

#include "im/conversations-private.h"
#include "im/services.h"
#include "store/changes.h"
#include "xmpp/session.h"

#define IM_TYPE_OUTBOX (im_outbox_get_type ())
G_DECLARE_FINAL_TYPE (ImOutbox, im_outbox, IM, OUTBOX, GObject)

/*
 * A message is in the archive before anything else happens to it (pending). It is given to the
 * session when that is online, and leaves the outbox when the server has acknowledged it (sent); a
 * session that ends before gives it back, and it is sent again under the same id, by which the
 * other side knows it. A receipt or an error, which the pipeline notes, may be faster than the
 * acknowledgement; it settles the message just as well.
 */

ImOutbox *im_outbox_new (ImServices *services, XmppSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* What an earlier run of the program has left. @conversation is @pending's. */
void im_outbox_load (ImOutbox *self, ImConversation *conversation, const StoreMessage *pending);

void im_outbox_load_change (ImOutbox *self,
                            ImConversation *conversation,
                            const StorePendingChange *pending);

/**
 * im_outbox_add_async:
 * @conversation: has an id
 * @original: (nullable): what @body answers
 * @spoiler: (nullable): @body is to be hidden until it is asked for, and is about that, if not "" (XEP-0382)
 * @drafted: it was the draft, which the archive empties in the same step
 *
 * What cannot be kept is not sent either.
 */
void im_outbox_add_async (ImOutbox *self,
                          ImConversation *conversation,
                          const char *body,
                          ImMessage *original,
                          const char *spoiler,
                          gboolean drafted,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean im_outbox_add_finish (ImOutbox *self, GAsyncResult *result, GError **error);

/* Asks for attention (XEP-0224): a message without text, that waits nowhere for who is not there. */
void im_outbox_nudge (ImOutbox *self, ImConversation *conversation);

/* @message: the archive's number of a failed message */
void im_outbox_retry (ImOutbox *self, ImConversation *conversation, gint64 message);

/**
 * im_outbox_correct:
 * @message: one's own
 *
 * What never left is written anew. All else is followed by its correction (XEP-0308); if it had failed it
 * goes out again as that, for those of the person's devices that have seen it.
 */
void im_outbox_correct (ImOutbox *self,
                        ImConversation *conversation,
                        ImMessage *message,
                        const char *body);

/* The same for taking it back (XEP-0424): what was never sent does not go out. */
void im_outbox_take_back (ImOutbox *self, ImConversation *conversation, ImMessage *message);

/* @emoji: all reactions of the person to @message from now on (XEP-0444) */
void im_outbox_react (ImOutbox *self,
                      ImConversation *conversation,
                      ImMessage *message,
                      const char *const *emoji);

/* The other side has answered to the message under @stanza_id: it shall not go out again. */
void im_outbox_settle (ImOutbox *self, ImConversation *conversation, const char *stanza_id);

/* Sends what waits, if the session is online. */
void im_outbox_flush (ImOutbox *self);

/* How many messages have not been acknowledged. */
guint im_outbox_get_n_waiting (ImOutbox *self);
