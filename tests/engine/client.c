/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine alone, with no window and no archive: a line of standard input is a command, a line
 * of standard output an event. The password is in $KITH_PASSWORD, the server's token is kept in the
 * file $KITH_TOKEN, if that is set, for the id $KITH_AGENT.
 * $KITH_ROAD is starttls, tls, websocket, bosh, polling, or what works; $KITH_URL is where to.
 *
 * $KITH_HOST and $KITH_PORT lead elsewhere than the name service, $KITH_AT_LEAST is the strength that is
 * known of the server, with $KITH_LEGACY and $KITH_CLEAR also the oldest ways and the clear will do, and
 * with $KITH_MODULES there are all modules. $KITH_CERTIFICATE is the person's own, $KITH_PIN opens it.
 *
 *   send TO ID TEXT…   query TO   check   quit
 *   state STATE   mechanism NAME   message FROM ID TEXT…   acked ID   unsent ID   resumed   new
 *   answered   failed, lost, unanswered DOMAIN CODE TEXT…
 */

#include "config.h"

#include "xmpp/modules.h"
#include "xmpp/sasl/kept.h"
#include "xmpp/session.h"
#include "xmpp/stanza.h"
#include "xmpp/transport/dialer.h"
#include "xmpp/transport/identity.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

/* After a loss and between two attempts. Whoever comes back in the same instant finds ejabberd 23
 * still working off what came on the lost link: it handles that, and yet gives a count without it. */
#define RETRY_MS 1000

typedef struct {
  GMainLoop *loop;
  XmppSession *session;
  XmppCredentials *credentials;
  XmppDialTerms *terms;
  GDataInputStream *input;
  GQueue unsent; /* of XmlElement: for the next session */
  gboolean leaving;
} Client;

static void dial (Client *self);

G_GNUC_PRINTF (1, 2)

static void
say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static gboolean
on_retry (gpointer user_data)
{
  dial (user_data);
  return G_SOURCE_REMOVE;
}

static void
retry (Client *self, GError *error)
{
  say ("failed %s %d %s", g_quark_to_string (error->domain), error->code, error->message);
  g_error_free (error);
  if (!self->leaving)
    g_timeout_add (RETRY_MS, on_retry, self);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;
  GError *error = NULL;

  if (!xmpp_session_start_finish (self->session, result, &error))
    retry (self, error);
}

static void
start (Client *self, XmppTransport *transport)
{
  const XmppEndpoint *endpoint = xmpp_transport_get_endpoint (transport);

  say ("road %s", endpoint->url                       ? endpoint->url
                  : endpoint->mode == XMPP_TLS_DIRECT ? "tls"
                                                      : "starttls");
  xmpp_session_start_async (self->session, transport, self->credentials, NULL, on_started, self);
}

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;
  GError *error = NULL;
  g_autoptr (XmppTransport) transport = xmpp_dial_finish (result, &error);

  if (transport == NULL)
    retry (self, error);
  else
    start (self, transport);
}

static void
dial (Client *self)
{
  xmpp_dial_async (self->terms, NULL, on_dialled, self);
}

static void
load_token (Client *self)
{
  const char *path = g_getenv ("KITH_TOKEN");
  g_autofree char *text = NULL;
  g_autoptr (XmppSaslToken) token = NULL;
  g_autoptr (XmlElement) offer = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return;
  token = xmpp_sasl_kept_parse (text, &offer);
  xmpp_credentials_set_token (self->credentials, token);
  xmpp_session_set_offer (self->session, offer);
}

static void
keep_token (Client *self)
{
  const char *path = g_getenv ("KITH_TOKEN");
  XmppSaslToken *token = xmpp_credentials_get_token (self->credentials);
  g_autofree char *text = token != NULL
                            ? xmpp_sasl_kept_build (token, xmpp_session_get_offer (self->session))
                            : g_strdup ("");

  if (path != NULL)
    g_file_set_contents (path, text, -1, NULL);
}

static void
on_state (XmppSession *session, GParamSpec *pspec, Client *self)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (XMPP_TYPE_SESSION_STATE);
  XmppSessionState state = xmpp_session_get_state (session);
  const GError *error = xmpp_session_get_error (session);
  XmlElement *stanza;

  if (state == XMPP_SESSION_ONLINE)
    keep_token (self);
  say ("state %s", g_enum_get_value (klass, (int) state)->value_nick);

  if (state == XMPP_SESSION_ONLINE) {
    say ("mechanism %s", xmpp_session_get_mechanism (session));
    while ((stanza = g_queue_pop_head (&self->unsent)) != NULL)
      xmpp_session_send (session, stanza);
  } else if ((state == XMPP_SESSION_SUSPENDED || state == XMPP_SESSION_OFFLINE) && error != NULL) {
    say ("lost %s %d %s", g_quark_to_string (error->domain), error->code, error->message);
  }
}

