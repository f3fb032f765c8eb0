/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A short word at the foot of a window, one at a time.
 */
#pragma once

#include <adwaita.h>

/**
 * ui_toast:
 * @last: (inout): a weak pointer to the toast of this kind that was shown before, which goes; to be
 *   cleared by g_clear_weak_pointer() in the end
 * @text: taken as it is, never as markup
 *
 * Toasts wait for each other, and what is told of a minute late is of no use.
 */
void ui_toast (AdwToastOverlay *overlay, AdwToast **last, const char *text);

/* The same, with a button that takes back what was done, by @action of @target (floating). */
void ui_toast_with_undo (AdwToastOverlay *overlay,
                         AdwToast **last,
                         const char *text,
                         const char *action,
                         GVariant *target);
