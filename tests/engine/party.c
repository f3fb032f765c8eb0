/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of Kith but the window, in a chat with one contact: a line of standard input is what the person
 * does, a line of standard output tells what happened. For tests that kill it.
 *
 *   party FOLDER ADDRESS CONTACT HOST PORT, with the password in $KITH_PASSWORD
 *   party FOLDER ADDRESS CONTACT nearby NAME, for who is on the local network, without a server
 *
 *   send TEXT…   correct TAG TEXT…   retract TAG   react TAG EMOJI   resend TAG   read   sign-out   sign-in
 *   be SHOW TEXT…   type   settle NUMBER   catch-up NUMBER   show NUMBER   quit
 *
 * The TAG of a message is the first word of its text; one that is not here is passed over in silence.
 * settle waits until the server has all that was done here, and all is here that it had sent until then;
 * catch-up reads what is new in its archive before that. The answers are settled NUMBER COUNT, with the
 * number of messages that have come, and shown NUMBER ID…, with those of the messages in the chat. What is
 * seen of the contact is told as sees SHOW NAME: TEXT, when it has changed.
 */

#include "config.h"

#include "im/account-private.h"
#include "im/accounts.h"
#include "im/amend.h"
#include "im/client-private.h"
#include "store/reading.h"
#include "xmpp/ns.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

/* Between two looks at whether all has settled, and between two attempts to connect. */
#define LOOK_MS 10
#define RETRY_MS 50

typedef struct {
  GMainLoop *loop;
  GDataInputStream *input;
  XmppJid *contact;
  ImAccountSettings settings;
  char *address;
  ImClient *client;
  ImAccount *account;
  ImConversation *conversation; /* of the client */
  ImMessageList *messages;
  guint n_messages;
  guint n_retries;
  char *seen;     /* (nullable): what was told of the contact last */
  char *settling; /* (nullable): the number of the command that waits */
  gboolean leaving;
} Party;

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

static gboolean on_look (gpointer user_data);

static void
look_later (Party *self)
{
  g_timeout_add (LOOK_MS, on_look, self);
}

static void
on_untold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = store_reading_untold_finish (STORE_DB (source), result, &error);

  g_assert_no_error (error);
  if (untold->len > 0 || im_outbox_get_n_waiting (im_account_get_outbox (self->account)) > 0) {
    look_later (self);
    return;
  }
  say ("settled %s %u", self->settling, self->n_messages);
  g_clear_pointer (&self->settling, g_free);
}

/* All that the server had sent before this answer is here, and the archive's queue knows of it. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;
  g_autoptr (XmlElement) answer = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);

  if (answer == NULL)
    look_later (self);
  else
    store_reading_untold_async (im_client_get_db (self->client), im_account_get_id (self->account),
                                NULL, on_untold, self);
}

static gboolean
is_at_rest (Party *self)
{
  ImSync *sync = im_account_get_sync (self->account);

  return im_account_get_state (self->account) == IM_ACCOUNT_ONLINE && im_sync_get_complete (sync) &&
         !im_sync_get_busy (sync) && im_conversation_get_id (self->conversation) != 0 &&
         im_outbox_get_n_waiting (im_account_get_outbox (self->account)) == 0;
}

static gboolean
on_look (gpointer user_data)
{
  Party *self = user_data;

  if (!is_at_rest (self))
    return G_SOURCE_CONTINUE;
  xmpp_session_query_async (im_account_get_session (self->account), "get", NULL,
                            xml_element_new ("ping", XMPP_NS_PING), NULL, on_answered, self);
  return G_SOURCE_REMOVE;
}

static gpointer
do_nothing (StoreConn *conn, gpointer data, GError **error)
{
  return NULL;
}

static void
on_nothing (GObject *source, GAsyncResult *result, gpointer user_data)
{
  look_later (user_data);
}

static void
settle (Party *self, const char *number)
{
  g_assert (self->settling == NULL);
  self->settling = g_strdup (number);
  /* What was done here until now comes to the outbox when the archive has it. */
  store_db_run_async (im_client_get_db (self->client), STORE_READ, do_nothing, NULL, NULL, NULL,
                      NULL, on_nothing, self);
}

