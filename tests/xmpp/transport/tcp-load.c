/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream that comes in pieces, or in masses, or does not get through. */

#include "xmpp/transport/tcp.h"

#include "talk.h"

#include "xmpp/ns.h"

#include <string.h>
#include <time.h>

static void
say_by_bytes (Peer *peer, gpointer data)
{
  const char *words = "<message><body>\xc3\xa9\xf0\x9f\x8e\x88&amp;</body></message>" END;
  gboolean *tls = data;

  if (*tls)
    greet_within_tls (peer);
  else
    greet (peer);
  for (const char *byte = words; *byte != '\0'; byte++)
    peer_say_bytes (peer, byte, 1);
  peer_expect (peer, END);
}

static void
test_bytes (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (say_by_bytes, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);
    g_autofree char *body = NULL;

    WAIT_UNTIL (client->n_closed == 1);
    g_assert_no_error (client->error);
    body = xml_element_dup_child_text (client_last (client), "body", NULL);
    g_assert_cmpstr (body, ==, "\xc3\xa9\xf0\x9f\x8e\x88&");
    end (client, server);
  }
}

#define N_LETTERS 300
#define LETTER_SIZE 20000

static char *
write_body (guint id)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; body->len < LETTER_SIZE; i++)
    g_string_append_printf (body, "%u ", id * i);
  return g_string_free (body, FALSE);
}

/* Reads by some kilobytes, so that our writes are cut anywhere. */
static void
read_slowly (Peer *peer, gpointer data)
{
  gboolean *tls = data;

  if (*tls)
    greet_within_tls (peer);
  else
    greet (peer);
  for (guint i = 0; i < N_LETTERS; i++) {
    g_autofree char *letter = g_strdup_printf ("<message id='%u'><body>", i);
    g_autofree char *body = write_body (i);

    peer_expect (peer, letter);
    peer_expect (peer, body);
    peer_expect (peer, "</body></message>");
  }
  peer_expect (peer, END);
  peer_say (peer, END);
}

static void
test_half_writes (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (read_slowly, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);

    for (guint i = 0; i < N_LETTERS; i++) {
      XmlElement *letter = xml_element_new ("message", XMPP_NS_CLIENT);
      g_autofree char *body = write_body (i);

      xml_element_set_uint (letter, "id", i);
      xml_element_add_text_child (letter, "body", NULL, body);
      xmpp_transport_send (client->transport, letter);
      g_main_context_iteration (NULL, FALSE);
    }
    xmpp_transport_close (client->transport);
    WAIT_UNTIL (client->n_closed == 1);
    g_assert_no_error (client->error);
    end (client, server);
  }
}

/* --- Too much --- */

typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean tls, over;
} Gate;

static void
gate_close (Gate *self, gboolean tls)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->tls = tls;
  self->over = FALSE;
}

