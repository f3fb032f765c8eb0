/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords between the person and the session, when there is no keyring.
 */

#include "im/credentials.h"

#include "rig.h"
#include "store/secrets.h"

static void
count (ImCredentials *credentials, guint *n_seen)
{
  (*n_seen)++;
}

static ImCredentials *
new_credentials (XmppSaslStrength strength, guint *n_seen)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("romeo@example.org");
  ImCredentials *self = im_credentials_new (jid, strength);

  g_signal_connect (self, "changed", G_CALLBACK (count), n_seen);
  return self;
}

static void
wait_for_lookup (ImCredentials *self)
{
  while (im_credentials_is_loading (self))
    g_main_context_iteration (NULL, TRUE);
}

/* It answers one after the other. */
static void
let_keyring_answer (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  store_secrets_lookup_async ("juliet@example.com", STORE_SECRET_PASSWORD, NULL, im_rig_done,
                              &result);
  g_assert_null (store_secrets_lookup_finish (im_rig_await (&result), NULL));
}

static void
test_no_keyring (void)
{
  guint n_seen = 0;
  g_autoptr (ImCredentials) self = new_credentials (XMPP_SASL_STRENGTH_NONE, &n_seen);

  g_assert_true (im_credentials_get_keyring_available (self));
  im_credentials_load (self);
  im_credentials_load (self);
  g_assert_true (im_credentials_is_loading (self));
  wait_for_lookup (self);
  g_assert_cmpuint (n_seen, ==, 1);
  g_assert_null (im_credentials_get (self));
  g_assert_false (im_credentials_get_keyring_available (self));
}

static void
test_typed (void)
{
  guint n_seen = 0;
  g_autoptr (ImCredentials) self = new_credentials (XMPP_SASL_STRENGTH_PROOF, &n_seen);

  im_credentials_load (self);
  im_credentials_set_password (self, "secret", FALSE);
  g_assert_false (im_credentials_is_loading (self));
  g_assert_cmpuint (n_seen, ==, 1);
  g_assert_cmpstr (xmpp_credentials_get_password (im_credentials_get (self)), ==, "secret");
  g_assert_cmpint (xmpp_credentials_get_min_strength (im_credentials_get (self)), ==,
                   XMPP_SASL_STRENGTH_PROOF);
  im_credentials_set_password (self, "other", TRUE);
  g_assert_cmpint (xmpp_credentials_get_min_strength (im_credentials_get (self)), ==,
                   XMPP_SASL_STRENGTH_NONE);

  /* The keyring's answer comes too late to count. */
  let_keyring_answer ();
  g_assert_nonnull (im_credentials_get (self));
  g_assert_cmpstr (xmpp_credentials_get_password (im_credentials_get (self)), ==, "other");

  /* A proven one is offered to the keyring, and what was learned of the server stays. */
  xmpp_credentials_set_min_strength (im_credentials_get (self), XMPP_SASL_STRENGTH_BOUND);
  im_credentials_proven (self, NULL);
  while (im_credentials_get_keyring_available (self))
    g_main_context_iteration (NULL, TRUE);
  im_credentials_set_password (self, "third", FALSE);
  g_assert_cmpint (xmpp_credentials_get_min_strength (im_credentials_get (self)), ==,
                   XMPP_SASL_STRENGTH_BOUND);
}

/* The keyring's token goes, whatever the server gives instead of it. */
static void
test_typed_drops_token (void)
{
  guint n_seen = 0;
  g_autoptr (ImCredentials) self = new_credentials (XMPP_SASL_STRENGTH_NONE, &n_seen);

  im_credentials_set_password (self, "secret", FALSE);
  let_keyring_answer ();
  g_assert_false (im_credentials_get_keyring_available (self));
}

/* With a certificate of one's own there may be no password. */
static void
test_external (void)
{
  guint n_seen = 0;
  g_autoptr (ImCredentials) self = new_credentials (XMPP_SASL_STRENGTH_NONE, &n_seen);

  im_credentials_set_external (self, "");
  im_credentials_load (self);
  wait_for_lookup (self);
  g_assert_nonnull (im_credentials_get (self));
  g_assert_null (xmpp_credentials_get_password (im_credentials_get (self)));
  g_assert_nonnull (xmpp_credentials_get_external (im_credentials_get (self)));
  g_assert_cmpuint (n_seen, ==, 1);

  /* Without it there is nothing to sign in with, and with it again there is. */
  im_credentials_set_external (self, NULL);
  g_assert_null (im_credentials_get (self));
  g_assert_cmpuint (n_seen, ==, 2);
  im_credentials_set_external (self, "");
  g_assert_nonnull (im_credentials_get (self));
  g_assert_nonnull (xmpp_credentials_get_external (im_credentials_get (self)));
  g_assert_cmpuint (n_seen, ==, 3);

  im_credentials_set_password (self, "secret", FALSE);
  im_credentials_set_external (self, NULL);
  g_assert_null (xmpp_credentials_get_external (im_credentials_get (self)));
  g_assert_cmpuint (n_seen, ==, 4);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  g_test_add_func ("/im/credentials/no-keyring", test_no_keyring);
  g_test_add_func ("/im/credentials/typed", test_typed);
  g_test_add_func ("/im/credentials/typed-drops-token", test_typed_drops_token);
  g_test_add_func ("/im/credentials/external", test_external);
  return g_test_run ();
}
