/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the index of words needs of SQLite, as FTS5 asks for it.
 */
#include "config.h"

#include "store/search-index.h"

#include "base/words.h"

#include <string.h>

#define SECONDS_2000 G_GINT64_CONSTANT (946684800)

/* Innocuous: the triggers may call them although the schema is not trusted. */
#define WRITER_FLAGS (SQLITE_UTF8 | SQLITE_INNOCUOUS)
#define READER_FLAGS (WRITER_FLAGS | SQLITE_DETERMINISTIC)

/* What changes in one transaction is gathered for its end: before each change within the statement of a
 * trigger FTS5 would write out what it has, a segment for each message. No more than this is. */
#define MAX_CHANGES 1000

#define MARK_CHAR STORE_SEARCH_MARK[0]

typedef int (
  *TokenFunc) (void *context, int flags, const char *token, int n_token, int start, int end);

typedef struct {
  TokenFunc func;
  void *context;
  int code;
} Receiver;

/* Something that search_add() or search_remove() was asked for. */
typedef struct {
  gint64 key;
  char *text;
  gboolean removed;
} Change;

struct _StoreSearchIndex {
  sqlite3 *db;
  GArray *changes;                 /* of Change, for the end of the transaction */
  sqlite3_stmt *adding, *removing; /* (nullable): once needed */
};

static void
change_clear (gpointer data)
{
  g_free (((Change *) data)->text);
}

static void
index_free (void *data)
{
  StoreSearchIndex *self = data;

  sqlite3_finalize (self->adding);
  sqlite3_finalize (self->removing);
  g_array_unref (self->changes);
  g_free (self);
}

static gboolean
receive_word (const BaseWord *word, gpointer user_data)
{
  Receiver *receiver = user_data;

  receiver->code =
    receiver->func (receiver->context, word->beside ? FTS5_TOKEN_COLOCATED : 0, word->text,
                    (int) word->n_bytes, (int) word->span.start, (int) word->span.end);
  return receiver->code == SQLITE_OK;
}

/* The words that begin with the mark, which end where the next begins. */
static int
receive_marked (Receiver *receiver, const char *text, int at, int n_bytes)
{
  while (at < n_bytes && receiver->code == SQLITE_OK) {
    const char *next = memchr (text + at + 1, MARK_CHAR, (gsize) (n_bytes - at - 1));
    int end = next != NULL ? (int) (next - text) : n_bytes;

    receiver->code = receiver->func (receiver->context, 0, text + at, end - at, at, end);
    at = end;
  }
  return receiver->code;
}

/* A phrase of a query is written in words that were split before, so the mode is always the same but
 * for the letter beside the last pair, which nobody looks for. */
static int
tokenize (Fts5Tokenizer *self,
          void *context,
          int flags,
          const char *text,
          int n_bytes,
          TokenFunc func)
{
  Receiver receiver = { func, context, SQLITE_OK };
  const char *marked = n_bytes > 0 ? memchr (text, MARK_CHAR, (gsize) n_bytes) : NULL;
  int n_plain = marked != NULL ? (int) (marked - text) : n_bytes;

  base_words_each (text, (gsize) n_plain,
                   flags & FTS5_TOKENIZE_QUERY ? BASE_WORDS_SOUGHT : BASE_WORDS_KEPT, receive_word,
                   &receiver);
  return receive_marked (&receiver, text, n_plain, n_bytes);
}

