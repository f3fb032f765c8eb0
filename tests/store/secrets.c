/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of passwords in a real keyring, which with-keyring.sh starts, in a locked one, and without
 * any.
 */
#include "config.h"

#include "store/secrets.h"

#include "tests/store/fixture.h"

#include <libsecret/secret.h>

#define JULIET "juliet@example.org"
#define NURSE "nurse@example.org"
#define TIMEOUT_US (20 * G_USEC_PER_SEC)

static StoreSecret *
lookup (const char *account, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_secrets_lookup_async (account, STORE_SECRET_PASSWORD, NULL, on_done, &wait);
  return store_secrets_lookup_finish (wait_for (&wait), error);
}

static gboolean
store (const char *account, const char *password, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_secrets_store_async (account, STORE_SECRET_PASSWORD, password, NULL, on_done, &wait);
  return store_secrets_store_finish (wait_for (&wait), error);
}

static gboolean
clear (const char *account, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_secrets_clear_async (account, NULL, NULL, on_done, &wait);
  return store_secrets_clear_finish (wait_for (&wait), error);
}

static gboolean
has_keyring (void)
{
  if (g_getenv ("KITH_TEST_KEYRING") != NULL)
    return TRUE;
  g_test_skip ("run by with-keyring.sh");
  return FALSE;
}

static void
assert_secret (const char *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreSecret) secret = lookup (account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;

  if (!has_keyring ())
    return;
  assert_secret (JULIET, NULL);
  g_assert_true (clear (JULIET, &error));
  g_assert_true (store (JULIET, "pässword \360\237\214\271", &error));
  g_assert_true (store (NURSE, "", &error));
  g_assert_no_error (error);
  assert_secret (JULIET, "pässword \360\237\214\271");
  assert_secret (NURSE, "");

  g_assert_true (store (JULIET, "changed", &error));
  assert_secret (JULIET, "changed");
  g_assert_true (clear (JULIET, &error));
  g_assert_no_error (error);
  assert_secret (JULIET, NULL);
  assert_secret (NURSE, "");
  g_assert_true (clear (NURSE, &error));
}

/* The kinds of an account are told apart, and go together. */
static void
test_kinds (void)
{
  g_autoptr (StoreSecret) token = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  if (!has_keyring ())
    return;
  store_secrets_store_async (JULIET, "token", "a token", NULL, on_done, &wait);
  g_assert_true (store_secrets_store_finish (wait_for (&wait), &error));
  assert_secret (JULIET, NULL);
  g_assert_true (store (JULIET, "a password", &error));
  assert_secret (JULIET, "a password");
  g_assert_true (clear (JULIET, &error));
  store_secrets_lookup_async (JULIET, "token", NULL, on_done, &wait);
  token = store_secrets_lookup_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_null (token);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (StoreSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  if (!has_keyring ())
    return;
  g_cancellable_cancel (cancellable);
  store_secrets_lookup_async (JULIET, STORE_SECRET_PASSWORD, cancellable, on_done, &wait);
  secret = store_secrets_lookup_finish (wait_for (&wait), &error);
  g_assert_null (secret);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GList) list = NULL;

  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  list = g_list_append (NULL, collection);
  g_assert_cmpint (secret_service_lock_sync (service, list, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

/* Without a display the keyring cannot ask the person, as if they had closed the dialog. */
static void
test_locked (void)
{
  g_autoptr (StoreSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring ())
    return;
  g_assert_true (store (JULIET, "locked away", &error));
  lock_keyring ();
  secret = lookup (JULIET, &error);
  g_assert_null (secret);
  g_assert_error (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (JULIET, "other", &error));
  g_assert_error (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_LOCKED);
}

static void
assert_unavailable (void)
{
  g_autoptr (StoreSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  secret = lookup (JULIET, &error);
  g_assert_null (secret);
  g_assert_error (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (store (JULIET, "nowhere", &error));
  g_assert_error (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (clear (JULIET, &error));
  g_assert_error (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_UNAVAILABLE);
}

/* A bus where nobody has the name, and that knows nobody who could be started. */
static void
test_no_service (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  g_autoptr (GTestDBus) bus = NULL;

  if (g_test_subprocess ()) {
    assert_unavailable ();
    return;
  }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_trap_subprocess (NULL, TIMEOUT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_test_dbus_down (bus);
  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
}

static void
test_no_bus (void)
{
  if (g_test_subprocess ()) {
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
    assert_unavailable ();
    return;
  }
  g_test_trap_subprocess (NULL, TIMEOUT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* Nor an address, nor a display to start one on. */
static void
test_no_address (void)
{
  if (g_test_subprocess ()) {
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
    g_unsetenv ("XDG_RUNTIME_DIR");
    g_unsetenv ("DISPLAY");
    assert_unavailable ();
    return;
  }
  g_test_trap_subprocess (NULL, TIMEOUT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/secrets/no-service", test_no_service);
  g_test_add_func ("/store/secrets/no-bus", test_no_bus);
  g_test_add_func ("/store/secrets/no-address", test_no_address);
  g_test_add_func ("/store/secrets/round-trip", test_round_trip);
  g_test_add_func ("/store/secrets/kinds", test_kinds);
  g_test_add_func ("/store/secrets/cancelled", test_cancelled);
  g_test_add_func ("/store/secrets/locked", test_locked);
  return g_test_run ();
}
