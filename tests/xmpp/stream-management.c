/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting modulo 2^32, and what is kept, given back and sent again. */

#include "xmpp/stream-management.h"

#include "xmpp/session-error.h"

static XmlElement *
stanza (const char *id)
{
  XmlElement *element = xml_element_new ("message", "jabber:client");

  xml_element_set (element, "id", id);
  xml_element_seal (element);
  return element;
}

static void
hold (XmppSm *sm, const char *id)
{
  g_autoptr (XmlElement) element = stanza (id);

  xmpp_sm_push (sm, element);
}

static void
assert_next (XmppSm *sm, const char *id)
{
  g_autoptr (XmlElement) next = xmpp_sm_next (sm);

  g_assert_cmpstr (next != NULL ? xml_element_get (next, "id") : NULL, ==, id);
}

static void
send (XmppSm *sm, const char *id)
{
  hold (sm, id);
  assert_next (sm, id);
}

static void
assert_ids (GPtrArray *stanzas, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_nonnull (stanzas);
  for (guint i = 0; i < stanzas->len; i++)
    g_string_append (ids, xml_element_get (stanzas->pdata[i], "id"));
  g_assert_cmpstr (ids->str, ==, expected);
  g_ptr_array_unref (stanzas);
}

static void
assert_acked (XmppSm *sm, guint32 h, const char *expected)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *taken = xmpp_sm_acknowledge (sm, h, &error);

  g_assert_no_error (error);
  assert_ids (taken, expected);
}

static void
assert_refused (XmppSm *sm, guint32 h)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (xmpp_sm_acknowledge (sm, h, &error));
  g_assert_error (error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL);
}

static void
test_acknowledge (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();

  g_assert_true (xmpp_sm_is_settled (sm));
  send (sm, "a");
  send (sm, "b");
  send (sm, "c");
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 3);
  g_assert_false (xmpp_sm_is_settled (sm));

  assert_acked (sm, 0, "");
  assert_acked (sm, 2, "ab");
  assert_acked (sm, 2, "");
  g_assert_false (xmpp_sm_is_settled (sm));
  assert_acked (sm, 3, "c");
  g_assert_true (xmpp_sm_is_settled (sm));
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 3);
}

static void
test_hostile_counts (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();

  assert_refused (sm, 1);
  send (sm, "a");
  send (sm, "b");
  assert_acked (sm, 1, "a");
  assert_refused (sm, 3); /* more than was sent */
  assert_refused (sm, 0); /* going backwards */
  assert_refused (sm, G_MAXUINT32);
  assert_acked (sm, 2, "b"); /* and nothing was lost by that */
}

static void
test_wrap (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();
  XmppHold *held;

  /* XEP-0198 §4: after 2^32-1 comes 0. */
  xmpp_sm_begin (sm, G_MAXUINT32 - 1, G_MAXUINT32);
  send (sm, "a");
  send (sm, "b");
  send (sm, "c");
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 1);
  assert_refused (sm, 2);
  assert_refused (sm, G_MAXUINT32 - 2);
  assert_acked (sm, G_MAXUINT32, "a");
  assert_acked (sm, 1, "bc");
  assert_refused (sm, G_MAXUINT32);

  g_assert_true (xmpp_hold_release (xmpp_sm_receive (sm), TRUE));
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
  held = xmpp_sm_receive (sm);
  xmpp_sm_owe (sm);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
  g_assert_false (xmpp_sm_is_answer_due (sm));
  xmpp_hold_release (held, TRUE);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 1);
  g_assert_true (xmpp_sm_is_answer_due (sm));
}

/* What we answer counts up to the first stanza that somebody still works on. */
static void
test_held (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();
  XmppHold *first = xmpp_sm_receive (sm);
  XmppHold *second = xmpp_sm_receive (sm);
  XmppHold *third;

  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
  xmpp_hold_release (second, TRUE);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
  third = xmpp_sm_receive (sm);
  xmpp_hold_release (xmpp_hold_ref (first), TRUE);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
  g_assert_true (xmpp_hold_release (first, TRUE));
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 2);
  g_assert_false (xmpp_sm_has_handled_all (sm));
  xmpp_hold_release (third, TRUE);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 3);
  g_assert_true (xmpp_sm_has_handled_all (sm));
}

/* A question is about what had come when it was asked. */
static void
test_answer (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();
  XmppHold *first = xmpp_sm_receive (sm);
  XmppHold *second;

  g_assert_false (xmpp_sm_is_answer_due (sm));
  xmpp_sm_owe (sm);
  second = xmpp_sm_receive (sm);
  g_assert_false (xmpp_sm_is_answer_due (sm));
  g_assert_cmpuint (xmpp_sm_answer (sm), ==, 0);
  g_assert_true (xmpp_sm_owes (sm)); /* that was only half of it */
  xmpp_hold_release (first, TRUE);
  g_assert_true (xmpp_sm_is_answer_due (sm));
  g_assert_cmpuint (xmpp_sm_answer (sm), ==, 1);
  g_assert_false (xmpp_sm_owes (sm));
  xmpp_hold_release (second, TRUE);
  g_assert_false (xmpp_sm_is_answer_due (sm));
}

