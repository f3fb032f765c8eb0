/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session as its own parts see it: its states, and what is exchanged in it. */
#pragma once

#include "xmpp/module-set.h"
#include "xmpp/queries.h"
#include "xmpp/router.h"
#include "xmpp/session.h"
#include "xmpp/stream.h"
#include "xmpp/timer.h"
#include "xmpp/xep/0478-limits.h"

struct _XmppSession {
  GObject parent_instance;

  XmppJid *account;
  XmppJid *jid;
  char *resource;
  gboolean inactive;
  gboolean allow_clear;
  gboolean reads_archive;
  XmppModuleSet *modules;
  XmppSessionState state;
  GError *error;

  /* The stream of the moment and who waits for it. */
  XmppStream *stream;
  GTask *start;
  gulong start_cancelled;
  GPtrArray *closers; /* of GTask */

  /* For how long the server keeps the session without one. */
  guint64 sm_max_s;       /* 0: it does not tell */
  gint64 resumable_until; /* XMPP_NEVER: for ever, as far as we know */
  XmppTimer *expiry;

  /* The session with the server: from the first ONLINE until nothing can be resumed. */
  XmppRouter *router; /* (nullable): whether there is one */
  XmppQueries *queries;
  XmppSm *sm;
  XmppHold *hold; /* (nullable): on the stanza that is being announced */
  char *sm_id;    /* (nullable): whether it can be resumed */
  char *sm_location;
  char **enabled; /* (nullable): namespaces */
  const char *mechanism;
  XmlElement *features;
  XmppLimits limits;

  XmlElement *offer; /* (nullable): of the server before the last sign-in */
};

enum {
  XMPP_SIGNAL_MESSAGE_RECEIVED,
  XMPP_SIGNAL_ACKED,
  XMPP_SIGNAL_UNSENT,
  XMPP_SIGNAL_STANZA_SENT,
  XMPP_SIGNAL_STANZA_RECEIVED,
  XMPP_N_SIGNALS,
};

extern guint xmpp_session_signals[XMPP_N_SIGNALS];
