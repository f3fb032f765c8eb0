/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fixture of the tests of sessions. */

#include "config.h"

#include "mock/session.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/timer.h"

#define START (1000 * XMPP_SECOND)

struct _MockModule {
  XmppModule parent_instance;
  MockSession *mock;
};

G_DECLARE_FINAL_TYPE (MockModule, mock_module, MOCK, MODULE, XmppModule)

G_DEFINE_FINAL_TYPE (MockModule, mock_module, XMPP_TYPE_MODULE)

static void
on_get (XmppModule *self, XmppRequest *request)
{
  MockSession *mock = MOCK_MODULE (self)->mock;

  g_string_append (mock->seen, "get ");
  g_clear_pointer (&mock->request, xmpp_request_unref);
  mock->request = xmpp_request_ref (request);
}

static void
on_push (XmppModule *self, XmppRequest *request)
{
  MockSession *mock = MOCK_MODULE (self)->mock;
  gboolean ours = xmpp_session_is_from_account (xmpp_module_get_session (self),
                                                xmpp_request_get_stanza (request));

  g_string_append (mock->seen, ours ? "push " : "forged ");
}

static void
on_event (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
}

static void
mock_module_started (XmppModule *module, gboolean resumed)
{
  g_autoptr (XmlElement) presence = xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL);

  g_string_append (MOCK_MODULE (module)->mock->seen, resumed ? "restarted " : "started ");
  xml_element_set (presence, "id", "p1");
  if (!resumed)
    xmpp_session_send (xmpp_module_get_session (module), g_steal_pointer (&presence));
}

static void
mock_module_stopped (XmppModule *module)
{
  g_string_append (MOCK_MODULE (module)->mock->seen, "stopped ");
}

static void
mock_module_class_init (MockModuleClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "x", "urn:test", .request = on_get },
    { XMPP_ON_SET, "query", XMPP_NS_ROSTER, .request = on_push },
    { XMPP_ON_PEP, NULL, "urn:node", .stanza = on_event },
    { 0 },
  };
  static const char *const features[] = { "urn:test", "urn:another", "urn:test", NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
  XMPP_MODULE_CLASS (klass)->enable = "urn:test:copies";
  XMPP_MODULE_CLASS (klass)->reads_archive = TRUE;
  XMPP_MODULE_CLASS (klass)->started = mock_module_started;
  XMPP_MODULE_CLASS (klass)->stopped = mock_module_stopped;
}

static void
mock_module_init (MockModule *self)
{
}

static void
on_state (XmppSession *session, GParamSpec *pspec, MockSession *self)
{
  static const char *const names[] = { "OFFLINE", "CONNECTING", "NEGOTIATING",
                                       "ONLINE",  "SUSPENDED",  "CLOSING" };

  g_string_append_printf (self->seen, "%s ", names[xmpp_session_get_state (session)]);
}

static void
on_message (XmppSession *session, const XmlElement *stanza, MockSession *self)
{
  g_string_append_printf (self->seen, "message:%s ", xmpp_stanza_id (stanza));
}

static void
on_acked (XmppSession *session, const XmlElement *stanza, MockSession *self)
{
  g_string_append_printf (self->seen, "acked:%s ", xmpp_stanza_id (stanza));
}

static void
on_unsent (XmppSession *session, const XmlElement *stanza, MockSession *self)
{
  g_string_append_printf (self->seen, "unsent:%s ", xmpp_stanza_id (stanza));
}

void
mock_session_setup (MockSession *self, gconstpointer data)
{
  static const XmppModuleType modules[] = { mock_module_get_type, NULL };
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);

  self->now = START;
  xmpp_timer_fake (self->now);
  self->seen = g_string_new (NULL);
  self->session = xmpp_session_new (account, modules);
  MOCK_MODULE (xmpp_session_get_module (self->session, MOCK_TYPE_MODULE))->mock = self;
  g_signal_connect (self->session, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect (self->session, "message-received", G_CALLBACK (on_message), self);
  g_signal_connect (self->session, "acked", G_CALLBACK (on_acked), self);
  g_signal_connect (self->session, "unsent", G_CALLBACK (on_unsent), self);
}

