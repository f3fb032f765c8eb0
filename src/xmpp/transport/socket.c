/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kernel is to do for a connection that lives for days. */

#include "config.h"

#include "xmpp/transport/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* What the kernel notices by itself: a peer that acknowledges nothing for 30 s is gone, a silent one
 * is probed after two minutes, which also keeps address translators from forgetting us. */
static const struct {
  int level, name, value;
} socket_options[] = {
  { IPPROTO_TCP, TCP_NODELAY, 1 },    { IPPROTO_TCP, TCP_USER_TIMEOUT, 30 * 1000 },
  { SOL_SOCKET, SO_KEEPALIVE, 1 },    { IPPROTO_TCP, TCP_KEEPIDLE, 120 },
  { IPPROTO_TCP, TCP_KEEPINTVL, 15 }, { IPPROTO_TCP, TCP_KEEPCNT, 3 },
};

void
xmpp_socket_tune (GSocket *socket)
{
  for (guint i = 0; i < G_N_ELEMENTS (socket_options); i++) {
    g_autoptr (GError) error = NULL;

    if (!g_socket_set_option (socket, socket_options[i].level, socket_options[i].name,
                              socket_options[i].value, &error))
      g_debug ("socket option %d/%d: %s", socket_options[i].level, socket_options[i].name,
               error->message);
  }
}
