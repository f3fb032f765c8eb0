/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets a few at a time do something and makes the others wait in a queue.
 */
#pragma once

#include <glib.h>

/**
 * ImTurns:
 *
 * GIO resolves names and does TLS handshakes in one small pool of threads, so that many accounts
 * which connect at once would starve everything else.
 */
typedef struct _ImTurns ImTurns;

typedef void (*ImTurnFunc) (gpointer owner);

ImTurns *im_turns_new (guint n_at_once) G_GNUC_WARN_UNUSED_RESULT;
ImTurns *im_turns_ref (ImTurns *self);
void im_turns_unref (ImTurns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImTurns, im_turns_unref)

/* Calls @func when it is @owner's turn, perhaps at once. An owner asks once until it is done. */
void im_turns_ask (ImTurns *self, gpointer owner, ImTurnFunc func);

/* @owner has had its turn, or no longer wants it. Does nothing for one that has not asked. */
void im_turns_done (ImTurns *self, gpointer owner);
