/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that was said later about a message, and what all of it together makes of that message.
 */
#pragma once

#include "store/message.h"

/* The numbers are in the file. */
typedef enum {
  STORE_CHANGE_FIRST = 0,      /* what the message said before anything changed it */
  STORE_CHANGE_CORRECTION = 1, /* XEP-0308 */
  STORE_CHANGE_RETRACTION = 2, /* XEP-0424 */
  STORE_CHANGE_REACTIONS = 3,  /* XEP-0444 */
} StoreChangeKind;

/* Of one sender and one kind no more are kept for one message: the newest. */
#define STORE_CHANGE_MAX 50

/* In one chat no more wait for messages that are not here. */
#define STORE_CHANGE_MAX_WAITING 1000

/**
 * StoreChange:
 * @id: > 0
 * @message: the message that it is about, 0: that one is not here (yet)
 * @state: RECEIVED; PENDING, SENT or FAILED for one's own
 * @time: µs since 1970, UTC: when it was written
 * @sender: the bare address of its author, prepared
 * @target: (nullable): the id of the message, as the change names it; %NULL only of the first version
 * @stanza_id: (nullable): the `id` attribute of the change itself
 * @server_id: (nullable): that of our own archive, of the change itself
 * @body: (nullable): the text of a version; emoji of reactions, with spaces between
 * @extra: (nullable): of a version, as that of #StoreMessage
 */
typedef struct {
  gint64 id;
  gint64 conversation;
  gint64 message;
  StoreChangeKind kind;
  StoreDirection direction;
  StoreMessageState state;
  gint64 time;
  char *sender;
  char *target;
  char *stanza_id;
  char *server_id;
  char *body;
  char *extra;
} StoreChange;

StoreChange *store_change_new (StoreChangeKind kind,
                               StoreDirection direction,
                               const char *sender,
                               gint64 time,
                               const char *target) G_GNUC_WARN_UNUSED_RESULT;
StoreChange *store_change_copy (const StoreChange *self) G_GNUC_WARN_UNUSED_RESULT;
void store_change_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreChange, store_change_free)

/* Whether the author of @self may do this to @message: only one's own messages can be corrected and
 * taken back (XEP-0308 §4, XEP-0424 §5); both sides of a chat can react (XEP-0444 §4.1). */
gboolean store_change_is_entitled (const StoreChange *self, const StoreMessage *message);

/**
 * StoreShown:
 * @body: (nullable): borrowed from where it was found, as is @extra
 * @reactions: (nullable): in the form of #StoreMessage
 *
 * What is seen of a message.
 */
typedef struct {
  const char *body;
  const char *extra;
  gint64 edited;
  gint64 retracted;
  char *reactions;
} StoreShown;

void store_shown_clear (StoreShown *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StoreShown, store_shown_clear)

/**
 * store_change_fold:
 * @changes: (element-type StoreChange): of @message and by entitled senders, the first version first,
 *   then in the order of their times
 * @shown: (out): depends on nothing but what there is, and not on how it came here
 *
 * What does not count: what failed to be sent, reactions to what was taken back, and of the reactions
 * of one sender all but the last ones.
 */
void store_change_fold (const StoreMessage *message, const GPtrArray *changes, StoreShown *shown);
