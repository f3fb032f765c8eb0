/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses between common and own presence, and tells the server and those who ask (XEP-0012).
 */

#include "im/own-presence.h"

#include "im/contact.h"
#include "im/roster-private.h"
#include "im/show.h"
#include "xmpp/ns.h"
#include "xmpp/timer.h"
#include "xmpp/xep/0012-last.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0186-invisible.h"

/* How often the archive is asked for messages that the server may keep back. */
#define LOOK_INTERVAL (30 * XMPP_SECOND)

typedef struct {
  ImShow show;
  char *text; /* (nullable) */
} Look;

struct _ImOwnPresence {
  XmppSession *session;
  ImRoster *roster;
  ImDevices *devices;
  ImSync *sync;

  Look common;
  Look own;
  gboolean follows;  /* the common one */
  gint64 idle_since; /* µs since 1970; 0: the person is there */
  int priority;
  int away_priority;
  gboolean begun;

  ImHiding hiding;
  gboolean told;             /* the server has a presence of ours for all */
  gboolean commanded;        /* the server has been told to hide us */
  GHashTable *shown_to;      /* set of bare XmppJid: they see us all the same */
  GCancellable *cancellable; /* of what the server is asked for hiding */
  XmppTimer *look;           /* for messages */
};

/* Who sees our presence may know for how long we have been away (XEP-0012 §7). */
static gboolean
may_know_idle (const XmppJid *from, gpointer user_data)
{
  return im_own_presence_is_seen_by (user_data, from);
}

static guint64
idle_seconds (gpointer user_data)
{
  gint64 since = ((ImOwnPresence *) user_data)->idle_since;

  return since != 0 ? MAX (g_get_real_time () - since, 0) / G_USEC_PER_SEC : 0;
}

static const XmppLastSource last_source = { may_know_idle, idle_seconds };

static const Look *
get_look (const ImOwnPresence *self)
{
  return self->follows ? &self->common : &self->own;
}

static gboolean
is_invisible (const ImOwnPresence *self)
{
  return im_own_presence_get_show (self) == IM_SHOW_INVISIBLE;
}

/* @to: (nullable): all */
static void
tell (ImOwnPresence *self, const XmppJid *to)
{
  const Look *look = get_look (self);
  ImShow show = im_own_presence_get_show (self);
  gboolean away = show == IM_SHOW_AWAY || show == IM_SHOW_XA;
  XmppPresenceInfo info = {
    .status = look->text,
    .priority = away ? self->away_priority : self->priority,
    .idle_since_us = show != look->show ? self->idle_since : 0,
  };

  info.show = im_show_to_xmpp (show);
  xmpp_presence_send (im_roster_get_presence (self->roster), &info, to);
  if (to == NULL)
    self->told = TRUE;
}

/* What is sent to all goes to the server alone while that hides us (XEP-0186 §3.1.1). */
static void
tell_hidden (ImOwnPresence *self)
{
  GHashTableIter iter;
  gpointer jid;

  if (self->hiding == IM_HIDING_ASKED)
    return;
  if (self->hiding == IM_HIDING_BY_SERVER)
    tell (self, NULL);
  g_hash_table_iter_init (&iter, self->shown_to);
  while (g_hash_table_iter_next (&iter, &jid, NULL))
    tell (self, jid);
}

/* A server that knows no command sees us as a device that is connected, not available (RFC 6121 §4.5). */
static void
fall_silent (ImOwnPresence *self)
{
  self->hiding = IM_HIDING_BY_SILENCE;
  if (self->told)
    xmpp_presence_send_unavailable (im_roster_get_presence (self->roster), NULL, NULL);
  self->told = FALSE;
  im_roster_forget_presence (self->roster);
  im_devices_clear (self->devices);
  tell_hidden (self);
  xmpp_timer_set (self->look, xmpp_timer_now () + LOOK_INTERVAL);
}

static void
on_look (gpointer user_data)
{
  ImOwnPresence *self = user_data;

  if (im_sync_get_available (self->sync) && !im_sync_get_busy (self->sync))
    im_sync_restart (self->sync);
  xmpp_timer_set (self->look, xmpp_timer_now () + LOOK_INTERVAL);
}

