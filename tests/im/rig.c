/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Builds an account out of real parts and one played server.
 */

#include "rig.h"

#include "fake-monitor.h"
#include "im/people-private.h"
#include "xmpp/timer.h"

static ImRig *current;

static void
dial_async (const XmppDialTerms *terms,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  current->n_dials++;
  g_free (current->dialled_host);
  current->dialled_host = g_strdup (terms->host);
  current->dialled_port = terms->port;
  g_free (current->dialled_url);
  current->dialled_url = g_strdup (terms->url);
  current->dialled_road = terms->road;
  g_free (current->dialled_pin);
  current->dialled_pin = g_strdup (terms->trust->pin);
  if (current->dial_error != NULL) {
    g_task_return_error (task, g_steal_pointer (&current->dial_error));
    return;
  }
  g_clear_object (&current->transport);
  current->transport = mock_transport_new (current->no_tls ? 0 : XMPP_TRANSPORT_SECURE);
  g_task_return_pointer (task, g_object_ref (current->transport), g_object_unref);
}

static XmppTransport *
dial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const ImDialer dialer = { dial_async, dial_finish };

static void
make_services (ImRig *self)
{
  g_autoptr (ImSettings) settings = im_settings_new ();
  g_autoptr (ImSystem) system = NULL;

  self->monitor = fake_monitor_new ();
  system = im_system_new (self->monitor, NULL);
  self->services = im_services_new (settings, NULL, system, &dialer);
  im_services_set_db (self->services, self->db);
  self->conversations = im_conversations_new (self->services);
  self->accounts = im_accounts_new (self->services, self->conversations);
}

static void
drop_services (ImRig *self)
{
  GAsyncResult *result = NULL;
  ImAccount *account = self->account;

  /* The server acknowledges nothing any more, which ends the goodbye by time. */
  im_accounts_close_async (self->accounts, im_rig_done, &result);
  im_rig_advance (self, 3);
  while (result == NULL) {
    if (self->transport != NULL)
      mock_transport_finish (self->transport);
    g_main_context_iteration (NULL, FALSE);
  }
  g_object_unref (result);
  im_rig_settle (self);
  if (account != NULL)
    g_object_add_weak_pointer (G_OBJECT (account), (gpointer *) &account);
  g_clear_object (&self->account);
  g_assert_finalize_object (g_steal_pointer (&self->accounts));
  g_assert_finalize_object (g_steal_pointer (&self->conversations));
  g_assert_null (account);
  g_clear_pointer (&self->services, im_services_unref);
  g_clear_object (&self->monitor);
  g_clear_object (&self->transport);
}

void
im_rig_init (int *argc, char ***argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (argc, argv, NULL);
}

void
im_rig_setup (ImRig *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  current = self;
  self->unmanaged = data != NULL;
  self->now = 1000 * XMPP_SECOND;
  xmpp_timer_fake (self->now);
  self->db = store_db_open (":memory:", &error);
  g_assert_no_error (error);
  make_services (self);
}

void
im_rig_teardown (ImRig *self, gconstpointer data)
{
  drop_services (self);
  store_db_close (self->db);
  im_rig_settle (self);
  g_assert_finalize_object (g_steal_pointer (&self->db));
  g_clear_error (&self->dial_error);
  g_clear_pointer (&self->dialled_host, g_free);
  g_clear_pointer (&self->dialled_url, g_free);
  g_clear_pointer (&self->dialled_pin, g_free);
  xmpp_timer_fake (0);
  current = NULL;
}

