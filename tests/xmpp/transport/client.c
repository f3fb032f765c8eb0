/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who uses a transport and remembers what came. */

#include "client.h"

#include "xmpp/ns.h"

static gboolean
on_too_long (gpointer what)
{
  g_error ("waited too long for %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

guint
wait_begin (const char *what)
{
  return g_timeout_add_seconds (20, on_too_long, (gpointer) what);
}

void
on_reply (GObject *source, GAsyncResult *result, gpointer reply)
{
  Reply *self = reply;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
}

GAsyncResult *
reply_wait (Reply *self)
{
  WAIT_UNTIL (self->result != NULL);
  return g_steal_pointer (&self->result);
}

static void
on_opened (XmppTransport *transport, const XmlElement *header, Client *self)
{
  g_assert_cmpuint (self->n_closed, ==, 0);
  g_assert_true (xml_element_is (header, "stream", XMPP_NS_STREAM));
  self->n_opened++;
}

static void
on_element (XmppTransport *transport, const XmlElement *element, Client *self)
{
  g_assert_cmpuint (self->n_closed, ==, 0);
  g_assert_true (xml_element_is_sealed (element));
  g_ptr_array_add (self->elements, xml_element_ref (element));
  if (self->on_element != NULL)
    self->on_element (self, element);
}

static void
on_closed (XmppTransport *transport, const GError *error, Client *self)
{
  self->n_closed++;
  g_assert_cmpuint (self->n_closed, ==, 1);
  self->error = error ? g_error_copy (error) : NULL;
}

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

Client *
client_new (XmppTransport *transport)
{
  Client *self = g_new0 (Client, 1);

  self->transport = transport;
  self->elements = g_ptr_array_new_with_free_func (unref_element);
  g_signal_connect (transport, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (transport, "element", G_CALLBACK (on_element), self);
  g_signal_connect (transport, "closed", G_CALLBACK (on_closed), self);
  return self;
}

void
client_drop (Client *self)
{
  gpointer left = self->transport;

  if (left == NULL)
    return;
  g_object_add_weak_pointer (left, &left);
  g_clear_object (&self->transport);
  WAIT_UNTIL (left == NULL);
}

void
client_free (Client *self)
{
  client_drop (self);
  g_ptr_array_unref (self->elements);
  g_clear_error (&self->error);
  g_clear_error (&self->secure_error);
  g_free (self);
}

gboolean
client_connect (Client *self, GError **error)
{
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  xmpp_transport_connect_async (self->transport, NULL, on_reply, &reply);
  result = reply_wait (&reply);
  return xmpp_transport_connect_finish (self->transport, result, error);
}

void
client_open (Client *self, const char *to)
{
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);

  xml_element_set (xml_element_set (header, "to", to), "version", "1.0");
  xmpp_transport_open (self->transport, header);
}

void
client_send (Client *self, const char *name, const char *id)
{
  XmlElement *element = xml_element_new (name, XMPP_NS_CLIENT);

  xmpp_transport_send (self->transport, xml_element_set (element, "id", id));
}

static void
on_secured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;

  xmpp_transport_secure_finish (XMPP_TRANSPORT (source), result, &self->secure_error);
  self->secured = TRUE;
}

void
client_secure (Client *self)
{
  xmpp_transport_secure_async (self->transport, NULL, on_secured, self);
}

const XmlElement *
client_last (Client *self)
{
  g_assert_cmpuint (self->elements->len, >, 0);
  return g_ptr_array_index (self->elements, self->elements->len - 1);
}