/* A link that was up and is lost, unlike an attempt that failed, has nobody who waits for it. */
static void
on_lost (XmppSession *session, GParamSpec *pspec, Client *self)
{
  static XmppSessionState before;
  XmppSessionState state = xmpp_session_get_state (session);

  if (before == XMPP_SESSION_ONLINE && !self->leaving &&
      (state == XMPP_SESSION_SUSPENDED || state == XMPP_SESSION_OFFLINE))
    g_timeout_add (RETRY_MS, on_retry, self);
  before = state;
}

static void
on_message (XmppSession *session, const XmlElement *stanza, Client *self)
{
  g_autofree char *body = xmpp_message_dup_body (stanza, NULL);
  const char *from = xml_element_get (stanza, "from");
  const char *id = xmpp_stanza_id (stanza);

  if (body != NULL)
    say ("message %s %s %s", from != NULL ? from : "-", id != NULL ? id : "-", body);
}

static void
on_acked (XmppSession *session, const XmlElement *stanza, Client *self)
{
  if (xmpp_stanza_kind (stanza) == XMPP_STANZA_MESSAGE)
    say ("acked %s", xmpp_stanza_id (stanza));
}

static void
on_unsent (XmppSession *session, const XmlElement *stanza, Client *self)
{
  say ("unsent %s", xmpp_stanza_id (stanza));
  g_queue_push_tail (&self->unsent, xml_element_ref (stanza));
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;

  xmpp_session_close_finish (self->session, result, NULL);
  g_main_loop_quit (self->loop);
}

static void
leave (Client *self)
{
  self->leaving = TRUE;
  xmpp_session_close_async (self->session, xmpp_presence_new (XMPP_PRESENCE_UNAVAILABLE, NULL),
                            NULL, on_closed, self);
}

static void
send_message (Client *self, char **words)
{
  g_autoptr (XmppJid) to = xmpp_jid_parse (words[1], NULL);
  XmlElement *message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);

  xml_element_set (message, "id", words[2]);
  xmpp_message_set_body (message, words[3]);
  xmpp_session_send (self->session, message);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) answer = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (answer != NULL)
    say ("answered");
  else
    say ("unanswered %s %d %s", g_quark_to_string (error->domain), error->code, error->message);
}

static void
query (Client *self, const char *address)
{
  g_autoptr (XmppJid) to = xmpp_jid_parse (address, NULL);

  xmpp_session_query_async (self->session, "get", to, xml_element_new ("ping", "urn:xmpp:ping"),
                            NULL, on_answered, self);
}

static void
obey (Client *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_strcmp0 (words[0], "send") == 0 && g_strv_length (words) == 4)
    send_message (self, words);
  else if (g_strcmp0 (words[0], "query") == 0 && words[1] != NULL)
    query (self, words[1]);
  else if (g_strcmp0 (words[0], "check") == 0)
    xmpp_session_check (self->session);
  else if (g_strcmp0 (words[0], "quit") == 0)
    leave (self);
  else
    g_error ("unknown command: %s", line);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;
  g_autofree char *line =
    g_data_input_stream_read_line_finish_utf8 (self->input, result, NULL, NULL);

  if (line == NULL) {
    if (!self->leaving)
      leave (self);
    return;
  }

  obey (self, line);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

/* The one module: says which kind of session it is, and is available. */
#define CLIENT_TYPE_PRESENCE (client_presence_get_type ())
G_DECLARE_FINAL_TYPE (ClientPresence, client_presence, CLIENT, PRESENCE, XmppModule)

struct _ClientPresence {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (ClientPresence, client_presence, XMPP_TYPE_MODULE)

static void
client_presence_started (XmppModule *module, gboolean resumed)
{
  say (resumed ? "resumed" : "new");
  if (!resumed)
    xmpp_session_send (xmpp_module_get_session (module),
                       xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL));
}

static void
client_presence_class_init (ClientPresenceClass *klass)
{
  XMPP_MODULE_CLASS (klass)->started = client_presence_started;
  XMPP_MODULE_CLASS (klass)->enable = "urn:xmpp:carbons:2";
  XMPP_MODULE_CLASS (klass)->reads_archive = TRUE; /* or so it says */
}

static void
client_presence_init (ClientPresence *self)
{
}

