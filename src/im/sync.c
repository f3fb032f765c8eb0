/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches pages of the server's archive, backwards, gap by gap; while one is kept, the next is on its
 * way.
 */

#include "im/sync.h"

#include "base/props.h"
#include "im/account-private.h"
#include "im/announce.h"
#include "im/announcements.h"
#include "im/archive-notes.h"
#include "im/archive-walk.h"
#include "im/changes.h"
#include "im/conversation-private.h"
#include "im/roster.h"
#include "im/settings.h"
#include "store/keep.h"
#include "xmpp/stanza-error.h"
#include "xmpp/timer.h"
#include "xmpp/xep/0313-mam.h"

/* After this the server is asked again for what it had no time for. */
#define RETRY_AFTER (60 * XMPP_SECOND)

/* Each time that something is kept costs as much as dozens of messages, and servers give small pages: those
 * that come within this time are kept together, if they are no more than one large page. */
#define GATHER_FOR XMPP_SECOND

/* So far the clock of a server may be ahead of ours; what is further ahead it stamped while it was wrong. */
#define MAX_AHEAD (G_GINT64_CONSTANT (1) * 60 * 60 * G_USEC_PER_SEC)

struct _ImSync {
  GObject parent_instance;

  ImAccount *account; /* not owned */
  GCancellable *cancellable;
  ImArchiveWalk walk;
  gint64 newest;      /* of all pages, µs since 1970 UTC */
  StoreMamPage *next; /* (nullable): arrived, and to be kept */
  gint64 gather_until;
  GPtrArray *notes; /* of StoreMamItem: what was said of older messages; see archive-notes.h */
  XmppTimer *retry;
  gboolean loading; /* the stretches are being looked up */
  gboolean asking;  /* a page is on its way */
  gboolean storing; /* a page is being kept */
  gboolean waiting; /* the server shall be asked again later */
  gboolean complete;
  gboolean available;
  gboolean busy;
};

enum { PROP_BUSY = 1, N_PROPS };

static const BaseProp table[] = {
  { "busy", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (struct _ImSync, busy), BASE_RO },
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ImSync, im_sync, G_TYPE_OBJECT)

static void
set_busy (ImSync *self, gboolean busy)
{
  base_prop_set_boolean (self, &self->busy, busy, props[PROP_BUSY]);
}

/* The session is over, or the archive does not work: the next session goes on where this one was. */
static void
stop (ImSync *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->next, store_mam_page_free);
  g_ptr_array_set_size (self->notes, 0);
  im_archive_walk_stop (&self->walk);
  xmpp_timer_set (self->retry, XMPP_NEVER);
  self->gather_until = 0;
  self->loading = FALSE;
  self->asking = FALSE;
  self->waiting = FALSE;
  self->complete = FALSE;
  self->available = FALSE;
  set_busy (self, FALSE);
}

static StoreDb *
get_db (ImSync *self)
{
  return im_account_get_services (self->account)->db;
}

static int
get_keep (ImSync *self)
{
  return im_settings_get_keep_messages (im_account_get_services (self->account)->settings);
}

/* What is announced goes to its own place; the page has put it to its sender. */
static void
set_announcements_apart (ImSync *self, GPtrArray *items)
{
  ImConversations *conversations = im_account_get_conversations (self->account);

  for (guint i = 0; i < items->len; i++) {
    StoreMamItem *item = items->pdata[i];
    g_autoptr (XmppJid) peer = xmpp_jid_parse_wire (item->peer, NULL);
    gboolean known;

    if (item->message == NULL || peer == NULL)
      continue;
    known = im_conversations_find (conversations, self->account, peer) != NULL ||
            im_roster_find (im_account_get_roster (self->account), peer) != NULL;
    if (!im_announcement_is (im_account_get_jid (self->account), item->message, peer, known))
      continue;
    g_free (item->peer);
    item->peer = g_strdup (STORE_ANNOUNCEMENTS_PEER);
  }
}

static void
show_announcements (ImSync *self, const StoreMamOutcome *outcome, gint64 id)
{
  ImAnnouncements *announcements =
    im_conversations_get_announcements (im_account_get_conversations (self->account));

  for (guint i = 0; i < outcome->added->len; i++) {
    const StoreMessage *message = outcome->added->pdata[i];

    if (message->conversation == id)
      im_announcements_add (announcements, self->account, message);
  }
}

