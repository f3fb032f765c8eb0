/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the index of words needs of SQLite: its splitter of words and the functions that its triggers
 * call. Private to store/.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* Before each of the words that stand for what a message is, not for what it says. XML has no such
 * character, so no text has one. */
#define STORE_SEARCH_MARK "\x01"

#define STORE_SEARCH_CHAT STORE_SEARCH_MARK "c" /* and the number of the conversation */
#define STORE_SEARCH_IN STORE_SEARCH_MARK "i"
#define STORE_SEARCH_OUT STORE_SEARCH_MARK "o"
#define STORE_SEARCH_LINK STORE_SEARCH_MARK "l"
#define STORE_SEARCH_FILE STORE_SEARCH_MARK "f"

/* What the functions keep of a connection. */
typedef struct _StoreSearchIndex StoreSearchIndex;

/* Makes them known to @db; returns a code of SQLite. @index: (out) (transfer none): until
 * store_search_index_unregister() */
int store_search_index_register (sqlite3 *db, StoreSearchIndex **index);

/* At the end of a transaction: writes what its statements have gathered, and returns a code of SQLite;
 * or forgets it. */
int store_search_index_flush (StoreSearchIndex *self);
void store_search_index_forget (StoreSearchIndex *self);

/* Before @db is closed: frees what the functions keep of it. @db: (nullable) */
void store_search_index_unregister (sqlite3 *db);

/* The key of a message in the index, in the order of times, to the second: the seconds since 2000
 * above 32 bits of its id. The SQL function search_key() is this. */
gint64 store_search_key (gint64 time, gint64 id);

#define STORE_SEARCH_ID_MASK "0xffffffff"
