/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may answer a request, how often, and until when. */

#include "xmpp/queries.h"

#include "xmpp/session-error.h"
#include "xmpp/stanza-error.h"

#define START (1000 * XMPP_SECOND)

typedef struct {
  XmppQueries *queries;
  guint n_asked;
  GPtrArray *results; /* of GTask, as they came */
  GCancellable *on_result;
} Fixture;

static XmppJid *
jid (const char *text)
{
  return text != NULL ? xmpp_jid_parse (text, NULL) : NULL;
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppJid) account = jid ("romeo@example.org");
  g_autoptr (XmppJid) bound = jid ("romeo@example.org/orchard");

  xmpp_timer_fake (START);
  f->queries = xmpp_queries_new (account);
  f->results = g_ptr_array_new_with_free_func (g_object_unref);
  xmpp_queries_set_jid (f->queries, bound);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->queries, xmpp_queries_free);
  while (f->results->len < f->n_asked)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->results->len, ==, f->n_asked);
  g_clear_pointer (&f->results, g_ptr_array_unref);
  g_clear_object (&f->on_result);
  xmpp_timer_fake (0);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_ptr_array_add (f->results, g_object_ref (result));
  if (f->on_result != NULL)
    g_cancellable_cancel (f->on_result);
}

static void
ask (Fixture *f, const char *id, const char *to, GCancellable *cancellable)
{
  g_autoptr (XmppJid) address = jid (to);

  f->n_asked++;
  xmpp_queries_add (f->queries, id, address, g_task_new (NULL, cancellable, on_result, f));
}

static gboolean
answer (Fixture *f, const char *type, const char *id, const char *from)
{
  g_autoptr (XmppJid) address = jid (from);
  g_autoptr (XmlElement) iq = xml_element_new ("iq", "jabber:client");

  xml_element_set (iq, "type", type);
  xml_element_set (iq, "id", id);
  xml_element_set (iq, "from", from);
  xml_element_seal (iq);
  return xmpp_queries_answer (f->queries, iq, address);
}

/* GTask delivers from the main context. */
static GTask *
result (Fixture *f, guint n)
{
  while (f->results->len <= n)
    g_main_context_iteration (NULL, TRUE);
  return f->results->pdata[n];
}

static void
assert_failed (Fixture *f, guint n, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (g_task_propagate_pointer (result (f, n), &error));
  g_assert_error (error, domain, code);
}

static void
assert_answered (Fixture *f, guint n, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) iq = g_task_propagate_pointer (result (f, n), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (xml_element_get (iq, "id"), ==, id);
}

static void
test_senders (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *to, *from;
    gboolean accepted;
  } cases[] = {
    /* To the account, which the server answers for (RFC 6120 §8.1.2.1). */
    { NULL, NULL, TRUE },
    { NULL, "romeo@example.org", TRUE },
    { NULL, "Romeo@Example.ORG", TRUE },
    { NULL, "example.org", TRUE },
    { NULL, "romeo@example.org/orchard", TRUE },
    { NULL, "romeo@example.org/phone", FALSE },
    { NULL, "juliet@example.org", FALSE },
    { NULL, "romeo@example.net", FALSE },
    { NULL, "example.net", FALSE },
    { NULL, "example.org/orchard", FALSE },
    { "romeo@example.org", NULL, TRUE },
    { "romeo@example.org", "romeo@example.org", TRUE },
    { "romeo@example.org", "romeo@example.org/phone", FALSE },
    /* To the server. */
    { "example.org", "example.org", TRUE },
    { "example.org", NULL, TRUE },
    { "example.org", "romeo@example.org", FALSE },
    { "example.org", "conference.example.org", FALSE },
    /* To anybody else: that one and no other. */
    { "juliet@example.com", "juliet@example.com", TRUE },
    { "juliet@example.com", "juliet@example.com/balcony", FALSE },
    { "juliet@example.com/balcony", "juliet@example.com/balcony", TRUE },
    { "juliet@example.com/balcony", "juliet@example.com", FALSE },
    { "juliet@example.com/balcony", "juliet@example.com/Balcony", FALSE },
    { "juliet@example.com/balcony", "example.org", FALSE },
    { "juliet@example.com/balcony", NULL, FALSE },
    { "romeo@example.org/phone", "romeo@example.org/phone", TRUE },
    { "romeo@example.org/phone", "romeo@example.org", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = g_strdup_printf ("q%u", i);

    g_test_message ("%s answered by %s", cases[i].to, cases[i].from);
    ask (f, id, cases[i].to, NULL);
    g_assert_cmpint (answer (f, "result", id, cases[i].from), ==, cases[i].accepted);
  }
}

