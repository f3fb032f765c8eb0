/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server on the loopback that does what a script says. */

#include "server.h"

#include "client.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _Server {
  int fd;
  guint16 port;
  ServerScript script;
  gpointer data;
  GThread *thread;
  gnutls_datum_t ticket_key;
  int n_clients; /* atomic */
  int done;      /* atomic */
};

struct _Peer {
  Server *server;
  int fd;
  gnutls_session_t tls; /* (nullable) */
  GString *received;
};

static gpointer
serve (gpointer data)
{
  Server *self = data;
  int fd;

  while ((fd = accept4 (self->fd, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
    Peer peer = { .server = self, .fd = fd, .received = g_string_new (NULL) };

    g_atomic_int_inc (&self->n_clients);
    self->script (&peer, self->data);
    if (peer.tls != NULL) {
      if (peer.fd >= 0)
        gnutls_bye (peer.tls, GNUTLS_SHUT_WR);
      gnutls_deinit (peer.tls);
    }
    if (peer.fd >= 0)
      close (peer.fd);
    g_string_free (peer.received, TRUE);
  }
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

Server *
server_new (ServerScript script, gpointer data)
{
  Server *self = g_new0 (Server, 1);
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t n_bytes = sizeof address;

  self->script = script;
  self->data = data;
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_no_errno (bind (self->fd, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (getsockname (self->fd, (struct sockaddr *) &address, &n_bytes));
  self->port = ntohs (address.sin_port);
  g_assert_no_errno (listen (self->fd, 8));
  g_assert_cmpint (gnutls_session_ticket_key_generate (&self->ticket_key), ==, 0);
  self->thread = g_thread_new ("server", serve, self);
  return self;
}

guint16
server_get_port (Server *self)
{
  return self->port;
}

guint
server_get_n_clients (Server *self)
{
  return (guint) g_atomic_int_get (&self->n_clients);
}

void
server_free (Server *self)
{
  shutdown (self->fd, SHUT_RDWR);
  WAIT_UNTIL (g_atomic_int_get (&self->done));
  g_thread_join (self->thread);
  close (self->fd);
  gnutls_free (self->ticket_key.data);
  g_free (self);
}

void
peer_say (Peer *self, const char *text)
{
  peer_say_bytes (self, text, strlen (text));
}

void
peer_say_bytes (Peer *self, gconstpointer bytes, gsize n_bytes)
{
  const char *next = bytes;

  while (n_bytes > 0) {
    gssize n = self->tls ? gnutls_record_send (self->tls, next, n_bytes)
                         : send (self->fd, next, n_bytes, MSG_NOSIGNAL);

    if (n <= 0)
      return;
    next += n;
    n_bytes -= n;
  }
}

/* 0: the end; below: no proper one. */
static gssize
receive (Peer *self)
{
  char buffer[4096];
  gssize n = self->tls ? gnutls_record_recv (self->tls, buffer, sizeof buffer)
                       : recv (self->fd, buffer, sizeof buffer, 0);

  if (n > 0)
    g_string_append_len (self->received, buffer, n);
  return n;
}

void
peer_expect (Peer *self, const char *text)
{
  const char *found;

  while ((found = strstr (self->received->str, text)) == NULL)
    if (receive (self) <= 0)
      g_error ("the client hung up after \"%.200s\" instead of \"%.200s\"", self->received->str,
               text);
  g_string_erase (self->received, 0, found - self->received->str + strlen (text));
}

GBytes *
peer_read (Peer *self, gsize n_bytes)
{
  GBytes *bytes;

  while (self->received->len < n_bytes)
    if (receive (self) <= 0)
      g_error ("the client hung up after %zu bytes", self->received->len);
  bytes = g_bytes_new (self->received->str, n_bytes);
  g_string_erase (self->received, 0, n_bytes);
  return bytes;
}

char *
peer_dup_rest (Peer *self, gboolean *clean)
{
  gssize n;

  while ((n = receive (self)) > 0)
    ;
  if (clean != NULL)
    *clean = n == 0;
  return g_strdup (self->received->str);
}

gboolean
peer_start_tls (Peer *self, gnutls_certificate_credentials_t credentials, const char *priority)
{
  const gnutls_datum_t protocol = { (unsigned char *) "xmpp-client", strlen ("xmpp-client") };
  int code;

  g_assert_cmpint (gnutls_init (&self->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL), ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (self->tls, priority ? priority : "NORMAL", NULL), ==,
                   0);
  gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_certificate_server_set_request (self->tls, GNUTLS_CERT_REQUEST);
  gnutls_session_ticket_enable_server (self->tls, &self->server->ticket_key);
  gnutls_alpn_set_protocols (self->tls, &protocol, 1, 0);
  gnutls_transport_set_int (self->tls, self->fd);
  while ((code = gnutls_handshake (self->tls)) < 0 && !gnutls_error_is_fatal (code))
    ;
  return code == 0;
}

char *
peer_dup_alpn (Peer *self)
{
  gnutls_datum_t protocol;

  if (gnutls_alpn_get_selected_protocol (self->tls, &protocol) < 0)
    return NULL;
  return g_strndup ((const char *) protocol.data, protocol.size);
}

char *
peer_dup_sni (Peer *self)
{
  char name[256];
  size_t n_bytes = sizeof name;
  unsigned int type;

  if (gnutls_server_name_get (self->tls, name, &n_bytes, &type, 0) < 0)
    return NULL;
  return g_strndup (name, n_bytes);
}

gboolean
peer_was_resumed (Peer *self)
{
  return gnutls_session_is_resumed (self->tls) != 0;
}

gboolean
peer_has_certificate (Peer *self)
{
  unsigned int n;

  return gnutls_certificate_get_peers (self->tls, &n) != NULL;
}

GBytes *
peer_dup_binding (Peer *self, gnutls_channel_binding_t type)
{
  gnutls_datum_t binding;

  g_assert_cmpint (gnutls_session_channel_binding (self->tls, type, &binding), ==, 0);
  return g_bytes_new_with_free_func (binding.data, binding.size, gnutls_free, binding.data);
}

void
peer_reset (Peer *self)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  peer_drop (self);
}

void
peer_drop (Peer *self)
{
  close (self->fd);
  self->fd = -1;
}
