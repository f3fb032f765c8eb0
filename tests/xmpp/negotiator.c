/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole negotiations, as the RFCs print them and as an attacker would like them. */
#include "xmpp/negotiator.h"

#include "mock/negotiation.h"
#include "xmpp/ns.h"

static XmlElement *
new_stanza (guint i)
{
  XmlElement *message = xml_element_new ("message", XMPP_NS_CLIENT);

  xml_element_set_uint (message, "id", i);
  xml_element_seal (message);
  return message;
}

/* Goes as far as to where the answer to <enable/> is awaited. */
static Negotiation
play_to_enable (void)
{
  Negotiation play = { .step = XMPP_STEP_WAIT };

  negotiation_play (&play, "bound");
  return play;
}

static void
test_early_endless (void)
{
  Negotiation play = play_to_enable ();
  XmppStep step = XMPP_STEP_WAIT;
  guint n;

  for (n = 0; n < 1000 && step == XMPP_STEP_WAIT; n++) {
    g_autoptr (XmlElement) message = new_stanza (n);

    step = xmpp_negotiator_feed (play.negotiator, message, &play.error);
  }
  g_assert_cmpuint (n, ==, 65);
  g_assert_error (play.error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_ENDLESS);
  negotiation_clear (&play);
}

/* Whatever comes after the end, it is the end. */
static void
test_after_end (void)
{
  Negotiation play = play_to_enable ();
  g_autoptr (XmlElement) enabled = xml_element_new ("enabled", XMPP_NS_STREAM_MANAGEMENT);
  g_autoptr (XmlElement) features = xml_element_new ("features", XMPP_NS_STREAM);

  g_assert_cmpint (xmpp_negotiator_feed (play.negotiator, enabled, NULL), ==, XMPP_STEP_READY);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (xmpp_negotiator_feed (play.negotiator, features, &play.error), ==,
                     XMPP_STEP_FAILED);
    g_assert_error (play.error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_UNEXPECTED);
    g_clear_error (&play.error);
    g_assert_cmpint (xmpp_negotiator_opened (play.negotiator, features, &play.error), ==,
                     XMPP_STEP_FAILED);
    g_clear_error (&play.error);
  }
  negotiation_clear (&play);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-rfc6120-9.1");
  negotiation_add_test ("negotiate-stream");
  g_test_add_func ("/early-endless", test_early_endless);
  g_test_add_func ("/after-end", test_after_end);
  return g_test_run ();
}
