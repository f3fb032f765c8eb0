/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the preferences of an archive: the XEP's examples, and what is none of it. */
#include "config.h"

#include "xmpp/xep/0441-archive-prefs.h"

#include "xmpp/snippet.h"
#include "xmpp/xep/0313-mam.h"

#define PREFS(policy, inside)                                                                      \
  "<prefs xmlns='urn:xmpp:mam:2' default='" policy "'>" inside "</prefs>"
#define RULES                                                                                      \
  "<always><jid>romeo@montague.lit</jid></always><never><jid>montague@montague.lit</jid></never>"

static void
test_read (void)
{
  static const struct {
    const char *reply;
    int policy; /* -1: none */
  } cases[] = {
    { PREFS ("always", ""), XMPP_ARCHIVE_ALWAYS },
    { PREFS ("roster", "<always/><never/>"), XMPP_ARCHIVE_ROSTER }, /* Example 2. */
    { PREFS ("never", RULES), XMPP_ARCHIVE_NEVER },
    { PREFS ("Never", ""), -1 },
    { "<prefs xmlns='urn:xmpp:mam:2'/>", -1 },
    { "<prefs xmlns='urn:xmpp:mam:1' default='never'/>", -1 },
    { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("<iq type='result'>%s</iq>", cases[i].reply);
    g_autoptr (XmlElement) reply = snippet_parse (text);
    g_autoptr (GError) error = NULL;
    XmppArchivePolicy policy = XMPP_ARCHIVE_ALWAYS;

    if (xmpp_archive_prefs_read (reply, &policy, &error))
      g_assert_cmpint (policy, ==, cases[i].policy);
    else {
      g_assert_cmpint (cases[i].policy, ==, -1);
      g_assert_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_INVALID);
    }
  }
}

static void
test_build (void)
{
  static const struct {
    const char *reply;
    XmppArchivePolicy policy;
    const char *set;
  } cases[] = {
    /* Example 4. */
    { PREFS ("always", RULES), XMPP_ARCHIVE_ROSTER, PREFS ("roster", RULES) },
    { PREFS ("always", "<never/>"), XMPP_ARCHIVE_NEVER, PREFS ("never", "<always/><never/>") },
    { "", XMPP_ARCHIVE_ALWAYS, PREFS ("always", "<always/><never/>") },
  };

  g_autoptr (XmlElement) get = xmpp_archive_prefs_build_get ();

  snippet_assert_equal (get, "<prefs xmlns='urn:xmpp:mam:2'/>");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("<iq type='result'>%s</iq>", cases[i].reply);
    g_autoptr (XmlElement) reply = snippet_parse (text);
    g_autoptr (GError) error = NULL;
    g_autoptr (XmlElement) set = xmpp_archive_prefs_build_set (reply, cases[i].policy, &error);

    g_assert_no_error (error);
    snippet_assert_equal (set, cases[i].set);
  }
}

/* Better nothing is changed than that the server ends the stream, or that rules get lost. */
static void
test_too_many_rules (void)
{
  g_autoptr (GString) text = g_string_new ("<iq><prefs xmlns='urn:xmpp:mam:2'><never>");
  g_autoptr (XmlElement) reply = NULL;
  g_autoptr (XmlElement) set = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "<jid>montague%u@montague.lit</jid>", i);
  g_string_append (text, "</never></prefs></iq>");
  reply = snippet_parse (text->str);
  set = xmpp_archive_prefs_build_set (reply, XMPP_ARCHIVE_NEVER, &error);
  g_assert_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_TOO_MUCH);
  g_assert_null (set);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-prefs/read", test_read);
  g_test_add_func ("/archive-prefs/build", test_build);
  g_test_add_func ("/archive-prefs/too-many-rules", test_too_many_rules);
  return g_test_run ();
}
