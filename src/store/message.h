/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message, as the archive has it.
 */
#pragma once

#include <glib.h>

/* The numbers of these enumerations are in the file. */
typedef enum {
  STORE_MESSAGE_IN = 0,
  STORE_MESSAGE_OUT = 1,
} StoreDirection;

/* The type of a message, RFC 6121 §5.2.2. */
typedef enum {
  STORE_MESSAGE_CHAT = 0,
  STORE_MESSAGE_NORMAL = 1,
  STORE_MESSAGE_HEADLINE = 2,
  STORE_MESSAGE_ERROR = 3,
} StoreMessageKind;

/**
 * StoreMessageState:
 * @STORE_MESSAGE_RECEIVED: incoming; stays so
 * @STORE_MESSAGE_PENDING: to be sent, or sent and not acknowledged
 * @STORE_MESSAGE_SENT: the server has it (XEP-0198)
 * @STORE_MESSAGE_DELIVERED: the peer's program has it (XEP-0184)
 * @STORE_MESSAGE_FAILED: refused or given up; see the error's fields
 * @STORE_MESSAGE_READ: the peer has read it (XEP-0333)
 */
typedef enum {
  STORE_MESSAGE_RECEIVED = 0,
  STORE_MESSAGE_PENDING = 1,
  STORE_MESSAGE_SENT = 2,
  STORE_MESSAGE_DELIVERED = 3,
  STORE_MESSAGE_FAILED = 4,
  STORE_MESSAGE_READ = 5,
} StoreMessageState;

/**
 * StoreMessage:
 * @id: > 0; says nothing about the order of messages, which is that of (time, id)
 * @sender: the full address it came from, prepared
 * @time: µs since 1970, UTC: when it was written (XEP-0203 counts)
 * @stanza_id: (nullable): the `id` attribute
 * @origin_id: (nullable): XEP-0359 <origin-id/>
 * @server_id: (nullable): XEP-0359 <stanza-id/>, only if set by our own archive
 * @subject: (nullable)
 * @body: (nullable)
 * @thread: (nullable)
 * @error_condition: (nullable): of a failed message or one of kind error, as `remote-server-timeout`
 * @error_text: (nullable): what the server said about it
 * @seen: the person has seen it; always so for outgoing ones
 * @edited: µs since 1970: when it was last corrected (XEP-0308); 0: never
 * @retracted: µs since 1970: when its sender took it back (XEP-0424), and it lost its text; 0: never
 * @reply_to: (nullable): the id of the message that it answers, as the reply names it (XEP-0461)
 * @reactions: (nullable): who reacted how (XEP-0444), a line for each: bare address, a tab, emoji
 *   with spaces between
 * @extra: (nullable): what else it carried that is shown, as elements in a row, in XML: XHTML-IM, a
 *   spoiler, links, and so on
 * @markable: its sender wants to know when it was read (XEP-0333)
 */
typedef struct {
  gint64 id;
  gint64 conversation;
  StoreDirection direction;
  StoreMessageKind kind;
  StoreMessageState state;
  gint64 time;
  char *sender;
  char *stanza_id;
  char *origin_id;
  char *server_id;
  char *subject;
  char *body;
  char *thread;
  char *error_condition;
  char *error_text;
  gboolean seen;
  gint64 edited;
  gint64 retracted;
  char *reply_to;
  char *reactions;
  char *extra;
  gboolean markable;
} StoreMessage;

StoreMessage *store_message_new (StoreDirection direction,
                                 StoreMessageKind kind,
                                 const char *sender,
                                 gint64 time) G_GNUC_WARN_UNUSED_RESULT;
StoreMessage *store_message_copy (const StoreMessage *self) G_GNUC_WARN_UNUSED_RESULT;
void store_message_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreMessage, store_message_free)
