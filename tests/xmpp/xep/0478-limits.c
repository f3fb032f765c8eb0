/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server tells of its limits, and a stanza at the edge of them. */
#include "xmpp/xep/0478-limits.h"

#include "../snippet.h"

#define FEATURES(content)                                                                          \
  "<features xmlns='http://etherx.jabber.org/streams'>" content "</features>"
#define LIMITS(content) FEATURES ("<limits xmlns='urn:xmpp:stream-limits:0'>" content "</limits>")

static void
test_read (void)
{
  static const struct {
    const char *features;
    XmppLimits limits;
  } cases[] = {
    /* XEP-0478 §3.1 */
    { LIMITS ("<max-bytes>10000</max-bytes><idle-seconds>1800</idle-seconds>"), { 10000, 1800 } },
    { LIMITS ("<idle-seconds> 60 </idle-seconds>"), { 0, 60 } },
    { LIMITS ("<max-bytes>4294967296</max-bytes>"), { 0, 0 } },
    { LIMITS ("<max-bytes>-1</max-bytes><idle-seconds>soon</idle-seconds>"), { 0, 0 } },
    { LIMITS (""), { 0, 0 } },
    { FEATURES (""), { 0, 0 } },
    { FEATURES ("<limits xmlns='other'><max-bytes>1</max-bytes></limits>"), { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) features = snippet_parse (cases[i].features);
    XmppLimits limits = { 1, 1 };

    g_test_message ("%s", cases[i].features);
    xmpp_limits_read (features, &limits);
    g_assert_cmpuint (limits.max_bytes, ==, cases[i].limits.max_bytes);
    g_assert_cmpuint (limits.idle_s, ==, cases[i].limits.idle_s);
  }
}

static void
test_allow (void)
{
  /* Bytes, not characters. */
  g_autoptr (XmlElement) stanza =
    snippet_parse ("<message xmlns='jabber:client'><body>\303\251</body></message>");
  gsize length = strlen ("<message><body>\303\251</body></message>");

  g_assert_true (xmpp_limits_allow (&(XmppLimits){ 0, 0 }, stanza));
  g_assert_true (xmpp_limits_allow (&(XmppLimits){ length, 0 }, stanza));
  g_assert_false (xmpp_limits_allow (&(XmppLimits){ length - 1, 0 }, stanza));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xmpp/xep/limits/read", test_read);
  g_test_add_func ("/xmpp/xep/limits/allow", test_allow);
  return g_test_run ();
}
