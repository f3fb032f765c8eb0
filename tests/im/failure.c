/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stanza errors to the archive and back.
 */

#include "im/failure.h"

#include "xmpp/snippet.h"
#include "xmpp/stanza-error.h"

static void
test_round_trip (void)
{
  for (int code = XMPP_STANZA_ERROR_BAD_REQUEST; code <= XMPP_STANZA_ERROR_UNEXPECTED_REQUEST;
       code++) {
    g_autoptr (GError) error = xmpp_stanza_error_new (code, "why not");
    g_autofree char *condition = im_failure_dup_condition (error);
    g_autoptr (GError) again = im_failure_new (condition, xmpp_stanza_error_get_text (error));

    g_test_message ("%s", condition);
    g_assert_error (again, XMPP_STANZA_ERROR, code);
    g_assert_cmpstr (xmpp_stanza_error_get_text (again), ==, "why not");
  }
}

static void
test_unknown (void)
{
  static const char *const conditions[] = { NULL, "no-such-thing", "text" };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autoptr (GError) error = im_failure_new (conditions[i], NULL);

    g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_UNDEFINED_CONDITION);
    g_assert_null (xmpp_stanza_error_get_text (error));
  }
}

/* XEP-0191 §3.5 has a condition of its own beside that of the RFC. */
static void
test_blocked (void)
{
  g_autoptr (XmlElement) stanza =
    snippet_parse ("<message type='error'><error type='cancel'>"
                   "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                   "<blocked xmlns='urn:xmpp:blocking:errors'/></error></message>");
  g_autoptr (GError) error = xmpp_stanza_error_parse (stanza);
  g_autofree char *condition = im_failure_dup_condition (error);
  g_autoptr (GError) again = im_failure_new (condition, NULL);
  g_autofree char *condition_again = im_failure_dup_condition (again);

  g_assert_cmpstr (condition, ==, condition_again);
  g_assert_error (again, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ACCEPTABLE);
  g_assert_nonnull (xmpp_stanza_error_get_app (again));
}

static void
test_quiet_ids (void)
{
  g_autofree char *id = im_failure_make_quiet_id ();
  g_autofree char *other = im_failure_make_quiet_id ();

  g_assert_cmpstr (id, !=, other);
  g_assert_true (im_failure_is_quiet_id (id));
  g_assert_false (im_failure_is_quiet_id (strchr (id, ':') + 1));
  g_assert_false (im_failure_is_quiet_id (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/failure/round-trip", test_round_trip);
  g_test_add_func ("/im/failure/unknown", test_unknown);
  g_test_add_func ("/im/failure/blocked", test_blocked);
  g_test_add_func ("/im/failure/quiet-ids", test_quiet_ids);
  return g_test_run ();
}
