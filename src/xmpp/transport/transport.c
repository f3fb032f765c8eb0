/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What carries a stream: the interface and its signals. */

#include "config.h"

#include "xmpp/transport/transport.h"

static const XmppTimeouts default_timeouts = {
  .connect_ms = 15000,
  .handshake_ms = 20000,
  .close_ms = 2000,
};

enum { OPENED, ELEMENT, CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (XmppTransport, xmpp_transport, G_TYPE_OBJECT)

XmppTimeouts
xmpp_timeouts_fill (const XmppTimeouts *given)
{
  const XmppTimeouts *usual = &default_timeouts;

  if (given == NULL)
    return *usual;
  return (XmppTimeouts){
    .connect_ms = given->connect_ms ? given->connect_ms : usual->connect_ms,
    .handshake_ms = given->handshake_ms ? given->handshake_ms : usual->handshake_ms,
    .close_ms = given->close_ms ? given->close_ms : usual->close_ms,
  };
}

void
xmpp_transport_connect_async (XmppTransport *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (XMPP_IS_TRANSPORT (self));

  XMPP_TRANSPORT_GET_IFACE (self)->connect_async (self, cancellable, callback, user_data);
}

gboolean
xmpp_transport_connect_finish (XmppTransport *self, GAsyncResult *result, GError **error)
{
  return XMPP_TRANSPORT_GET_IFACE (self)->connect_finish (self, result, error);
}

void
xmpp_transport_open (XmppTransport *self, const XmlElement *header)
{
  g_return_if_fail (XMPP_IS_TRANSPORT (self));
  g_return_if_fail (header != NULL);

  XMPP_TRANSPORT_GET_IFACE (self)->open (self, header);
}

void
xmpp_transport_send (XmppTransport *self, XmlElement *element)
{
  g_return_if_fail (XMPP_IS_TRANSPORT (self));
  g_return_if_fail (element != NULL);

  XMPP_TRANSPORT_GET_IFACE (self)->send (self, element);
}

void
xmpp_transport_secure_async (XmppTransport *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  XmppTransportInterface *iface = XMPP_TRANSPORT_GET_IFACE (self);

  g_return_if_fail (XMPP_IS_TRANSPORT (self));

  if (iface->secure_async != NULL)
    iface->secure_async (self, cancellable, callback, user_data);
  else
    g_task_report_new_error (self, callback, user_data, xmpp_transport_secure_async, G_IO_ERROR,
                             G_IO_ERROR_NOT_SUPPORTED, "There is no STARTTLS here");
}

gboolean
xmpp_transport_secure_finish (XmppTransport *self, GAsyncResult *result, GError **error)
{
  if (g_async_result_is_tagged (result, xmpp_transport_secure_async))
    return g_task_propagate_boolean (G_TASK (result), error);
  return XMPP_TRANSPORT_GET_IFACE (self)->secure_finish (self, result, error);
}

GBytes *
xmpp_transport_dup_binding (XmppTransport *self, GTlsChannelBindingType type, GError **error)
{
  XmppTransportInterface *iface = XMPP_TRANSPORT_GET_IFACE (self);

  g_return_val_if_fail (XMPP_IS_TRANSPORT (self), NULL);

  if (iface->dup_binding != NULL)
    return iface->dup_binding (self, type, error);
  g_set_error (error, G_TLS_CHANNEL_BINDING_ERROR, G_TLS_CHANNEL_BINDING_ERROR_NOT_AVAILABLE,
               "What the certificate proved may be another machine than the XMPP server");
  return NULL;
}

XmppTransportFlags
xmpp_transport_get_flags (XmppTransport *self)
{
  g_return_val_if_fail (XMPP_IS_TRANSPORT (self), 0);

  return XMPP_TRANSPORT_GET_IFACE (self)->get_flags (self);
}

const XmppTlsFacts *
xmpp_transport_get_tls_facts (XmppTransport *self)
{
  g_return_val_if_fail (XMPP_IS_TRANSPORT (self), NULL);

  return XMPP_TRANSPORT_GET_IFACE (self)->get_tls_facts (self);
}

const XmppEndpoint *
xmpp_transport_get_endpoint (XmppTransport *self)
{
  g_return_val_if_fail (XMPP_IS_TRANSPORT (self), NULL);

  return XMPP_TRANSPORT_GET_IFACE (self)->get_endpoint (self);
}

void
xmpp_transport_close (XmppTransport *self)
{
  g_return_if_fail (XMPP_IS_TRANSPORT (self));

  XMPP_TRANSPORT_GET_IFACE (self)->close (self);
}

void
xmpp_transport_emit_opened (XmppTransport *self, const XmlElement *header)
{
  g_signal_emit (self, signals[OPENED], 0, header);
}

void
xmpp_transport_emit_element (XmppTransport *self, const XmlElement *element)
{
  g_signal_emit (self, signals[ELEMENT], 0, element);
}

void
xmpp_transport_emit_closed (XmppTransport *self, const GError *error)
{
  g_signal_emit (self, signals[CLOSED], 0, error);
}

static guint
add_signal (const char *name, GType argument)
{
  return g_signal_new (name, XMPP_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, argument);
}

static void
xmpp_transport_default_init (XmppTransportInterface *iface)
{
  signals[OPENED] = add_signal ("opened", G_TYPE_POINTER);
  signals[ELEMENT] = add_signal ("element", G_TYPE_POINTER);
  signals[CLOSED] = add_signal ("closed", G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}
