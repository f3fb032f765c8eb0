/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages of all chats that a search finds.
 */
#pragma once

#include "im/client.h"
#include "im/hit.h"

#include <adwaita.h>

#define UI_TYPE_HIT_LIST (ui_hit_list_get_type ())
G_DECLARE_FINAL_TYPE (UiHitList, ui_hit_list, UI, HIT_LIST, AdwBin)

/*
 * Signals:
 *   activated (ImHit *hit)  the person wants to see that message
 */

void ui_hit_list_set_client (UiHitList *self, ImClient *client);

/* Looks for @text: see im_search_query_parse(). */
void ui_hit_list_set_text (UiHitList *self, const char *text);

/* As if the person had chosen the first one. Does nothing when there is none. */
void ui_hit_list_activate_first (UiHitList *self);
