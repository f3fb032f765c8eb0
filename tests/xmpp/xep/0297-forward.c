/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of forwarded messages: the XEP's example, and what is no message. */
#include "config.h"

#include "xmpp/xep/0297-forward.h"

#include "xmpp/snippet.h"
#include "xmpp/stanza.h"

#define FORWARDED(inner) "<x><forwarded xmlns='urn:xmpp:forward:0'>" inner "</forwarded></x>"
#define DELAY "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"
#define MESSAGE(attrs) "<message xmlns='jabber:client' " attrs "><body>Yet</body></message>"

static void
check (const char *text, const char *body, gint64 expected_time)
{
  g_autoptr (XmlElement) parent = snippet_parse (text);
  gint64 time = -1;
  const XmlElement *message = xmpp_forward_read (parent, &time);
  g_autofree char *found = message != NULL ? xmpp_message_dup_body (message, NULL) : NULL;

  g_assert_cmpstr (found, ==, body);
  g_assert_cmpint (time, ==, expected_time);
  g_assert_true (xmpp_forward_read (parent, NULL) == message);
}

static void
test_read (void)
{
  const gint64 example = G_GINT64_CONSTANT (1278803305) * G_USEC_PER_SEC;

  check (FORWARDED (DELAY MESSAGE ("from='a@b/c' to='d@e'")), "Yet", example);
  check (FORWARDED (MESSAGE ("to='d@e'")), "Yet", 0);
  check (FORWARDED (DELAY), NULL, -1);
  check ("<x/>", NULL, -1);
  check (FORWARDED (DELAY MESSAGE ("from='@'")), NULL, -1);
  check (FORWARDED (DELAY MESSAGE ("from='a@b' to='@'")), NULL, -1);
  check (FORWARDED (DELAY "<presence xmlns='jabber:client'/>"), NULL, -1);
  check (FORWARDED ("<message xmlns='urn:test'/>"), NULL, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forward/read", test_read);

  return g_test_run ();
}
