/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of Pidgin, from its folder of logs, logs/jabber/ACCOUNT/PEER/DATE.TIME+ZONE.html or .txt.
 *
 * A log has no ids and no more than the time of day in each line; the file's name has the date and
 * the zone. So that it can be read twice, each message is given an id made of what it says.
 */
#include "config.h"

#include "store/db.h"
#include "store/source-private.h"

#include <stdlib.h>
#include <string.h>

/* Larger logs than this are not of one conversation. */
#define MAX_FILE (64 * 1024 * 1024)

/* The colours of what was sent, received, and done (/me) by one or the other, in all versions. */
#define SENT "16569E"
#define RECEIVED "A82F2F"
#define DONE "062585"

/* Before the name of somebody who did something. */
#define STARS "***"

typedef struct {
  char *account;
  char *peer;
  char *path;
} Log;

typedef struct {
  GPtrArray *logs; /* of Log */
  guint at;
  GRegex *html;
  GRegex *text;
  GRegex *time;
  GRegex *name; /* of a file */
} Pidgin;

/* The lines of one log, as they are read. */
typedef struct {
  const Pidgin *pidgin;
  const Log *log;
  GDateTime *day;  /* midnight of the day of the last message, in the log's zone */
  int last;        /* seconds of that day */
  char *own_name;  /* (nullable): what the account is called in it, as far as that is known */
  GPtrArray *into; /* of StoreImported */
} Reading;

static void
log_free (gpointer data)
{
  Log *self = data;

  g_free (self->account);
  g_free (self->peer);
  g_free (self->path);
  g_free (self);
}

static void
pidgin_free (gpointer data)
{
  Pidgin *self = data;

  g_ptr_array_unref (self->logs);
  g_regex_unref (self->html);
  g_regex_unref (self->text);
  g_regex_unref (self->time);
  g_regex_unref (self->name);
  g_free (self);
}

/* Names of folders are escaped as in URIs, and an account may have its resource in it. */
static char *
read_address (const char *name)
{
  g_autofree char *address = g_uri_unescape_string (name, NULL);

  if (address != NULL)
    address[strcspn (address, "/")] = '\0';
  return g_steal_pointer (&address);
}

static void
add_log (Pidgin *self, const char *account, const char *peer, char *path)
{
  Log *log = g_new0 (Log, 1);

  log->account = read_address (account);
  log->peer = read_address (peer);
  log->path = path;
  g_ptr_array_add (self->logs, log);
}

static void
add_logs_of (Pidgin *self, const char *folder, const char *account, const char *peer)
{
  g_autofree char *path = g_build_filename (folder, account, peer, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  /* Group chats, what was said in private there, and what the program says of itself. */
  if (g_str_has_suffix (peer, ".chat") || strcasestr (peer, "%2f") != NULL ||
      g_str_has_prefix (peer, ".system"))
    return;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_regex_match (self->name, name, 0, NULL))
      add_log (self, account, peer, g_build_filename (path, name, NULL));
}

static void
add_account (Pidgin *self, const char *folder, const char *account)
{
  g_autofree char *path = g_build_filename (folder, account, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *peer;

  while (dir != NULL && (peer = g_dir_read_name (dir)) != NULL)
    add_logs_of (self, folder, account, peer);
}

static int
compare_logs (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Log **) a)->path, (*(Log **) b)->path);
}

/* @path: the folder "logs", or one above or below it */
static char *
find_folder (const char *path)
{
  const char *const below[] = { "jabber", "logs/jabber", ".purple/logs/jabber" };

  for (guint i = 0; i < G_N_ELEMENTS (below); i++) {
    g_autofree char *folder = g_build_filename (path, below[i], NULL);

    if (g_file_test (folder, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&folder);
  }
  return g_str_has_suffix (path, "jabber") ? g_strdup (path) : NULL;
}

static gpointer
pidgin_open (const char *path, GError **error)
{
  const GRegexCompileFlags flags = G_REGEX_OPTIMIZE | G_REGEX_RAW;
  g_autofree char *folder = find_folder (path);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *account;
  Pidgin *self;

  if (dir == NULL) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_FOREIGN, "%s has no logs of Jabber", path);
    return NULL;
  }
  self = g_new0 (Pidgin, 1);
  self->logs = g_ptr_array_new_with_free_func (log_free);
  self->name = g_regex_new ("^(\\d{4})-(\\d\\d)-(\\d\\d)\\.(\\d\\d)(\\d\\d)(\\d\\d)([+-]\\d\\d)"
                            "(\\d\\d)[^.]*\\.(html|txt)$",
                            flags, 0, NULL);
  self->html =
    g_regex_new ("^<(?:font|span)[^>]*(" SENT "|" RECEIVED "|" DONE ")[^>]*><(?:font|span)[^>]*>"
                 "\\(([^)<]*)\\)</(?:font|span)> <b>(.*?)</b></(?:font|span)>(.*?)"
                 "(?:<br ?/?>)?$",
                 flags | G_REGEX_CASELESS, 0, NULL);
  self->text =
    g_regex_new ("^\\(([^)]*)\\) (?|([^:*][^:]{0,1022}): (.*)|(\\*{3}\\S+)( .*))$", flags, 0, NULL);
  self->time = g_regex_new ("(\\d{1,2}):(\\d\\d):(\\d\\d)\\s*([AaPp]?)", flags, 0, NULL);
  while ((account = g_dir_read_name (dir)) != NULL)
    add_account (self, folder, account);
  g_ptr_array_sort (self->logs, compare_logs);
  return self;
}

