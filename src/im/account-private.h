/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account as the rest of the engine sees it.
 */
#pragma once

#include "im/account-parts.h"
#include "im/account.h"
#include "im/credentials.h"
#include "store/accounts.h"

ImAccount *im_account_new (ImServices *services,
                           ImConversations *conversations,
                           const StoreAccount *record) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_account_load_async:
 *
 * Fills roster, conversations and outbox from the archive. Before it is done the account does not
 * sign in.
 */
void im_account_load_async (ImAccount *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_account_load_finish (ImAccount *self, GAsyncResult *result, GError **error);

/* The presence that is common to all accounts; OFFLINE signs out who follows it. The first time says
 * that the account is loaded and may sign in. @text: (nullable) */
void im_account_set_presence (ImAccount *self, ImShow show, const char *text, gint64 idle_since);

/* Something it is signed in by has changed: `enabled`, or the own presence. */
void im_account_update (ImAccount *self);

/* Brings priorities and own presence from what is kept into force. */
void im_account_apply_profile (ImAccount *self);

void im_account_set_alone (ImAccount *self, gboolean alone);

/* What is kept of it (transfer none); im_account_save() writes what was changed there. */
StoreAccount *im_account_get_record (ImAccount *self);
void im_account_save (ImAccount *self);

/* Whether anybody looks (XEP-0352). */
void im_account_set_active (ImAccount *self, gboolean active);

/* Signs out; done when the goodbye is said, after 2 s at the latest. */
void im_account_close_async (ImAccount *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_account_close_finish (ImAccount *self, GAsyncResult *result, GError **error);

/* While it is being removed it is not wanted, whatever presence is chosen. FALSE: it was so before. */
gboolean im_account_set_removing (ImAccount *self, gboolean removing);

/* While the server is asked to change its password or to delete it. FALSE: it was so before. */
gboolean im_account_set_changing (ImAccount *self, gboolean changing);
ImCredentials *im_account_get_credentials (ImAccount *self); /* (transfer none) */

/* The time to keep for a message that comes in now and is said to be of @time, or of no other time: G_MAXINT64:
 * after the one that came before it if that is not in the future, and at the latest im_sync_get_now(). Both
 * are µs since 1970. */
gint64 im_account_take_time (ImAccount *self, gint64 time);

gint64 im_account_get_id (ImAccount *self);
gint64 im_account_get_created (ImAccount *self); /* µs since 1970 UTC: when it was set up here */

/* What the server knows this installation by (XEP-0388 §2.2): a UUID, made once for each account, so
 * that two accounts on a server cannot be seen to be of one person. */
const char *im_account_get_agent_id (ImAccount *self);
gboolean im_account_get_keyring_available (ImAccount *self);
ImAccountParts *im_account_get_parts (ImAccount *self);   /* (nullable): it is being disposed of */
XmppSession *im_account_get_session (ImAccount *self);    /* (transfer none) */
ImOutbox *im_account_get_outbox (ImAccount *self);        /* (transfer none) */
ImOwnPresence *im_account_get_presence (ImAccount *self); /* (transfer none) */
ImSync *im_account_get_sync (ImAccount *self);            /* (transfer none) */
ImDisplayed *im_account_get_displayed (ImAccount *self);  /* (transfer none) */
ImServices *im_account_get_services (ImAccount *self);    /* (transfer none) */
ImConversations *im_account_get_conversations (ImAccount *self); /* (transfer none) */