void
im_rig_connect (ImRig *self)
{
  const ImAccountSettings settings = { .allow_no_tls = self->no_tls };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_accounts_set_presence (self->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_accounts_add_async (self->accounts, "romeo@example.org", "secret", &settings, NULL,
                         im_rig_done, &result);
  self->account = im_accounts_add_finish (self->accounts, im_rig_await (&result), &error);
  g_assert_no_error (error);
}

void
im_rig_play (ImRig *self, const char *transcript)
{
  mock_transport_play (self->transport, "%s", transcript);
}

void
im_rig_wait_for_transport (ImRig *self)
{
  while (self->transport == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
im_rig_welcome (ImRig *self, const char *items)
{
  const char *ask = self->unmanaged ? "" : MOCK_ASK;
  const char *ack = self->unmanaged ? "" : MOCK_ACK ("6");

  im_rig_wait_for_transport (self);
  if (self->limits != NULL)
    mock_transport_play (self->transport,
                         MOCK_AUTHENTICATE "S: <stream:features><bind "
                                           "xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>%s"
                                           "</stream:features>\n" MOCK_BIND MOCK_BOUND,
                         self->limits);
  else
    im_rig_play (self, self->unmanaged ? MOCK_SIGN_IN_WITHOUT_SM : MOCK_SIGN_IN);
  mock_transport_play (
    self->transport,
    IM_RIG_BEGIN "%sC: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n"
                 "S: <iq type='result' id='@'><query xmlns='jabber:iq:roster'>%s</query></iq>\n"
                 "C: <presence id='*'>*</presence>\n%s%s%s--",
    ask, items, self->displayed != NULL ? self->displayed : IM_RIG_NOTHING_DISPLAYED,
    self->archive != NULL ? self->archive : IM_RIG_NO_ARCHIVE, ack);
  im_rig_wait_for_state (self, IM_ACCOUNT_ONLINE);
}

void
im_rig_sign_in (ImRig *self, const char *items)
{
  im_rig_connect (self);
  im_rig_welcome (self, items);
}

void
im_rig_restart (ImRig *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  drop_services (self);
  make_services (self);
  im_accounts_load_async (self->accounts, NULL, im_rig_done, &result);
  im_accounts_load_finish (self->accounts, im_rig_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  im_people_load_async (im_conversations_get_people (self->conversations),
                        G_LIST_MODEL (self->accounts), im_rig_done, &result);
  im_people_load_finish (im_conversations_get_people (self->conversations), im_rig_await (&result),
                         &error);
  g_assert_no_error (error);
  self->account = g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
}

void
im_rig_advance_clock (ImRig *self, gint64 seconds)
{
  self->now += seconds * XMPP_SECOND;
  xmpp_timer_fake (self->now);
}

void
im_rig_advance (ImRig *self, gint64 seconds)
{
  im_rig_advance_clock (self, seconds);
  im_rig_settle (self);
}

static gpointer
do_nothing (StoreConn *conn, gpointer data, GError **error)
{
  return NULL;
}

/* A job of ours is the last in the archive's queue; twice, for what its callbacks ask for. */
void
im_rig_settle (ImRig *self)
{
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GAsyncResult) result = NULL;

    store_db_run_async (self->db, STORE_READ, do_nothing, NULL, NULL, NULL, NULL, im_rig_done,
                        &result);
    g_assert_null (store_db_run_finish (self->db, im_rig_await (&result), NULL));
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
}

void
im_rig_wait_for_state (ImRig *self, ImAccountState state)
{
  while (im_account_get_state (self->account) != state)
    g_main_context_iteration (NULL, TRUE);
}

ImConversation *
im_rig_converse (ImRig *self, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);
  ImConversation *conversation = im_conversations_ensure (self->conversations, self->account, jid);

  while (im_conversation_get_id (conversation) == 0)
    g_main_context_iteration (NULL, TRUE);
  return conversation;
}

void
im_rig_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
im_rig_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

XmppJid *
im_rig_jid (const char *text)
{
  g_autoptr (GError) error = NULL;
  XmppJid *jid = xmpp_jid_parse (text, &error);

  g_assert_no_error (error);
  return jid;
}

char *
im_rig_dump (ImMessageList *list)
{
  static const char *const states[] = {
    "received", "pending", "sent", "delivered", "failed", "read"
  };
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_string_append_printf (dump, "%s%s/%s", i > 0 ? " " : "", im_message_get_body (message),
                            states[im_message_get_state (message)]);
  }
  return g_string_free (dump, FALSE);
}