static int
create_tokenizer (void *context, const char **args, int n_args, Fts5Tokenizer **tokenizer)
{
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void
delete_tokenizer (Fts5Tokenizer *self)
{
}

static gboolean
has_link (const char *body)
{
  g_autoptr (GArray) links = NULL;

  /* Most texts have none, and neither of these. */
  if (strchr (body, ':') == NULL && strstr (body, "www.") == NULL && strstr (body, "WWW.") == NULL)
    return FALSE;
  links = base_text_find_links (body);
  return links->len > 0;
}

/* What came with the message says that it is a file: a link to one (XEP-0066), or its description
 * (XEP-0447, XEP-0385). */
static gboolean
has_file (const char *extra)
{
  return extra != NULL &&
         (strstr (extra, "jabber:x:oob") != NULL || strstr (extra, "urn:xmpp:sfs:") != NULL ||
          strstr (extra, "urn:xmpp:sims:") != NULL);
}

/* search_text (body, conversation, direction, extra): what is kept of a message. The same again for
 * the same message, or its words could not be deleted. */
static void
search_text (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *body = (const char *) sqlite3_value_text (values[0]);
  GString *text = g_string_new (body);

  for (char *at = text->str; (at = strchr (at, MARK_CHAR)) != NULL;)
    *at = ' ';
  g_string_append_printf (text, STORE_SEARCH_CHAT "%" G_GINT64_FORMAT "%s",
                          (gint64) sqlite3_value_int64 (values[1]),
                          sqlite3_value_int (values[2]) == 0 ? STORE_SEARCH_IN : STORE_SEARCH_OUT);
  if (body != NULL && has_link (body))
    g_string_append (text, STORE_SEARCH_LINK);
  if (has_file ((const char *) sqlite3_value_text (values[3])))
    g_string_append (text, STORE_SEARCH_FILE);
  sqlite3_result_text64 (context, text->str, text->len, g_free, SQLITE_UTF8);
  g_string_free (text, FALSE);
}

static void
search_key (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_int64 (
    context, store_search_key (sqlite3_value_int64 (values[0]), sqlite3_value_int64 (values[1])));
}

static int
write_change (StoreSearchIndex *self, const Change *change)
{
  sqlite3_stmt **statement = change->removed ? &self->removing : &self->adding;
  const char *sql = change->removed ? "INSERT INTO message_text (message_text, rowid, text)"
                                      " VALUES ('delete', ?, ?)"
                                    : "INSERT INTO message_text (rowid, text) VALUES (?, ?)";
  int code = SQLITE_OK;

  if (*statement == NULL)
    code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  if (code != SQLITE_OK)
    return code;
  sqlite3_bind_int64 (*statement, 1, change->key);
  sqlite3_bind_text (*statement, 2, change->text, -1, SQLITE_STATIC);
  sqlite3_step (*statement);
  code = sqlite3_reset (*statement);
  sqlite3_clear_bindings (*statement);
  return code;
}

/* Whether words leave the index for good: what moves is removed and added again. */
static gboolean
loses_words (const StoreSearchIndex *self)
{
  const Change *removed = NULL;

  for (guint i = 0; i < self->changes->len; i++) {
    const Change *change = &g_array_index (self->changes, Change, i);

    if (removed != NULL && (change->removed || strcmp (change->text, removed->text) != 0))
      return TRUE;
    removed = change->removed ? change : NULL;
  }
  return removed != NULL;
}

int
store_search_index_flush (StoreSearchIndex *self)
{
  int code = SQLITE_OK;

  if (loses_words (self))
    code = sqlite3_exec (self->db, "UPDATE search_rest SET erased = 1 WHERE erased = 0", NULL, NULL,
                         NULL);
  for (guint i = 0; i < self->changes->len && code == SQLITE_OK; i++)
    code = write_change (self, &g_array_index (self->changes, Change, i));
  store_search_index_forget (self);
  return code;
}

void
store_search_index_forget (StoreSearchIndex *self)
{
  g_array_set_size (self->changes, 0);
}

/* search_add (key, text) and search_remove (key, text): into the index and out of it, at the end of
 * the transaction if there is one. */
static void
change_index (sqlite3_context *context, sqlite3_value **values, gboolean removed)
{
  StoreSearchIndex *self = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[1]);
  Change change = { sqlite3_value_int64 (values[0]), g_strdup (text), removed };
  int code = SQLITE_OK;

  g_array_append_val (self->changes, change);
  if (self->changes->len >= MAX_CHANGES || sqlite3_get_autocommit (self->db))
    code = store_search_index_flush (self);
  if (code != SQLITE_OK) {
    sqlite3_result_error (context, sqlite3_errmsg (self->db), -1);
    sqlite3_result_error_code (context, code);
  }
}

static void
search_add (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  change_index (context, values, FALSE);
}

static void
search_remove (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  change_index (context, values, TRUE);
}

gint64
store_search_key (gint64 time, gint64 id)
{
  gint64 seconds = CLAMP (time / G_USEC_PER_SEC - SECONDS_2000, 0, G_MAXINT32);

  return seconds << 32 | (id & G_MAXUINT32);
}

/* (nullable): NULL when SQLite was built without FTS5 */
static fts5_api *
find_api (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5 (?)", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step (statement);
  }
  sqlite3_finalize (statement);
  return api;
}

int
store_search_index_register (sqlite3 *db, StoreSearchIndex **index)
{
  StoreSearchIndex *self;
  fts5_tokenizer tokenizer = { create_tokenizer, delete_tokenizer, tokenize };
  fts5_api *api = find_api (db);
  int code;

  if (api == NULL)
    return SQLITE_ERROR;
  code = sqlite3_create_function_v2 (db, "search_text", 4, READER_FLAGS, NULL, search_text, NULL,
                                     NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2 (db, "search_key", 2, READER_FLAGS, NULL, search_key, NULL,
                                       NULL, NULL);
  if (code == SQLITE_OK)
    code = api->xCreateTokenizer (api, "kith", NULL, &tokenizer, NULL);
  if (code != SQLITE_OK)
    return code;

  *index = self = g_new0 (StoreSearchIndex, 1);
  self->db = db;
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, change_clear);
  /* The one that is let go of last frees it. */
  code = sqlite3_create_function_v2 (db, "search_add", 2, WRITER_FLAGS, self, search_add, NULL,
                                     NULL, index_free);
  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2 (db, "search_remove", 2, WRITER_FLAGS, self, search_remove,
                                       NULL, NULL, NULL);
  return code;
}

void
store_search_index_unregister (sqlite3 *db)
{
  if (db == NULL)
    return;
  /* The same functions without code: that lets go of those that were there. */
  sqlite3_create_function_v2 (db, "search_remove", 2, WRITER_FLAGS, NULL, NULL, NULL, NULL, NULL);
  sqlite3_create_function_v2 (db, "search_add", 2, WRITER_FLAGS, NULL, NULL, NULL, NULL, NULL);
}
