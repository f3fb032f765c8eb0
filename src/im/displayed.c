/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has read what: the person on another device, the peer; and telling both of them what the
 * person has read here (XEP-0333, XEP-0490).
 */

#include "im/displayed.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/failure.h"
#include "im/settings.h"
#include "store/reading.h"
#include "xmpp/timer.h"
#include "xmpp/xep/0333-markers.h"
#include "xmpp/xep/0490-displayed-sync.h"

/* Others are told at most so often. */
#define INTERVAL (3 * XMPP_SECOND)

struct _ImDisplayed {
  GObject parent_instance;

  ImAccount *account; /* weak */
  XmppSession *session;
  GHashTable *missing; /* XmppJid → char *: read elsewhere, and not all here, by our archive's id */
  XmppTimer *timer;
  gint64 told; /* when others were told last, by xmpp_timer_now() */
  gboolean started;
};

G_DEFINE_FINAL_TYPE (ImDisplayed, im_displayed, G_TYPE_OBJECT)

/* A note on its way to the archive; as long as it is, the server is not told that we have it. */
struct _Note {
  ImDisplayed *displayed;
  ImConversation *conversation; /* (nullable) */
  XmppJid *peer;                /* (nullable) */
  char *id;                     /* (nullable) */
  gint64 message;
  XmppHold *hold; /* (nullable) */
};

BASE_DEFINE_DATA (Note, note)

static void
note_cleanup (Note *note)
{
  g_clear_object (&note->displayed);
  g_clear_object (&note->conversation);
  g_clear_pointer (&note->peer, xmpp_jid_unref);
  g_free (note->id);
}

static Note *
note_new (ImDisplayed *self, XmppJid *peer, const char *id)
{
  Note *note = note_alloc ();

  note->displayed = g_object_ref (self);
  note->peer = peer != NULL ? xmpp_jid_ref (peer) : NULL;
  note->id = g_strdup (id);
  return note;
}

static void
free_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static StoreDb *
get_db (ImDisplayed *self)
{
  return im_account_get_services (self->account)->db;
}

static XmppDisplayedSync *
get_sync (ImDisplayed *self)
{
  return xmpp_session_get_module (self->session, XMPP_TYPE_DISPLAYED_SYNC);
}

static void
show_followed (ImDisplayed *self, const StoreConversation *record)
{
  ImConversation *conversation = NULL;

  if (self->account != NULL)
    conversation = im_conversations_take_record (im_account_get_conversations (self->account),
                                                 self->account, record);
  if (conversation != NULL)
    im_conversation_followed (conversation);
}

static gboolean
is_serious (const GError *error)
{
  return error != NULL && !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* @found: the message is here. It, or what came before it, may be on a page of the server's archive that
 * comes later. */
static void
note_missing (ImDisplayed *self, XmppJid *peer, const char *id, gboolean found)
{
  if (!self->started || self->account == NULL)
    return;
  if (!found || !im_sync_get_complete (im_account_get_sync (self->account)))
    g_hash_table_replace (self->missing, xmpp_jid_ref (peer), g_strdup (id));
  else if (g_strcmp0 (g_hash_table_lookup (self->missing, peer), id) == 0)
    g_hash_table_remove (self->missing, peer);
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_reading_follow_finish (STORE_DB (source), result, &error);

  if (is_serious (error)) {
    g_message ("Cannot note what was read elsewhere: %s", error->message);
    return;
  }
  if (record != NULL)
    show_followed (note->displayed, record);
  note_missing (note->displayed, note->peer, note->id, record != NULL);
}

static void
follow (ImDisplayed *self, XmppJid *peer, const char *id)
{
  store_reading_follow_async (get_db (self), im_account_get_id (self->account),
                              xmpp_jid_string (peer), STORE_BY_SERVER_ID, id, NULL, on_followed,
                              note_new (self, peer, id));
}

static void
on_displayed (XmppDisplayedSync *sync, XmppJid *peer, const char *id, ImDisplayed *self)
{
  if (self->account != NULL)
    follow (self, peer, id);
}

void
im_displayed_check (ImDisplayed *self, XmppJid *peer)
{
  const char *id = g_hash_table_lookup (self->missing, peer);

  if (id != NULL)
    follow (self, peer, id);
}

static void
on_device_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_reading_follow_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    show_followed (note->displayed, record);
  xmpp_session_release (note->displayed->session, note->hold, is_serious (error) ? error : NULL);
}

void
im_displayed_by_device (ImDisplayed *self, XmppJid *peer, const char *stanza_id)
{
  Note *note = note_new (self, peer, stanza_id);

  note->hold = xmpp_session_hold (self->session);
  store_reading_follow_async (get_db (self), im_account_get_id (self->account),
                              xmpp_jid_string (peer), STORE_BY_STANZA_ID, stanza_id, NULL,
                              on_device_followed, note);
}

static void
on_peer_displayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages =
    store_reading_displayed_finish (STORE_DB (source), result, &error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    im_conversation_show_state (note->conversation, messages->pdata[i]);
  xmpp_session_release (note->displayed->session, note->hold, error);
}