/* What could not be handled is asked for again, with all that came after it. */
static void
test_unhandled (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();
  XmppHold *first = xmpp_sm_receive (sm);
  XmppHold *second = xmpp_sm_receive (sm);
  XmppHold *third = xmpp_sm_receive (sm);

  xmpp_hold_release (first, TRUE);
  g_assert_true (xmpp_hold_release (second, FALSE));
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 1);
  xmpp_sm_owe (sm);
  xmpp_sm_reconnect (sm);
  g_assert_false (xmpp_sm_owes (sm));
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 1);
  g_assert_true (xmpp_sm_has_handled_all (sm));

  /* The third comes again, and its first coming counts no more. */
  second = xmpp_sm_receive (sm);
  g_assert_false (xmpp_hold_release (third, FALSE));
  g_assert_true (xmpp_hold_release (second, TRUE));
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 2);

  /* Who holds one longer than the session lasts does no harm. */
  third = xmpp_sm_receive (sm);
  g_clear_pointer (&sm, xmpp_sm_free);
  g_assert_false (xmpp_hold_release (third, TRUE));
}

static void
test_ask (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();

  g_assert_false (xmpp_sm_ask (sm)); /* nothing to ask about */
  send (sm, "a");
  g_assert_true (xmpp_sm_ask (sm));
  g_assert_true (xmpp_sm_is_asked (sm));
  send (sm, "b");
  g_assert_false (xmpp_sm_ask (sm)); /* one question at a time */
  assert_acked (sm, 1, "a");
  g_assert_true (xmpp_sm_ask (sm)); /* for b */
  assert_acked (sm, 2, "b");
  g_assert_false (xmpp_sm_ask (sm));

  xmpp_sm_asked (sm);
  send (sm, "c");
  g_assert_false (xmpp_sm_ask (sm));
}

/* A long queue is asked about piece by piece, sent at once or one by one. */
static void
test_ask_often (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();
  g_autoptr (GString) asked = g_string_new (NULL);

  for (guint i = 1; i <= 2 * XMPP_SM_MAX_UNASKED + 2; i++) {
    send (sm, "a");
    if (xmpp_sm_ask (sm))
      g_string_append_printf (asked, "%u ", i);
  }
  g_assert_cmpstr (asked->str, ==, "1 17 33 ");
  assert_acked (sm, 1, "a");
  assert_acked (sm, 17, "aaaaaaaaaaaaaaaa");
  g_assert_true (xmpp_sm_is_asked (sm));
  g_assert_false (xmpp_sm_ask (sm));
  assert_acked (sm, 33, "aaaaaaaaaaaaaaaa");
  g_assert_false (xmpp_sm_is_asked (sm));
  g_assert_true (xmpp_sm_ask (sm));

  xmpp_sm_rewind (sm);
  g_string_truncate (asked, 0);
  for (guint i = 0; i < XMPP_SM_MAX_UNASKED; i++)
    hold (sm, "b");
  for (guint i = 1; i <= XMPP_SM_MAX_UNASKED + 1; i++) {
    g_autoptr (XmlElement) next = xmpp_sm_next (sm);
    if (xmpp_sm_ask (sm))
      g_string_append_printf (asked, "%u ", i);
  }
  g_assert_cmpstr (asked->str, ==, "16 ");

  /* After a resumption the rest waits for an answer, even one that does not cover all. */
  assert_next (sm, NULL);
  assert_acked (sm, 34, "a");
  assert_next (sm, "b");
  assert_next (sm, NULL);
  g_assert_true (xmpp_sm_ask (sm));
  assert_acked (sm, 50, "bbbbbbbbbbbbbbbb");
  g_assert_false (xmpp_sm_is_asked (sm));
  send (sm, "c");
  g_assert_true (xmpp_sm_ask (sm));
}

static void
test_resume (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();

  send (sm, "a");
  send (sm, "b");
  g_assert_true (xmpp_sm_ask (sm));
  hold (sm, "c");
  hold (sm, "d");

  /* What only waits was never sent. */
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 2);
  g_assert_cmpuint (xmpp_sm_get_n_waiting (sm), ==, 2);
  assert_refused (sm, 3);

  assert_acked (sm, 1, "a");
  xmpp_sm_rewind (sm);
  g_assert_cmpuint (xmpp_sm_get_n_waiting (sm), ==, 3);
  assert_next (sm, "b");
  assert_next (sm, "c");

  /* Said in the middle of it: in its turn. */
  hold (sm, "e");
  assert_next (sm, "d");
  assert_next (sm, "e");
  assert_next (sm, NULL);
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 5);
  g_assert_true (xmpp_sm_ask (sm)); /* the question of before was lost with the stream */
  assert_acked (sm, 5, "bcde");
  send (sm, "f");
  assert_acked (sm, 6, "f");

  /* With nothing queued it is nothing. */
  xmpp_sm_rewind (sm);
  assert_next (sm, NULL);
}

static void
test_steal (void)
{
  g_autoptr (XmppSm) sm = xmpp_sm_new ();

  send (sm, "a");
  hold (sm, "b");
  xmpp_hold_release (xmpp_sm_receive (sm), TRUE);
  assert_ids (xmpp_sm_steal (sm), "ab");
  assert_next (sm, NULL);
  g_assert_true (xmpp_sm_is_settled (sm));
  xmpp_sm_begin (sm, 0, 0);
  g_assert_cmpuint (xmpp_sm_get_sent (sm), ==, 0);
  g_assert_cmpuint (xmpp_sm_get_handled (sm), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream-management/acknowledge", test_acknowledge);
  g_test_add_func ("/stream-management/hostile-counts", test_hostile_counts);
  g_test_add_func ("/stream-management/wrap", test_wrap);
  g_test_add_func ("/stream-management/held", test_held);
  g_test_add_func ("/stream-management/answer", test_answer);
  g_test_add_func ("/stream-management/unhandled", test_unhandled);
  g_test_add_func ("/stream-management/ask", test_ask);
  g_test_add_func ("/stream-management/ask-often", test_ask_often);
  g_test_add_func ("/stream-management/resume", test_resume);
  g_test_add_func ("/stream-management/steal", test_steal);
  return g_test_run ();
}
