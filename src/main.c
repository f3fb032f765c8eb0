/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program: sets up the texts and the log, and runs the application.
 */
#include "config.h"

#include "base/log.h"
#include "base/memory.h"
#include "ui/application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (UiApplication) application = NULL;

  base_memory_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (KITH_GETTEXT_DOMAIN, KITH_LOCALE_DIR);
  bind_textdomain_codeset (KITH_GETTEXT_DOMAIN, "UTF-8");
  textdomain (KITH_GETTEXT_DOMAIN);
  base_log_init ();

  application = ui_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
