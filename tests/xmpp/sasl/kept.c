/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token and an offer come back from the keyring as they went in; a token alone is good too. */
#include "xmpp/sasl/kept.h"

#include "xml/writer.h"
#include "xmpp/sasl/secret.h"

#include "../snippet.h"

#define FEATURES(content)                                                                          \
  "<features xmlns='http://etherx.jabber.org/streams'>" content "</features>"
#define OFFER                                                                                      \
  FEATURES ("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-1</mechanism><inline>"   \
            "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-EXPR</mechanism></fast>"          \
            "</inline></authentication>")

static void
test_round_trip (void)
{
  g_autoptr (XmppSaslToken) token = xmpp_sasl_token_new ("HT-SHA-256-EXPR", "a:b=", 1000);
  g_autoptr (XmlElement) offer = snippet_parse (OFFER);
  g_autoptr (XmppSaslToken) again = NULL;
  g_autoptr (XmlElement) offer_again = NULL;
  g_autofree char *before = xml_writer_dup (offer, NULL);
  g_autofree char *after = NULL;
  char *text = xmpp_sasl_kept_build (token, offer);

  again = xmpp_sasl_kept_parse (text, &offer_again);
  g_assert_cmpstr (xmpp_sasl_token_get_secret (again), ==, "a:b=");
  g_assert_nonnull (offer_again);
  after = xml_writer_dup (offer_again, NULL);
  g_assert_cmpstr (before, ==, after);
  xmpp_secret_free (text);
}

static void
test_long_offer (void)
{
  g_autoptr (XmppSaslToken) token = xmpp_sasl_token_new ("HT-SHA-256-EXPR", "a:b=", 1000);
  g_autofree char *name = g_strnfill (9000, 'X');
  g_autofree char *xml = g_strdup_printf (FEATURES ("<mechanism>%s</mechanism>"), name);
  g_autoptr (XmlElement) offer = snippet_parse (xml);
  char *text = xmpp_sasl_kept_build (token, offer);

  g_assert_cmpstr (text, ==, "HT-SHA-256-EXPR 1000 a:b=");
  xmpp_secret_free (text);
}

static void
test_parts (void)
{
  static const struct {
    const char *text;
    gboolean token, offer;
  } cases[] = {
    { "HT-SHA-256-EXPR 1000 s", TRUE, FALSE },
    { "HT-SHA-256-EXPR 1000 s\n", TRUE, FALSE },
    { "HT-SHA-256-EXPR 1000 s\n<features", TRUE, FALSE },
    { "HT-SHA-256-EXPR 1000 s\n<features xmlns='jabber:client'/>", TRUE, FALSE },
    { "HT-SHA-256-EXPR 1000 s\n" OFFER, TRUE, TRUE },
    { "HT-SHA-256-EXPR\n" OFFER, FALSE, FALSE },
    { "\n" OFFER, FALSE, FALSE },
    { "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) offer = NULL;
    g_autoptr (XmppSaslToken) token = xmpp_sasl_kept_parse (cases[i].text, &offer);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (token != NULL, ==, cases[i].token);
    g_assert_cmpint (offer != NULL, ==, cases[i].offer);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xmpp/sasl/kept/round-trip", test_round_trip);
  g_test_add_func ("/xmpp/sasl/kept/long-offer", test_long_offer);
  g_test_add_func ("/xmpp/sasl/kept/parts", test_parts);
  return g_test_run ();
}
