/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with a host and a port that a person typed.
 */
#include "config.h"

#include "ui/account/server-fault.h"

#include "xmpp/jid.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static gboolean
is_host (const char *text)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse (text, NULL);

  if (g_hostname_is_ip_address (text))
    return TRUE;
  return jid != NULL && xmpp_jid_local (jid) == NULL && xmpp_jid_is_bare (jid);
}

const char *
ui_server_fault (const char *host, const char *port)
{
  g_autofree char *stripped = g_strstrip (g_strdup (host));

  if (*stripped != '\0' && !is_host (stripped))
    return _ ("A host is a name such as xmpp.example.org, or an IP address.");
  if (*port != '\0' && !g_ascii_string_to_unsigned (port, 10, 1, G_MAXUINT16, NULL, NULL))
    return _ ("A port is a number from 1 to 65535.");
  return NULL;
}
