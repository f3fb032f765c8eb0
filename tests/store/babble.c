/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts as people write them: words by Zipf's law, lengths that vary widely.
 */
#include "config.h"

#include "tests/store/babble.h"

#include "tests/store/fixture.h"

#include <math.h>

#define N_WORDS 30000
#define N_OTHERS 500
#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define BATCH 10000

/* The most frequent ones; those that follow are made up. */
static const char *const common_words[] = {
  "the", "I",    "you",  "to",   "a",     "and",   "it",  "is",    "that", "in",   "of",    "for",
  "me",  "not",  "on",   "have", "this",  "was",   "so",  "do",    "be",   "we",   "just",  "with",
  "but", "what", "are",  "at",   "if",    "my",    "no",  "yes",   "can",  "like", "all",   "get",
  "ok",  "will", "then", "know", "now",   "think", "one", "there", "your", "go",   "good",  "or",
  "as",  "see",  "up",   "time", "about", "from",  "how", "out",   "they", "when", "today", "eight",
};

static const char *const syllables[] = { "ka", "lo",  "mi",  "ter", "san", "do", "ver",
                                         "in", "pla", "con", "ri",  "be",  "tu", "ges",
                                         "na", "fo",  "sch", "el",  "qua", "per" };

static const char *const kana[] = { "の", "に", "は", "を", "た", "が", "で", "て", "と", "し",
                                    "れ", "さ", "今", "日", "行", "人", "東", "京", "新", "駅",
                                    "時", "会", "電", "車", "本", "学", "見", "食", "明", "大" };

void
babble_init (Babble *self, guint64 seed)
{
  self->state = seed * 2862933555777941757u + 3037000493u;
}

guint
babble_below (Babble *self, guint limit)
{
  self->state ^= self->state << 13;
  self->state ^= self->state >> 7;
  self->state ^= self->state << 17;
  return (guint) ((self->state >> 16) % limit);
}

static double
uniform (Babble *self)
{
  return (babble_below (self, 1 << 30) + 0.5) / (1 << 30);
}

/* Zipf: the word of rank r is about 1/r as frequent as the first. */
static void
add_word (Babble *self, GString *text)
{
  guint rank = (guint) (pow (N_WORDS, uniform (self))) - 1;

  if (rank < G_N_ELEMENTS (common_words)) {
    g_string_append (text, common_words[rank]);
    return;
  }
  for (guint rest = rank; rest > 0; rest /= G_N_ELEMENTS (syllables))
    g_string_append (text, syllables[rest % G_N_ELEMENTS (syllables)]);
}

static void
add_japanese (Babble *self, GString *text, guint n_letters)
{
  for (guint i = 0; i < n_letters; i++)
    g_string_append (text, kana[babble_below (self, G_N_ELEMENTS (kana))]);
}

char *
babble_text (Babble *self)
{
  GString *text = g_string_new (NULL);
  /* Half have 8 words at the most, one of a hundred 60 and more. */
  guint n_words =
    1 + (guint) exp (2 + sqrt (-2 * log (uniform (self))) * cos (6.2832 * uniform (self)));

  if (babble_below (self, 20) == 0) {
    add_japanese (self, text, 3 + 2 * MIN (n_words, 100));
    if (babble_below (self, 500) == 0)
      g_string_append (text, BABBLE_CJK);
    return g_string_free (text, FALSE);
  }
  for (guint i = 0; i < MIN (n_words, 500); i++) {
    if (i > 0)
      g_string_append_c (text, ' ');
    add_word (self, text);
  }
  if (babble_below (self, 50000) == 0)
    g_string_append (text, " " BABBLE_RARE);
  if (babble_below (self, 5000) == 0)
    g_string_append (text, " " BABBLE_PHRASE);
  return g_string_free (text, FALSE);
}

typedef struct {
  Babble babble;
  gint64 main, others[N_OTHERS];
  guint n_main, n_all, n_done;
} Filling;

/* The rows as catch-up leaves them, without what it does besides. */
static gpointer
fill_job (StoreConn *conn, gpointer data, GError **error)
{
  Filling *filling = data;
  guint end = MIN (filling->n_done + BATCH, filling->n_all);

  for (guint i = filling->n_done; i < end; i++) {
    gboolean is_main = (guint64) (i + 1) * filling->n_main / filling->n_all >
                       (guint64) i * filling->n_main / filling->n_all;
    gint64 conversation =
      is_main ? filling->main : filling->others[babble_below (&filling->babble, N_OTHERS)];
    g_autofree char *body = babble_text (&filling->babble);
    g_autofree char *id = g_strdup_printf ("9cc2ec2e-1b6b-4b6a-%08x", i);
    g_autofree char *server_id = g_strdup_printf ("2026-11-21-%010u", i);

    if (!store_conn_run (conn, error,
                         "INSERT INTO message (conversation, direction, kind, state, time, sender,"
                         " stanza_id, origin_id, server_id, body, seen)"
                         " VALUES (?, ?, 0, 0, ?, 'romeo@example.org/phone', ?, ?, ?, ?, 1)",
                         STORE_INT (conversation), STORE_INT (i % 2),
                         STORE_INT (G_GINT64_CONSTANT (1300000000000000) + i * MINUTE),
                         STORE_TEXT (id), STORE_TEXT (id), STORE_TEXT (server_id),
                         STORE_TEXT (body)))
      return NULL;
  }
  filling->n_done = end;
  return STORE_DONE;
}

void
babble_fill (const char *path, guint n_main, guint n_rest)
{
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org");
  Filling filling = { .n_main = n_main, .n_all = n_main + n_rest };

  babble_init (&filling.babble, 1);
  filling.main = add_conversation (db, account, "romeo@example.org");
  for (guint i = 0; i < N_OTHERS; i++) {
    g_autofree char *jid = g_strdup_printf ("person-%u@example.org", i);

    filling.others[i] = add_conversation (db, account, jid);
  }
  while (filling.n_done < filling.n_all) {
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };

    store_db_run_async (db, STORE_WRITE, fill_job, &filling, NULL, NULL, NULL, on_done, &wait);
    g_assert_nonnull (store_db_run_finish (db, wait_for (&wait), &error));
    g_assert_no_error (error);
  }
  /* As each message does when it is kept. */
  get_int (db, "UPDATE conversation SET last_message = (SELECT id FROM message WHERE"
               " conversation = conversation.id ORDER BY time DESC LIMIT 1) RETURNING 1");
  close_db (db);
}
