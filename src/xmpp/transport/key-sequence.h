/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys that show that each request is from whoever began the session: every key is the hash of the
 * next, so only the first sender knows what follows (XEP-0124 §15, XEP-0025 §3). */
#pragma once

#include <glib.h>

/**
 * XmppKeyForm:
 * @XMPP_KEY_HEX: SHA-1 as lower-case hexadecimal digits (XEP-0124).
 * @XMPP_KEY_BASE64: SHA-1 in Base64 (XEP-0025).
 */
typedef enum {
  XMPP_KEY_HEX,
  XMPP_KEY_BASE64,
} XmppKeyForm;

/* K(@n, @seed), with K(0) the seed itself. */
char *xmpp_key_derive (XmppKeyForm form, const char *seed, guint n) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _XmppKeySequence XmppKeySequence;

/* @length: requests until a new sequence is begun, at least 2. */
XmppKeySequence *xmpp_key_sequence_new (XmppKeyForm form, guint length) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_key_sequence_free (XmppKeySequence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppKeySequence, xmpp_key_sequence_free)

/**
 * xmpp_key_sequence_step:
 * @key: (out) (transfer full) (nullable): what the next request shows; NULL in the first.
 * @new_key: (out) (transfer full) (nullable): what it announces, in the first and when one sequence
 *   ends.
 */
void xmpp_key_sequence_step (XmppKeySequence *self, char **key, char **new_key);