static void
show (Party *self, const char *number)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->messages)); i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);

    g_string_append_printf (ids, " %" G_GINT64_FORMAT, im_message_get_id (message));
  }
  say ("shown %s%s", number, ids->str);
}

/* (nullable) (transfer full) */
static ImMessage *
find_message (Party *self, const char *tag)
{
  gsize length = strlen (tag);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->messages)); i > 0; i--) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), i - 1);
    const char *body = im_message_get_body (message);

    if (body != NULL && strncmp (body, tag, length) == 0 && strchr (" ", body[length]) != NULL)
      return g_steal_pointer (&message);
  }
  return NULL;
}

static void
amend (Party *self, char **words)
{
  g_autoptr (ImMessage) message = find_message (self, words[1]);

  if (message == NULL)
    return;
  if (g_strcmp0 (words[0], "correct") == 0 && im_amend_can_correct (message))
    im_amend_correct (self->conversation, message, words[2]);
  else if (g_strcmp0 (words[0], "retract") == 0 && im_amend_can_take_back (message))
    im_amend_take_back (self->conversation, message);
  else if (g_strcmp0 (words[0], "react") == 0 && im_amend_can_react (message))
    im_amend_toggle_reaction (self->conversation, message, words[2]);
  else if (g_strcmp0 (words[0], "resend") == 0 &&
           im_message_get_state (message) == IM_MESSAGE_FAILED)
    im_conversation_retry (self->conversation, message);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;

  im_client_close_finish (self->client, result, NULL);
  g_main_loop_quit (self->loop);
}

static void
leave (Party *self)
{
  self->leaving = TRUE;
  im_client_close_async (self->client, on_closed, self);
}

static void
be (Party *self, const char *nick, const char *text)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (IM_TYPE_SHOW);
  const GEnumValue *show = g_enum_get_value_by_nick (klass, nick);

  g_assert (show != NULL);
  im_client_set_show (self->client, (ImShow) show->value);
  im_client_set_status_text (self->client, text);
}

