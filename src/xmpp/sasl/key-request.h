/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slow part of SCRAM, for another thread: password and salt to the salted password
 * (RFC 5802 §3, Hi()). */
#pragma once

#include "xmpp/sasl/hash.h"

#include <glib.h>

/**
 * XmppKeyRequest:
 *
 * Immutable and atomically reference-counted; it holds a copy of the password, wiped with the last
 * reference.
 */
typedef struct _XmppKeyRequest XmppKeyRequest;

/**
 * xmpp_key_request_new:
 * @password: prepared already (RFC 4013)
 * @iterations: at least 1
 */
XmppKeyRequest *xmpp_key_request_new (XmppHash hash,
                                      GBytes *salt,
                                      guint iterations,
                                      const char *password) G_GNUC_WARN_UNUSED_RESULT;
XmppKeyRequest *xmpp_key_request_ref (XmppKeyRequest *self);
void xmpp_key_request_unref (XmppKeyRequest *self);

/* Whether both lead to the same key. */
gboolean xmpp_key_request_is_same (const XmppKeyRequest *self, const XmppKeyRequest *other);

/**
 * xmpp_key_request_run:
 *
 * Derives the key; from any thread. It takes as long as the server wants it to: some milliseconds
 * as a rule, about a second at the most iterations that are accepted. Cannot be interrupted.
 *
 * Returns: (transfer full): the salted password, wiped when it is freed; fails with
 * G_IO_ERROR_FAILED only if the cryptographic library does.
 */
GBytes *xmpp_key_request_run (const XmppKeyRequest *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppKeyRequest, xmpp_key_request_unref)
