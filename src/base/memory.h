/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory of the program as a whole. */
#pragma once

/**
 * base_memory_init:
 *
 * Lets all threads share one heap. malloc otherwise makes one for each of the dozen threads that GLib
 * and GTK start, and each keeps what it has once taken: a megabyte in all. They rarely work at the
 * same time. To be called before there is a second thread.
 */
void base_memory_init (void);

/* Gives back to the system what is free: malloc keeps that for ever otherwise. Takes about a
 * millisecond. Any thread. */
void base_memory_trim (void);

/**
 * base_memory_trim_soon:
 *
 * The same, a second after the last call. To be called when something ends that took a lot for a
 * moment, such as a sign-in. Main thread.
 */
void base_memory_trim_soon (void);
