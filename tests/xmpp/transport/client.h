/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who uses a transport and remembers what came: the tests' side of the main loop. */

#pragma once

#include "xmpp/transport/transport.h"

/* Runs the main loop until @condition; the test fails if that takes 20 s. */
#define WAIT_UNTIL(condition)                                                                      \
  do {                                                                                             \
    guint guard_ = wait_begin (G_STRLOC ": " #condition);                                          \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (guard_);                                                                      \
  } while (0)

guint wait_begin (const char *what);

/* For one asynchronous call at a time. */
typedef struct {
  GAsyncResult *result; /* (nullable) */
} Reply;

void on_reply (GObject *source, GAsyncResult *result, gpointer reply);

/* Runs the main loop until the callback came, and hands its result over (transfer full). */
GAsyncResult *reply_wait (Reply *self);

typedef struct {
  XmppTransport *transport; /* (nullable) */
  guint n_opened, n_closed;
  GPtrArray *elements; /* of XmlElement */
  GError *error;       /* (nullable): why it was closed */
  void (*on_element) (gpointer client, const XmlElement *element); /* (nullable) */
  gboolean secured;     /* the reply to client_secure() came … */
  GError *secure_error; /* (nullable): … and this was in it */
} Client;

/* Takes @transport, not yet connected. */
Client *client_new (XmppTransport *transport);
void client_free (Client *self);

/* Drops the transport and waits until all that was under way has ended. */
void client_drop (Client *self);

gboolean client_connect (Client *self, GError **error);
void client_open (Client *self, const char *to);
void client_send (Client *self, const char *name, const char *id);
void client_secure (Client *self);
const XmlElement *client_last (Client *self);
