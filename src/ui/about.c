/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that tells what Kith is.
 */
#include "config.h"

#include "ui/about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
ui_about_present (GtkWindow *parent)
{
  static const char *const developers[] = { "The Kith authors", NULL };

  adw_show_about_window (
    parent, "application-name", "Kith", "application-icon", KITH_APP_ID, "version", KITH_VERSION,
    "comments", _ ("A messenger for Jabber, the open network also called XMPP"), "developers",
    developers, "copyright", "© 2026 The Kith authors", "license-type", GTK_LICENSE_GPL_3_0,
    /* Translators: your names, one a line, with an address if you like. */
    "translator-credits", _ ("translator-credits"), NULL);
}
