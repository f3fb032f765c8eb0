/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matches answers on id and sender, so that nobody can answer for somebody else. */

#include "config.h"

#include "xmpp/queries.h"

#include "xmpp/session-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

struct _XmppQueries {
  XmppJid *account;
  XmppJid *jid;
  GHashTable *pending; /* id → Query */
  XmppTimer *timer;
};

typedef struct {
  XmppQueries *owner;
  char *id;
  XmppJid *to;
  GTask *task;
  gint64 deadline;
  gulong cancelled;
} Query;

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

/* No longer in the table: from now on its owner may be gone. */
static void
query_detach (Query *query)
{
  if (query->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (query->task), query->cancelled);
  query->cancelled = 0;
  query->owner = NULL;
}

static void
query_free (gpointer data)
{
  Query *query = data;

  query_detach (query);
  g_clear_pointer (&query->to, xmpp_jid_unref);
  g_clear_object (&query->task);
  g_free (query->id);
  g_free (query);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Query, query_free)

/* Before its callback runs, so that this finds the table in order. */
static void
take_out (XmppQueries *self, Query *query)
{
  g_hash_table_remove (self->pending, query->id);
  if (g_hash_table_size (self->pending) == 0)
    xmpp_timer_set (self->timer, XMPP_NEVER);
  query_detach (query);
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (Query) query = user_data;

  take_out (query->owner, query);
  g_task_return_error_if_cancelled (query->task);
}

static void
rearm (XmppQueries *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 deadline = XMPP_NEVER;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    deadline = MIN (deadline, ((Query *) value)->deadline);
  xmpp_timer_set (self->timer, deadline);
}

/* The table is empty when the first callback runs; those may add to it. */
static void
fail_until (XmppQueries *self, gint64 deadline, const GError *error)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (query_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Query *query = value;
    if (query->deadline > deadline)
      continue;
    g_hash_table_iter_remove (&iter);
    query_detach (query);
    g_ptr_array_add (ended, query);
  }
  rearm (self);

  for (guint i = 0; i < ended->len; i++) {
    Query *query = ended->pdata[i];
    g_task_return_error (query->task, g_error_copy (error));
  }
}

static void
on_timeout (gpointer user_data)
{
  XmppQueries *self = user_data;
  g_autoptr (GError) error =
    g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT, "no answer in time");

  fail_until (self, xmpp_timer_now (), error);
}

/* Whether @from speaks for our account, which is our server (RFC 6120 §8.1.2.1, §10.3.3). Besides
 * no address and the bare one, old servers answer with the full address of the asker or with
 * their own; each of these is stamped by our server and cannot be had by anybody else. */
static gboolean
is_account (XmppQueries *self, const XmppJid *from)
{
  g_autoptr (XmppJid) server = xmpp_jid_server (self->account);

  return from == NULL || xmpp_jid_equal (from, self->account) || xmpp_jid_equal (from, server) ||
         (self->jid != NULL && xmpp_jid_equal (from, self->jid));
}

static gboolean
may_answer (XmppQueries *self, const Query *query, const XmppJid *from)
{
  if (query->to == NULL || xmpp_jid_equal (query->to, self->account))
    return is_account (self, from);

  if (from == NULL) {
    /* Only our server can leave the address out, and it may do so for itself. */
    g_autoptr (XmppJid) server = xmpp_jid_server (self->account);
    return xmpp_jid_equal (query->to, server);
  }

  return xmpp_jid_equal (query->to, from);
}

XmppQueries *
xmpp_queries_new (const XmppJid *account)
{
  XmppQueries *self = g_new0 (XmppQueries, 1);

  self->account = xmpp_jid_ref (account);
  self->pending = g_hash_table_new (g_str_hash, g_str_equal);
  self->timer = xmpp_timer_new (on_timeout, self);
  return self;
}

void
xmpp_queries_free (XmppQueries *self)
{
  g_autoptr (GError) error =
    g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_LOST, "the session has ended");

  xmpp_queries_fail (self, error);
  g_hash_table_unref (self->pending);
  xmpp_timer_free (self->timer);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  xmpp_jid_unref (self->account);
  g_free (self);
}

void
xmpp_queries_set_jid (XmppQueries *self, const XmppJid *jid)
{
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  self->jid = jid != NULL ? xmpp_jid_ref (jid) : NULL;
}

void
xmpp_queries_add (XmppQueries *self, const char *id, const XmppJid *to, GTask *task)
{
  Query *query = g_new0 (Query, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_assert (!g_hash_table_contains (self->pending, id));

  query->owner = self;
  query->id = g_strdup (id);
  query->to = to != NULL ? xmpp_jid_ref (to) : NULL;
  query->task = task;
  query->deadline = xmpp_timer_now () + XMPP_QUERY_TIMEOUT;
  /* Not g_cancellable_connect(): its handler must not disconnect itself. All is on one thread. */
  if (cancellable != NULL)
    query->cancelled =
      g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), query);
  g_hash_table_insert (self->pending, query->id, query);

  /* All timeouts are equal, so the timer is armed already unless this is the only query. */
  if (g_hash_table_size (self->pending) == 1)
    xmpp_timer_set (self->timer, query->deadline);
}

gboolean
xmpp_queries_answer (XmppQueries *self, const XmlElement *iq, const XmppJid *from)
{
  const char *id = xmpp_stanza_id (iq);
  Query *asked = id != NULL ? g_hash_table_lookup (self->pending, id) : NULL;
  g_autoptr (Query) query = NULL;

  if (asked == NULL || !may_answer (self, asked, from))
    return FALSE;

  query = asked;
  take_out (self, query);
  if (xmpp_iq_type (iq) == XMPP_IQ_ERROR)
    g_task_return_error (query->task, xmpp_stanza_error_parse (iq));
  else
    g_task_return_pointer (query->task, xml_element_ref (iq), unref_element);
  return TRUE;
}

void
xmpp_queries_fail (XmppQueries *self, const GError *error)
{
  fail_until (self, XMPP_NEVER, error);
}
