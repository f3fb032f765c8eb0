/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log: GLib's own writer, behind a filter that lets no secret out. */
#pragma once

#include <glib.h>

/* Makes all that is logged from now on pass the filter. Once, at the start of the program.
 * G_MESSAGES_DEBUG chooses the domains as usual: "app-xmpp", "app-stream", …, "all". */
void base_log_init (void);

/* A #GLogWriterFunc: what base_log_init() installs. */
GLogWriterOutput
base_log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data);

/**
 * base_log_redact:
 *
 * A message as it may be logged: what stands within XML elements becomes "…", except for a few
 * that are known to be harmless, and so do the attributes and the `name=value` or `name: value`
 * pairs whose name speaks of a password, a key or a token. In doubt it takes away too much.
 */
char *base_log_redact (const char *message) G_GNUC_WARN_UNUSED_RESULT;
