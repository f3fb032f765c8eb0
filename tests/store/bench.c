/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast the archive is with 100,000 messages, and what it costs in memory.
 */
#include "config.h"

#include "store/reading.h"
#include "tests/store/fixture.h"

#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#define N_MESSAGES 100000
#define N_OUTGOING 200
#define N_READS 500
#define PAGE 50
#define IN_FLIGHT 100
#define PEER "romeo@example.org"

typedef struct {
  StoreDb *db;
  gint64 account;
  gint64 conversation;
  guint n_started, n_done;
} Bench;

static void insert_next (Bench *bench);

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* What only this process has, in kB. */
static guint
private_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL));
  line = strstr (text, "Private_Dirty:");
  g_assert_nonnull (line);
  return (guint) g_ascii_strtoull (line + strlen ("Private_Dirty:"), NULL, 10);
}

static void
on_inserted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreInsertion) insertion =
    store_messages_insert_incoming_finish (bench->db, result, &error);

  g_assert_no_error (error);
  g_assert_false (insertion->duplicate);
  bench->n_done++;
  insert_next (bench);
}

/* Half of them in one conversation, the rest spread over a thousand; ids of all kinds. */
static void
insert_next (Bench *bench)
{
  guint i = bench->n_started;
  g_autofree char *peer = NULL;
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (StoreMessage) message = NULL;

  if (i == N_MESSAGES)
    return;
  bench->n_started++;
  peer = i % 2 ? g_strdup (PEER) : g_strdup_printf ("peer-%u@example.org", (i * 7) % 1000);
  id = g_strdup_printf ("9cc2ec2e-1b6b-4b6a-%08x", i);
  body = g_strdup_printf ("Message number %u, about as long as what people write to each other", i);
  message = new_message (STORE_MESSAGE_IN, PEER "/phone", i * G_USEC_PER_SEC, id, body);
  message->origin_id = g_strdup (id);
  message->server_id = g_strdup_printf ("2026-11-21-%012u", i);
  store_messages_insert_incoming_async (bench->db, bench->account, peer, message, NULL, on_inserted,
                                        bench);
}

static void
bench_incoming (Bench *bench)
{
  double begin = now ();

  for (int i = 0; i < IN_FLIGHT; i++)
    insert_next (bench);
  while (bench->n_done < N_MESSAGES)
    g_main_context_iteration (NULL, TRUE);
  printf ("incoming: %u messages, a transaction each: %.0f a second\n", N_MESSAGES,
          N_MESSAGES / (now () - begin));
}

static void
bench_outgoing (Bench *bench)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, "juliet@example.org/x",
                                                  G_GINT64_CONSTANT (1) << 50, "id", "Yes");
  double begin = now ();

  for (int i = 0; i < N_OUTGOING; i++)
    store_insertion_free (insert_outgoing (bench->db, bench->conversation, message));
  printf ("outgoing: until it is on the disk: %.2f ms\n", (now () - begin) * 1000 / N_OUTGOING);
}

static gint64
read_before (Bench *bench, gint64 message)
{
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_messages_before_async (bench->db, bench->conversation, message, PAGE, NULL, on_done, &wait);
  page = store_messages_before_finish (bench->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, PAGE);
  return ((StoreMessage *) page->pdata[PAGE - 1])->id;
}

static void
bench_pages (Bench *bench)
{
  double begin = now ();
  gint64 message = 0;

  for (int i = 0; i < N_READS; i++)
    read_before (bench, 0);
  printf ("page of %d: the newest: %.3f ms\n", PAGE, (now () - begin) * 1000 / N_READS);
  begin = now ();
  for (int i = 0; i < N_READS; i++)
    message = read_before (bench, message);
  printf ("page of %d: further and further back: %.3f ms\n", PAGE,
          (now () - begin) * 1000 / N_READS);
}

static void
bench_around (Bench *bench)
{
  double begin = now ();

  for (int i = 0; i < N_READS; i++) {
    g_autoptr (GPtrArray) page = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };

    /* Those with even ids are in the conversation: they came second. */
    store_messages_around_async (bench->db, bench->conversation, 2000 + i * 160, PAGE / 2, NULL,
                                 on_done, &wait);
    page = store_messages_around_finish (bench->db, wait_for (&wait), &error);
    g_assert_no_error (error);
  }
  printf ("page of %d: anywhere: %.3f ms\n", PAGE, (now () - begin) * 1000 / N_READS);
}

static void
bench_list (Bench *bench)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  double begin = now ();

  store_conversations_list_async (bench->db, bench->account, NULL, on_done, &wait);
  list = store_conversations_list_finish (bench->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  printf ("list of %u conversations: %.1f ms\n", list->len, (now () - begin) * 1000);

  begin = now ();
  store_reading_see_async (bench->db, bench->conversation, 0, TRUE, NULL, on_done, &wait);
  store_conversation_free (store_reading_see_finish (bench->db, wait_for (&wait), &error));
  g_assert_no_error (error);
  printf ("mark %u messages as read: %.1f ms\n", N_MESSAGES / 2, (now () - begin) * 1000);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  Bench bench = { 0 };
  guint empty = private_memory (), opened;
  GStatBuf file;

  bench.db = open_db (path);
  bench.account = add_account (bench.db, "juliet@example.org");
  bench.conversation = add_conversation (bench.db, bench.account, PEER);
  opened = private_memory ();
  bench_incoming (&bench);
  bench_outgoing (&bench);
  bench_pages (&bench);
  bench_around (&bench);
  bench_list (&bench);
  malloc_trim (0);
  printf ("private memory: opened +%u kB, after all that +%u kB\n", opened - empty,
          private_memory () - empty);
  close_db (bench.db);
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  printf ("file: %.1f MB\n", (double) file.st_size / 1e6);
  remove_folder (folder);
  return 0;
}