static void
choose_road (XmppDialTerms *terms, const char *road)
{
  static const struct {
    const char *name;
    XmppRoad road;
    XmppTlsMode mode;
  } roads[] = {
    { "starttls", XMPP_ROAD_TCP, XMPP_TLS_START },      { "tls", XMPP_ROAD_TCP, XMPP_TLS_DIRECT },
    { "websocket", XMPP_ROAD_WEBSOCKET, XMPP_TLS_ANY }, { "bosh", XMPP_ROAD_BOSH, XMPP_TLS_ANY },
    { "polling", XMPP_ROAD_POLLING, XMPP_TLS_ANY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roads); i++)
    if (g_strcmp0 (road, roads[i].name) == 0) {
      terms->road = roads[i].road;
      terms->mode = roads[i].mode;
    }
}

static void
on_identity (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) identity = xmpp_identity_load_finish (result, &error);

  if (identity == NULL) {
    say ("failed %s %d %s", g_quark_to_string (error->domain), error->code, error->message);
    return;
  }
  g_clear_pointer (&self->terms->trust, xmpp_trust_free);
  self->terms->trust = xmpp_trust_new (NULL, NULL, identity);
  xmpp_credentials_set_external (
    self->credentials,
    xmpp_identity_get_authzid (identity, xmpp_session_get_account (self->session)));
  dial (self);
}

static void
begin (Client *self)
{
  const char *certificate = g_getenv ("KITH_CERTIFICATE");

  if (certificate == NULL)
    dial (self);
  else
    xmpp_identity_load_async (certificate, g_getenv ("KITH_PIN"), NULL, on_identity, self);
}

static XmppSession *
new_session (const XmppJid *account)
{
  g_autoptr (GArray) modules = g_array_new (TRUE, TRUE, sizeof (XmppModuleType));
  XmppModuleType presence = client_presence_get_type;

  for (guint i = 0; g_getenv ("KITH_MODULES") != NULL && xmpp_modules[i] != NULL; i++)
    g_array_append_val (modules, xmpp_modules[i]);
  g_array_append_val (modules, presence);
  return xmpp_session_new (account, (const XmppModuleType *) (gpointer) modules->data);
}

static void
read_environment (Client *self)
{
  const char *port = g_getenv ("KITH_PORT");
  const char *at_least = g_getenv ("KITH_AT_LEAST");

  self->terms->host = g_strdup (g_getenv ("KITH_HOST"));
  if (port != NULL)
    self->terms->port = g_ascii_strtoull (port, NULL, 10);
  if (at_least != NULL)
    xmpp_credentials_set_min_strength (self->credentials, g_ascii_strtoull (at_least, NULL, 10));
  xmpp_credentials_set_legacy (self->credentials, g_getenv ("KITH_LEGACY") != NULL);
  choose_road (self->terms, g_getenv ("KITH_ROAD"));
  self->terms->url = g_strdup (g_getenv ("KITH_URL"));
  xmpp_credentials_set_agent_id (self->credentials, g_getenv ("KITH_AGENT"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (XmppJid) account = argc == 2 ? xmpp_jid_parse (argv[1], &error) : NULL;
  g_autofree char *host = NULL;
  Client self = { .loop = g_main_loop_new (NULL, FALSE) };

  if (account == NULL) {
    g_printerr ("usage: client ADDRESS\n");
    return 2;
  }

  host = xmpp_jid_dup_host (account);
  self.terms = xmpp_dial_terms_new (host);
  self.credentials = xmpp_credentials_new (NULL, g_getenv ("KITH_PASSWORD"));
  read_environment (&self);
  self.session = new_session (account);
  load_token (&self);
  xmpp_session_set_allow_clear (self.session, g_getenv ("KITH_CLEAR") != NULL);
  self.input = g_data_input_stream_new (input);
  g_signal_connect (self.session, "notify::state", G_CALLBACK (on_state), &self);
  g_signal_connect (self.session, "notify::state", G_CALLBACK (on_lost), &self);
  g_signal_connect (self.session, "message-received", G_CALLBACK (on_message), &self);
  g_signal_connect (self.session, "acked", G_CALLBACK (on_acked), &self);
  g_signal_connect (self.session, "unsent", G_CALLBACK (on_unsent), &self);

  g_data_input_stream_read_line_async (self.input, G_PRIORITY_DEFAULT, NULL, on_line, &self);
  begin (&self);
  g_main_loop_run (self.loop);

  g_object_unref (self.session);
  g_object_unref (self.input);
  xmpp_credentials_unref (self.credentials);
  xmpp_dial_terms_free (self.terms);
  g_main_loop_unref (self.loop);
  return 0;
}
