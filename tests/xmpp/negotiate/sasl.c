/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * We sign in to who knows the password, and to nobody else. */
#include "mock/negotiation.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"

/* <stream:features/> with that many mechanisms, the last of which is PLAIN. */
static XmlElement *
new_features (guint n_mechanisms)
{
  XmlElement *features = xml_element_new ("features", XMPP_NS_STREAM);
  XmlElement *mechanisms = xml_element_add (features, "mechanisms", XMPP_NS_SASL);

  for (guint i = 1; i < n_mechanisms; i++)
    xml_element_add_text_child (mechanisms, "mechanism", NULL, "X-TOKEN");
  xml_element_add_text_child (mechanisms, "mechanism", NULL, "PLAIN");
  xml_element_seal (features);
  return features;
}

static XmppStep
offer (guint n_mechanisms, GError **error)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("juliet@example.com", NULL);
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  XmppBindings bindings = { .tls = G_TLS_PROTOCOL_VERSION_TLS_1_3 };
  XmppNegotiation negotiation = { .account = account,
                                  .credentials = credentials,
                                  .secure = &bindings };
  g_autoptr (XmppNegotiator) negotiator = xmpp_negotiator_new (&negotiation);
  g_autoptr (XmlElement) header = xmpp_negotiator_dup_header (negotiator);
  g_autoptr (XmlElement) features = new_features (n_mechanisms);

  g_assert_cmpint (xmpp_negotiator_opened (negotiator, header, NULL), ==, XMPP_STEP_WAIT);
  return xmpp_negotiator_feed (negotiator, features, error);
}

static void
test_many_mechanisms (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (offer (64, &error), ==, XMPP_STEP_WAIT);
  g_assert_cmpint (offer (65, &error), ==, XMPP_STEP_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-sasl");
  g_test_add_func ("/many-mechanisms", test_many_mechanisms);
  return g_test_run ();
}
