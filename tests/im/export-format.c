/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that a message stays a text in each format, whatever it says.
 */

#include "im/export-format.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const ImExportChat chat = {
  .account = (char *) "juliet@example.org",
  .peer = (char *) "romeo@example.net",
  .name = (char *) "Romeo <script>",
};

static StoreMessage *
new_message (const char *body)
{
  StoreMessage *message =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "romeo@example.net/orchard",
                       G_GINT64_CONSTANT (1790000000250000));

  message->body = g_strdup (body);
  message->stanza_id = g_strdup ("s1");
  return message;
}

static char *
format (ImExportFormat format, const StoreMessage *message)
{
  g_autoptr (GString) text = g_string_new (NULL);

  im_export_append_begin (text, format);
  im_export_append_chat_begin (text, format, &chat);
  im_export_append_message (text, format, &chat, message);
  im_export_append_chat_end (text, format);
  im_export_append_end (text, format);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_html (void)
{
  g_autoptr (StoreMessage) message =
    new_message ("</div><script>alert (1)</script>\n\"'&\x01 <img src=x onerror=y>");
  g_autofree char *html = format (IM_EXPORT_HTML, message);

  g_assert_nonnull (strstr (html, "<h1>Romeo &lt;script&gt;</h1>"));
  g_assert_nonnull (strstr (html, "&lt;/div&gt;&lt;script&gt;alert (1)&lt;/script&gt;\n&quot;"));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_nonnull (strstr (html, "datetime=\"2026-09-21T14:13:20.250Z\""));
  g_assert_true (g_str_has_suffix (html, "</html>\n"));
}

/* No line of a message can be taken for the beginning of another. */
static void
test_text (void)
{
  g_autoptr (StoreMessage) message =
    new_message ("One\n2026-01-01 00:00:00  Juliet: I owe you\r\n\342\200\250forged");
  g_autofree char *text = format (IM_EXPORT_TEXT, message);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[0], ==, "== Romeo <script> <romeo@example.net> – juliet@example.org ==");
  g_assert_true (g_str_has_prefix (lines[2], "2026-09-21 "));
  g_assert_true (g_str_has_suffix (lines[2], "  Romeo <script>: One"));
  g_assert_cmpstr (lines[3], ==, "    2026-01-01 00:00:00  Juliet: I owe you");
  g_assert_cmpstr (lines[4], ==, "    \342\200\250    forged");
}

static void
test_json (void)
{
  g_autoptr (StoreMessage) message = new_message ("Two\nlines \"quoted\" \\ 🌹");
  g_autofree char *json = format (IM_EXPORT_JSON, message);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  /* One line, with its end. */
  g_assert_true (strchr (json, '\n') == json + strlen (json) - 1);
  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "account"), ==, "juliet@example.org");
  g_assert_cmpstr (json_object_get_string_member (object, "chat"), ==, "romeo@example.net");
  g_assert_cmpstr (json_object_get_string_member (object, "time"), ==, "2026-09-21T14:13:20.250Z");
  g_assert_cmpstr (json_object_get_string_member (object, "direction"), ==, "in");
  g_assert_cmpstr (json_object_get_string_member (object, "from"), ==, "romeo@example.net/orchard");
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "s1");
  g_assert_cmpstr (json_object_get_string_member (object, "body"), ==, message->body);
  g_assert_false (json_object_has_member (object, "subject"));
}

/* A time beyond the calendar, and nothing but a subject. */
static void
test_odd (void)
{
  g_autoptr (StoreMessage) message = new_message (NULL);

  message->time = G_MAXINT64;
  message->subject = g_strdup ("Only that");
  for (ImExportFormat i = IM_EXPORT_HTML; i <= IM_EXPORT_JSON; i++) {
    g_autofree char *text = format (i, message);

    g_assert_nonnull (strstr (text, "Only that"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/export-format/html", test_html);
  g_test_add_func ("/im/export-format/text", test_text);
  g_test_add_func ("/im/export-format/json", test_json);
  g_test_add_func ("/im/export-format/odd", test_odd);
  return g_test_run ();
}