static void
on_hidden (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImOwnPresence *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  /* It may be gone then. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL) {
    self->commanded = FALSE;
    fall_silent (self);
    return;
  }
  self->hiding = IM_HIDING_BY_SERVER;
  tell_hidden (self);
}

static void
on_abilities (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImOwnPresence *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_query_finish (XMPP_DISCO (source), result, &error);

  /* It may be gone then. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->commanded = info != NULL && xmpp_disco_info_has_feature (info, XMPP_NS_INVISIBLE);
  if (self->commanded)
    xmpp_session_query_async (self->session, "set", NULL, xmpp_invisible_build_hide (),
                              self->cancellable, on_hidden, self);
  else
    fall_silent (self);
}

static void
hide (ImOwnPresence *self)
{
  g_autoptr (XmppJid) server = NULL;

  if (self->hiding != IM_HIDING_NONE) {
    tell_hidden (self);
    return;
  }
  server = xmpp_jid_server (xmpp_session_get_account (self->session));
  self->hiding = IM_HIDING_ASKED;
  xmpp_disco_query_async (xmpp_session_get_module (self->session, XMPP_TYPE_DISCO), server, NULL,
                          self->cancellable, on_abilities, self);
}

/* Nothing that is under way for hiding counts any more. */
static void
stop_hiding (ImOwnPresence *self)
{
  self->hiding = IM_HIDING_NONE;
  xmpp_timer_set (self->look, XMPP_NEVER);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
appear (ImOwnPresence *self)
{
  if (self->hiding != IM_HIDING_NONE)
    stop_hiding (self);
  g_hash_table_remove_all (self->shown_to);
  if (self->commanded)
    xmpp_session_query_async (self->session, "set", NULL, xmpp_invisible_build_appear (), NULL,
                              NULL, NULL);
  self->commanded = FALSE;
  tell (self, NULL);
}

static void
send (ImOwnPresence *self)
{
  if (!self->begun || im_own_presence_get_show (self) == IM_SHOW_OFFLINE)
    return;
  if (is_invisible (self))
    hide (self);
  else
    appear (self);
}

void
im_own_presence_send_to (ImOwnPresence *self, const XmppJid *to)
{
  if (to == NULL)
    send (self);
  else if (self->begun && im_own_presence_get_show (self) != IM_SHOW_OFFLINE)
    tell (self, to);
}

static void
set_look (Look *look, ImShow show, const char *text)
{
  look->show = show;
  g_free (look->text);
  look->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
has_text (const Look *look, const char *text)
{
  return g_strcmp0 (look->text != NULL ? look->text : "", text != NULL ? text : "") == 0;
}

static void
free_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

ImOwnPresence *
im_own_presence_new (XmppSession *session, ImRoster *roster, ImDevices *devices, ImSync *sync)
{
  ImOwnPresence *self = g_new0 (ImOwnPresence, 1);

  self->session = session;
  self->roster = roster;
  self->devices = devices;
  self->sync = sync;
  self->shown_to = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, free_jid, NULL);
  self->cancellable = g_cancellable_new ();
  self->look = xmpp_timer_new (on_look, self);
  self->common.show = IM_SHOW_OFFLINE;
  self->follows = TRUE;
  xmpp_last_set_source (xmpp_session_get_module (session, XMPP_TYPE_LAST), &last_source, self);
  return self;
}

void
im_own_presence_free (ImOwnPresence *self)
{
  xmpp_last_set_source (xmpp_session_get_module (self->session, XMPP_TYPE_LAST), NULL, NULL);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->shown_to);
  xmpp_timer_free (self->look);
  g_free (self->common.text);
  g_free (self->own.text);
  g_free (self);
}

void
im_own_presence_set_common (ImOwnPresence *self, ImShow show, const char *text, gint64 idle_since)
{
  /* Not the person's absence alone is news, but what it makes of the presence. */
  ImShow before = im_own_presence_get_show (self);
  gboolean text_changed = self->follows && !has_text (&self->common, text);

  set_look (&self->common, show, text);
  self->idle_since = idle_since;
  if (text_changed || im_own_presence_get_show (self) != before)
    send (self);
}

void
im_own_presence_set_own (ImOwnPresence *self, ImShow show, const char *text)
{
  if (!self->follows && self->own.show == show && has_text (&self->own, text))
    return;
  self->follows = FALSE;
  set_look (&self->own, show, text);
  send (self);
}

void
im_own_presence_follow (ImOwnPresence *self)
{
  if (self->follows)
    return;
  self->follows = TRUE;
  send (self);
}

void
im_own_presence_set_priorities (ImOwnPresence *self, int available, int away)
{
  if (self->priority == available && self->away_priority == away)
    return;
  self->priority = available;
  self->away_priority = away;
  send (self);
}

ImShow
im_own_presence_get_show (const ImOwnPresence *self)
{
  return im_show_effective (get_look (self)->show, self->idle_since != 0);
}

ImHiding
im_own_presence_get_hiding (const ImOwnPresence *self)
{
  return self->hiding;
}

void
im_own_presence_show_to (ImOwnPresence *self, XmppJid *contact, gboolean shown)
{
  if (!is_invisible (self) || shown == im_own_presence_is_shown_to (self, contact))
    return;
  if (shown)
    g_hash_table_add (self->shown_to, xmpp_jid_ref (contact));
  else
    g_hash_table_remove (self->shown_to, contact);
  if (!self->begun || self->hiding == IM_HIDING_ASKED)
    return;
  if (shown)
    tell (self, contact);
  else
    xmpp_presence_send_unavailable (im_roster_get_presence (self->roster), NULL, contact);
}

gboolean
im_own_presence_is_shown_to (ImOwnPresence *self, XmppJid *contact)
{
  return g_hash_table_contains (self->shown_to, contact);
}

gboolean
im_own_presence_is_seen_by (ImOwnPresence *self, const XmppJid *jid)
{
  ImContact *contact = im_roster_find (self->roster, jid);

  if (contact == NULL || (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_FROM) == 0)
    return FALSE;
  return !is_invisible (self) || im_own_presence_is_shown_to (self, im_contact_get_jid (contact));
}

void
im_own_presence_begin (ImOwnPresence *self)
{
  self->begun = im_own_presence_get_show (self) != IM_SHOW_OFFLINE;
  send (self);
}

void
im_own_presence_end (ImOwnPresence *self)
{
  self->begun = FALSE;
  self->told = FALSE;
  self->commanded = FALSE;
  stop_hiding (self);
}
