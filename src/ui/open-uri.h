/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens links and the manual with what the desktop has for them, and says so when it has nothing.
 */
#pragma once

#include <gtk/gtk.h>

/**
 * ui_open_link:
 * @uri: that somebody has written: see ui_text_may_open()
 *
 * A link to an address of Jabber is opened by Kith itself. Where the link may look as if it led
 * elsewhere, the person is asked first.
 */
void ui_open_link (GtkWindow *parent, const char *uri);

/* A button that does the same. */
GtkWidget *ui_link_button_new (const char *uri, const char *label) G_GNUC_WARN_UNUSED_RESULT;

void ui_open_manual (GtkWindow *parent);
