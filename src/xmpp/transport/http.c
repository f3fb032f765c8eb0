/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTP as the roads and their discovery need it. */

#include "config.h"

#include "xmpp/transport/http.h"

#include "base/data.h"
#include "xmpp/transport/cancel-link.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/deadline.h"
#include "xmpp/transport/socket.h"

#define CHUNK_SIZE (16 * 1024)

/* A page for whoever comes with a browser. */
#define MAX_PROBE (1024 * 1024)

struct _XmppHttp {
  SoupSession *session;
  char *domain;
  XmppTrust *trust;
  GCancellable *cancellable; /* of everything */
  XmppTlsFacts facts;
  GPtrArray *sockets; /* of GSocket: those that may be open */
};

struct _Exchange {
  XmppHttp *http;
  SoupMessage *message;
  XmppDeadline *deadline;
  GCancellable *stop;   /* the deadline's, or of a certificate that is refused */
  XmppCancelLink *link; /* to the one of everything */
  GError *refusal;      /* (nullable) */
  gsize max_bytes;
  gboolean follows; /* to where the server points */
  char *protocol;   /* (nullable) */
  GInputStream *input;
  GByteArray *body;
};

BASE_DEFINE_DATA (Exchange, exchange)

static void
clear_facts (XmppHttp *self)
{
  g_clear_pointer (&self->facts.cipher, g_free);
  g_clear_pointer (&self->facts.certificate, xmpp_certificate_unref);
}

static void
http_clear (gpointer data)
{
  XmppHttp *self = data;

  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  xmpp_trust_free (self->trust);
  g_free (self->domain);
  clear_facts (self);
  g_ptr_array_unref (self->sockets);
}

static void
http_unref (XmppHttp *self)
{
  g_rc_box_release_full (self, http_clear);
}

static void
exchange_cleanup (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_clear_pointer (&self->link, xmpp_cancel_link_free);
  g_object_unref (self->stop);
  g_clear_pointer (&self->deadline, xmpp_deadline_free);
  g_clear_error (&self->refusal);
  g_free (self->protocol);
  g_clear_object (&self->input);
  g_clear_pointer (&self->body, g_byte_array_unref);
  http_unref (self->http);
}

/* --- Whom we talk to --- */

/* XEP-0156 §2.2: who may speak for the domain may do it under its name, too. */
static gboolean
is_for_domain (const char *domain, GTlsCertificate *certificate)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (domain, 0);

  return (g_tls_certificate_verify (certificate, identity, NULL) &
          G_TLS_CERTIFICATE_BAD_IDENTITY) == 0;
}

/* FALSE: the refusal is kept. */
static gboolean
judge (Exchange *exchange, GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  g_clear_error (&exchange->refusal);
  if (certificate != NULL && (flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0 &&
      is_for_domain (exchange->http->domain, certificate))
    flags &= ~G_TLS_CERTIFICATE_BAD_IDENTITY;
  return xmpp_trust_judge (exchange->http->trust, certificate, flags, &exchange->refusal);
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Exchange *exchange)
{
  return judge (exchange, certificate, flags);
}

/* The server would like to know who we are, and is told only if the person has chosen how. Not where
 * anybody may point to: that is a web site, and need not be the server. */
static gboolean
on_request_certificate (SoupMessage *message, GTlsClientConnection *tls, Exchange *exchange)
{
  GTlsCertificate *identity = exchange->follows ? NULL : exchange->http->trust->identity;

  if (identity != NULL)
    soup_message_set_tls_client_certificate (message, identity);
  return identity != NULL;
}

static gboolean
check_tls (Exchange *exchange)
{
  SoupMessage *message = exchange->message;
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);
  XmppHttp *http = exchange->http;

  /* Once more: nobody is asked about a connection that was there, or whose session is resumed. */
  if (!judge (exchange, certificate, soup_message_get_tls_peer_certificate_errors (message)))
    return FALSE;
  if (version != G_TLS_PROTOCOL_VERSION_TLS_1_2 && version != G_TLS_PROTOCOL_VERSION_TLS_1_3) {
    g_set_error (&exchange->refusal, XMPP_TLS_ERROR, XMPP_TLS_ERROR_OLD_VERSION,
                 "The server speaks no TLS 1.2 or later");
    return FALSE;
  }

  if (http->facts.certificate != NULL &&
      g_tls_certificate_is_same (http->facts.certificate->tls, certificate))
    return TRUE;
  clear_facts (http);
  http->facts.version = version;
  http->facts.cipher = g_strdup (soup_message_get_tls_ciphersuite_name (message));
  http->facts.certificate = xmpp_certificate_new (certificate);
  return TRUE;
}

