/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A web server on the loopback, in the test's own main loop. */

#include "web.h"

typedef struct {
  WebScript script;
  gpointer data;
} Script;

/* Connections are accepted here: SoupServer of libsoup 3.6 crashes when a handshake of its own fails. */
struct _WebServer {
  SoupServer parent_instance;

  GSocketService *service;
  GTlsCertificate *certificate; /* (nullable) */
  GSocketAddress *address;
  guint n_identities;
};

#define WEB_TYPE_SERVER (web_server_get_type ())
G_DECLARE_FINAL_TYPE (WebServer, web_server, WEB, SERVER, SoupServer)
G_DEFINE_FINAL_TYPE (WebServer, web_server, SOUP_TYPE_SERVER)

static void
serve (WebServer *self, GIOStream *stream)
{
  g_autoptr (GError) error = NULL;

  soup_server_accept_iostream (SOUP_SERVER (self), stream, self->address, self->address, &error);
  g_assert_no_error (error);
}

static gboolean
on_identity (GTlsConnection *tls,
             GTlsCertificate *certificate,
             GTlsCertificateFlags flags,
             WebServer *self)
{
  self->n_identities++;
  return TRUE;
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WebServer) self = user_data;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL))
    serve (self, G_IO_STREAM (source));
  else
    g_io_stream_close_async (G_IO_STREAM (source), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static gboolean
on_incoming (WebServer *self, GSocketConnection *connection)
{
  g_autoptr (GIOStream) tls = NULL;
  GError *error = NULL;

  if (self->certificate == NULL) {
    serve (self, G_IO_STREAM (connection));
    return TRUE;
  }

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
  g_assert_no_error (error);
  g_object_set (tls, "authentication-mode", G_TLS_AUTHENTICATION_REQUESTED, NULL);
  g_signal_connect_object (tls, "accept-certificate", G_CALLBACK (on_identity), self, 0);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, on_shaken,
                                    g_object_ref (self));
  return TRUE;
}

static void
web_server_finalize (GObject *object)
{
  WebServer *self = WEB_SERVER (object);

  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_clear_object (&self->address);

  G_OBJECT_CLASS (web_server_parent_class)->finalize (object);
}

static void
web_server_class_init (WebServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = web_server_finalize;
}

static void
web_server_init (WebServer *self)
{
}

SoupServer *
web_new (Pki *pki, PkiKind kind)
{
  WebServer *self = g_object_new (WEB_TYPE_SERVER, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  GError *error = NULL;

  if (kind != PKI_N_KINDS)
    self->certificate = pki_dup_certificate (pki, kind);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &self->address, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return SOUP_SERVER (self);
}

void
web_free (SoupServer *self)
{
  g_socket_service_stop (WEB_SERVER (self)->service);
  g_socket_listener_close (G_SOCKET_LISTENER (WEB_SERVER (self)->service));
  g_signal_handlers_disconnect_by_data (WEB_SERVER (self)->service, self);
  soup_server_disconnect (self);
  g_object_unref (self);
}

guint
web_get_n_identities (SoupServer *self)
{
  return WEB_SERVER (self)->n_identities;
}

char *
web_dup_url (SoupServer *self, gboolean socket, const char *path)
{
  GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (WEB_SERVER (self)->address);

  return g_strdup_printf ("%s%s://127.0.0.1:%d%s", socket ? "ws" : "http",
                          WEB_SERVER (self)->certificate != NULL ? "s" : "",
                          g_inet_socket_address_get_port (address), path);
}

static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *message, gpointer user_data)
{
  Script *script = user_data;
  g_autofree char *text = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));

  script->script (socket, text, script->data);
}

static void
on_closed (SoupWebsocketConnection *socket, gpointer user_data)
{
  g_object_unref (socket);
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *socket,
           gpointer user_data)
{
  g_object_ref (socket);
  soup_websocket_connection_set_max_incoming_payload_size (socket, 0);
  g_signal_connect (socket, "message", G_CALLBACK (on_message), user_data);
  g_signal_connect (socket, "closed", G_CALLBACK (on_closed), NULL);
}

void
web_add_socket (SoupServer *self, const char *path, WebScript script, gpointer data)
{
  char *protocols[] = { (char *) "xmpp", NULL };
  Script *copy = g_new0 (Script, 1);

  *copy = (Script){ script, data };
  soup_server_add_websocket_handler (self, path, NULL, protocols, on_socket, copy, g_free);
}
