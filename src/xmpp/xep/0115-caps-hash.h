/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verification string of entity capabilities: made and checked (XEP-0115 §5). */
#pragma once

#include "xmpp/xep/0030-disco-info.h"

#define XMPP_CAPS_ERROR (xmpp_caps_error_quark ())
GQuark xmpp_caps_error_quark (void);

/**
 * XmppCapsError:
 * @XMPP_CAPS_ERROR_ILL_FORMED: no honest entity answers so (XEP-0115 §5.4, 3.3 to 3.5), or the
 *   string could stand for something else as well
 * @XMPP_CAPS_ERROR_HASH: the hash function is not known
 * @XMPP_CAPS_ERROR_MISMATCH: the info is not what was announced
 */
typedef enum {
  XMPP_CAPS_ERROR_ILL_FORMED,
  XMPP_CAPS_ERROR_HASH,
  XMPP_CAPS_ERROR_MISMATCH,
} XmppCapsError;

/* Whether @hash, a name such as "sha-1" as IANA registers them, can be computed. (nullable) */
gboolean xmpp_caps_knows_hash (const char *hash);

/**
 * xmpp_caps_string:
 *
 * The string S of XEP-0115 §5.1. Forms without a hidden FORM_TYPE are not part of it.
 *
 * S has no escapes: its parts must not contain the separator "<", nor category, type and language
 * of an identity "/"; an info with these is refused as ill-formed (§9.2, caps poisoning).
 */
char *xmpp_caps_string (const XmppDiscoInfo *info, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The value of the attribute 'ver'. */
char *xmpp_caps_hash (const XmppDiscoInfo *info,
                      const char *hash,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @info is what @ver announces; errors: XMPP_CAPS_ERROR. */
gboolean
xmpp_caps_verify (const XmppDiscoInfo *info, const char *hash, const char *ver, GError **error);
