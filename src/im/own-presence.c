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
#include "xmpp/xep/0012-last.h"

typedef struct {
  ImShow show;
  char *text; /* (nullable) */
} Look;

struct _ImOwnPresence {
  XmppSession *session;
  ImRoster *roster;

  Look common;
  Look own;
  gboolean follows;  /* the common one */
  gint64 idle_since; /* µs since 1970; 0: the person is there */
  int priority;
  int away_priority;
  gboolean begun;
};

/* Who sees our presence may know for how long we have been away (XEP-0012 §7). */
static gboolean
may_know_idle (const XmppJid *from, gpointer user_data)
{
  ImOwnPresence *self = user_data;
  ImContact *contact = im_roster_find (self->roster, from);

  return contact != NULL && (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_FROM) != 0;
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

void
im_own_presence_send_to (ImOwnPresence *self, const XmppJid *to)
{
  const Look *look = get_look (self);
  ImShow show = im_own_presence_get_show (self);
  gboolean away = show == IM_SHOW_AWAY || show == IM_SHOW_XA;
  XmppPresenceInfo info = {
    .status = look->text,
    .priority = away ? self->away_priority : self->priority,
    .idle_since_us = show != look->show ? self->idle_since : 0,
  };

  if (!self->begun || show == IM_SHOW_OFFLINE)
    return;
  info.show = im_show_to_xmpp (show);
  xmpp_presence_send (im_roster_get_presence (self->roster), &info, to);
}

static void
send (ImOwnPresence *self)
{
  im_own_presence_send_to (self, NULL);
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

ImOwnPresence *
im_own_presence_new (XmppSession *session, ImRoster *roster)
{
  ImOwnPresence *self = g_new0 (ImOwnPresence, 1);

  self->session = session;
  self->roster = roster;
  self->common.show = IM_SHOW_OFFLINE;
  self->follows = TRUE;
  xmpp_last_set_source (xmpp_session_get_module (session, XMPP_TYPE_LAST), &last_source, self);
  return self;
}

void
im_own_presence_free (ImOwnPresence *self)
{
  xmpp_last_set_source (xmpp_session_get_module (self->session, XMPP_TYPE_LAST), NULL, NULL);
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
}
