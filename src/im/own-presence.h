/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an account is seen by others: by the presence of all accounts or by one of its own.
 */
#pragma once

#include "im/devices.h"
#include "im/roster.h"
#include "im/sync.h"
#include "xmpp/session.h"

/*
 * What changes is told at once where the server has had our first presence (im_own_presence_begin());
 * nothing is told twice.
 */
typedef struct _ImOwnPresence ImOwnPresence;

/* All outlive it. */
ImOwnPresence *im_own_presence_new (XmppSession *session,
                                    ImRoster *roster,
                                    ImDevices *devices,
                                    ImSync *sync) G_GNUC_WARN_UNUSED_RESULT;
void im_own_presence_free (ImOwnPresence *self);

/* The presence of all accounts, as it was chosen. @text: (nullable); @idle_since: µs since 1970 for
 * one who has not been there for long enough to be away, else 0 */
void
im_own_presence_set_common (ImOwnPresence *self, ImShow show, const char *text, gint64 idle_since);

/* From now on its own. */
void im_own_presence_set_own (ImOwnPresence *self, ImShow show, const char *text);
void im_own_presence_follow (ImOwnPresence *self);

/* -128 … 127 each; @away also counts for extended away */
void im_own_presence_set_priorities (ImOwnPresence *self, int available, int away);

/* OFFLINE: the account is not to be signed in. */
ImShow im_own_presence_get_show (const ImOwnPresence *self);

ImHiding im_own_presence_get_hiding (const ImOwnPresence *self);

/* Who is shown the presence while the others are not; forgotten when it is invisible no longer. */
void im_own_presence_show_to (ImOwnPresence *self, XmppJid *contact, gboolean shown);
gboolean im_own_presence_is_shown_to (ImOwnPresence *self, XmppJid *contact);

/* Whether a contact sees the presence, so that other signs of life tell them nothing new. */
gboolean im_own_presence_is_seen_by (ImOwnPresence *self, const XmppJid *jid);

/* Tells one address what all are told. @to: (nullable): all; nothing while OFFLINE */
void im_own_presence_send_to (ImOwnPresence *self, const XmppJid *to);

/* A session has begun, and the contact list is asked for: from here on others may know. */
void im_own_presence_begin (ImOwnPresence *self);
void im_own_presence_end (ImOwnPresence *self);