static void
note_error (MockSession *self, const GError *error)
{
  const char *domain = error->domain == XMPP_SESSION_ERROR  ? "session"
                       : error->domain == XMPP_STANZA_ERROR ? "stanza"
                       : error->domain == G_IO_ERROR        ? "io"
                                                            : "other";

  g_string_append_printf (self->seen, "%s-error:%d ", domain, error->code);
}

void
mock_session_settle (MockSession *self, guint n)
{
  while (self->n_open > n)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockSession *self = user_data;

  g_assert_true (xmpp_session_close_finish (XMPP_SESSION (source), result, NULL));
  g_string_append (self->seen, "closed ");
  self->n_open--;
}

void
mock_session_close (MockSession *self, XmlElement *farewell)
{
  self->n_open++;
  xmpp_session_close_async (self->session, farewell, self->cancellable, on_closed, self);
}

void
mock_session_teardown (MockSession *self, gconstpointer data)
{
  g_clear_pointer (&self->request, xmpp_request_unref);
  if (self->session != NULL) {
    gpointer weak = self->session;

    g_clear_object (&self->cancellable);
    self->cancellable = g_cancellable_new ();
    g_cancellable_cancel (self->cancellable);
    mock_session_close (self, NULL);
    mock_session_settle (self, 0);
    g_object_add_weak_pointer (weak, &weak);
    g_clear_object (&self->session);
    g_assert_null (weak);
  }
  g_clear_object (&self->cancellable);
  if (self->transport != NULL) {
    mock_transport_finish (self->transport);
    g_assert_finalize_object (self->transport);
  }
  g_string_free (g_steal_pointer (&self->seen), TRUE);
  xmpp_timer_fake (0);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (xmpp_session_start_finish (XMPP_SESSION (source), result, &error))
    g_string_append (self->seen, "signed-in ");
  else
    note_error (self, error);
  self->n_open--;
}

void
mock_session_start (MockSession *self)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");

  if (self->transport != NULL)
    mock_transport_finish (self->transport);
  g_clear_object (&self->transport);
  self->transport = mock_transport_new (XMPP_TRANSPORT_SECURE);
  self->n_open++;
  xmpp_session_start_async (self->session, XMPP_TRANSPORT (self->transport), credentials,
                            self->cancellable, on_started, self);
}

void
mock_session_play (MockSession *self, const char *transcript)
{
  mock_transport_play (self->transport, "%s", transcript);
}

void
mock_session_sign_in (MockSession *self)
{
  mock_session_start (self);
  mock_session_play (self, MOCK_SIGN_IN MOCK_PRESENCE MOCK_ASK MOCK_ACK ("1") "--");
  mock_session_settle (self, 0);
  g_string_truncate (self->seen, 0);
}

void
mock_session_sign_in_without_sm (MockSession *self)
{
  mock_session_start (self);
  mock_session_play (self, MOCK_SIGN_IN_WITHOUT_SM MOCK_PRESENCE);
  mock_session_settle (self, 0);
  g_string_truncate (self->seen, 0);
}

void
mock_session_send (MockSession *self, const char *id)
{
  g_autoptr (XmppJid) to = xmpp_jid_parse ("juliet@example.com", NULL);
  g_autoptr (XmlElement) message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);

  xml_element_set (message, "id", id);
  xmpp_session_send (self->session, g_steal_pointer (&message));
}

static void
on_queried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockSession *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) iq = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (iq != NULL)
    g_string_append (self->seen, "result ");
  else
    note_error (self, error);
  self->n_open--;
}

void
mock_session_query (MockSession *self)
{
  self->n_open++;
  xmpp_session_query_async (self->session, "get", NULL, xml_element_new ("ping", XMPP_NS_PING),
                            NULL, on_queried, self);
}

void
mock_session_assert_seen (MockSession *self, const char *expected)
{
  g_assert_cmpstr (self->seen->str, ==, expected);
  g_string_truncate (self->seen, 0);
}
