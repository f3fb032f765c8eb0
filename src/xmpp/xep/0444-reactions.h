/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emoji as answers to a message (XEP-0444). */
#pragma once

#include "xml/element.h"

/* More of one person are not read, nor sent. */
#define XMPP_REACTIONS_MAX 20

/**
 * xmpp_reactions_read:
 * @target: (out): the id of the message that they are about
 *
 * All the reactions that the sender has from now on, none twice, in their order; what is no emoji is
 * left out (§4). A text beside them is read by those who do not know reactions (XEP-0428); if it is not
 * marked as that, it is a message of its own, and these are none.
 *
 * Returns: (nullable): the emoji; an empty list takes all back; %NULL: @message has no reactions
 */
GStrv xmpp_reactions_read (const XmlElement *message,
                           const char **target) G_GNUC_WARN_UNUSED_RESULT;

/* Adds to @message all the reactions that we have from now on to the one with @id, and that servers
 * shall keep it (§3.1). */
void xmpp_reactions_add (XmlElement *message, const char *id, const char *const *emoji);

/* Whether @text is one emoji, as UTS #51 has it, and nothing else. */
gboolean xmpp_reactions_is_emoji (const char *text);
