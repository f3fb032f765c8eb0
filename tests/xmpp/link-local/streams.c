/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the streams between people nearby, over the loopback: Juliet has the ones that are tested,
 * Romeo others of the same kind or a plain socket (XEP-0174 §6). */
#include "config.h"

#include "xmpp/link-local/streams.h"

#include "xmpp/stanza-error.h"

#include "../snippet.h"

#define JULIET "juliet@pronto"
#define ROMEO "romeo@forza"
#define HEADER(attributes)                                                                         \
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "                                     \
  "xmlns:stream='http://etherx.jabber.org/streams' " attributes ">"
#define MESSAGE                                                                                    \
  "<message from='" ROMEO "' to='" JULIET "' type='chat'><body>M'lady</body></message>"

typedef struct {
  XmppNearbyPeers *peers;
  XmppNearbyStreams *streams;
  guint16 port;
  GPtrArray *heard; /* XmlElement */
  GError *failure;
} Side;

typedef struct {
  Side juliet, romeo;
} Fixture;

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static XmlElement *
on_received (const XmppNearbyPeer *peer, const XmlElement *stanza, gpointer data)
{
  Side *self = data;

  g_ptr_array_add (self->heard, xml_element_ref (stanza));
  return NULL;
}

static void
on_failed (const XmlElement *stanza, const GError *error, gpointer data)
{
  Side *self = data;

  g_assert_no_error (self->failure);
  self->failure = g_error_copy (error);
}

static const XmppNearbyStreamsEvents events = { on_received, on_failed };

static void
side_init (Side *self, const char *name)
{
  g_autoptr (XmppJid) own = xmpp_jid_parse (name, NULL);
  g_autoptr (GError) error = NULL;

  self->heard = g_ptr_array_new_with_free_func (unref_element);
  self->peers = xmpp_nearby_peers_new (own);
  self->streams = xmpp_nearby_streams_new (self->peers, &events, self);
  xmpp_nearby_streams_set_name (self->streams, name);
  self->port = xmpp_nearby_streams_listen (self->streams, &error);
  g_assert_no_error (error);
}

static void
side_clear (Side *self)
{
  xmpp_nearby_streams_free (self->streams);
  xmpp_nearby_peers_free (self->peers);
  g_ptr_array_unref (self->heard);
  g_clear_error (&self->failure);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  side_init (&fixture->juliet, JULIET);
  side_init (&fixture->romeo, ROMEO);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  side_clear (&fixture->juliet);
  side_clear (&fixture->romeo);
}

static XmppNearbyPeer *
find (Side *self, const char *name, const char *address, guint16 port)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  XmppNearbyKey key = { name, 1, 0 };
  XmppNearbyPlace place = { parsed, port, 1 };
  XmppNearbyPeer *peer = xmpp_nearby_peers_put (
    self->peers, &key, &place, xmpp_nearby_card_new (XMPP_SHOW_AVAILABLE, NULL, NULL));

  xmpp_nearby_streams_look_again (self->streams);
  return peer;
}

