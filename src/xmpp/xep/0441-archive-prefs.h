/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With whom what is said gets into the server's archive (XEP-0441). Pure functions. */
#pragma once

#include "xml/element.h"

/**
 * XmppArchivePolicy:
 *
 * Whose messages the server keeps, as far as it has no rule for an address of its own (§2.1.1).
 */
typedef enum {
  XMPP_ARCHIVE_ALWAYS, /* everybody's */
  XMPP_ARCHIVE_ROSTER, /* those of the account's contacts */
  XMPP_ARCHIVE_NEVER,  /* nobody's */
} XmppArchivePolicy;

XmlElement *xmpp_archive_prefs_build_get (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_archive_prefs_read:
 * @reply: what was answered, to a get or a set
 *
 * Errors: XMPP_MAM_ERROR_INVALID: there is no policy in it, or one that the XEP does not know
 */
gboolean
xmpp_archive_prefs_read (const XmlElement *reply, XmppArchivePolicy *policy, GError **error);

/**
 * xmpp_archive_prefs_build_set:
 * @reply: what was answered to xmpp_archive_prefs_build_get(): its rules for single addresses stay
 *
 * Returns: (nullable): %NULL with XMPP_MAM_ERROR_TOO_MUCH: there are more rules than servers take
 *   in one stanza
 */
XmlElement *xmpp_archive_prefs_build_set (const XmlElement *reply,
                                          XmppArchivePolicy policy,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
