/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Escaping of what a local part must not have (XEP-0106): d'artagnan is d\27artagnan. */
#include "config.h"

#include "xmpp/jid-escape.h"

#include "xmpp/jid.h"

#include <string.h>

#define ESCAPED " \"&'/:<>@\\"

/* If @at begins with an escape, the character it stands for, else 0. Written escapes are always in
 * lower case; in what is to be escaped upper case counts as well, for preparation lowers it. */
static char
read_escape (const char *at, gboolean any_case)
{
  int high, low;
  char c;

  if (at[0] != '\\' || !g_ascii_isxdigit (at[1]) || !g_ascii_isxdigit (at[2]))
    return 0;
  if (!any_case && (g_ascii_isupper (at[1]) || g_ascii_isupper (at[2])))
    return 0;

  high = g_ascii_xdigit_value (at[1]);
  low = g_ascii_xdigit_value (at[2]);
  c = (char) (high << 4 | low);
  return c != 0 && strchr (ESCAPED, c) != NULL ? c : 0;
}

char *
xmpp_jid_escape_local (const char *text, GError **error)
{
  g_autoptr (GString) local = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_has_prefix (text, " ") || g_str_has_suffix (text, " ")) {
    g_set_error_literal (error, XMPP_JID_ERROR, XMPP_JID_ERROR_LOCALPART,
                         "The local part begins or ends with a space");
    return NULL;
  }

  local = g_string_new (NULL);
  for (const char *c = text; *c != '\0'; c++) {
    gboolean escape = *c == '\\' ? read_escape (c, TRUE) != 0 : strchr (ESCAPED, *c) != NULL;

    if (escape)
      g_string_append_printf (local, "\\%02x", *c);
    else
      g_string_append_c (local, *c);
  }
  return g_string_free (g_steal_pointer (&local), FALSE);
}

char *
xmpp_jid_unescape_local (const char *local)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (local != NULL, NULL);

  text = g_string_new (NULL);
  for (const char *c = local; *c != '\0'; c++) {
    char escaped = read_escape (c, FALSE);

    /* "\20" at either end is no escape. */
    if (escaped == ' ' && (c == local || c[3] == '\0'))
      escaped = 0;

    g_string_append_c (text, escaped != 0 ? escaped : *c);
    if (escaped != 0)
      c += 2;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
