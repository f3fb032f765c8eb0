/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: any text as an address. What is accepted keeps the promises of xmpp/jid.h. */
#include "config.h"

#include "xmpp/jid-escape.h"
#include "xmpp/jid.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_part (const char *part)
{
  g_assert_true (part == NULL || (*part != '\0' && strlen (part) <= 1023));
}

static void
check (XmppJid *jid)
{
  g_autoptr (XmppJid) again = xmpp_jid_parse_wire (xmpp_jid_string (jid), NULL);
  g_autoptr (XmppJid) bare = xmpp_jid_bare (jid);
  g_autofree char *host = xmpp_jid_dup_host (jid);

  g_assert_true (g_utf8_validate (xmpp_jid_string (jid), -1, NULL));
  check_part (xmpp_jid_local (jid));
  check_part (xmpp_jid_domain (jid));
  check_part (xmpp_jid_resource (jid));
  g_assert_true (g_str_is_ascii (host));

  g_assert_nonnull (again);
  g_assert_true (xmpp_jid_equal (jid, again));
  g_assert_true (xmpp_jid_equal_bare (jid, bare));
}

static void
check_escape (const char *text)
{
  g_autofree char *local = xmpp_jid_escape_local (text, NULL);
  g_autofree char *back = NULL;

  if (local == NULL)
    return;
  back = xmpp_jid_unescape_local (local);
  g_assert_cmpstr (back, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) typed = xmpp_jid_parse (text, &error);
  g_autoptr (XmppJid) wire = xmpp_jid_parse_wire (text, NULL);

  g_assert_true ((typed == NULL) == (error != NULL));
  if (typed != NULL)
    g_assert_true (wire != NULL && xmpp_jid_equal (typed, wire));
  if (wire != NULL)
    check (wire);
  check_escape (text);

  return 0;
}