static void
show_conversation (ImSync *self, const StoreMamOutcome *outcome, const StoreConversation *record)
{
  ImConversation *conversation = im_conversations_take_record (
    im_account_get_conversations (self->account), self->account, record);
  const StoreMessage *newest = NULL;

  if (record->kind == STORE_CONVERSATION_ANNOUNCEMENTS)
    show_announcements (self, outcome, record->id);
  if (conversation == NULL)
    return;
  for (guint i = 0; i < outcome->added->len; i++) {
    const StoreMessage *message = outcome->added->pdata[i];

    if (message->conversation != record->id)
      continue;
    im_conversation_show (conversation, message);
    if (!message->seen)
      newest = message;
  }
  for (guint i = 0; i < outcome->changed->len; i++) {
    const StoreMessage *message = outcome->changed->pdata[i];

    if (message->conversation != record->id)
      continue;
    im_conversation_show_state (conversation, message);
    im_outbox_settle (im_account_get_outbox (self->account), conversation, message->stanza_id);
  }
  for (guint i = 0; i < outcome->settled->len; i++) {
    const StoreChange *change = outcome->settled->pdata[i];

    if (change->conversation == record->id)
      im_outbox_settle (im_account_get_outbox (self->account), conversation, change->stanza_id);
  }
  im_displayed_check (im_account_get_displayed (self->account),
                      im_conversation_get_jid (conversation));
  /* Of each chat once, by its newest message, unless it was answered elsewhere. */
  if (newest != NULL && newest->id == record->last_message && record->unread > 0)
    im_announce (conversation, newest, TRUE);
}

/* What is to be done next; called whenever something is done. */
static void work (ImSync *self);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMamOutcome) outcome = store_mam_add_finish (STORE_DB (source), result, &error);

  self->storing = FALSE;
  if (outcome == NULL) {
    g_warning ("Cannot keep a page of the server's archive: %s", error->message);
    stop (self);
    return;
  }
  im_sync_show (self, outcome);
  /* Another session may have begun meanwhile, and looks up where this one has come to. */
  if (!self->busy || self->loading)
    return;
  im_archive_walk_kept (&self->walk, outcome);
  work (self);
}

static void
keep (ImSync *self)
{
  StoreMamPage *page = g_steal_pointer (&self->next);

  page->keep = get_keep (self);
  im_archive_walk_place (&self->walk, page);
  self->storing = TRUE;
  self->gather_until = xmpp_timer_now () + GATHER_FOR;
  /* Not to be cancelled: what is kept has to be shown. */
  store_mam_add_async (get_db (self), im_account_get_id (self->account), page, NULL, on_kept,
                       g_object_ref (self));
}

static void
take_page (ImSync *self, const XmppMamPage *page)
{
  StoreMamPage *kept = im_archive_page_read (page, im_account_get_jid (self->account),
                                             im_account_get_created (self->account),
                                             g_get_real_time (), &self->walk.edge);

  self->available = TRUE;
  self->newest = MAX (self->newest, im_archive_page_get_newest (kept));
  set_announcements_apart (self, kept->items);
  im_archive_notes_pass (self->notes, kept->items);
  im_archive_walk_take (&self->walk, page, kept);
  if (self->next == NULL)
    self->next = kept;
  else if (page->stable)
    im_archive_page_extend (self->next, kept);
  else
    store_mam_page_free (kept);
}

static gboolean
is_passing (const GError *error)
{
  if (error->domain == XMPP_STANZA_ERROR)
    return xmpp_stanza_error_get_kind (error) == XMPP_STANZA_ERROR_TYPE_WAIT;
  return g_error_matches (error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);
}

static void
take_error (ImSync *self, const GError *error)
{
  if (im_archive_walk_take_error (&self->walk, error))
    return;
  g_debug ("%s: the server's archive: %s", im_account_get_address (self->account), error->message);
  self->waiting = is_passing (error);
  if (self->waiting)
    xmpp_timer_set (self->retry, xmpp_timer_now () + RETRY_AFTER);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppMamPage) page = xmpp_mam_query_finish (XMPP_MAM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->account == NULL)
    return;
  self->asking = FALSE;
  if (page != NULL) {
    xmpp_session_set_reads_archive (im_account_get_session (self->account));
    take_page (self, page);
  } else {
    take_error (self, error);
  }
  work (self);
}

static void
ask (ImSync *self)
{
  XmppMamQuery query = im_archive_walk_get_query (&self->walk);

  self->asking = TRUE;
  xmpp_mam_query_async (
    xmpp_session_get_module (im_account_get_session (self->account), XMPP_TYPE_MAM), &query,
    self->cancellable, on_page, g_object_ref (self));
}

/* Whether what is to be kept waits for another page. */
static gboolean
is_gathering (ImSync *self)
{
  return self->walk.more && self->next->items->len < XMPP_MAM_MAX &&
         xmpp_timer_now () < self->gather_until;
}

