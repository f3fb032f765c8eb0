/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The root object of the engine as the window sees it: accounts, conversations, chosen presence.
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"

#define IM_TYPE_CLIENT (im_client_get_type ())
G_DECLARE_FINAL_TYPE (ImClient, im_client, IM, CLIENT, GObject)

/*
 * Properties, read-only unless told otherwise:
 *
 * - accounts: ImAccounts, GListModel of ImAccount, constant
 * - conversations: ImConversations, GListModel of ImConversation, the newest first, constant
 * - settings: ImSettings, constant
 * - damaged-file: string, NULL: where the file with the messages is that was damaged and was replaced
 *   by what could be read of it
 * - notifications: ImNotifications, constant
 * - unread: guint, the sum over all conversations
 * - show: ImShow, writable: the presence that the person has chosen; OFFLINE signs all accounts out
 * - status-text: string, writable: the text beside it, never NULL
 * - current-show: ImShow, what contacts see: `show`, or away while idle
 * - keyring-available: gboolean, FALSE once the Secret Service turned out to be missing: passwords
 *   are asked for at each start then, and the window says so
 */

/**
 * im_client_new:
 * @data_dir: the folder of the archive; made when missing (mode 0700). NULL: everything in memory.
 *
 * Nothing happens before im_client_open_async().
 */
ImClient *im_client_new (const char *data_dir) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_client_open_async:
 *
 * Opens the archive on its thread, loads accounts, contacts and conversations, then starts to sign
 * in. The lists are complete when it is done; the network never holds it up.
 *
 * Errors: STORE_ERROR_*, G_IO_ERROR_*. After an error the client can only be dropped.
 */
void im_client_open_async (ImClient *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean im_client_open_finish (ImClient *self, GAsyncResult *result, GError **error);

ImRetention *im_client_get_retention (ImClient *self);   /* (transfer none) */
const char *im_client_get_damaged_file (ImClient *self); /* (nullable) */

/**
 * im_client_close_async:
 *
 * Says goodbye on each stream, then writes what waits to be written. Ends within 5 seconds whatever
 * the servers do. Never fails; no other call is allowed afterwards.
 */
void im_client_close_async (ImClient *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_client_close_finish (ImClient *self, GAsyncResult *result, GError **error);

ImAccounts *im_client_get_accounts (ImClient *self);           /* (transfer none) */
ImConversations *im_client_get_conversations (ImClient *self); /* (transfer none) */
ImSettings *im_client_get_settings (ImClient *self);           /* (transfer none) */
ImNotifications *im_client_get_notifications (ImClient *self); /* (transfer none) */

guint im_client_get_unread (ImClient *self);
ImShow im_client_get_show (ImClient *self);
void im_client_set_show (ImClient *self, ImShow show);
const char *im_client_get_status_text (ImClient *self);
void im_client_set_status_text (ImClient *self, const char *text);
ImShow im_client_get_current_show (ImClient *self);
gboolean im_client_get_keyring_available (ImClient *self);

/**
 * im_client_set_idle:
 * @idle_s: seconds since the person last did something; 0 when they are back
 *
 * Tells how long the person has been away from the machine. After the setting's minutes an
 * available presence becomes away, and comes back with the person.
 */
void im_client_set_idle (ImClient *self, guint idle_s);

/* Whether any window is looked at: else the servers may save what nobody sees (XEP-0352). TRUE at
 * first. */
void im_client_set_active (ImClient *self, gboolean active);

/* The conversation of @account with @peer (its resource is ignored); NULL when there is none.
 * (transfer none) */
ImConversation *im_client_find_conversation (ImClient *self, ImAccount *account, XmppJid *peer);

/* As im_client_find_conversation(), but makes it when it is missing. (transfer none) */
ImConversation *im_client_ensure_conversation (ImClient *self, ImAccount *account, XmppJid *peer);
