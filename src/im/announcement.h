/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something announced to an account: what it says never changes, whether it was seen does.
 */
#pragma once

#include "im/types.h"
#include "store/message.h"
#include "xmpp/jid.h"

#define IM_TYPE_ANNOUNCEMENT (im_announcement_get_type ())
G_DECLARE_FINAL_TYPE (ImAnnouncement, im_announcement, IM, ANNOUNCEMENT, GObject)

/*
 * Properties, read-only:
 *
 * - seen: gboolean, the person has read it
 */

/* A longer text is clipped, in bytes. */
#define IM_ANNOUNCEMENT_MAX_TEXT (64 * 1024)

ImAnnouncement *im_announcement_new (ImAccount *account,
                                     const StoreMessage *record) G_GNUC_WARN_UNUSED_RESULT;

gint64 im_announcement_get_id (ImAnnouncement *self);           /* the archive's */
gint64 im_announcement_get_conversation (ImAnnouncement *self); /* the archive's */
ImAccount *im_announcement_get_account (ImAnnouncement *self);  /* (transfer none) (nullable) */
const char *im_announcement_get_sender (ImAnnouncement *self);  /* bare address, or what it was */
const char *im_announcement_get_subject (ImAnnouncement *self); /* (nullable) */
const char *im_announcement_get_text (ImAnnouncement *self);    /* never NULL */
gint64 im_announcement_get_time (ImAnnouncement *self);         /* µs since 1970 UTC */
gboolean im_announcement_get_seen (ImAnnouncement *self);
void im_announcement_set_seen (ImAnnouncement *self);

/**
 * im_announcement_is:
 * @account: the bare address of the account
 * @message: as it was read
 * @peer: the bare address of the sender
 * @known: they are on the contact list, or there is a chat with them
 *
 * Whether @message is one: a headline; a message from a server, unless it is a contact's chat, as a
 * gateway's may be; a mail-like message with a subject from a stranger (RFC 6121 §5.2.2).
 */
gboolean im_announcement_is (const XmppJid *account,
                             const StoreMessage *message,
                             const XmppJid *peer,
                             gboolean known);
