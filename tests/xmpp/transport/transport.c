/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * That the interface's signals bring what was emitted. */

#include "xmpp/transport/transport.h"

#include "mock/transport.h"

#include "xmpp/ns.h"

typedef struct {
  const XmlElement *header, *element;
  GError *error;
  guint n_closed;
} Heard;

static void
on_opened (XmppTransport *transport, const XmlElement *header, Heard *heard)
{
  heard->header = header;
}

static void
on_element (XmppTransport *transport, const XmlElement *element, Heard *heard)
{
  heard->element = element;
}

static void
on_closed (XmppTransport *transport, const GError *error, Heard *heard)
{
  heard->n_closed++;
  heard->error = error ? g_error_copy (error) : NULL;
}

static void
test_signals (void)
{
  g_autoptr (XmppTransport) transport = XMPP_TRANSPORT (mock_transport_new (0));
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);
  g_autoptr (XmlElement) element = xml_element_new ("message", XMPP_NS_CLIENT);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "why");
  Heard heard = { NULL };

  g_signal_connect (transport, "opened", G_CALLBACK (on_opened), &heard);
  g_signal_connect (transport, "element", G_CALLBACK (on_element), &heard);
  g_signal_connect (transport, "closed", G_CALLBACK (on_closed), &heard);

  xmpp_transport_emit_opened (transport, header);
  g_assert_true (heard.header == header);
  xmpp_transport_emit_element (transport, element);
  g_assert_true (heard.element == element);
  xmpp_transport_emit_closed (transport, NULL);
  g_assert_cmpuint (heard.n_closed, ==, 1);
  g_assert_no_error (heard.error);
  xmpp_transport_emit_closed (transport, error);
  g_assert_cmpuint (heard.n_closed, ==, 2);
  g_assert_error (heard.error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_clear_error (&heard.error);
}

static void
test_flags (void)
{
  g_autoptr (XmppTransport) transport =
    XMPP_TRANSPORT (mock_transport_new (XMPP_TRANSPORT_CAN_STARTTLS));

  g_assert_cmpint (xmpp_transport_get_flags (transport), ==, XMPP_TRANSPORT_CAN_STARTTLS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/transport/signals", test_signals);
  g_test_add_func ("/transport/transport/flags", test_flags);
  return g_test_run ();
}