static void
obey (Party *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  guint n_words = g_strv_length (words);

  if (g_str_has_prefix (line, "send ")) {
    im_conversation_mark_read (self->conversation); /* the chat is in view */
    im_conversation_send (self->conversation, line + strlen ("send "));
  } else if (n_words >= 2 &&
             (g_strv_contains ((const char *[]){ "correct", "retract", "react", "resend", NULL },
                               words[0])))
    amend (self, words);
  else if (g_strcmp0 (line, "read") == 0)
    im_conversation_mark_read (self->conversation);
  else if (g_strcmp0 (line, "sign-out") == 0)
    im_client_set_show (self->client, IM_SHOW_OFFLINE);
  else if (g_strcmp0 (line, "sign-in") == 0)
    im_client_set_show (self->client, IM_SHOW_AVAILABLE);
  else if (g_strcmp0 (line, "type") == 0)
    im_conversation_set_composing (self->conversation, TRUE);
  else if (n_words == 3 && g_strcmp0 (words[0], "be") == 0)
    be (self, words[1], words[2]);
  else if (n_words == 2 && g_strcmp0 (words[0], "show") == 0)
    show (self, words[1]);
  else if (n_words == 2 && g_strcmp0 (words[0], "settle") == 0) {
    settle (self, words[1]);
  } else if (n_words == 2 && g_strcmp0 (words[0], "catch-up") == 0) {
    im_sync_restart (im_account_get_sync (self->account));
    settle (self, words[1]);
  } else if (g_strcmp0 (line, "quit") == 0)
    leave (self);
  else
    g_error ("unknown command: %s", line);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;
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

static gboolean
on_retry (gpointer user_data)
{
  Party *self = user_data;

  im_account_retry_now (self->account);
  return G_SOURCE_REMOVE;
}

static void
on_state (ImAccount *account, GParamSpec *pspec, Party *self)
{
  ImAccountState state = im_account_get_state (account);
  g_autoptr (GEnumClass) klass = g_type_class_ref (IM_TYPE_ACCOUNT_STATE);

  say ("state %s", g_enum_get_value (klass, (int) state)->value_nick);
  if (state == IM_ACCOUNT_NEEDS_PASSWORD && im_account_get_error (account) == NULL)
    im_account_set_password (account, g_getenv ("KITH_PASSWORD"));
  if (state == IM_ACCOUNT_WAITING || state == IM_ACCOUNT_FAILED ||
      (state == IM_ACCOUNT_NEEDS_PASSWORD && im_account_get_error (account) != NULL)) {
    if (im_account_get_error (account) != NULL)
      say ("failed %s", im_account_get_error (account)->message);
    g_timeout_add (RETRY_MS, on_retry, self);
  }
}

static void
on_message (XmppSession *session, const XmlElement *stanza, Party *self)
{
  self->n_messages++;
}

static void
on_contacts_changed (ImRoster *roster, Party *self)
{
  ImContact *contact = im_roster_find (roster, self->contact);
  g_autoptr (GEnumClass) klass = g_type_class_ref (IM_TYPE_SHOW);
  g_autofree char *name = contact != NULL ? im_contact_dup_display_name (contact) : NULL;
  g_autofree char *seen = NULL;
  const char *text;

  if (contact == NULL)
    return;
  text = im_contact_get_status_text (contact);
  seen = g_strdup_printf ("sees %s %s: %s",
                          g_enum_get_value (klass, (int) im_contact_get_show (contact))->value_nick,
                          name, text != NULL ? text : "");
  if (g_strcmp0 (seen, self->seen) == 0)
    return;
  say ("%s", seen);
  g_free (self->seen);
  self->seen = g_steal_pointer (&seen);
}

static void
begin (Party *self)
{
  self->conversation = im_client_ensure_conversation (self->client, self->account, self->contact);
  self->messages = im_conversation_dup_messages (self->conversation);
  g_signal_connect (self->account, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect (im_account_get_session (self->account), "message-received",
                    G_CALLBACK (on_message), self);
  g_signal_connect (im_account_get_roster (self->account), "contacts-changed",
                    G_CALLBACK (on_contacts_changed), self);
  on_state (self->account, NULL, self);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;
  g_autoptr (GError) error = NULL;

  self->account = im_accounts_add_finish (IM_ACCOUNTS (source), result, &error);
  g_assert_no_error (error);
  begin (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Party *self = user_data;
  ImAccounts *accounts = im_client_get_accounts (self->client);
  g_autoptr (GError) error = NULL;

  im_client_open_finish (self->client, result, &error);
  g_assert_no_error (error);
  self->account = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  if (self->account == NULL)
    im_accounts_add_async (accounts, self->address, g_getenv ("KITH_PASSWORD"), &self->settings,
                           NULL, on_added, self);
  else
    begin (self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Party self = { .loop = g_main_loop_new (NULL, FALSE) };

  if (argc != 6) {
    g_printerr ("usage: party FOLDER ADDRESS CONTACT HOST PORT|nearby NAME\n");
    return 2;
  }
  self.address = argv[2];
  self.contact = xmpp_jid_parse (argv[3], NULL);
  if (g_str_equal (argv[4], "nearby"))
    self.settings = (ImAccountSettings){ .road = XMPP_ROAD_NEARBY, .resource = argv[5] };
  else
    self.settings = (ImAccountSettings){ .host = argv[4],
                                         .port = (guint16) g_ascii_strtoull (argv[5], NULL, 10),
                                         .allow_no_tls = TRUE };
  self.input = g_data_input_stream_new (input);
  self.client = im_client_new (argv[1]);
  im_client_open_async (self.client, NULL, on_opened, &self);
  g_main_loop_run (self.loop);

  g_free (self.seen);
  g_clear_object (&self.messages);
  g_clear_object (&self.account);
  g_object_unref (self.client);
  g_object_unref (self.input);
  xmpp_jid_unref (self.contact);
  g_main_loop_unref (self.loop);
  return 0;
}
