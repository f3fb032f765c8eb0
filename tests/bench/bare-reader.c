/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The least that catching up costs: parses a stream of archived messages from a file and inserts them
 * into an archive of Kith's, with prepared statements, page by page. Prints its CPU seconds.
 */
#include "config.h"

#include "store/conn.h"
#include "xml/parser.h"

#include <string.h>
#include <time.h>

#define PAGE 250
#define CHUNK 4096

typedef struct {
  StoreConn *conn;
  GHashTable *conversations; /* of gint64 *, by address */
  guint n_rows;
} Reader;

static gint64
ensure_conversation (Reader *self, const char *sender)
{
  const char *slash = strchr (sender, '/');
  g_autofree char *peer =
    slash != NULL ? g_strndup (sender, (gsize) (slash - sender)) : g_strdup (sender);
  g_autoptr (GError) error = NULL;
  gint64 *id = g_hash_table_lookup (self->conversations, peer);

  if (id != NULL)
    return *id;
  store_conn_run (self->conn, &error,
                  "INSERT INTO conversation (account, jid, kind, created) VALUES (1, ?, 0, 0)",
                  STORE_TEXT (peer));
  g_assert_no_error (error);
  id = g_new (gint64, 1);
  *id = store_conn_get_insert_id (self->conn);
  g_hash_table_insert (self->conversations, g_steal_pointer (&peer), id);
  return *id;
}

static gint64
read_time (const XmlElement *forwarded)
{
  const XmlElement *delay = xml_element_find (forwarded, "delay", NULL);
  g_autoptr (GDateTime) time =
    g_date_time_new_from_iso8601 (xml_element_get (delay, "stamp"), NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
on_element (const XmlElement *stanza, gpointer user_data)
{
  Reader *self = user_data;
  const XmlElement *result = xml_element_find (stanza, "result", NULL);
  const XmlElement *forwarded = xml_element_find (result, "forwarded", NULL);
  const XmlElement *message = xml_element_find (forwarded, "message", NULL);
  const char *sender = xml_element_get (message, "from");
  g_autofree char *body = xml_element_dup_child_text (message, "body", NULL);
  g_autoptr (GError) error = NULL;

  if (self->n_rows % PAGE == 0)
    store_conn_begin (self->conn, STORE_WRITE, &error);
  store_conn_run (self->conn, &error,
                  "INSERT INTO message (conversation, direction, kind, state, time, sender,"
                  " stanza_id, server_id, body, seen) VALUES (?, 0, 0, 0, ?, ?, ?, ?, ?, 1)",
                  STORE_INT (ensure_conversation (self, sender)), STORE_INT (read_time (forwarded)),
                  STORE_TEXT (sender), STORE_TEXT (xml_element_get (message, "id")),
                  STORE_TEXT (xml_element_get (result, "id")), STORE_TEXT (body));
  if (++self->n_rows % PAGE == 0)
    store_conn_commit (self->conn, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const XmlParserEvents events = { .element = on_element };
  g_autofree char *stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConn) conn = store_conn_open (argv[2], &error);
  g_autoptr (GHashTable) conversations =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reader reader = { .conn = conn, .conversations = conversations };
  XmlParser *parser = xml_parser_new (&events, XML_LIMITS_DEFAULT, &reader);
  struct timespec before, after;
  gsize length;

  g_assert_no_error (error);
  store_conn_run (
    conn, &error,
    "INSERT INTO account (id, jid, enabled, port, tls_mode, min_strength, position, created)"
    " VALUES (1, 'juliet@prosody.test', 1, 0, 0, 0, 0, 0)");
  g_file_get_contents (argv[1], &stream, &length, &error);
  g_assert_no_error (error);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &before);
  for (gsize i = 0; i < length && error == NULL; i += CHUNK)
    xml_parser_feed (parser, stream + i, MIN (CHUNK, length - i), &error);
  if (error == NULL && reader.n_rows % PAGE != 0)
    store_conn_commit (conn, &error);
  g_assert_no_error (error);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &after);
  g_print ("%.3f\n", (double) (after.tv_sec - before.tv_sec) +
                       (double) (after.tv_nsec - before.tv_nsec) / 1e9);
  xml_parser_free (parser);
  return 0;
}
