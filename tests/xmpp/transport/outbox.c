/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How bytes go out: together, in order, one write at a time, and not without bound. */

#include "xmpp/transport/outbox.h"

#include "client.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_BYTES 4000000

typedef struct {
  XmppOutbox *outbox;
  GSocketConnection *connection;
  GOutputStream *stream; /* of the connection */
  int fd;                /* the other end */
  guint n_drained;
  GError *error;
} Fixture;

static void
on_drained (gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (xmpp_outbox_is_drained (fixture->outbox));
  fixture->n_drained++;
}

static void
on_failed (const GError *error, gpointer data)
{
  Fixture *fixture = data;

  g_assert_no_error (fixture->error);
  fixture->error = g_error_copy (error);
  g_clear_pointer (&fixture->outbox, xmpp_outbox_free);
}

static const XmppOutboxEvents events = { on_drained, on_failed };

/* The other end keeps the writes apart. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocket) socket = NULL;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds));
  socket = g_socket_new_from_fd (fds[0], NULL);
  fixture->connection = g_socket_connection_factory_create_connection (socket);
  fixture->stream = g_io_stream_get_output_stream (G_IO_STREAM (fixture->connection));
  fixture->fd = fds[1];
  fixture->outbox = xmpp_outbox_new (&events, MAX_BYTES, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->outbox, xmpp_outbox_free);
  g_clear_object (&fixture->connection);
  if (fixture->fd >= 0)
    close (fixture->fd);
  g_clear_error (&fixture->error);
}

static void
append (Fixture *fixture, const char *text)
{
  g_string_append (xmpp_outbox_edit (fixture->outbox), text);
}

/* One write, or "" if there is none. */
static void
expect (Fixture *fixture, const char *expected)
{
  char buffer[256];
  gssize n = recv (fixture->fd, buffer, sizeof buffer - 1, 0);

  buffer[MAX (n, 0)] = '\0';
  g_assert_cmpstr (buffer, ==, expected);
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  g_assert_true (xmpp_outbox_is_drained (fixture->outbox));
  append (fixture, "one ");
  append (fixture, "two");
  expect (fixture, "");
  g_assert_false (xmpp_outbox_is_drained (fixture->outbox));
  WAIT_UNTIL (fixture->n_drained == 1);
  expect (fixture, "one two");

  append (fixture, "three");
  WAIT_UNTIL (fixture->n_drained == 2);
  expect (fixture, "three");
  expect (fixture, "");
}

static void
test_held_back (Fixture *fixture, gconstpointer data)
{
  append (fixture, "one");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  expect (fixture, "");
  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  WAIT_UNTIL (fixture->n_drained == 1);
  expect (fixture, "one");

  xmpp_outbox_set_stream (fixture->outbox, NULL);
  append (fixture, "two");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  expect (fixture, "");
  g_assert_false (xmpp_outbox_is_drained (fixture->outbox));
}

/* More than one write takes, to a peer that takes it piece by piece, while more is added. */
static void
test_much (Fixture *fixture, gconstpointer data)
{
  g_autofree char *block = g_strnfill (MAX_BYTES / 4, 'x');
  g_autofree char *buffer = g_malloc (MAX_BYTES);
  gsize n_expected = 2 * strlen (block) + 4, n = 0;

  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  append (fixture, block);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  append (fixture, block);
  append (fixture, "last");
  while (n < n_expected) {
    gssize n_read;

    while (g_main_context_iteration (NULL, FALSE))
      ;
    n_read = recv (fixture->fd, buffer + n, MAX_BYTES - n, 0);
    g_assert_cmpint (n_read, >, 0);
    g_assert_cmpint (n_read, <=, 64 * 1024);
    n += n_read;
  }
  WAIT_UNTIL (fixture->n_drained == 1);
  g_assert_cmpuint (n, ==, n_expected);
  g_assert_cmpmem (buffer + n - 5, 5, "xlast", 5);
}

static void
test_too_much (Fixture *fixture, gconstpointer data)
{
  g_autofree char *block = g_strnfill (MAX_BYTES / 2, 'x');

  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  for (guint i = 0; i < 3; i++) {
    g_assert_no_error (fixture->error);
    append (fixture, block);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  close (fixture->fd);
  fixture->fd = -1;
  append (fixture, "one");
  WAIT_UNTIL (fixture->error != NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

/* Freed with a write under way. */
static void
test_freed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *block = g_strnfill (MAX_BYTES, 'x');

  xmpp_outbox_set_stream (fixture->outbox, fixture->stream);
  append (fixture, block);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&fixture->outbox, xmpp_outbox_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_drained, ==, 0);
  g_assert_no_error (fixture->error);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/transport/outbox/together", test_together);
  add ("/transport/outbox/held-back", test_held_back);
  add ("/transport/outbox/much", test_much);
  add ("/transport/outbox/too-much", test_too_much);
  add ("/transport/outbox/broken", test_broken);
  add ("/transport/outbox/freed", test_freed);
  return g_test_run ();
}
