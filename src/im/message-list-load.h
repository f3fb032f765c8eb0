/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window of a message list, and what moves it. Private to the list.
 */
#pragma once

#include "im/message-list-private.h"
#include "im/sync.h"

struct _ImMessageList {
  GObject parent_instance;

  ImConversation *conversation; /* weak: it holds us weakly, too */
  GPtrArray *items;             /* of ImMessage, by (time, id) */
  GCancellable *cancellable;
  ImSync *sync;        /* (nullable): its account's */
  GCancellable *asker; /* (nullable): of all that the server is being asked */
  guint n_asked;       /* so many questions are that */
  GTask *queued;       /* (nullable): a jump that waits for the load that is under way */
  gboolean busy;       /* a load is under way */
  GError *failure;     /* (nullable): why the server could not be asked */
  gint64 covered_from; /* what the server was asked for last is here, from … */
  gint64 covered_to;   /* … to */
  gboolean answered;   /* the server has nothing that is older */
  gboolean asking;
  gboolean whole;
  gboolean loaded;
  gboolean at_start;
  gboolean at_end;
};

/* For a page before the first item, the newest first, and behind the last, the oldest first. @complete: the
 * server has nothing beyond them. */
void im_message_list_add_older (ImMessageList *self, GPtrArray *records, gboolean complete);
void im_message_list_add_newer (ImMessageList *self, GPtrArray *records, gboolean complete);

/* The first item has moved back, perhaps past some of which it was known only that they stand above: they come
 * into the window. */
void im_message_list_fill (ImMessageList *self);

/* Replaces the window by the newest page, the newest first. */
void im_message_list_show_newest (ImMessageList *self, GPtrArray *records, gboolean complete);

/* Replaces the window by one round the record at @target. What the server may have in between is not
 * stepped over: it comes when one scrolls there. */
void im_message_list_show_around (ImMessageList *self, GPtrArray *records, guint target);

gint64 im_message_list_id_at (ImMessageList *self, guint position);
gint64 im_records_time_at (GPtrArray *records, guint position); /* of StoreMessage */

/* Beyond the last item: that of what is still to come. */
gint64 im_message_list_time_at (ImMessageList *self, guint position);

/* Whether the server is to be asked for what lies between two times. */
gboolean im_message_list_may_ask (ImMessageList *self, gint64 from, gint64 to);
void im_message_list_set_asking (ImMessageList *self, gboolean asking);

/* The server has given what lies between two times. */
void im_message_list_cover (ImMessageList *self, gint64 from, gint64 to);
void im_message_list_take_failure (ImMessageList *self, GError *failure); /* (nullable) */
