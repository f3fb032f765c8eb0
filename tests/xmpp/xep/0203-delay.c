/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of delays: the XEPs' examples, who is trusted, hostile ones. */
#include "config.h"

#include "xmpp/xep/0203-delay.h"

#include "../snippet.h"

#define SECOND G_GINT64_CONSTANT (1000000)

static void
test_read (void)
{
  static const struct {
    const char *children;
    const char *by; /* NULL: anybody */
    gint64 time_s;  /* 0: none */
  } cases[] = {
    /* XEP-0203 §3 */
    { "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'>"
      "Offline Storage</delay>",
      NULL, 1031699305 },
    { "<delay xmlns='urn:xmpp:delay' from='Capulet.com' stamp='2002-09-10T23:08:25Z'/>",
      "capulet.com", 1031699305 },
    /* XEP-0091 §3 */
    { "<x xmlns='jabber:x:delay' from='capulet.com' stamp='20020910T23:08:25'>"
      "Offline Storage</x>",
      NULL, 1031699305 },
    { "<x xmlns='jabber:x:delay' from='capulet.com' stamp='20020910T23:08:25'/>", "capulet.com",
      1031699305 },
    /* The new form wins over the old, wherever they stand. */
    { "<x xmlns='jabber:x:delay' stamp='20010910T23:08:25'/>"
      "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>",
      NULL, 1031699305 },
    /* Only the trusted one counts, and it must say who it is. */
    { "<delay xmlns='urn:xmpp:delay' from='evil.example' stamp='2030-01-01T00:00:00Z'/>"
      "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'/>",
      "capulet.com", 1031699305 },
    { "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>", "capulet.com", 0 },
    { "<delay xmlns='urn:xmpp:delay' from='@' stamp='2002-09-10T23:08:25Z'/>", "capulet.com", 0 },
    { "<delay xmlns='urn:xmpp:delay' from='capulet.com/x' stamp='2002-09-10T23:08:25Z'/>",
      "capulet.com", 0 },
    /* Who forges one cannot know when it will be delivered: the latest counts. */
    { "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2001-01-01T00:00:00Z'/>"
      "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'/>"
      "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-01-01T00:00:00Z'/>",
      "capulet.com", 1031699305 },
    /* Those that can be read. */
    { "<delay xmlns='urn:xmpp:delay' stamp='yesterday'/><delay xmlns='urn:xmpp:delay'/>"
      "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>",
      NULL, 1031699305 },
    { "", NULL, 0 },
    { "<delay xmlns='urn:xmpp:delay' stamp=''/>", NULL, 0 },
    { "<delay xmlns='urn:xmpp:delay' stamp='20020910T23:08:25'/>", NULL, 0 },
    { "<delay stamp='2002-09-10T23:08:25Z'/>", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("<message>%s</message>", cases[i].children);
    g_autoptr (XmlElement) message = snippet_parse (text);
    g_autoptr (XmppJid) by = cases[i].by != NULL ? xmpp_jid_parse (cases[i].by, NULL) : NULL;
    gint64 time_us = -1;

    g_test_message ("%s", text);
    g_assert_cmpint (xmpp_delay_read (message, by, &time_us), ==, cases[i].time_s != 0);
    g_assert_cmpint (time_us, ==, cases[i].time_s != 0 ? cases[i].time_s * SECOND : -1);
  }
}

static void
test_build (void)
{
  g_autoptr (XmppJid) by = xmpp_jid_parse ("capulet.com", NULL);
  g_autoptr (XmlElement) delay = xmpp_delay_build (1031699305 * SECOND, by);
  g_autoptr (XmlElement) unsigned_delay = xmpp_delay_build (1031699305 * SECOND, NULL);

  snippet_assert_equal (
    delay, "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'/>");
  snippet_assert_equal (unsigned_delay,
                        "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delay/read", test_read);
  g_test_add_func ("/delay/build", test_build);

  return g_test_run ();
}
