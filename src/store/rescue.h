/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saves what can be read of a damaged archive. Private to store/.
 */
#pragma once

#include "store/conn.h"

/**
 * store_rescue:
 * @path: a damaged archive, which no connection of this process has open
 *
 * Makes a new archive at @path with all that can be read of the old one, which is set aside beside it
 * with the date in its name, untouched. What the server can tell again, it is asked for again: the
 * stretches of its archive and the version of the contact list are forgotten. Until the very end
 * @path is the old file, so that it can be tried again whatever happens.
 *
 * Errors: STORE_ERROR_FULL, STORE_ERROR_READ_ONLY, STORE_ERROR_BUSY and so on: nothing has changed.
 *
 * Returns: (transfer full) (nullable): where the old file is now
 */
char *store_rescue (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
