/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of copies: enabled once in a session, read as the XEP's examples. */
#include "config.h"

#include "xmpp/xep/0280-carbons.h"

#include "mock/online.h"
#include "xmpp/snippet.h"
#include "xmpp/stanza.h"

#define ENABLE "C: <iq id='*' type='set'><enable xmlns='urn:xmpp:carbons:2'/></iq>\n"
#define COPY(side, inner)                                                                          \
  "<message from='romeo@example.org' to='romeo@example.org/orchard'><" side                        \
  " xmlns='urn:xmpp:carbons:2'>" inner "</" side "></message>"
#define FORWARDED(from, to)                                                                        \
  "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='" from "' to='" to   \
  "' type='chat'><body>What man art thou</body></message></forwarded>"

static const XmppModuleType modules[] = { xmpp_carbons_get_type, NULL };

static void
test_enable (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  mock_online_play (f, ENABLE "S: <iq id='@' type='result'/>\n--");

  /* A new session begins without; a server that refuses is left in peace. */
  mock_online_lose (f);
  mock_online_sign_in (f, NULL);
  mock_online_play (f,
                    ENABLE "S: <iq id='@' type='error'><error type='cancel'><service-unavailable "
                           "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n--");
}

static void
check (const char *text, const char *from, gboolean expected_sent)
{
  g_autoptr (XmlElement) message = snippet_parse (text);
  gboolean sent = FALSE;
  const XmlElement *copy = xmpp_carbons_read (message, &sent);

  g_assert_cmpstr (copy != NULL ? xml_element_get (copy, "from") : NULL, ==, from);
  if (copy != NULL)
    g_assert_true (sent == expected_sent);
}

static void
test_read (void)
{
  check (COPY ("received", FORWARDED ("juliet@capulet.example/balcony", "romeo@example.org/home")),
         "juliet@capulet.example/balcony", FALSE);
  check (COPY ("sent", FORWARDED ("romeo@example.org/home", "juliet@capulet.example")),
         "romeo@example.org/home", TRUE);
  check (COPY ("sent", ""), NULL, TRUE);
  check ("<message><body>What man art thou</body></message>", NULL, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/carbons/enable", MockOnline, modules, mock_online_setup, test_enable,
              mock_online_teardown);
  g_test_add_func ("/carbons/read", test_read);

  return g_test_run ();
}
