/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who asks to see our presence and waits for an answer (RFC 6121 §3.1), kept in the archive.
 */
#pragma once

#include "im/request-private.h"
#include "store/contacts.h"

typedef struct _ImRequests ImRequests;

/* @account owns it, through its roster; @id is the archive's number of it */
ImRequests *im_requests_new (ImAccount *account, gint64 id, StoreDb *db) G_GNUC_WARN_UNUSED_RESULT;
void im_requests_free (ImRequests *self);

GListModel *im_requests_get_model (ImRequests *self); /* (transfer none): of ImRequest */

/* What the archive knows. @records: (element-type StoreRequest) */
void im_requests_load (ImRequests *self, GPtrArray *records);

/* Somebody asks, perhaps again. @nick, @text: (nullable) */
void im_requests_add (ImRequests *self, XmppJid *jid, const char *nick, const char *text);

/* Who asks as @jid is who was @old: their old account says so. */
void im_requests_set_moved (ImRequests *self, XmppJid *jid, XmppJid *old);

/* It has been answered or taken back. */
void im_requests_drop (ImRequests *self, XmppJid *jid);