static int
fetch_number (const GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return atoi (digits);
}

/* The day and the zone that the name of the file tells; (nullable): it is no day */
static GDateTime *
read_day (const Pidgin *self, const char *path, int *seconds)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;
  g_autofree char *zone = NULL;
  g_autoptr (GTimeZone) tz = NULL;

  if (!g_regex_match (self->name, base, 0, &match))
    return NULL;
  hours = g_match_info_fetch (match, 7);
  minutes = g_match_info_fetch (match, 8);
  zone = g_strconcat (hours, ":", minutes, NULL);
  tz = g_time_zone_new_identifier (zone);
  *seconds =
    fetch_number (match, 4) * 3600 + fetch_number (match, 5) * 60 + fetch_number (match, 6);
  if (tz == NULL)
    return NULL;
  return g_date_time_new (tz, fetch_number (match, 1), fetch_number (match, 2),
                          fetch_number (match, 3), 0, 0, 0);
}

/* When that was, by the time of day; G_MININT64: it has none. A time that lies before the last one
 * by more than half a day is of the next day. */
static gint64
read_time (Reading *self, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *half = NULL;
  g_autoptr (GDateTime) time = NULL;
  int hour, seconds;

  if (!g_regex_match (self->pidgin->time, text, 0, &match))
    return G_MININT64;
  hour = fetch_number (match, 1);
  half = g_match_info_fetch (match, 4);
  if (*half != '\0')
    hour = hour % 12 + (g_ascii_tolower (*half) == 'p' ? 12 : 0);
  seconds = hour * 3600 + fetch_number (match, 2) * 60 + fetch_number (match, 3);
  if (seconds < self->last - 12 * 3600) {
    GDateTime *next = g_date_time_add_days (self->day, 1);

    g_date_time_unref (self->day);
    self->day = next;
  }
  self->last = seconds;
  time = g_date_time_add_seconds (self->day, seconds);
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : G_MININT64;
}

/* What a line of HTML says: tags go, but for the ends of lines. */
static char *
strip_tags (const char *html)
{
  static const struct {
    const char *entity;
    const char *text;
  } entities[] = {
    { "&lt;", "<" },  { "&gt;", ">" },   { "&quot;", "\"" }, { "&apos;", "'" },
    { "&#39;", "'" }, { "&nbsp;", " " }, { "&amp;", "&" }, /* the last one */
  };

  GString *text = g_string_new (NULL);

  for (const char *p = html; *p != '\0';) {
    if (*p != '<') {
      g_string_append_c (text, *p++);
      continue;
    }
    if (g_ascii_strncasecmp (p, "<br", 3) == 0)
      g_string_append_c (text, '\n');
    p += strcspn (p, ">");
    p += *p == '>' ? 1 : 0;
  }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i].entity, entities[i].text, 0);
  return g_string_free (text, FALSE);
}

/* The same text at the same time by the same person is the same message. */
static char *
make_id (const Log *log, gint64 time, gboolean sent, const char *body)
{
  g_autofree char *whole = g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT "\n%d\n%s", log->account,
                                            log->peer, time, sent, body);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  return g_strdup_printf ("pidgin:%.40s", digest);
}

static void
add_message (Reading *self, gboolean sent, gint64 time, const char *text)
{
  const Log *log = self->log;
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *body = store_source_dup_text (stripped);
  StoreMessage *message;

  if (body == NULL)
    return;
  message = store_message_new (sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN, STORE_MESSAGE_CHAT,
                               sent ? log->account : log->peer, time);
  message->stanza_id = make_id (log, time, sent, body);
  message->body = g_steal_pointer (&body);
  if (sent) {
    message->origin_id = g_strdup (message->stanza_id);
    message->state = STORE_MESSAGE_SENT;
  }
  g_ptr_array_add (self->into, store_imported_new (log->account, log->peer, message));
}

