/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With what a message is encrypted (XEP-0380). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_eme_dup_name:
 * @parent: of the `<encryption/>`
 *
 * Returns: (nullable): the name of the encryption, "OMEMO": of those that the specification knows the
 *   name there, of others what the sender says, else the namespace; %NULL when it is not encrypted
 */
char *xmpp_eme_dup_name (const XmlElement *parent) G_GNUC_WARN_UNUSED_RESULT;

/* Whether an encrypted @message carries something to read, rather than keys alone. */
gboolean xmpp_eme_has_content (const XmlElement *message);
