/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each request is answered once, also by nobody. */

#include "xmpp/request.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

#include <gio/gio.h>

typedef struct {
  GPtrArray *answers; /* of XmlElement */
  guint n_destroyed;
} Fixture;

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->answers = g_ptr_array_new_with_free_func (unref_element);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (f->answers->len, ==, 1);
  g_assert_cmpuint (f->n_destroyed, ==, 1);
  g_ptr_array_unref (f->answers);
}

static void
on_answer (XmlElement *answer, gpointer user_data)
{
  Fixture *f = user_data;

  g_ptr_array_add (f->answers, answer);
}

static void
on_destroy (gpointer user_data)
{
  Fixture *f = user_data;

  f->n_destroyed++;
}

static XmppRequest *
request (Fixture *f)
{
  g_autoptr (XmppJid) from = xmpp_jid_parse ("juliet@example.com/balcony", NULL);
  g_autoptr (XmlElement) iq = xmpp_iq_new ("get", NULL, xml_element_new ("ping", XMPP_NS_PING));

  xml_element_set (iq, "id", "p1");
  xml_element_set (iq, "from", xmpp_jid_string (from));
  xml_element_seal (iq);
  return xmpp_request_new (iq, xml_element_find (iq, "ping", XMPP_NS_PING), from, on_answer, f,
                           on_destroy);
}

static void
assert_answer (Fixture *f, const char *type)
{
  const XmlElement *iq;

  g_assert_cmpuint (f->answers->len, ==, 1);
  iq = f->answers->pdata[0];
  g_assert_true (xml_element_is (iq, "iq", XMPP_NS_CLIENT));
  g_assert_cmpstr (xml_element_get (iq, "type"), ==, type);
  g_assert_cmpstr (xml_element_get (iq, "id"), ==, "p1");
  g_assert_cmpstr (xml_element_get (iq, "to"), ==, "juliet@example.com/balcony");
}

static void
assert_error (Fixture *f, XmppStanzaErrorCode code)
{
  g_autoptr (GError) error = NULL;

  assert_answer (f, "error");
  error = xmpp_stanza_error_parse (f->answers->pdata[0]);
  g_assert_error (error, XMPP_STANZA_ERROR, (int) code);
}

static void
test_reply (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppRequest) self = request (f);

  g_assert_true (xml_element_is (xmpp_request_get_payload (self), "ping", XMPP_NS_PING));
  g_assert_cmpstr (xmpp_jid_string (xmpp_request_get_from (self)), ==,
                   "juliet@example.com/balcony");
  xmpp_request_reply (self, NULL);
  assert_answer (f, "result");
}

static void
test_fail (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppRequest) self = request (f);
  g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_NOT_ALLOWED, NULL);

  xmpp_request_fail (self, error);
  assert_error (f, XMPP_STANZA_ERROR_NOT_ALLOWED);
}

static void
test_fail_foreign (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppRequest) self = request (f);
  g_autoptr (GError) error =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk /home/romeo is full");

  xmpp_request_fail (self, error);
  assert_error (f, XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR);
}

static void
test_dropped (Fixture *f, gconstpointer data)
{
  XmppRequest *self = request (f);
  XmppRequest *kept = xmpp_request_ref (self);

  xmpp_request_unref (self);
  g_assert_cmpuint (f->answers->len, ==, 0);
  xmpp_request_unref (kept);
  assert_error (f, XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE);
}

static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppRequest) self = request (f);

  xmpp_request_reply (self, NULL);
  g_test_expect_message ("app-xmpp", G_LOG_LEVEL_CRITICAL, "*answer != NULL*");
  xmpp_request_reply (self, NULL);
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/request/" name, Fixture, NULL, setup, func, teardown)
  ADD ("reply", test_reply);
  ADD ("fail", test_fail);
  ADD ("fail-foreign", test_fail_foreign);
  ADD ("dropped", test_dropped);
  ADD ("twice", test_twice);
  return g_test_run ();
}