static void
wait_until_heard (Side *self, guint n)
{
  while (self->heard->len < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
send (Side *self, XmppNearbyPeer *to)
{
  g_autoptr (XmlElement) message = snippet_parse (MESSAGE);

  xmpp_nearby_streams_send (self->streams, to, message);
}

/* One stream serves both ways. */
static void
test_both_ways (Fixture *fixture, gconstpointer data)
{
  XmppNearbyPeer *juliet = find (&fixture->romeo, JULIET, "127.0.0.1", fixture->juliet.port);
  /* Nobody listens there: she must use the stream that there is. */
  XmppNearbyPeer *romeo = find (&fixture->juliet, ROMEO, "127.0.0.1", 1);

  send (&fixture->romeo, juliet);
  send (&fixture->romeo, juliet);
  wait_until_heard (&fixture->juliet, 2);
  snippet_assert_equal (fixture->juliet.heard->pdata[0], MESSAGE);
  send (&fixture->juliet, romeo);
  wait_until_heard (&fixture->romeo, 1);
  g_assert_no_error (fixture->juliet.failure);
}

/* He finds her first: she takes his stream when she has found him too. */
static void
test_early (Fixture *fixture, gconstpointer data)
{
  XmppNearbyPeer *juliet = find (&fixture->romeo, JULIET, "127.0.0.1", fixture->juliet.port);

  send (&fixture->romeo, juliet);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->juliet.heard->len, ==, 0);
  find (&fixture->juliet, ROMEO, "127.0.0.1", fixture->romeo.port);
  wait_until_heard (&fixture->juliet, 1);
}

static void
wait_for_failure (Side *self)
{
  while (self->failure == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (self->failure, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  send (&fixture->romeo, find (&fixture->romeo, JULIET, "127.0.0.1", 1));
  wait_for_failure (&fixture->romeo);
}

/* Who answers is not whom he was looking for. */
static void
test_somebody_else_there (Fixture *fixture, gconstpointer data)
{
  find (&fixture->juliet, ROMEO, "127.0.0.1", fixture->romeo.port);
  send (&fixture->romeo, find (&fixture->romeo, "nurse@pronto", "127.0.0.1", fixture->juliet.port));
  wait_for_failure (&fixture->romeo);
}

/* --- Romeo as a socket --- */

static GSocketConnection *
connect_socket (Side *to)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", to->port, NULL, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (g_socket_connection_get_socket (connection), FALSE);
  return connection;
}

static void
say (GSocketConnection *connection, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_socket_send (g_socket_connection_get_socket (connection), text, strlen (text), NULL, &error);
  g_assert_no_error (error);
}

/* What is said back until it has @end, or until they hang up. */
static char *
hear (GSocketConnection *connection, const char *end)
{
  GString *heard = g_string_new (NULL);
  gssize n = -1;

  while (n != 0 && strstr (heard->str, end) == NULL) {
    char buffer[1024];
    g_autoptr (GError) error = NULL;

    g_main_context_iteration (NULL, FALSE);
    n = g_socket_receive (g_socket_connection_get_socket (connection), buffer, sizeof buffer, NULL,
                          &error);
    if (n > 0)
      g_string_append_len (heard, buffer, n);
    else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      n = 0;
  }
  return g_string_free (heard, FALSE);
}

static void
test_transcript (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) socket = connect_socket (&fixture->juliet);
  g_autofree char *heard = NULL;
  g_autofree char *end = NULL;

  find (&fixture->juliet, ROMEO, "127.0.0.1", 1);
  say (socket, HEADER ("from='" ROMEO "' to='" JULIET "' version='1.0'"));
  heard = hear (socket, "features/>");
  g_assert_nonnull (strstr (heard, "from='" JULIET "'"));
  g_assert_nonnull (strstr (heard, "to='" ROMEO "'"));
  g_assert_nonnull (strstr (heard, "version='1.0'"));
  say (socket, MESSAGE "</stream:stream>");
  end = hear (socket, "</stream:stream>");
  g_assert_cmpuint (fixture->juliet.heard->len, ==, 1);
  g_assert_cmpstr (end, ==, "</stream:stream>");
}

/* Before version 1.0 there were no features, and some gave no name; what was said at once counts. */
static void
test_old_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) socket = connect_socket (&fixture->juliet);
  g_autofree char *heard = NULL;

  say (socket, HEADER ("") MESSAGE);
  find (&fixture->juliet, ROMEO, "127.0.0.1", 1);
  wait_until_heard (&fixture->juliet, 1);
  say (socket, "</stream:stream>");
  heard = hear (socket, "</stream:stream>");
  g_assert_null (strstr (heard, "features"));
}

/* Nobody of that name is known where it comes from, so nothing of it is heard. */
static void
test_impostor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) socket = connect_socket (&fixture->juliet);
  g_autofree char *heard = NULL;
  g_autofree char *flood = g_strnfill (101 * 4, ' ');

  for (guint i = 0; i < 101; i++)
    memcpy (flood + 4 * i, "<a/>", 4);
  find (&fixture->juliet, "nurse@pronto", "127.0.0.1", 1);
  find (&fixture->juliet, ROMEO, "127.0.0.2", 1);
  say (socket, HEADER ("from='" ROMEO "' version='1.0'") MESSAGE);
  say (socket, flood);
  heard = hear (socket, "</stream:stream>");
  g_assert_null (strstr (heard, "features"));
  g_assert_nonnull (strstr (heard, "policy-violation"));
  g_assert_cmpuint (fixture->juliet.heard->len, ==, 0);
}

/* One machine cannot take all the streams that there are. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *heard = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (sockets, connect_socket (&fixture->juliet));
  heard = hear (sockets->pdata[4], "anything");
  g_assert_cmpstr (heard, ==, "");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/streams/both-ways", test_both_ways },
    { "/streams/early", test_early },
    { "/streams/nobody-there", test_nobody_there },
    { "/streams/somebody-else-there", test_somebody_else_there },
    { "/streams/transcript", test_transcript },
    { "/streams/old-program", test_old_program },
    { "/streams/impostor", test_impostor },
    { "/streams/many", test_many },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
