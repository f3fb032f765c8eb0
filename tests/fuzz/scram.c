/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: anything as the messages of a SCRAM server, one in a line. Whatever it says, it
 * cannot make us believe that it knows the password. */
#include "config.h"

#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Short, so that it is soon found. */
#define NONCE "n"

static XmppSaslExchange *
new_exchange (guint8 selector)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new ("user", "pencil");
  XmppSaslChoice choice = {
    .mechanism = &xmpp_sasl_scram[selector % G_N_ELEMENTS (xmpp_sasl_scram)],
    .gs2_flag = 'n',
    .tls = G_TLS_PROTOCOL_VERSION_TLS_1_3,
    .offer = g_strdup ("SCRAM-SHA-1"),
    .offer_must_be_proven = selector >= 128,
  };

  if (xmpp_sasl_mechanism_is_bound (choice.mechanism)) {
    choice.gs2_flag = 'p';
    choice.binding = (XmppBinding){ XMPP_BINDING_EXPORTER, g_bytes_new_static ("data", 4) };
  }
  return xmpp_sasl_exchange_new (credentials, NULL, NONCE, &choice);
}

/* Not the real key, which would take too long: whatever the salt, it is this one. */
static XmppSaslStep
supply_key (XmppSaslExchange *exchange, XmppHash hash)
{
  guint8 key[XMPP_HASH_MAX_SIZE] = "not derived from anything";
  g_autoptr (GBytes) bytes = g_bytes_new (key, xmpp_hash_size (hash));
  GError *error = NULL;
  XmppSaslStep step = xmpp_sasl_exchange_supply_key (exchange, bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpint (step, ==, XMPP_SASL_RESPOND);
  return step;
}

static void
check_finish (XmppSaslExchange *exchange, GBytes *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (xmpp_sasl_exchange_finish (exchange, message, &error));
  g_assert_nonnull (error);
}

/* Returns whether it goes on. */
static gboolean
check_message (XmppSaslExchange *exchange, GBytes *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) response = NULL;
  XmppSaslStep step;

  check_finish (exchange, message);
  check_finish (exchange, NULL);
  step = xmpp_sasl_exchange_step (exchange, message, &error);
  g_assert_true ((step == XMPP_SASL_FAILED) == (error != NULL));
  if (step == XMPP_SASL_DERIVE)
    step = supply_key (exchange, xmpp_sasl_exchange_get_choice (exchange)->mechanism->hash);
  response = xmpp_sasl_exchange_take_response (exchange);
  g_assert_true ((step == XMPP_SASL_RESPOND) == (response != NULL));
  return step != XMPP_SASL_FAILED;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (XmppSaslExchange) exchange = NULL;
  g_autoptr (GBytes) first = NULL;
  const guint8 *end = data + size;
  gboolean goes_on = TRUE;

  if (size == 0)
    return 0;
  exchange = new_exchange (*data++);
  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
  first = xmpp_sasl_exchange_take_response (exchange);

  while (goes_on && data < end) {
    const guint8 *newline = memchr (data, '\n', end - data);
    gsize n_bytes = (newline != NULL ? newline : end) - data;
    g_autoptr (GBytes) message = g_bytes_new (data, n_bytes);

    goes_on = check_message (exchange, message);
    data += n_bytes + (newline != NULL ? 1 : 0);
  }
  return 0;
}
