/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a talk with a service: a registration, a search, or a command, step by step.
 */
#pragma once

#include "im/talk.h"

#include <adwaita.h>

#define UI_TYPE_TALK_PAGE (ui_talk_page_get_type ())
G_DECLARE_FINAL_TYPE (UiTalkPage, ui_talk_page, UI, TALK_PAGE, AdwBin)

/*
 * Signals:
 *   closed ()  the person is done with it
 */

/* Begins the talk. */
UiTalkPage *ui_talk_page_new (ImTalk *talk) G_GNUC_WARN_UNUSED_RESULT;

/* The person goes elsewhere: a command that is not over is cancelled. */
void ui_talk_page_leave (UiTalkPage *self);