static gboolean
is_secure (SoupMessage *message)
{
  const char *scheme = g_uri_get_scheme (soup_message_get_uri (message));

  return g_str_equal (scheme, "https") || g_str_equal (scheme, "wss");
}

/* Connected, and nothing said yet. */
static void
on_starting (SoupMessage *message, Exchange *exchange)
{
  if (is_secure (message) && !check_tls (exchange))
    g_cancellable_cancel (exchange->stop);
}

/* Never from TLS to none. */
static void
on_restarted (SoupMessage *message, Exchange *exchange)
{
  if (is_secure (message))
    return;

  g_set_error (&exchange->refusal, XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS,
               "The server points to an address without TLS");
  g_cancellable_cancel (exchange->stop);
}

static void
forget_closed (XmppHttp *self)
{
  for (guint i = self->sockets->len; i > 0; i--)
    if (g_socket_is_closed (self->sockets->pdata[i - 1]))
      g_ptr_array_remove_index_fast (self->sockets, i - 1);
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Exchange *exchange)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;

  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  forget_closed (exchange->http);
  g_ptr_array_add (exchange->http->sockets, g_object_ref (socket));
  xmpp_socket_tune (socket);
}

/* --- One exchange --- */

/* Takes @error: in our words, the certificate's first. */
static void
fail (GTask *task, GError *error)
{
  Exchange *exchange = exchange_from_task (task);
  g_autofree char *host = g_strdup (g_uri_get_host (soup_message_get_uri (exchange->message)));

  xmpp_deadline_blame (exchange->deadline, &error);
  if (exchange->refusal != NULL && !g_cancellable_is_cancelled (exchange->http->cancellable)) {
    g_error_free (error);
    error = g_steal_pointer (&exchange->refusal);
  } else if (error->domain == SOUP_WEBSOCKET_ERROR || error->domain == SOUP_SESSION_ERROR) {
    g_autoptr (GError) original = error;

    error = g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP, "%s: %s", host,
                         original->message);
  } else if (error->domain == G_TLS_ERROR) {
    g_autoptr (GError) original = error;
    gboolean none = g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS);

    error =
      g_error_new (XMPP_TLS_ERROR, none ? XMPP_TLS_ERROR_NO_TLS : XMPP_TLS_ERROR_BAD_HANDSHAKE,
                   "TLS failed: %s", original->message);
  }
  g_task_return_error (task, xmpp_connect_error_take (error, host));
}

/* The task of an exchange with @url; with NULL it has failed. */
static Exchange *
begin (XmppHttp *self, GTask *task, const char *method, const char *url, guint timeout_ms)
{
  SoupMessage *message = soup_message_new (method, url);
  Exchange *exchange;

  if (message == NULL) {
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL,
                             "%s is no address of this kind", url);
    return NULL;
  }

  exchange = exchange_alloc ();
  exchange->http = g_rc_box_acquire (self);
  exchange->message = message;
  exchange->deadline = xmpp_deadline_new (g_task_get_cancellable (task), timeout_ms);
  exchange->stop = g_object_ref (xmpp_deadline_get_cancellable (exchange->deadline));
  exchange->link = xmpp_cancel_link_new (self->cancellable, exchange->stop);
  exchange_to_task (exchange, task);

  /* Or each post would have a connection of its own. Those who post know a repetition. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), exchange);
  g_signal_connect (message, "request-certificate", G_CALLBACK (on_request_certificate), exchange);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), exchange);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), exchange);
  return exchange;
}

static void
free_reply (gpointer reply)
{
  xmpp_http_reply_free (reply);
}

static char **
dup_cookies (SoupMessage *message)
{
  g_autoptr (GStrvBuilder) cookies = g_strv_builder_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
      g_strv_builder_add (cookies, value);
  }
  return g_strv_builder_end (cookies);
}

static void
conclude (GTask *task)
{
  Exchange *exchange = exchange_from_task (task);
  XmppHttpReply *reply = g_new0 (XmppHttpReply, 1);

  reply->status = soup_message_get_status (exchange->message);
  reply->cookies = dup_cookies (exchange->message);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  g_task_return_pointer (task, reply, free_reply);
}

static void read_on (GTask *task);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = exchange_from_task (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL) {
    fail (task, error);
  } else if (g_bytes_get_size (bytes) == 0) {
    conclude (task);
  } else if (exchange->body->len + g_bytes_get_size (bytes) > exchange->max_bytes) {
    fail (task, g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP,
                             "The answer is longer than %zu bytes", exchange->max_bytes));
  } else {
    g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    read_on (task);
  }
}

static void
read_on (GTask *task)
{
  Exchange *exchange = exchange_from_task (task);

  g_input_stream_read_bytes_async (exchange->input, CHUNK_SIZE, G_PRIORITY_DEFAULT, exchange->stop,
                                   on_read, g_object_ref (task));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = exchange_from_task (task);
  GError *error = NULL;

  exchange->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->input == NULL) {
    fail (task, error);
    return;
  }
  exchange->body = g_byte_array_new ();
  read_on (task);
}

static void
on_upgraded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = exchange_from_task (task);
  GError *error = NULL;
  SoupWebsocketConnection *socket =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (socket == NULL) {
    fail (task, error);
  } else if (g_strcmp0 (soup_websocket_connection_get_protocol (socket), exchange->protocol) != 0) {
    g_object_unref (socket);
    fail (task, g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP,
                             "The WebSocket is not for \"%s\"", exchange->protocol));
  } else {
    g_task_return_pointer (task, socket, g_object_unref);
  }
}

/* --- Public --- */

