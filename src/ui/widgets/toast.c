/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A short word at the foot of a window, one at a time.
 */
#include "config.h"

#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

static AdwToast *
new_toast (AdwToast **last, const char *text)
{
  /* The title of a toast is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (*last != NULL)
    adw_toast_dismiss (*last);
  g_set_weak_pointer (last, toast);
  return toast;
}

void
ui_toast (AdwToastOverlay *overlay, AdwToast **last, const char *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  adw_toast_overlay_add_toast (overlay, new_toast (last, text));
}

void
ui_toast_with_undo (AdwToastOverlay *overlay,
                    AdwToast **last,
                    const char *text,
                    const char *action,
                    GVariant *target)
{
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  toast = new_toast (last, text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_overlay_add_toast (overlay, toast);
}
