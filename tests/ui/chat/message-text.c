/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of the text of a message on its way into a label.
 */
#include "config.h"

#include "ui/chat/message-text.h"

static void
test_clip (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *none = ui_text_clip ("short\nand sweet\n");
  g_autofree char *lines = NULL;
  g_autofree char *words = NULL;
  g_autofree char *solid = NULL;

  g_assert_null (none);
  for (guint i = 0; i < UI_TEXT_MAX_LINES; i++)
    g_string_append (text, "line\n");
  g_string_append (text, "hidden");
  lines = ui_text_clip (text->str);
  g_assert_true (g_str_has_suffix (lines, "line…"));
  g_assert_cmpuint (strlen (lines), ==, UI_TEXT_MAX_LINES * 5 - 1 + strlen ("…"));

  g_string_truncate (text, 0);
  while (text->len < 65536)
    g_string_append (text, "wörd ");
  words = ui_text_clip (text->str);
  g_assert_true (g_str_has_suffix (words, "wörd…"));
  g_assert_cmpint (g_utf8_strlen (words, -1), <=, UI_TEXT_MAX_CHARS + 1);
  g_assert_cmpint (g_utf8_strlen (words, -1), >, UI_TEXT_MAX_CHARS - 10);

  g_string_truncate (text, 0);
  while (text->len < 65536)
    g_string_append (text, "ö");
  solid = ui_text_clip (text->str);
  g_assert_true (g_utf8_validate (solid, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (solid, -1), ==, UI_TEXT_MAX_CHARS + 1);
}

static void
test_may_open (void)
{
  static const struct {
    const char *uri;
    gboolean may;
  } cases[] = {
    { "http://example.org", TRUE },
    { "HTTPS://example.org", TRUE },
    { "xmpp:a@b.example", TRUE },
    { "mailto:a@b.example", TRUE },
    { "file:///etc/passwd", FALSE },
    { "aesgcm://example.org/x#0", FALSE },
    { "javascript:alert(1)", FALSE },
    { "data:text/html,x", FALSE },
    { "httpx://example.org", FALSE },
    { "example.org", FALSE },
    { "", FALSE },
    { " http://example.org", FALSE },
    { "admin:/usr/bin/thing", FALSE },
    { "smb://host/share", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ui_text_may_open (cases[i].uri), ==, cases[i].may);
}

/* One emoji of seven code points. */
#define FAMILY "👨‍👩‍👧‍👦"

static void
test_emoji (void)
{
  static const struct {
    const char *text;
    gboolean is_emoji;
  } cases[] = {
    { "👍", TRUE },
    { "👍🏽", TRUE },
    { "🌹", TRUE }, /* its last byte would be a digit */
    { "👍 🎉\n", TRUE },
    { FAMILY, TRUE },
    { FAMILY FAMILY FAMILY FAMILY FAMILY, TRUE },
    { FAMILY FAMILY FAMILY FAMILY FAMILY "👍", FALSE },
    { "🇩🇪", TRUE },
    { "🇩🇪🇫🇷🇮🇹🇪🇸🇵🇹", TRUE },
    { "❤️", TRUE },
    { "❤", FALSE },
    { "☺️👍", TRUE },
    { "→", FALSE },
    { "ok 👍", FALSE },
    { "👍!", FALSE },
    { "1", FALSE },
    { "1️⃣", FALSE },
    { "", FALSE },
    { " ", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ui_text_is_emoji (cases[i].text), ==, cases[i].is_emoji);
}

static void
test_direction (void)
{
  static const struct {
    const char *text;
    GtkTextDirection direction;
  } cases[] = {
    { "hello", GTK_TEXT_DIR_LTR },      { "שלום hello", GTK_TEXT_DIR_RTL },
    { "123 שלום", GTK_TEXT_DIR_RTL },   { "… (مرحبا)", GTK_TEXT_DIR_RTL },
    { "hello שלום", GTK_TEXT_DIR_LTR }, { "12:30 :)", GTK_TEXT_DIR_NONE },
    { "", GTK_TEXT_DIR_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ui_text_direction (cases[i].text, GTK_TEXT_DIR_NONE), ==, cases[i].direction);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-text/clip", test_clip);
  g_test_add_func ("/message-text/may-open", test_may_open);
  g_test_add_func ("/message-text/emoji", test_emoji);
  g_test_add_func ("/message-text/direction", test_direction);
  return g_test_run ();
}
