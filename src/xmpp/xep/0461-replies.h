/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that answer a certain other one (XEP-0461). */
#pragma once

#include "xml/element.h"

/* The id of the message that is answered; NULL: it is no reply, or its id is absurdly long. Whom the
 * reply says that message is from is not told: the archive knows who wrote it. */
const char *xmpp_reply_get_id (const XmlElement *message); /* (nullable) */

/* @to: the address of the author of what is answered */
XmlElement *xmpp_reply_build (const char *id, const char *to) G_GNUC_WARN_UNUSED_RESULT;

/* The text as it is quoted for programs that know no replies: "> " before each line, and a line break
 * behind the last. */
char *xmpp_reply_quote (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* What such a quote quotes: its lines without what marks them. */
char *xmpp_reply_unquote (const char *quote) G_GNUC_WARN_UNUSED_RESULT;
