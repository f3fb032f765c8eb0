/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact's groups as one line of text that a person edits.
 */
#pragma once

#include <glib.h>

/* "Friends, Work" */
char *ui_groups_to_text (const char *const *groups) G_GNUC_WARN_UNUSED_RESULT;

/* The names between the commas without surrounding space; empty and repeated ones are dropped.
 * Never NULL. */
char **ui_groups_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
