/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client and a server that have begun a stream. */

#include "talk.h"

const XmppTimeouts patient = { .connect_ms = 10000, .handshake_ms = 10000, .close_ms = 10000 };
const XmppTimeouts impatient = { .connect_ms = 10000, .handshake_ms = 10000, .close_ms = 100 };

Pki *pki;

void
talk_init (void)
{
  pki = pki_new ();
}

void
talk_clear (void)
{
  g_clear_pointer (&pki, pki_free);
}

Client *
new_client (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts)
{
  g_autoptr (XmppEndpoint) endpoint =
    xmpp_endpoint_new ("127.0.0.1", server_get_port (server), mode);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, pki_get_database (pki), NULL);

  return client_new (xmpp_tcp_new (endpoint, PKI_DOMAIN, trust, NULL, timeouts));
}

Client *
begin (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts)
{
  Client *client = new_client (server, mode, timeouts);
  GError *error = NULL;

  g_assert_true (client_connect (client, &error));
  g_assert_no_error (error);
  client_open (client, PKI_DOMAIN);
  return client;
}

void
end (Client *client, Server *server)
{
  client_free (client);
  server_free (server);
}

void
greet (Peer *peer)
{
  peer_expect (peer, "<stream:stream ");
  peer_expect (peer, ">");
  peer_say (peer, HEADER "<stream:features/>");
}

void
greet_within_tls (Peer *peer)
{
  if (!peer_start_tls (peer, pki_get_credentials (pki, PKI_GOOD), NULL))
    g_error ("no handshake");
  greet (peer);
}