void
im_displayed_by_peer (ImDisplayed *self, ImConversation *conversation, const char *stanza_id)
{
  Note *note = note_new (self, NULL, NULL);

  note->conversation = g_object_ref (conversation);
  note->hold = xmpp_session_hold (self->session);
  im_outbox_settle (im_account_get_outbox (self->account), conversation, stanza_id);
  store_reading_displayed_async (get_db (self), im_account_get_id (self->account),
                                 im_conversation_get_address (conversation), stanza_id, NULL,
                                 on_peer_displayed, note);
}

/* A marker tells that we are here, so it goes only to those who see that anyway (XEP-0333 §8). */
static gboolean
may_tell_peer (ImDisplayed *self, XmppJid *peer, const StoreMessage *message)
{
  return message->markable && message->stanza_id != NULL &&
         im_settings_get_send_displayed (im_account_get_services (self->account)->settings) &&
         im_own_presence_is_seen_by (im_account_get_presence (self->account), peer);
}

/* To the bare address, which an assisting server takes as the name of the chat (XEP-0490 §5.1). */
static void
send_marker (ImDisplayed *self, XmppJid *peer, const StoreMessage *message, gboolean assisted)
{
  XmlElement *marker = xmpp_markers_new_displayed (peer, message->stanza_id);
  g_autofree char *id = im_failure_make_quiet_id ();

  xml_element_set (marker, "id", id);
  if (assisted)
    xml_element_take (
      marker, xmpp_displayed_sync_build (im_account_get_jid (self->account), message->server_id));
  xmpp_session_send (self->session, marker);
}

static void
note_told (ImDisplayed *self, gint64 message)
{
  if (self->account != NULL)
    store_reading_told_async (get_db (self), message, NULL, NULL, NULL);
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;

  if (!xmpp_displayed_sync_publish_finish (XMPP_DISPLAYED_SYNC (source), result, &error)) {
    g_debug ("no device was told what was read: %s", error->message);
    /* The next session tells it; a server that does not take it will not take it then. */
    if (error->domain == XMPP_SESSION_ERROR)
      return;
  }
  note_told (note->displayed, note->message);
}

static void
tell_one (ImDisplayed *self, const StorePending *pending)
{
  const StoreMessage *message = pending->message;
  g_autoptr (XmppJid) peer = xmpp_jid_parse_wire (pending->peer, NULL);
  gboolean marked = peer != NULL && may_tell_peer (self, peer, message);
  gboolean synced = peer != NULL && message->server_id != NULL;
  gboolean assisted = marked && synced && xmpp_displayed_sync_get_assisted (get_sync (self));
  Note *note;

  if (marked)
    send_marker (self, peer, message, assisted);
  if (!synced || assisted) {
    note_told (self, message->id);
    return;
  }
  note = note_new (self, NULL, NULL);
  note->message = message->id;
  xmpp_displayed_sync_publish_async (get_sync (self), peer, message->server_id, NULL, on_published,
                                     note);
}

static void
on_untold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImDisplayed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = store_reading_untold_finish (STORE_DB (source), result, &error);

  if (untold == NULL)
    g_message ("Cannot look up what was read: %s", error->message);
  for (guint i = 0; untold != NULL && self->account != NULL && self->started && i < untold->len;
       i++)
    tell_one (self, untold->pdata[i]);
}

static void
on_due (gpointer user_data)
{
  ImDisplayed *self = user_data;

  if (!self->started || self->account == NULL)
    return;
  self->told = xmpp_timer_now ();
  store_reading_untold_async (get_db (self), im_account_get_id (self->account), NULL, on_untold,
                              g_object_ref (self));
}

void
im_displayed_tell (ImDisplayed *self)
{
  gint64 now = xmpp_timer_now ();

  if (self->started)
    xmpp_timer_set (self->timer, self->told != 0 ? MAX (now, self->told + INTERVAL) : now);
}

void
im_displayed_start (ImDisplayed *self)
{
  self->started = TRUE;
  xmpp_displayed_sync_load (get_sync (self));
  im_displayed_tell (self);
}

void
im_displayed_end (ImDisplayed *self)
{
  self->started = FALSE;
  xmpp_timer_set (self->timer, XMPP_NEVER);
  g_hash_table_remove_all (self->missing);
}

ImDisplayed *
im_displayed_new (ImAccount *account, XmppSession *session)
{
  ImDisplayed *self = g_object_new (IM_TYPE_DISPLAYED, NULL);

  g_set_weak_pointer (&self->account, account);
  self->session = g_object_ref (session);
  g_signal_connect_object (get_sync (self), "displayed", G_CALLBACK (on_displayed), self, 0);
  return self;
}

static void
im_displayed_dispose (GObject *object)
{
  ImDisplayed *self = IM_DISPLAYED (object);

  g_clear_pointer (&self->timer, xmpp_timer_free);
  g_clear_weak_pointer (&self->account);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (im_displayed_parent_class)->dispose (object);
}

static void
im_displayed_finalize (GObject *object)
{
  g_hash_table_unref (IM_DISPLAYED (object)->missing);
  G_OBJECT_CLASS (im_displayed_parent_class)->finalize (object);
}

static void
im_displayed_class_init (ImDisplayedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = im_displayed_dispose;
  G_OBJECT_CLASS (klass)->finalize = im_displayed_finalize;
}

static void
im_displayed_init (ImDisplayed *self)
{
  self->missing = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, free_jid, g_free);
  self->timer = xmpp_timer_new (on_due, self);
}
