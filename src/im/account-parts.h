/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to an account for as long as it is there, and what a session that begins or ends
 * means to it.
 */
#pragma once

#include "im/conversations-private.h"
#include "im/devices.h"
#include "im/displayed.h"
#include "im/outbox.h"
#include "im/own-presence.h"
#include "im/roster.h"
#include "im/services.h"
#include "im/suggestions.h"
#include "im/sync.h"
#include "im/watch.h"
#include "xmpp/session.h"

typedef struct {
  ImAccount *account; /* unowned: it owns this */
  ImConversations *conversations;
  XmppSession *session;
  ImWatch *watch;
  ImRoster *roster;
  ImDevices *devices;
  ImOwnPresence *presence;
  ImOutbox *outbox;
  ImSync *sync;
  ImDisplayed *displayed;
  ImSuggestions *suggestions;
} ImAccountParts;

/* @id: the archive's number of the account */
ImAccountParts *im_account_parts_new (ImAccount *account,
                                      XmppJid *jid,
                                      gint64 id,
                                      ImServices *services,
                                      ImConversations *conversations) G_GNUC_WARN_UNUSED_RESULT;
void im_account_parts_free (ImAccountParts *self);