static void
gate_open (Gate *self)
{
  g_mutex_lock (&self->mutex);
  self->over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
gate_clear (Gate *self)
{
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

static void
never_read (Peer *peer, gpointer data)
{
  Gate *gate = data;

  if (gate->tls)
    greet_within_tls (peer);
  else
    greet (peer);
  g_mutex_lock (&gate->mutex);
  while (!gate->over)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
send_megabyte (Client *client)
{
  g_autofree char *body = g_strnfill (1000 * 1000, 'x');
  XmlElement *letter = xml_element_new ("message", XMPP_NS_CLIENT);

  xmpp_transport_send (client->transport, xml_element_text (letter, body));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Some goes into the buffers of the system, some waits, then it is too much. */
static void
test_back_pressure (void)
{
  Gate gate;
  Server *server;
  Client *client;

  gate_close (&gate, FALSE);
  server = server_new (never_read, &gate);
  client = begin (server, XMPP_TLS_START, &impatient);

  for (guint i = 0; i < 16; i++) {
    send_megabyte (client);
    g_assert_cmpuint (client->n_closed, ==, 0);
  }
  for (guint i = 0; i < 16; i++)
    send_megabyte (client);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_error (client->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  gate_open (&gate);
  end (client, server);
  gate_clear (&gate);
}

/* Whoever wanted to say farewell to this server would wait until TCP gives up. */
static void
test_drop_clogged (void)
{
  Gate gate;
  Server *server;
  Client *client;
  gint64 begun;

  gate_close (&gate, TRUE);
  server = server_new (never_read, &gate);
  client = begin (server, XMPP_TLS_DIRECT, &patient);
  for (guint i = 0; i < 20; i++)
    send_megabyte (client);

  begun = g_get_monotonic_time ();
  client_drop (client);
  /* TLS itself goes when its last operation has come back. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_TIME_SPAN_SECOND);

  gate_open (&gate);
  end (client, server);
  gate_clear (&gate);
}

static void
test_close_clogged (void)
{
  Gate gate;
  Server *server;
  Client *client;

  gate_close (&gate, TRUE);
  server = server_new (never_read, &gate);
  client = begin (server, XMPP_TLS_DIRECT, &impatient);
  for (guint i = 0; i < 20; i++)
    send_megabyte (client);
  xmpp_transport_close (client->transport);
  WAIT_UNTIL (client->n_closed == 1);
  g_assert_no_error (client->error);

  gate_open (&gate);
  end (client, server);
  gate_clear (&gate);
}

#define FLOOD_SIZE (50 * 1000 * 1000)

/* Sanitizers slow down what is around our time slice, too. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_TURN_US 500000
#else
#define MAX_TURN_US 50000
#endif

static void
flood (Peer *peer, gpointer data)
{
  gboolean *tls = data;
  g_autoptr (GString) block = g_string_new (NULL);
  gsize n = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append (block,
                     "<presence from='romeo@example.test/orchard'><show>away</show></presence>");
  if (*tls)
    greet_within_tls (peer);
  else
    greet (peer);
  for (; n < FLOOD_SIZE; n += block->len)
    peer_say_bytes (peer, block->str, block->len);
  peer_say (peer, END);
  peer_expect (peer, END);
}

static guint n_flooded;

static void
count (gpointer data, const XmlElement *element)
{
  Client *client = data;

  n_flooded++;
  g_ptr_array_set_size (client->elements, 0);
}

/* Somebody who wants to draw a window, 60 times a second. */
typedef struct {
  guint n_turns;
  gint64 cpu_us, longest_us;
} Painter;

/* What this thread has used: others that use the machine do not count. */
static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
on_paint (gpointer data)
{
  Painter *painter = data;
  gint64 now = get_cpu_us ();

  painter->longest_us = MAX (painter->longest_us, now - painter->cpu_us);
  painter->cpu_us = now;
  painter->n_turns++;
  return G_SOURCE_CONTINUE;
}

static void
test_flood (void)
{
  for (gboolean tls = FALSE; tls <= TRUE; tls++) {
    Server *server = server_new (flood, &tls);
    Client *client = begin (server, tls ? XMPP_TLS_DIRECT : XMPP_TLS_START, &patient);
    Painter painter = { .cpu_us = get_cpu_us () };
    /* As GTK does, below the priority of input. */
    guint id = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 16, on_paint, &painter, NULL);

    n_flooded = 0;
    client->on_element = count;
    WAIT_UNTIL (client->n_closed == 1);
    g_source_remove (id);
    g_assert_no_error (client->error);
    g_assert_cmpuint (n_flooded, >, FLOOD_SIZE / 100);
    g_test_message ("%s: %u turns, the longest after %" G_GINT64_FORMAT " µs",
                    tls ? "TLS" : "plain", painter.n_turns, painter.longest_us);
    g_assert_cmpint (painter.longest_us, <, MAX_TURN_US);
    g_assert_cmpuint (painter.n_turns, >, 10);
    end (client, server);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  talk_init ();
  g_test_add_func ("/transport/tcp-load/bytes", test_bytes);
  g_test_add_func ("/transport/tcp-load/half-writes", test_half_writes);
  g_test_add_func ("/transport/tcp-load/back-pressure", test_back_pressure);
  g_test_add_func ("/transport/tcp-load/drop-clogged", test_drop_clogged);
  g_test_add_func ("/transport/tcp-load/close-clogged", test_close_clogged);
  g_test_add_func ("/transport/tcp-load/flood", test_flood);
  status = g_test_run ();
  talk_clear ();
  return status;
}
