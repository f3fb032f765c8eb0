/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What its account does with a roster, and what its two files share.
 */
#pragma once

#include "im/roster.h"
#include "store/contacts.h"
#include "xmpp/presence.h"
#include "xmpp/roster.h"
#include "xmpp/session.h"

/*
 * Signals for the engine:
 *
 * - added (ImContact *contact), removed (ImContact *contact)
 */

/* @account owns it; @id is the archive's number of it */
ImRoster *im_roster_new (ImAccount *account, gint64 id, XmppSession *session, StoreDb *db)
  G_GNUC_WARN_UNUSED_RESULT;

/* What the archive knows. @contacts: (element-type StoreContact); @version: (nullable) */
void im_roster_load (ImRoster *self, GPtrArray *contacts, const char *version);
void im_roster_load_requests (ImRoster *self, GPtrArray *requests); /* of StoreRequest */

/* A session has begun: asks for the list. The first presence is to be sent when that is done, also
 * when it failed. */
void im_roster_sync_async (ImRoster *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_roster_sync_finish (ImRoster *self, GAsyncResult *result, GError **error);

/* It has ended: nobody is known to be there. */
void im_roster_end (ImRoster *self);

/* Nobody is known to be there for another reason. */
void im_roster_forget_presence (ImRoster *self);

/* Something else about contacts of it has changed: views look again, soon. */
void im_roster_tell_changed (ImRoster *self);

XmppRoster *im_roster_get_module (ImRoster *self);     /* (transfer none) */
XmppPresence *im_roster_get_presence (ImRoster *self); /* (transfer none) */

/* FALSE with IM_ERROR_OFFLINE unless the session is online. */
gboolean im_roster_check_online (ImRoster *self, GError **error);

/* Whoever is added may see the person too: says so beforehand (RFC 6121 §3.4), and when they ask,
 * since not every server keeps that in mind. */
void im_roster_welcome (ImRoster *self, XmppJid *jid);

/* It has been answered or taken back. */
void im_roster_drop_request (ImRoster *self, XmppJid *jid);
