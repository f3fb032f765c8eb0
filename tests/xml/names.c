/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the pool of names. */
#include "config.h"

#include "xml/names.h"

#include <string.h>

static void
test_intern (void)
{
  g_autoptr (XmlNames) names = xml_names_new ();
  char text[] = "message";
  const char *message = xml_names_intern (names, text), *body = xml_names_intern (names, "body");

  text[0] = 'x';
  g_assert_cmpstr (message, ==, "message");
  g_assert_true (xml_names_intern (names, "message") == message);
  g_assert_true (body != message);
  g_assert_cmpstr (xml_names_intern (names, ""), ==, "");
  g_assert_cmpuint (xml_names_get_n_bytes (names), ==, strlen ("message") + strlen ("body") + 3);
}

static void
test_last_user (void)
{
  XmlNames *names = xml_names_new (), *user = xml_names_ref (names);
  const char *name = xml_names_intern (names, "presence");

  xml_names_unref (names);
  g_assert_cmpstr (name, ==, "presence");
  g_assert_true (xml_names_intern (user, "presence") == name);
  xml_names_unref (user);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/names/intern", test_intern);
  g_test_add_func ("/xml/names/last-user", test_last_user);
  return g_test_run ();
}
