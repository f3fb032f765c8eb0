/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What pages of the server's archive say of messages on older ones, which come later.
 */
#pragma once

#include "store/mam.h"

/* Of StoreMamItem. */
GPtrArray *im_archive_notes_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_archive_notes_pass:
 * @self: of all pages since the newest
 * @items: (element-type StoreMamItem): those of the next older page, the oldest first; gains the notes
 *
 * A receipt (XEP-0184) is noted until its message has come, a marker (XEP-0333) for good: it is also about
 * all messages before the one that it names. Of those of one side the newest marker does.
 */
void im_archive_notes_pass (GPtrArray *self, GPtrArray *items);
