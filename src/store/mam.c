/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came from the server's archive (XEP-0313).
 */
#include "config.h"

#include "store/mam.h"

#include "base/data.h"
#include "store/archive-order.h"
#include "store/change-rows.h"
#include "store/conversations-private.h"
#include "store/erase-private.h"
#include "store/messages-private.h"
#include "store/reading-private.h"

#define COLUMNS "id, oldest_id, oldest_time, newest_time, to_start"

/* What a job works on. */
struct _Args {
  gint64 account;
  StoreMamPage *page;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  store_mam_page_free (self->page);
}

static Args *
args_new (gint64 account)
{
  Args *args = args_alloc ();

  args->account = account;
  return args;
}

static gpointer
forget_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_conn_run (conn, error, "DELETE FROM mam_span") ? STORE_DONE : NULL;
}

static gpointer
read_span (StoreRows *row)
{
  StoreMamSpan *span = g_new0 (StoreMamSpan, 1);

  span->id = store_rows_get_int (row, 0);
  span->oldest_id = store_rows_dup_text (row, 1);
  span->oldest_time = store_rows_get_int (row, 2);
  span->newest_time = store_rows_get_int (row, 3);
  span->to_start = store_rows_get_int (row, 4) != 0;
  return span;
}

static gpointer
list_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_rows_collect (store_conn_query (conn, error,
                                               "SELECT " COLUMNS " FROM mam_span WHERE account = ?"
                                               " ORDER BY newest_time DESC, id DESC",
                                               STORE_INT (args->account)),
                             read_span, store_mam_span_free, error);
}

/* What a conversation has gained. */
typedef struct {
  gint64 conversation;
  gint64 newest;     /* the last of the messages that are new, 0: none is */
  gboolean answered; /* the page has a message of one's own */
} Gain;

/* What comes of a page. */
typedef struct {
  const StoreMamPage *page;
  gint64
    bound; /* the oldest time of the stretch that it is added to; G_MAXINT64: it is the first */
  StoreMamOutcome *outcome;
  GArray *touched; /* of gint64: the conversations in which something is different now */
  GArray *gained;  /* of Gain */
  GArray *places;  /* of StorePlace */
} Intake;

