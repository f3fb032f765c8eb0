/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session that is signed in, with the modules under test and no others. */
#include "config.h"

#include "mock/online.h"

#include "xmpp/stanza-error.h"
#include "xmpp/timer.h"

#define START (1000 * XMPP_SECOND)

void
mock_online_setup (MockOnline *self, gconstpointer data)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);

  xmpp_timer_fake (START);
  self->seen = g_string_new (NULL);
  self->session = xmpp_session_new (account, data);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *self = user_data;
  g_autoptr (GError) error = NULL;

  xmpp_session_start_finish (XMPP_SESSION (source), result, &error);
  g_assert_no_error (error);
  self->n_open--;
}

void
mock_online_sign_in (MockOnline *self, const char *features)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");

  g_clear_object (&self->transport);
  self->transport = mock_transport_new (XMPP_TRANSPORT_SECURE);
  self->n_open++;
  xmpp_session_start_async (self->session, XMPP_TRANSPORT (self->transport), credentials, NULL,
                            on_started, self);
  mock_transport_play (self->transport,
                       "%sS: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                       "%s</stream:features>\n%s",
                       MOCK_AUTHENTICATE, features != NULL ? features : "", MOCK_BIND MOCK_BOUND);
  mock_online_settle (self);
}

void
mock_online_lose (MockOnline *self)
{
  mock_transport_play (self->transport, "S: reset");
  g_assert_cmpint (xmpp_session_get_state (self->session), ==, XMPP_SESSION_OFFLINE);
}

void
mock_online_play (MockOnline *self, const char *transcript)
{
  mock_transport_play (self->transport, "%s", transcript);
}

gpointer
mock_online_get (MockOnline *self, GType type)
{
  gpointer module = xmpp_session_get_module (self->session, type);

  g_assert_nonnull (module);
  return module;
}

void
mock_online_settle (MockOnline *self)
{
  while (self->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
}

void
mock_online_note_error (MockOnline *self, const GError *error)
{
  const char *domain = error->domain == XMPP_SESSION_ERROR  ? "session"
                       : error->domain == XMPP_STANZA_ERROR ? "stanza"
                       : error->domain == G_IO_ERROR        ? "io"
                                                            : "other";

  g_string_append_printf (self->seen, "%s-error:%d ", domain, error->code);
}

void
mock_online_assert_seen (MockOnline *self, const char *expected)
{
  g_assert_cmpstr (self->seen->str, ==, expected);
  g_string_truncate (self->seen, 0);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *self = user_data;

  g_assert_true (xmpp_session_close_finish (XMPP_SESSION (source), result, NULL));
  self->n_open--;
}

void
mock_online_teardown (MockOnline *self, gconstpointer data)
{
  g_autoptr (GCancellable) at_once = g_cancellable_new ();

  g_cancellable_cancel (at_once);
  self->n_open++;
  xmpp_session_close_async (self->session, NULL, at_once, on_closed, self);
  mock_online_settle (self);
  while (g_main_context_iteration (NULL, FALSE))
    continue; /* what was pending in the modules fails now */
  g_assert_finalize_object (self->session);

  if (self->transport != NULL) {
    mock_transport_finish (self->transport);
    g_assert_finalize_object (self->transport);
  }
  g_string_free (g_steal_pointer (&self->seen), TRUE);
  xmpp_timer_fake (0);
}