/* In the name is who wrote; after three stars they did something (/me). */
static char *
join_action (const char *name, const char *body)
{
  return g_strconcat (g_str_has_prefix (name, STARS) ? "/me" : "", body, NULL);
}

/* Who wrote is told by a name only: the account's address, with or without its resource, or what goes
 * before the @ of it is theirs. Other names are the peer's. */
static gboolean
is_own_name (const Reading *self, const char *name)
{
  const char *account = self->log->account;
  gsize n_local = strcspn (account, "@"), n_bare;

  if (g_str_has_prefix (name, STARS))
    name += strlen (STARS);
  n_bare = strcspn (name, "/");
  return g_strcmp0 (name, self->own_name) == 0 ||
         g_ascii_strncasecmp (name, account, MAX (n_bare, strlen (account))) == 0 ||
         (strlen (name) == n_local && g_ascii_strncasecmp (name, account, n_local) == 0);
}

/* The colour of what was done does not tell by whom. */
static gboolean
is_sent (Reading *self, const char *color, const char *name)
{
  if (g_ascii_strcasecmp (color, DONE) == 0)
    return is_own_name (self, name);
  if (g_ascii_strcasecmp (color, SENT) != 0)
    return FALSE;
  g_free (self->own_name);
  self->own_name = g_strndup (name, strlen (name) - (g_str_has_suffix (name, ":") ? 1 : 0));
  return TRUE;
}

static void
read_html_line (Reading *self, const char *line)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *color = NULL;
  g_autofree char *when = NULL;
  g_autofree char *name = NULL;
  g_autofree char *html = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  gint64 time;

  if (!g_regex_match (self->pidgin->html, line, 0, &match))
    return;
  color = g_match_info_fetch (match, 1);
  when = g_match_info_fetch (match, 2);
  name = g_match_info_fetch (match, 3);
  html = g_match_info_fetch (match, 4);
  time = read_time (self, when);
  if (time == G_MININT64)
    return;
  body = strip_tags (html);
  text = join_action (name, body);
  add_message (self, is_sent (self, color, name), time, text);
}

/* Lines without a time belong to the message before. */
static void
read_text_lines (Reading *self, char **lines)
{
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL;) {
    g_autoptr (GMatchInfo) match = NULL;
    g_autofree char *when = NULL;
    g_autofree char *name = NULL;
    g_autofree char *first = NULL;
    g_autofree char *action = NULL;
    g_autoptr (GString) body = NULL;
    gint64 time;

    if (!g_regex_match (self->pidgin->text, lines[i++], 0, &match))
      continue;
    when = g_match_info_fetch (match, 1);
    name = g_match_info_fetch (match, 2);
    first = g_match_info_fetch (match, 3);
    time = read_time (self, when);
    if (time == G_MININT64)
      continue;
    action = join_action (name, first);
    body = g_string_new (action);
    for (; lines[i] != NULL && lines[i][0] != '('; i++)
      g_string_append_printf (body, "\n%s", lines[i]);
    add_message (self, is_own_name (self, name), time, body->str);
  }
}

/* What cannot be read is left out: one file of thousands. */
static void
read_log (const Pidgin *self, const Log *log, GPtrArray *into)
{
  Reading reading = { .pidgin = self, .log = log, .into = into };
  g_autoptr (GFile) file = g_file_new_for_path (log->path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *raw = NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  reading.day = read_day (self, log->path, &reading.last);
  if (reading.day == NULL || info == NULL || g_file_info_get_size (info) > MAX_FILE ||
      !g_file_get_contents (log->path, &raw, &length, NULL)) {
    g_clear_pointer (&reading.day, g_date_time_unref);
    return;
  }
  contents = g_utf8_make_valid (raw, (gssize) length);
  lines = g_strsplit (contents, "\n", -1);
  if (g_str_has_suffix (log->path, ".html"))
    for (guint i = 0; lines[i] != NULL; i++)
      read_html_line (&reading, lines[i]);
  else
    read_text_lines (&reading, lines);
  g_date_time_unref (reading.day);
  g_free (reading.own_name);
}

static GPtrArray *
pidgin_read (gpointer data, guint n, double *progress, GError **error)
{
  Pidgin *self = data;
  GPtrArray *messages = g_ptr_array_new_with_free_func (store_imported_free);

  while (self->at < self->logs->len && messages->len < n)
    read_log (self, self->logs->pdata[self->at++], messages);
  *progress = self->logs->len > 0 ? (double) self->at / self->logs->len : 1;
  return messages;
}

const StoreSourceClass store_source_pidgin = { pidgin_open, pidgin_read, pidgin_free };
