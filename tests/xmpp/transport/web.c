/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A web server on the loopback, in the test's own main loop. */

#include "web.h"

typedef struct {
  WebScript script;
  gpointer data;
} Script;

SoupServer *
web_new (Pki *pki, PkiKind kind)
{
  SoupServer *self = soup_server_new (NULL, NULL);
  GError *error = NULL;

  if (kind != PKI_N_KINDS) {
    g_autoptr (GTlsCertificate) certificate = pki_dup_certificate (pki, kind);

    soup_server_set_tls_certificate (self, certificate);
  }
  soup_server_listen_local (
    self, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (kind != PKI_N_KINDS ? SOUP_SERVER_LISTEN_HTTPS : 0),
    &error);
  g_assert_no_error (error);
  return self;
}

void
web_free (SoupServer *self)
{
  soup_server_disconnect (self);
  g_object_unref (self);
}

char *
web_dup_url (SoupServer *self, gboolean socket, const char *path)
{
  GSList *uris = soup_server_get_uris (self);
  gboolean secure = soup_server_is_https (self);
  char *url = g_strdup_printf ("%s%s://127.0.0.1:%d%s", socket ? "ws" : "http", secure ? "s" : "",
                               g_uri_get_port (uris->data), path);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
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