/* One page, or what was gathered, is kept while the next is on its way, and never more. */
static void
work (ImSync *self)
{
  if (self->next != NULL && !self->storing && !is_gathering (self))
    keep (self);
  if (self->walk.more && !self->asking && (self->next == NULL || is_gathering (self)))
    ask (self);
  set_busy (self, self->storing || self->asking);
  if (self->busy || self->waiting || self->complete)
    return;
  self->complete = TRUE;
  im_changes_settle (self->account);
}

static void
on_retry (gpointer user_data)
{
  ImSync *self = user_data;

  self->waiting = FALSE;
  self->walk.more = TRUE;
  work (self);
}

static void
on_spans (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) spans = store_mam_list_finish (STORE_DB (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->account == NULL)
    return;
  self->loading = FALSE;
  if (spans == NULL) {
    g_warning ("Cannot look up what is here of the server's archive: %s", error->message);
    set_busy (self, FALSE);
    return;
  }
  im_archive_walk_begin (&self->walk, g_steal_pointer (&spans));
  work (self);
}

static void
on_oldest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSync) self = user_data;
  g_autoptr (GError) error = NULL;

  self->walk.oldest = 0;
  if (store_keep_find_oldest_finish (STORE_DB (source), result, &self->walk.oldest, &error))
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Cannot look up for how long messages are kept: %s", error->message);
}

static void
on_ended (ImWatch *watch, ImSync *self)
{
  stop (self);
}

ImSync *
im_sync_new (ImAccount *account, ImWatch *watch)
{
  ImSync *self = g_object_new (IM_TYPE_SYNC, NULL);

  g_set_weak_pointer (&self->account, account);
  g_signal_connect_object (watch, "ended", G_CALLBACK (on_ended), self, 0);
  return self;
}

void
im_sync_start (ImSync *self)
{
  g_return_if_fail (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  set_busy (self, TRUE);
  /* The archive works in order: this is known when the list is. */
  store_keep_find_oldest_async (get_db (self), im_account_get_id (self->account), get_keep (self),
                                self->cancellable, on_oldest, g_object_ref (self));
  store_mam_list_async (get_db (self), im_account_get_id (self->account), self->cancellable,
                        on_spans, g_object_ref (self));
}

void
im_sync_restart (ImSync *self)
{
  if (self->cancellable == NULL)
    return;
  stop (self);
  im_sync_start (self);
}

gboolean
im_sync_get_busy (ImSync *self)
{
  return self->busy;
}

gboolean
im_sync_get_complete (ImSync *self)
{
  return self->complete;
}

gboolean
im_sync_lacks (ImSync *self, gint64 from, gint64 to)
{
  return self->cancellable != NULL && !self->complete &&
         im_archive_walk_lacks (&self->walk, from, to);
}

gint64
im_sync_get_now (ImSync *self)
{
  gint64 now = g_get_real_time ();

  return self->newest - now < MAX_AHEAD ? MAX (now, self->newest + 1) : now;
}

StoreMamPage *
im_sync_read_loose (ImSync *self, const XmppMamPage *page, gint64 here_since, ImArchiveEdge *edge)
{
  StoreMamPage *kept = im_archive_page_read (page, im_account_get_jid (self->account), here_since,
                                             g_get_real_time (), edge);

  set_announcements_apart (self, kept->items);
  kept->keep = get_keep (self);
  g_clear_pointer (&kept->oldest_id, g_free);
  kept->complete = FALSE;
  return kept;
}

void
im_sync_show (ImSync *self, const StoreMamOutcome *outcome)
{
  for (guint i = 0; self->account != NULL && i < outcome->conversations->len; i++)
    show_conversation (self, outcome, outcome->conversations->pdata[i]);
}

gboolean
im_sync_get_available (ImSync *self)
{
  return self->available;
}

static void
im_sync_dispose (GObject *object)
{
  ImSync *self = IM_SYNC (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->retry, xmpp_timer_free);
  g_clear_weak_pointer (&self->account);
  G_OBJECT_CLASS (im_sync_parent_class)->dispose (object);
}

static void
im_sync_finalize (GObject *object)
{
  ImSync *self = IM_SYNC (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->next, store_mam_page_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  im_archive_walk_clear (&self->walk);
  G_OBJECT_CLASS (im_sync_parent_class)->finalize (object);
}

static void
im_sync_class_init (ImSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_sync_dispose;
  object_class->finalize = im_sync_finalize;
  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
}

static void
im_sync_init (ImSync *self)
{
  self->notes = im_archive_notes_new ();
  self->retry = xmpp_timer_new (on_retry, self);
  im_archive_walk_init (&self->walk);
}