static void
test_once (Fixture *f, gconstpointer data)
{
  ask (f, "a", NULL, NULL);
  ask (f, "b", NULL, NULL);

  g_assert_false (answer (f, "result", "c", NULL));
  g_assert_true (answer (f, "result", "a", NULL));
  g_assert_false (answer (f, "result", "a", NULL));
  assert_answered (f, 0, "a");

  g_assert_true (answer (f, "error", "b", NULL));
  assert_failed (f, 1, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_UNDEFINED_CONDITION);
  g_assert_cmpuint (f->results->len, ==, 2);
}

static void
test_timeout (Fixture *f, gconstpointer data)
{
  ask (f, "a", NULL, NULL);
  xmpp_timer_fake (START + XMPP_SECOND);
  ask (f, "b", NULL, NULL);

  xmpp_timer_fake (START + XMPP_QUERY_TIMEOUT);
  assert_failed (f, 0, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);
  g_assert_cmpuint (f->results->len, ==, 1);
  g_assert_false (answer (f, "result", "a", NULL)); /* late */

  xmpp_timer_fake (START + XMPP_SECOND + XMPP_QUERY_TIMEOUT);
  assert_failed (f, 1, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);

  /* The timer was left set by an answered query, and is right for the next one. */
  ask (f, "c", NULL, NULL);
  g_assert_true (answer (f, "result", "c", NULL));
  xmpp_timer_fake (START + 100 * XMPP_SECOND);
  ask (f, "d", NULL, NULL);
  xmpp_timer_fake (START + 100 * XMPP_SECOND + XMPP_QUERY_TIMEOUT - 1);
  g_assert_true (answer (f, "result", "d", NULL));
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (f, "a", NULL, cancellable);
  ask (f, "b", NULL, cancellable);
  ask (f, "c", NULL, NULL);
  g_assert_true (answer (f, "result", "a", NULL));
  assert_answered (f, 0, "a");

  g_cancellable_cancel (cancellable);
  assert_failed (f, 1, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (answer (f, "result", "b", NULL));
  g_assert_true (answer (f, "result", "c", NULL));
  assert_answered (f, 2, "c");
}

static void
test_fail (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error =
    g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_LOST, "lost");

  /* The first callback cancels the others, which have ended already. */
  f->on_result = g_cancellable_new ();
  ask (f, "a", NULL, f->on_result);
  ask (f, "b", NULL, f->on_result);
  xmpp_queries_fail (f->queries, error);
  result (f, 1);
  g_assert_false (answer (f, "result", "a", NULL));
  g_assert_false (answer (f, "result", "b", NULL));

  /* And the table is good for more. */
  ask (f, "c", NULL, NULL);
  g_assert_true (answer (f, "result", "c", NULL));
  assert_answered (f, 2, "c");
}

static void
test_free (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (f, "a", NULL, cancellable);
  g_clear_pointer (&f->queries, xmpp_queries_free);
  assert_failed (f, 0, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_LOST);
  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (f->results->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/queries/" name, Fixture, NULL, setup, func, teardown)
  ADD ("senders", test_senders);
  ADD ("once", test_once);
  ADD ("timeout", test_timeout);
  ADD ("cancel", test_cancel);
  ADD ("fail", test_fail);
  ADD ("free", test_free);
  return g_test_run ();
}
