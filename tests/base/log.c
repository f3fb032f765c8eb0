/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the log: what must never come out of it, and that the rest does. */
#include "config.h"

#include "base/log.h"

#include <string.h>

static void
test_redact (void)
{
  static const struct {
    const char *message, *redacted; /* NULL: the same */
  } cases[] = {
    { "", NULL },
    { "Connected to example.org in 12 ms", NULL },
    { "a < b and b > a", NULL },
    { "<presence/> then some words", NULL },
    { "<message to='a@b' id='1'><body>secret</body></message>",
      "<message to='a@b' id='1'><body>\u2026</body></message>" },
    { "<message><body>a&lt;b</body><x xmlns='y'/>secret</message> end",
      "<message><body>\u2026</body><x xmlns='y'/>\u2026</message> end" },
    { "<message>\n  <body>secret</body>\n</message>", "<message><body>\u2026</body></message>" },
    { "<body><![CDATA[secret > secret]]></body>", "<body><\u2026</body>" },
    { "<presence><show>away</show><priority>5</priority><status>secret</status></presence>",
      "<presence><show>away</show><priority>5</priority><status>\u2026</status></presence>" },
    { "<mechanisms><mechanism>PLAIN</mechanism></mechanisms>", NULL },
    { "<show><body>secret</body></show>", "<show><body>\u2026</body></show>" },
    { "<show>away</show>secret</presence>", "<show>away</show>\u2026</presence>" },
    { "<show/><body>secret</body>", "<show/><body>\u2026</body>" },
    { "<!-- secret --> <?xml version='1.0'?><a/>", "<\u2026 <?xml version='1.0'?><a/>" },
    { "<show><a/>secret</show>", "<show><a/>\u2026</show>" },
    { "<auth xmlns='urn:x' mechanism='PLAIN'>AGEAYg==</auth>",
      "<auth xmlns='urn:x' mechanism='PLAIN'>\u2026</auth>" },
    { "<challenge>cj1h</challenge><response>Yz1i</response><success>dj1j</success>",
      "<challenge>\u2026</challenge><response>\u2026</response><success>\u2026</success>" },
    { "<sasl:auth><initial-response>secret</initial-response></sasl:auth>",
      "<sasl:auth><initial-response>\u2026</initial-response></sasl:auth>" },
    { "<query><username>bill</username><password>secret</password></query>",
      "<query><username>\u2026</username><password>\u2026</password></query>" },
    { "<token expiry='2026' token='secret'/>", "<token expiry='2026' token=\u2026/>" },
    { "<token token = \"sec'ret\" a='b'/>", "<token token = \u2026 a='b'/>" },
    { "<key rid='1' prekey='true'>c2Vj</key>", "<key rid='1' prekey=\u2026>\u2026</key>" },
    /* cut off */
    { "<message><body>secr", "<message><body>\u2026" },
    { "<message><body>secret</bo", "<message><body>\u2026<\u2026" },
    { "<auth token='secr", "<\u2026" },
    { "secret</body></message> end", "\u2026</body></message> end" },
    /* other places */
    { "user=bill password=secret host=x", "user=bill password=\u2026 host=x" },
    { "Password: secret, then", "Password: \u2026, then" },
    { "password: \"two words\" end", "password: \u2026 end" },
    { "the privateKey=abc; token = x", "the privateKey=\u2026; token = \u2026" },
    { "The password is wrong", NULL },
    { "key:", NULL },
    { "<stream:stream to='a'><message><body>x</body>",
      "<stream:stream to='a'><message><body>\u2026</body>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *redacted = base_log_redact (cases[i].message);

    g_assert_cmpstr (redacted, ==,
                     cases[i].redacted != NULL ? cases[i].redacted : cases[i].message);
  }
}

static void
log_something (void)
{
  base_log_init ();
  g_log_structured_standard ("app-test", G_LOG_LEVEL_MESSAGE, "f", "1", "g", "%s", "<a>secret</a>");
  g_log_structured_standard ("app-on", G_LOG_LEVEL_DEBUG, "f", "1", "g", "%s", "<b>secret</b>");
  g_log_structured_standard ("app-off", G_LOG_LEVEL_DEBUG, "f", "1", "g", "%s", "<c/>");
  /* The old way, which libraries still go; and one with a length. */
  g_log ("gtk", G_LOG_LEVEL_MESSAGE, "password=%s", "secret");
  g_log_structured_array (G_LOG_LEVEL_MESSAGE,
                          (GLogField[]){ { "MESSAGE", "token=a b=1, and more", 11 } }, 1);
}

static void
test_writer (void)
{
  if (g_test_subprocess ()) {
    log_something ();
    return;
  }
  g_setenv ("G_MESSAGES_DEBUG", "app-on", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*<a>*</a>*");
  g_test_trap_assert_stdout ("*<b>*</b>*");
  g_test_trap_assert_stdout_unmatched ("*<c/>*");
  g_test_trap_assert_stderr ("*password=*");
  g_test_trap_assert_stderr ("*token=* b=1\n*");
  g_test_trap_assert_stderr_unmatched ("*secret*");
  g_test_trap_assert_stdout_unmatched ("*secret*");
  g_test_trap_assert_stderr_unmatched ("*and more*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/redact", test_redact);
  g_test_add_func ("/base/log/writer", test_writer);
  return g_test_run ();
}
