/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream on which nobody signs in: its opening, questions and ends. */
#include "config.h"

#include "xmpp/registrar.h"

#include "mock/transport.h"
#include "xmpp/negotiator.h"
#include "xmpp/session-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/xep/0077-register.h"

#define OPEN                                                                                       \
  "C: <stream>\n"                                                                                  \
  "S: <stream from='example.org' id='s1' version='1.0'>\n"

#define TLS                                                                                        \
  "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>\n"    \
  "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\n"                                       \
  "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\n"

#define FEATURES                                                                                   \
  "S: <stream:features><register xmlns='urn:xmpp:ibr-token:0'/>"                                   \
  "<register xmlns='http://jabber.org/features/iq-register'/></stream:features>\n"

typedef struct {
  MockTransport *transport;
  XmppRegistrar *registrar;
  GCancellable *cancellable;
  XmlElement *answer;
  GError *error;
} Fixture;

static void
on_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  f->registrar = xmpp_registrar_open_finish (result, &f->error);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  f->answer = xmpp_registrar_query_finish (XMPP_REGISTRAR (source), result, &f->error);
}

static void
start (Fixture *f, XmppTransportFlags flags)
{
  g_autoptr (XmppJid) server = xmpp_jid_parse ("example.org", NULL);

  f->cancellable = g_cancellable_new ();
  f->transport = mock_transport_new (flags);
  xmpp_registrar_open_async (XMPP_TRANSPORT (f->transport), server, f->cancellable, on_open, f);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
open_stream (Fixture *f)
{
  start (f, XMPP_TRANSPORT_SECURE);
  mock_transport_play (f->transport, OPEN FEATURES);
  settle ();
  g_assert_no_error (f->error);
  g_assert_nonnull (f->registrar);
}

static void
ask (Fixture *f)
{
  xmpp_registrar_query_async (f->registrar, "get", xmpp_registration_build_get (), f->cancellable,
                              on_answer, f);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->registrar);
  settle ();
  g_clear_object (&f->transport);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->answer, xml_element_unref);
  g_clear_error (&f->error);
}

static void
test_asks (Fixture *f, gconstpointer data)
{
  open_stream (f);
  g_assert_true (xmpp_registrar_takes_tokens (f->registrar));
  ask (f);
  mock_transport_play (f->transport,
                       "C: <iq type='get' id='*' to='example.org'>"
                       "<query xmlns='jabber:iq:register'/></iq>\n"
                       "S: <iq type='result' id='@' from='example.net'><query/></iq>\n");
  settle ();
  g_assert_null (f->answer);
  mock_transport_play (f->transport, "S: <iq type='result' id='@' from='example.org'>"
                                     "<query xmlns='jabber:iq:register'/></iq>\n");
  settle ();
  g_assert_nonnull (f->answer);
  g_assert_true (xmpp_registrar_is_open (f->registrar));
  g_clear_object (&f->registrar);
  mock_transport_play (f->transport, "C: </stream>\n");
}

/* Nothing is said to a server that offers no encryption, and it has nothing to answer to. */
static void
test_needs_tls (Fixture *f, gconstpointer data)
{
  start (f, XMPP_TRANSPORT_CAN_STARTTLS);
  mock_transport_play (f->transport, OPEN FEATURES);
  settle ();
  g_assert_null (f->registrar);
  g_assert_error (f->error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_NO_TLS);
}

static void
test_starts_tls (Fixture *f, gconstpointer data)
{
  start (f, XMPP_TRANSPORT_CAN_STARTTLS);
  mock_transport_play (f->transport, OPEN TLS);
  settle ();
  mock_transport_play (f->transport, OPEN FEATURES);
  settle ();
  g_assert_nonnull (f->registrar);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  open_stream (f);
  ask (f);
  mock_transport_play (f->transport,
                       "C: <iq type='get' id='*' to='example.org'>"
                       "<query xmlns='jabber:iq:register'/></iq>\n"
                       "S: <iq type='error' id='@'><error type='cancel'><not-allowed "
                       "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  settle ();
  g_assert_error (f->error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ALLOWED);
}

static void
test_server_leaves (Fixture *f, gconstpointer data)
{
  open_stream (f);
  ask (f);
  mock_transport_play (f->transport, "C: <iq type='get' id='*' to='example.org'>"
                                     "<query xmlns='jabber:iq:register'/></iq>\n"
                                     "S: reset\n");
  settle ();
  g_assert_nonnull (f->error);
  g_assert_false (xmpp_registrar_is_open (f->registrar));

  g_clear_error (&f->error);
  ask (f);
  settle ();
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  start (f, XMPP_TRANSPORT_SECURE);
  g_cancellable_cancel (f->cancellable);
  settle ();
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (f->registrar);
}

#define ADD(name, test) g_test_add ("/registrar/" name, Fixture, NULL, NULL, test, teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("asks", test_asks);
  ADD ("needs-tls", test_needs_tls);
  ADD ("starts-tls", test_starts_tls);
  ADD ("refused", test_refused);
  ADD ("server-leaves", test_server_leaves);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
