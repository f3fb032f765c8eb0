/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells which program this is (XEP-0092), but not on what system it runs. */
#pragma once

#include "xmpp/module.h"

#define XMPP_TYPE_VERSION (xmpp_version_get_type ())
G_DECLARE_FINAL_TYPE (XmppVersion, xmpp_version, XMPP, VERSION, XmppModule)

/* What somebody calls the program that they run. */
typedef struct {
  char *name;
  char *version; /* (nullable) */
  char *os;      /* (nullable) */
} XmppVersionInfo;

/* The question for xmpp_session_query_async(). */
XmlElement *xmpp_version_build (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_version_read:
 * @reply: what was answered to xmpp_version_build()
 *
 * Returns: (nullable): NULL when it names no program. Each text is clipped to 100 octets.
 */
XmppVersionInfo *xmpp_version_read (const XmlElement *reply) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_version_info_free (XmppVersionInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppVersionInfo, xmpp_version_info_free)
