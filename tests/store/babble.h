/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of the lengths and with the words that people write, the same in each run; and archives full
 * of them.
 */
#pragma once

#include <glib.h>

typedef struct {
  guint64 state;
} Babble;

/* What some of the texts have. */
#define BABBLE_RARE "Quetzalcoatl"       /* 1 of 50,000 */
#define BABBLE_COMMON "the"              /* 1 of 3 or so */
#define BABBLE_PHRASE "see you at eight" /* 1 of 5,000; its words are common */
#define BABBLE_CJK "新宿駅"              /* 1 of 10,000; 1 of 20 is Japanese */

void babble_init (Babble *self, guint64 seed);
guint babble_below (Babble *self, guint limit);

char *babble_text (Babble *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * babble_fill:
 * @path: of an archive that is made
 * @n_main: messages of the first conversation, with romeo@example.org
 * @n_rest: messages that are spread over 500 more
 *
 * One a minute, as an archive of one account has them.
 */
void babble_fill (const char *path, guint n_main, guint n_rest);