XmppHttp *
xmpp_http_new (const char *domain, const XmppTrust *trust, GProxyResolver *proxies)
{
  XmppHttp *self = g_rc_box_new0 (XmppHttp);

  self->domain = g_strdup (domain);
  self->trust = trust ? xmpp_trust_copy (trust) : xmpp_trust_new (NULL, NULL, NULL);
  self->cancellable = g_cancellable_new ();
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->session = soup_session_new ();
  if (self->trust->database != NULL)
    soup_session_set_tls_database (self->session, self->trust->database);
  if (proxies != NULL)
    soup_session_set_proxy_resolver (self->session, proxies);
  /* Compression tells what is secret by its length, and a little can unpack to very much. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  return self;
}

void
xmpp_http_free (XmppHttp *self)
{
  g_cancellable_cancel (self->cancellable);
  xmpp_http_cut (self);
  soup_session_abort (self->session);
  http_unref (self);
}

void
xmpp_http_reply_free (XmppHttpReply *self)
{
  g_strfreev (self->cookies);
  g_bytes_unref (self->body);
  g_free (self);
}

void
xmpp_http_fetch_async (XmppHttp *self,
                       const XmppHttpQuery *query,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *exchange =
    begin (self, task, query->body ? "POST" : "GET", query->url, query->timeout_ms);

  g_task_set_source_tag (task, xmpp_http_fetch_async);
  if (exchange == NULL)
    return;

  exchange->max_bytes = query->max_bytes;
  if (query->body != NULL)
    soup_message_set_request_body_from_bytes (exchange->message, query->type, query->body);
  exchange->follows = query->follow;
  if (query->follow) {
    soup_message_remove_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT);
    g_signal_connect (exchange->message, "restarted", G_CALLBACK (on_restarted), exchange);
  }
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->stop,
                           on_sent, g_steal_pointer (&task));
}

XmppHttpReply *
xmpp_http_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmppHttpReply) reply = xmpp_http_fetch_finish (result, &error);

  if (reply == NULL)
    g_task_return_error (task, error);
  else if (reply->status == SOUP_STATUS_NOT_FOUND || reply->status >= 500)
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NOT_XMPP,
                             "HTTP status %u", reply->status);
  else
    g_task_return_boolean (task, TRUE);
}

void
xmpp_http_probe_async (XmppHttp *self,
                       const char *url,
                       guint timeout_ms,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer source,
                       gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  XmppHttpQuery query = { .url = url, .max_bytes = MAX_PROBE, .timeout_ms = timeout_ms };

  g_task_set_source_tag (task, xmpp_http_probe_async);
  xmpp_http_fetch_async (self, &query, cancellable, on_probed, task);
}

void
xmpp_http_upgrade_async (XmppHttp *self,
                         const char *url,
                         const char *protocol,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *exchange = begin (self, task, "GET", url, timeout_ms);
  char *protocols[] = { NULL, NULL };

  g_task_set_source_tag (task, xmpp_http_upgrade_async);
  if (exchange == NULL)
    return;

  exchange->protocol = protocols[0] = g_strdup (protocol);
  soup_session_websocket_connect_async (self->session, exchange->message, NULL, protocols,
                                        G_PRIORITY_DEFAULT, exchange->stop, on_upgraded,
                                        g_steal_pointer (&task));
}

SoupWebsocketConnection *
xmpp_http_upgrade_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const XmppTlsFacts *
xmpp_http_get_tls_facts (XmppHttp *self)
{
  return self->facts.certificate ? &self->facts : NULL;
}

void
xmpp_http_cut (XmppHttp *self)
{
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_shutdown (self->sockets->pdata[i], TRUE, TRUE, NULL);
  g_ptr_array_set_size (self->sockets, 0);
}
