/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One callback for a signal of every item of a list.
 */
#pragma once

#include <gio/gio.h>

/**
 * base_item_signals_connect:
 * @signal: of the items, with its detail
 * @callback: void (*) (gpointer object)
 * @object: a #GObject; with its end all of this ends
 *
 * Calls @callback when an item of @model emits @signal, one that comes later too, and when items
 * come or go. One that has gone may still call.
 */
void base_item_signals_connect (GListModel *model,
                                const char *signal,
                                GCallback callback,
                                gpointer object);
