/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desktop that shows notifications, on a bus of its own.
 */

#pragma once

#include <gio/gio.h>

/**
 * FakeDesktop:
 * @shown: what is on the screen: "summary|body" by id
 * @n_shown: how often something was shown
 * @last_hints: (nullable): of what was shown last
 * @last_actions: (nullable): the same
 */
typedef struct {
  GDBusConnection *bus;
  guint name;
  guint object;
  const char *const *caps;
  GHashTable *shown;
  guint last_id;
  guint n_shown;
  GVariant *last_hints;
  char **last_actions;
} FakeDesktop;

/* A bus for the whole program, for libnotify never lets go of one; FALSE when there is none to be
 * had. Before anything asks for the session bus. */
gboolean fake_desktop_start_bus (void);
void fake_desktop_stop_bus (void);

/* @caps: what the server says that it can do */
FakeDesktop *fake_desktop_new (const char *const *caps);
void fake_desktop_free (FakeDesktop *self);

/* What the person does, and the program hears of. */
void fake_desktop_click (FakeDesktop *self, guint id, const char *token);
void fake_desktop_dismiss (FakeDesktop *self, guint id);
void fake_desktop_reply (FakeDesktop *self, guint id, const char *text);

/* "summary|body"; NULL: it is not on the screen */
const char *fake_desktop_get (FakeDesktop *self, guint id);
