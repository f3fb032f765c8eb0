/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * That the kernel is told what a long connection needs. */

#include "xmpp/transport/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

static void
test_options (void)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  int value = 0;

  xmpp_socket_tune (socket);
  g_assert_true (g_socket_get_option (socket, IPPROTO_TCP, TCP_NODELAY, &value, NULL));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (g_socket_get_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &value, NULL));
  g_assert_cmpint (value, ==, 30 * 1000);
  g_assert_true (g_socket_get_option (socket, SOL_SOCKET, SO_KEEPALIVE, &value, NULL));
  g_assert_cmpint (value, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/socket/options", test_options);
  return g_test_run ();
}
