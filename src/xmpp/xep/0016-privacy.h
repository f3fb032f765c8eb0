/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Privacy lists (XEP-0016) that other programs have set: which is in force, and how to step out of it
 * for a session. Pure functions. */
#pragma once

#include "xml/element.h"

/* What is allowed when our own list is active: all. Its name at the server. */
#define XMPP_PRIVACY_OPEN_LIST "kith-everything"

XmlElement *xmpp_privacy_build_names (void) G_GNUC_WARN_UNUSED_RESULT; /* get */
/* To be asked for; and to be set: then it is removed, for nothing is in it (§2.6). */
XmlElement *xmpp_privacy_build_get (const char *list) G_GNUC_WARN_UNUSED_RESULT;
XmlElement *xmpp_privacy_build_activate (const char *list) G_GNUC_WARN_UNUSED_RESULT; /* set */

/* The list XMPP_PRIVACY_OPEN_LIST, to be set. */
XmlElement *xmpp_privacy_build_open_list (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_privacy_dup_in_force:
 * @reply: what was answered to xmpp_privacy_build_names()
 *
 * Returns: (nullable): the list that this session is under: its active one, else the default;
 *   NULL if there is none. At most 1023 octets; a longer name cannot be asked for.
 */
char *xmpp_privacy_dup_in_force (const XmlElement *reply) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the answer to xmpp_privacy_build_names() has XMPP_PRIVACY_OPEN_LIST, of an earlier session,
 * and this one does not use it. */
gboolean xmpp_privacy_is_left_over (const XmlElement *reply);

/**
 * xmpp_privacy_is_block_list:
 * @reply: what was answered to xmpp_privacy_build_get()
 *
 * Whether the list does nothing but to refuse everything of some addresses: then it is what the
 * blocking command made of it (XEP-0191 §4).
 */
gboolean xmpp_privacy_is_block_list (const XmlElement *reply);
