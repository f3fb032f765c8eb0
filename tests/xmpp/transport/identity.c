/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files with a certificate: whole, without a key, encrypted, and none at all. Cards are tested on a real
 * one, or what comes nearest, in tests/engine/sign_in.py. */

#include "xmpp/transport/identity.h"

#include "pki.h"

#include <glib/gstdio.h>

typedef struct {
  char *folder;
  char *certificate, *key; /* as PEM */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  Pki *pki = pki_new ();
  g_autoptr (GTlsCertificate) tls = pki_dup_certificate (pki, PKI_CLIENT);

  f->folder = g_dir_make_tmp ("kith-identity-XXXXXX", NULL);
  g_object_get (tls, "certificate-pem", &f->certificate, "private-key-pem", &f->key, NULL);
  pki_free (pki);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "a.pem", "a.p12", "a.key" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (f->folder, names[i], NULL);
    g_unlink (path);
  }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->certificate);
  g_free (f->key);
}

static char *
write_pem (Fixture *f, const char *certificate, const char *key)
{
  char *path = g_build_filename (f->folder, "a.pem", NULL);
  g_autofree char *text = g_strconcat (certificate, key, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GTlsCertificate *
load (const char *place, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  xmpp_identity_load_async (place, password, NULL, on_loaded, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return xmpp_identity_load_finish (result, error);
}

static void
assert_fails (const char *place, const char *password, XmppIdentityError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (place, password, &error));
  g_assert_error (error, XMPP_IDENTITY_ERROR, (int) code);
}

static void
test_pem (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_pem (f, f->certificate, f->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = load (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (certificate);
}

static void
test_no_key (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_pem (f, f->certificate, "");

  assert_fails (path, NULL, XMPP_IDENTITY_ERROR_NO_KEY);
}

static void
test_locked_key (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_pem (f, f->key, "");
  g_autofree char *out = g_build_filename (f->folder, "a.key", NULL);
  const char *const argv[] = { "openssl",  "pkcs8",       "-topk8", "-in", path,
                               "-passout", "pass:sesame", "-out",   out,   NULL };
  g_autofree char *locked = NULL;
  g_autofree char *again = NULL;

  run (argv);
  g_file_get_contents (out, &locked, NULL, NULL);
  again = write_pem (f, f->certificate, locked);
  assert_fails (again, "sesame", XMPP_IDENTITY_ERROR_LOCKED_KEY);
}

static void
test_pkcs12 (Fixture *f, gconstpointer data)
{
  g_autofree char *pem = write_pem (f, f->certificate, f->key);
  g_autofree char *path = g_build_filename (f->folder, "a.p12", NULL);
  const char *const argv[] = { "openssl",  "pkcs12",      "-export", "-in", pem,
                               "-passout", "pass:sesame", "-out",    path,  NULL };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  run (argv);
  certificate = load (path, "sesame", &error);
  g_assert_no_error (error);
  g_assert_nonnull (certificate);
  assert_fails (path, "Sesame", XMPP_IDENTITY_ERROR_PASSWORD);
  assert_fails (path, NULL, XMPP_IDENTITY_ERROR_PASSWORD);
}

static void
test_unreadable (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_pem (f, "neither", " nor");

  assert_fails (path, NULL, XMPP_IDENTITY_ERROR_UNREADABLE);
  assert_fails ("/dev/zero", NULL, XMPP_IDENTITY_ERROR_UNREADABLE);
  assert_fails (f->folder, NULL, XMPP_IDENTITY_ERROR_UNREADABLE);
  g_unlink (path);
  assert_fails (path, NULL, XMPP_IDENTITY_ERROR_MISSING);
}

/* It would be kept with the account's settings, in clear. */
static void
test_pin_in_uri (Fixture *f, gconstpointer data)
{
  assert_fails ("pkcs11:token=mine?pin-value=1234", NULL, XMPP_IDENTITY_ERROR_PIN_IN_URI);
}

static void
test_takes_password (void)
{
  g_assert_true (xmpp_identity_takes_password ("/home/juliet/Juliet.P12"));
  g_assert_true (xmpp_identity_takes_password ("/home/juliet/juliet.pfx"));
  g_assert_true (xmpp_identity_takes_password ("PKCS11:token=mine"));
  g_assert_false (xmpp_identity_takes_password ("/home/juliet/juliet.pem"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/identity/pem", test_pem },
    { "/identity/no-key", test_no_key },
    { "/identity/locked-key", test_locked_key },
    { "/identity/pkcs12", test_pkcs12 },
    { "/identity/unreadable", test_unreadable },
    { "/identity/pin-in-uri", test_pin_in_uri },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/identity/takes-password", test_takes_password);
  return g_test_run ();
}