static void
intake_clear (Intake *self)
{
  g_array_unref (self->touched);
  g_array_unref (self->gained);
  g_array_unref (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

/* Each conversation once; a page has few, and neighbours are often of the same one. */
static void
note_conversation (GArray *touched, gint64 id)
{
  for (guint i = touched->len; i > 0; i--)
    if (g_array_index (touched, gint64, i - 1) == id)
      return;
  g_array_append_val (touched, id);
}

static gboolean
has_place (const Intake *intake, gint64 message, gint64 change)
{
  for (guint i = 0; i < intake->places->len; i++) {
    const StorePlace *place = &g_array_index (intake->places, StorePlace, i);

    if (place->change == change && (change != 0 || place->message == message))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_in_page (const StoreMamPage *page, const char *server_id)
{
  for (guint i = 0; i < page->items->len; i++) {
    const StoreMamItem *item = page->items->pdata[i];

    if ((item->message != NULL && g_strcmp0 (item->message->server_id, server_id) == 0) ||
        (item->change != NULL && g_strcmp0 (item->change->server_id, server_id) == 0))
      return TRUE;
  }
  return FALSE;
}

/*
 * One that was sent twice is in the archive twice, and here in the place of the first: the one that
 * the others were shown. The one that is known may be further down in this page, in another page, or
 * newer than all of them; this is the first if it stands ahead of that.
 */
static gboolean
is_first (const Intake *intake, const StorePlace *place, const char *known, const char *server_id)
{
  if (known == NULL || g_strcmp0 (known, server_id) == 0)
    return TRUE;
  return !has_place (intake, place->message, place->change) &&
         (is_in_page (intake->page, known) || place->time > MIN (place->stamp, intake->bound - 1));
}

/* @known: (nullable): the id under which it is known here, and then this one, if this is its place */
static gboolean
add_place (StoreConn *conn,
           Intake *intake,
           const StorePlace *place,
           char **known,
           const char *server_id,
           GError **error)
{
  if (!is_first (intake, place, *known, server_id))
    return TRUE;
  g_array_append_vals (intake->places, place, 1);
  if (g_strcmp0 (*known, server_id) == 0)
    return TRUE;
  g_free (*known);
  *known = g_strdup (server_id);
  if (place->change != 0)
    return store_conn_run (conn, error, "UPDATE message_change SET server_id = ? WHERE id = ?",
                           STORE_TEXT (server_id), STORE_INT (place->change));
  return store_conn_run (conn, error, "UPDATE message SET server_id = ? WHERE id = ?",
                         STORE_TEXT (server_id), STORE_INT (place->message));
}

static void
note_gain (GArray *gained, const StoreMessage *message, StoreMessageFate fate)
{
  Gain *gain = NULL;

  for (guint i = gained->len; i > 0 && gain == NULL; i--)
    if (g_array_index (gained, Gain, i - 1).conversation == message->conversation)
      gain = &g_array_index (gained, Gain, i - 1);
  if (gain == NULL) {
    g_array_set_size (gained, gained->len + 1);
    gain = &g_array_index (gained, Gain, gained->len - 1);
    *gain = (Gain){ .conversation = message->conversation };
  }
  if (fate == STORE_MESSAGE_ADDED)
    gain->newest = message->id;
  gain->answered = gain->answered || message->direction == STORE_MESSAGE_OUT;
}

static gboolean
add_message (StoreConn *conn,
             gint64 conversation,
             const StoreMamItem *item,
             Intake *intake,
             GError **error)
{
  StoreMessageFate fate;
  StorePlace place;
  StoreMessage *message = store_message_add (conn, conversation, item->message, &fate, error);

  if (message == NULL)
    return FALSE;
  place = (StorePlace){ .conversation = conversation,
                        .message = message->id,
                        .time = message->time,
                        .stamp = item->message->time };
  if (!add_place (conn, intake, &place, &message->server_id, item->message->server_id, error)) {
    store_message_free (message);
    return FALSE;
  }
  note_gain (intake->gained, message, fate);
  switch (fate) {
  case STORE_MESSAGE_ADDED:
    note_conversation (intake->touched, conversation);
    g_ptr_array_add (intake->outcome->added, message);
    break;
  case STORE_MESSAGE_SETTLED:
    note_conversation (intake->touched, conversation);
    g_ptr_array_add (intake->outcome->changed, message);
    break;
  case STORE_MESSAGE_KNOWN:
  default:
    store_message_free (message);
    break;
  }
  return TRUE;
}

/* @message: (transfer full): it is in the place of how it was before, if @messages has it */
static gboolean
replace (GPtrArray *messages, StoreMessage *message)
{
  for (guint i = messages->len; i > 0; i--)
    if (((StoreMessage *) messages->pdata[i - 1])->id == message->id) {
      store_message_free (messages->pdata[i - 1]);
      messages->pdata[i - 1] = message;
      return TRUE;
    }
  return FALSE;
}

/* @message: (transfer full) */
static void
note_changed (StoreMamOutcome *outcome, StoreMessage *message)
{
  if (!replace (outcome->added, message) && !replace (outcome->changed, message))
    g_ptr_array_add (outcome->changed, message);
}

static gboolean
add_receipt (StoreConn *conn,
             gint64 account,
             const StoreMamItem *item,
             Intake *intake,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  StoreMessage *message =
    store_message_set_delivered (conn, account, item->peer, item->delivered, &failure);

  if (message != NULL) {
    note_conversation (intake->touched, message->conversation);
    note_changed (intake->outcome, message);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_change (StoreConn *conn,
            gint64 conversation,
            const StoreMamItem *item,
            Intake *intake,
            GError **error)
{
  g_autoptr (StoreChangeOutcome) done =
    store_change_add (conn, conversation, item->change, FALSE, error);
  StorePlace place;

  if (done == NULL)
    return FALSE;
  place = (StorePlace){ .conversation = conversation,
                        .message = done->change->message,
                        .change = done->change->id,
                        .time = done->change->time,
                        .stamp = item->change->time };
  if (!add_place (conn, intake, &place, &done->change->server_id, item->change->server_id, error))
    return FALSE;
  if (done->settled || done->message != NULL)
    note_conversation (intake->touched, conversation);
  if (done->message != NULL)
    note_changed (intake->outcome, g_steal_pointer (&done->message));
  if (done->settled)
    g_ptr_array_add (intake->outcome->settled, g_steal_pointer (&done->change));
  return TRUE;
}

/* What the peer has read of ours, or the person of theirs. */
static gboolean
add_displayed (StoreConn *conn,
               gint64 account,
               const StoreMamItem *item,
               Intake *intake,
               GError **error)
{
  g_autoptr (GPtrArray) read = NULL;
  gint64 conversation;

  if (item->direction == STORE_MESSAGE_OUT) {
    if (!store_reading_follow (conn, account, item->peer, STORE_BY_STANZA_ID, item->displayed,
                               &conversation, error))
      return FALSE;
    if (conversation != 0)
      note_conversation (intake->touched, conversation);
    return TRUE;
  }
  read = store_reading_displayed (conn, account, item->peer, item->displayed, error);
  if (read == NULL)
    return FALSE;
  while (read->len > 0) {
    StoreMessage *message = g_ptr_array_steal_index (read, read->len - 1);

    note_conversation (intake->touched, message->conversation);
    note_changed (intake->outcome, message);
  }
  return TRUE;
}

/* @door: the bounds of the last peer, @peer, who often is the next one as well */
static gboolean
admit (StoreConn *conn,
       const Args *args,
       const StoreMamItem *item,
       StoreBounds *door,
       const char **peer,
       StoreAdmission *admission,
       GError **error)
{
  const StoreChange *change = item->change;
  /* Of what changes a message the same is asked. */
  const StoreMessage stand_in = {
    .direction = change != NULL ? change->direction : STORE_MESSAGE_IN,
    .time = change != NULL ? change->time : 0,
    .stanza_id = change != NULL ? change->stanza_id : NULL,
    .server_id = change != NULL ? change->server_id : NULL,
  };

  if (g_strcmp0 (*peer, item->peer) != 0 &&
      !store_bounds_find (conn, args->account, item->peer, args->page->keep, door, error))
    return FALSE;
  *peer = item->peer;
  return store_bounds_admit (conn, door, change != NULL ? &stand_in : item->message, admission,
                             error);
}

static gboolean
add_items (StoreConn *conn, const Args *args, Intake *intake, GError **error)
{
  StoreBounds door = { 0 };
  const char *peer = NULL;

  for (guint i = 0; i < args->page->items->len; i++) {
    const StoreMamItem *item = args->page->items->pdata[i];
    StoreAdmission admission;
    gint64 conversation;

    if (item->displayed != NULL)
      continue; /* see add_all_displayed() */
    if (item->delivered != NULL) {
      if (!add_receipt (conn, args->account, item, intake, error))
        return FALSE;
      continue;
    }
    if (!admit (conn, args, item, &door, &peer, &admission, error))
      return FALSE;
    intake->outcome->n_too_old += admission == STORE_TOO_OLD;
    if (admission != STORE_ADMITTED)
      continue;
    if (!store_conversation_ensure (conn, args->account, item->peer,
                                    store_conversation_kind_of (item->peer), &conversation, error))
      return FALSE;
    if (item->change != NULL ? !add_change (conn, conversation, item, intake, error)
                             : !add_message (conn, conversation, item, intake, error))
      return FALSE;
  }
  return TRUE;
}

/* They count up to a message, so the messages have to be in their order. */
static gboolean
add_all_displayed (StoreConn *conn, const Args *args, Intake *intake, GError **error)
{
  for (guint i = 0; i < args->page->items->len; i++) {
    const StoreMamItem *item = args->page->items->pdata[i];

    if (item->displayed != NULL && !add_displayed (conn, args->account, item, intake, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_bound (StoreConn *conn, const StoreMamPage *page, gint64 *bound, GError **error)
{
  *bound = 0;
  if (page->span != 0 &&
      !store_conn_get_int (conn, bound, error, "SELECT oldest_time FROM mam_span WHERE id = ?",
                           STORE_INT (page->span)))
    return FALSE;
  if (*bound == 0)
    *bound = G_MAXINT64;
  return TRUE;
}

/* Only a page of a stretch says what lies between what. */
static gboolean
put_in_order (StoreConn *conn, const Args *args, Intake *intake, GError **error)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (store_message_free);
  StoreMamPage *page = args->page;
  gint64 bound = intake->bound;

  if (page->oldest_id == NULL)
    return TRUE;
  if (!store_archive_order (conn, intake->places, &bound, moved, error))
    return FALSE;
  page->oldest_time = MIN (page->oldest_time, bound);
  while (moved->len > 0) {
    StoreMessage *message = g_ptr_array_steal_index (moved, 0);

    note_conversation (intake->touched, message->conversation);
    note_changed (intake->outcome, message);
  }
  return TRUE;
}

/* All that is unseen is newer than the last answer. So where the message behind @gain is unseen, or there
 * is none, no answer follows, and what is unseen, which may be all of a long time, need not be gone through. */
static gboolean
may_be_answered (StoreConn *conn, const Gain *gain, gint64 *may, GError **error)
{
  /* direction 0: incoming */
  return store_conn_get_int (
    conn, may, error,
    "SELECT unread > 0 AND (?2 OR coalesce ((SELECT n.direction <> 0 OR n.seen"
    " FROM message AS n, message AS m"
    " WHERE m.id = ?3 AND n.conversation = m.conversation"
    " AND n.time >= m.time AND (n.time, n.id) > (m.time, m.id)"
    " ORDER BY n.time, n.id LIMIT 1), 0)) FROM conversation WHERE id = ?1",
    STORE_INT (gain->conversation), STORE_INT (gain->answered), STORE_INT (gain->newest));
}

/* Who answers has read what was there, on whatever device. */
static gboolean
see_what_was_answered (StoreConn *conn, const Gain *gain, GError **error)
{
  gint64 answer = 0;
  gint64 may;

  if (gain->newest == 0)
    return TRUE;
  if (!may_be_answered (conn, gain, &may, error))
    return FALSE;
  /* Not further back than the oldest that is unseen, for which the plus keeps SQLite from looking
   * through all; direction 1: outgoing */
  if (may && !store_conn_get_int (conn, &answer, error,
                                  "SELECT id FROM message WHERE conversation = ?1 AND direction = 1"
                                  " AND time >= (SELECT min(+time) FROM message"
                                  " WHERE conversation = ?1 AND seen = 0)"
                                  " ORDER BY time DESC, id DESC LIMIT 1",
                                  STORE_INT (gain->conversation)))
    return FALSE;
  return answer == 0 || store_reading_see (conn, gain->conversation, answer, error);
}

/* Where nothing was gained it was another place at most that something got, and nobody read it by that. */
static gboolean
collect_conversations (StoreConn *conn, Intake *intake, GError **error)
{
  for (guint i = 0; i < intake->gained->len; i++)
    if (!see_what_was_answered (conn, &g_array_index (intake->gained, Gain, i), error))
      return FALSE;
  for (guint i = 0; i < intake->touched->len; i++) {
    StoreConversation *conversation =
      store_conversation_find (conn, g_array_index (intake->touched, gint64, i), error);

    if (conversation == NULL)
      return FALSE;
    g_ptr_array_add (intake->outcome->conversations, conversation);
  }
  return TRUE;
}

static gboolean
lengthen (StoreConn *conn, const Args *args, gint64 *span, GError **error)
{
  const StoreMamPage *page = args->page;

  *span = page->span;
  if (page->oldest_id == NULL)
    return TRUE;
  if (page->span != 0)
    return store_conn_run (
      conn, error, "UPDATE mam_span SET oldest_id = ?, oldest_time = ? WHERE id = ?",
      STORE_TEXT (page->oldest_id), STORE_INT (page->oldest_time), STORE_INT (page->span));
  if (!store_conn_run (conn, error,
                       "INSERT INTO mam_span (account, oldest_id, oldest_time, newest_time,"
                       " to_start) VALUES (?, ?, ?, ?, 0)",
                       STORE_INT (args->account), STORE_TEXT (page->oldest_id),
                       STORE_INT (page->oldest_time), STORE_INT (page->newest_time)))
    return FALSE;
  *span = store_conn_get_insert_id (conn);
  return TRUE;
}

/* Joins the stretch with the one below, or with the beginning. */
static gboolean
join (StoreConn *conn, gint64 span, gint64 below, GError **error)
{
  if (below == 0)
    return store_conn_run (conn, error, "UPDATE mam_span SET to_start = 1 WHERE id = ?",
                           STORE_INT (span));
  return store_conn_run (conn, error,
                         "UPDATE mam_span SET (oldest_id, oldest_time, to_start) ="
                         " (SELECT oldest_id, min (oldest_time, mam_span.oldest_time), to_start"
                         " FROM mam_span AS b WHERE id = ?2) WHERE id = ?1",
                         STORE_INT (span), STORE_INT (below)) &&
         store_conn_run (conn, error, "DELETE FROM mam_span WHERE id = ?", STORE_INT (below));
}

static gpointer
add_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (StoreMamOutcome) outcome = g_new0 (StoreMamOutcome, 1);
  g_auto (Intake) intake = { .page = args->page,
                             .outcome = outcome,
                             .touched = g_array_new (FALSE, FALSE, sizeof (gint64)),
                             .gained = g_array_new (FALSE, FALSE, sizeof (Gain)),
                             .places = g_array_new (FALSE, FALSE, sizeof (StorePlace)) };

  outcome->added = g_ptr_array_new_with_free_func (store_message_free);
  outcome->changed = g_ptr_array_new_with_free_func (store_message_free);
  outcome->settled = g_ptr_array_new_with_free_func (store_change_free);
  outcome->conversations = g_ptr_array_new_with_free_func (store_conversation_free);
  if (!find_bound (conn, args->page, &intake.bound, error) ||
      !add_items (conn, args, &intake, error) || !put_in_order (conn, args, &intake, error) ||
      !add_all_displayed (conn, args, &intake, error) ||
      !collect_conversations (conn, &intake, error) ||
      !lengthen (conn, args, &outcome->span, error))
    return NULL;
  if (args->page->complete && outcome->span != 0 &&
      !join (conn, outcome->span, args->page->below, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

void
store_mam_span_free (gpointer self)
{
  StoreMamSpan *span = self;

  if (span == NULL)
    return;
  g_free (span->oldest_id);
  g_free (span);
}

void
store_mam_forget_async (StoreDb *db,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE, forget_job, NULL, NULL, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_mam_forget_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_mam_list_async (StoreDb *db,
                      gint64 account,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  store_db_run_async (db, STORE_READ, list_job, args_new (account), args_free, store_list_free,
                      cancellable, callback, user_data);
}

GPtrArray *
store_mam_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

StoreMamItem *
store_mam_item_new (const char *peer,
                    StoreMessage *message,
                    StoreChange *change,
                    const char *delivered)
{
  StoreMamItem *self = g_new0 (StoreMamItem, 1);

  self->peer = g_strdup (peer);
  self->message = message;
  self->change = change;
  self->delivered = g_strdup (delivered);
  return self;
}

StoreMamItem *
store_mam_item_new_displayed (const char *peer, StoreDirection direction, const char *displayed)
{
  StoreMamItem *self = store_mam_item_new (peer, NULL, NULL, NULL);

  self->direction = direction;
  self->displayed = g_strdup (displayed);
  return self;
}

void
store_mam_item_free (gpointer self)
{
  StoreMamItem *item = self;

  if (item == NULL)
    return;
  g_free (item->peer);
  store_message_free (item->message);
  store_change_free (item->change);
  g_free (item->delivered);
  g_free (item->displayed);
  g_free (item);
}

void
store_mam_page_free (gpointer self)
{
  StoreMamPage *page = self;

  if (page == NULL)
    return;
  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page->oldest_id);
  g_free (page);
}

void
store_mam_outcome_free (gpointer self)
{
  StoreMamOutcome *outcome = self;

  if (outcome == NULL)
    return;
  g_ptr_array_unref (outcome->added);
  g_ptr_array_unref (outcome->changed);
  g_ptr_array_unref (outcome->settled);
  g_ptr_array_unref (outcome->conversations);
  g_free (outcome);
}

void
store_mam_add_async (StoreDb *db,
                     gint64 account,
                     StoreMamPage *page,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Args *args = args_new (account);

  args->page = page;
  store_db_run_async (db, STORE_WRITE, add_job, args, args_free, store_mam_outcome_free,
                      cancellable, callback, user_data);
}

StoreMamOutcome *
store_mam_add_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
