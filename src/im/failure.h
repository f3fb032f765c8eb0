/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stanza errors as the archive keeps them: a condition's name and a text.
 */
#pragma once

#include <glib.h>

/* The name of the condition of @error, as `remote-server-timeout` (RFC 6120 §8.3.3). */
char *im_failure_dup_condition (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* An id for a message that says nothing a person wrote, as a receipt: nobody misses it when it is not
 * delivered. Other ids never look so. */
char *im_failure_make_quiet_id (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean im_failure_is_quiet_id (const char *id); /* @id: (nullable) */

/* The XMPP_STANZA_ERROR again. @condition: (nullable): undefined-condition; @text: (nullable) */
GError *im_failure_new (const char *condition, const char *text) G_GNUC_WARN_UNUSED_RESULT;
