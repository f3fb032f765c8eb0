/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A short word at the foot of a window, one at a time.
 */
#include "config.h"

#include "ui/widgets/toast.h"

void
ui_toast (AdwToastOverlay *overlay, AdwToast **last, const char *text)
{
  /* The title of a toast is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  if (*last != NULL)
    adw_toast_dismiss (*last);
  toast = adw_toast_new (escaped);
  g_set_weak_pointer (last, toast);
  adw_toast_overlay_add_toast (overlay, toast);
}
