/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passes a module's life on as signals.
 */

#include "im/watch.h"

struct _ImWatch {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (ImWatch, im_watch, XMPP_TYPE_MODULE)

static guint began_signal;
static guint ended_signal;

static void
on_started (XmppModule *module, gboolean resumed)
{
  if (!resumed)
    g_signal_emit (module, began_signal, 0);
}

static void
on_stopped (XmppModule *module)
{
  g_signal_emit (module, ended_signal, 0);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, IM_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
im_watch_class_init (ImWatchClass *klass)
{
  XmppModuleClass *module_class = XMPP_MODULE_CLASS (klass);

  module_class->started = on_started;
  module_class->stopped = on_stopped;
  began_signal = new_signal ("began");
  ended_signal = new_signal ("ended");
}

static void
im_watch_init (ImWatch *self)
{
}
