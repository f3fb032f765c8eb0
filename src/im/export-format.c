/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How messages are written to a file for others to read.
 */

#include "im/export-format.h"

#include "base/time.h"

#include <json-glib/json-glib.h>

/* No scripts, and nothing from elsewhere: whatever a message says, the page only shows it. */
#define HTML_BEGIN                                                                                 \
  "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"                                    \
  "<meta http-equiv=\"Content-Security-Policy\""                                                   \
  " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"                                  \
  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Kith</title>\n<style>\n"        \
  "body { font-family: sans-serif; max-width: 45em; margin: 1em auto; padding: 0 1em; }\n"         \
  ".message { margin: 0.5em 0; padding: 0.3em 0.8em; border-left: 0.3em solid #888; }\n"           \
  ".out { border-color: #3584e4; }\n"                                                              \
  ".text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }\n"           \
  ".head { color: #666; font-size: smaller; }\n"                                                   \
  "</style>\n</head>\n<body>\n"

static const char *const states[] = {
  [STORE_MESSAGE_RECEIVED] = "received", [STORE_MESSAGE_PENDING] = "pending",
  [STORE_MESSAGE_SENT] = "sent",         [STORE_MESSAGE_DELIVERED] = "delivered",
  [STORE_MESSAGE_FAILED] = "failed",
};

static const char *const kinds[] = {
  [STORE_MESSAGE_CHAT] = "chat",
  [STORE_MESSAGE_NORMAL] = "normal",
  [STORE_MESSAGE_HEADLINE] = "headline",
  [STORE_MESSAGE_ERROR] = "error",
};

static void
append_escaped (GString *text, const char *raw)
{
  g_autofree char *escaped = g_markup_escape_text (raw, -1);

  g_string_append (text, escaped);
}

static const char *
get_name (const ImExportChat *chat, const StoreMessage *message)
{
  return message->direction == STORE_MESSAGE_OUT ? chat->account : chat->name;
}

/* Local time, as a person reads it; (nullable): beyond the calendar */
static char *
format_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
}

/* Each further line is moved in, so that none can be taken for the beginning of a message. */
static void
append_indented (GString *text, const char *raw)
{
  for (const char *p = raw; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r')
      continue;
    g_string_append_unichar (text, c);
    if (c == '\n' || c == 0x2028 || c == 0x2029 || c == '\v' || c == '\f' || c == 0x85)
      g_string_append (text, "    ");
  }
}

static void
append_text (GString *text, const ImExportChat *chat, const StoreMessage *message)
{
  g_autofree char *time = format_local (message->time);

  g_string_append_printf (text, "%s  ", time != NULL ? time : "?");
  append_indented (text, get_name (chat, message));
  g_string_append (text, ": ");
  if (message->subject != NULL) {
    append_indented (text, message->subject);
    g_string_append (text, "\n    ");
  }
  append_indented (text, message->body != NULL ? message->body : "");
  g_string_append_c (text, '\n');
}

static void
append_html (GString *text, const ImExportChat *chat, const StoreMessage *message)
{
  g_autofree char *local = format_local (message->time);
  g_autofree char *stamp = base_time_format (message->time);

  g_string_append_printf (text, "<div class=\"message %s\"><div class=\"head\">",
                          message->direction == STORE_MESSAGE_OUT ? "out" : "in");
  append_escaped (text, get_name (chat, message));
  g_string_append_printf (text, " <time datetime=\"%s\">%s</time></div>\n", stamp,
                          local != NULL ? local : stamp);
  if (message->subject != NULL) {
    g_string_append (text, "<div class=\"text\"><b>");
    append_escaped (text, message->subject);
    g_string_append (text, "</b></div>\n");
  }
  g_string_append (text, "<div class=\"text\">");
  append_escaped (text, message->body != NULL ? message->body : "");
  g_string_append (text, "</div></div>\n");
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *stamp = time != 0 ? base_time_format (time) : NULL;

  add_text (builder, name, stamp);
}

static void
append_json (GString *text, const ImExportChat *chat, const StoreMessage *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;
  g_autofree char *time = base_time_format (message->time);

  json_builder_begin_object (builder);
  add_text (builder, "account", chat->account);
  add_text (builder, "chat", chat->peer);
  add_text (builder, "time", time);
  add_text (builder, "direction", message->direction == STORE_MESSAGE_OUT ? "out" : "in");
  add_text (builder, "from", message->sender);
  if (message->kind < G_N_ELEMENTS (kinds))
    add_text (builder, "type", kinds[message->kind]);
  if (message->state < G_N_ELEMENTS (states))
    add_text (builder, "state", states[message->state]);
  add_text (builder, "id", message->stanza_id);
  add_text (builder, "origin_id", message->origin_id);
  add_text (builder, "server_id", message->server_id);
  add_text (builder, "thread", message->thread);
  add_text (builder, "subject", message->subject);
  add_text (builder, "body", message->body);
  add_text (builder, "reply_to", message->reply_to);
  add_time (builder, "edited", message->edited);
  add_time (builder, "retracted", message->retracted);
  add_text (builder, "reactions", message->reactions);
  add_text (builder, "extra", message->extra);
  add_text (builder, "error", message->error_condition);
  add_text (builder, "error_text", message->error_text);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

void
im_export_append_begin (GString *text, ImExportFormat format)
{
  if (format == IM_EXPORT_HTML)
    g_string_append (text, HTML_BEGIN);
}

void
im_export_append_end (GString *text, ImExportFormat format)
{
  if (format == IM_EXPORT_HTML)
    g_string_append (text, "</body>\n</html>\n");
}

void
im_export_append_chat_begin (GString *text, ImExportFormat format, const ImExportChat *chat)
{
  if (format == IM_EXPORT_HTML) {
    g_string_append (text, "<section>\n<h1>");
    append_escaped (text, chat->name);
    g_string_append (text, "</h1>\n<p class=\"head\">");
    append_escaped (text, chat->account);
    g_string_append (text, " – ");
    append_escaped (text, chat->peer);
    g_string_append (text, "</p>\n");
  } else if (format == IM_EXPORT_TEXT) {
    g_string_append (text, "== ");
    append_indented (text, chat->name);
    g_string_append_printf (text, " <%s> – %s ==\n\n", chat->peer, chat->account);
  }
}

void
im_export_append_chat_end (GString *text, ImExportFormat format)
{
  if (format == IM_EXPORT_HTML)
    g_string_append (text, "</section>\n");
  else if (format == IM_EXPORT_TEXT)
    g_string_append_c (text, '\n');
}

void
im_export_append_message (GString *text,
                          ImExportFormat format,
                          const ImExportChat *chat,
                          const StoreMessage *message)
{
  switch (format) {
  case IM_EXPORT_HTML:
    append_html (text, chat, message);
    break;
  case IM_EXPORT_TEXT:
    append_text (text, chat, message);
    break;
  case IM_EXPORT_JSON:
  default:
    append_json (text, chat, message);
    break;
  }
}
