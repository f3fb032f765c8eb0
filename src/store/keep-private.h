/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a job asks of the limits. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/keep.h"

#define STORE_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* What is as old as this or older is not kept; 0: all is. @keep: not STORE_KEEP_DEFAULT */
gint64 store_keep_oldest (int keep, gint64 now);
