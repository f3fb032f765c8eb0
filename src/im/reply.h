/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that answer a certain other one, between the wire, the archive and the window (XEP-0461).
 */
#pragma once

#include "store/message.h"
#include "xml/element.h"

/*
 * In the archive the body of a reply is what its author wrote. What is quoted for programs that know no
 * replies (XEP-0428) is in `extra`, for when the original is not here; for our own replies so is the
 * `<reply/>` itself.
 */

/* Takes over what @stanza, whose body is in @message, says about being a reply. */
void im_reply_read (const XmlElement *stanza, StoreMessage *message);

/**
 * im_reply_set:
 * @message: what the person wrote
 * @name: the origin_id or stanza_id of the original
 * @author: the address of its author
 * @text: (nullable): its text; %NULL: it is not to be quoted for programs that know no replies
 *
 * Makes @message a reply to the original.
 */
void im_reply_set (StoreMessage *message, const char *name, const char *author, const char *text);

/* Puts the body and what makes a reply of it into @stanza; without a reply the body alone. */
void im_reply_write (const StoreMessage *message, XmlElement *stanza);

/* What a reply itself says that it answers. (nullable): nothing */
char *im_reply_dup_quoted (const StoreMessage *message) G_GNUC_WARN_UNUSED_RESULT;
