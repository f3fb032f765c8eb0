/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The person's own certificate: when it is loaded, and what becomes of a failure. The keyring comes into
 * it in tests/window/roads.py.
 */

#include "im/identity.h"

#include "rig.h"
#include "xmpp/transport/identity.h"

#include <glib/gstdio.h>

/* A certificate for juliet@example.org and its key, of no use anywhere. */
static const char pem[] = "-----BEGIN CERTIFICATE-----\n"
                          "MIIBpzCCAU2gAwIBAgIUKZlfGCSo8zELO29X26+udp6LeV8wCgYIKoZIzj0EAwIw\n"
                          "ETEPMA0GA1UEAwwGanVsaWV0MCAXDTI2MTEyMTIxMzEzNloYDzIxMjYxMDI4MjEz\n"
                          "MTM2WjARMQ8wDQYDVQQDDAZqdWxpZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"
                          "AAQtUqQ4farsWncVWDcb9zPfbfTRU6JLI9DIwRg1nBjhZALXILJuoSfByWNFBCKj\n"
                          "L4h5MN5+O7efdarATQvzcxkyo4GAMH4wHQYDVR0OBBYEFBSmVBH0p6sisne1xyGv\n"
                          "Fd56fyjQMB8GA1UdIwQYMBaAFBSmVBH0p6sisne1xyGvFd56fyjQMA8GA1UdEwEB\n"
                          "/wQFMAMBAf8wKwYDVR0RBCQwIqAgBggrBgEFBQcIBaAUDBJqdWxpZXRAZXhhbXBs\n"
                          "ZS5vcmcwCgYIKoZIzj0EAwIDSAAwRQIgaQMYKnIBD7whhpl/eDzK3rj6J0IZ6M2C\n"
                          "gAu5NBSSjJQCIQDKfO2Hf3LwHzeY1I5LGIdPIO9L0gi+cGiBSaAZLoTJpQ==\n"
                          "-----END CERTIFICATE-----\n"
                          "-----BEGIN PRIVATE KEY-----\n"
                          "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggfWym4JM5fjCCKDp\n"
                          "mASLoAvLUBZJC8Mjj+yzZDkGyDehRANCAAQtUqQ4farsWncVWDcb9zPfbfTRU6JL\n"
                          "I9DIwRg1nBjhZALXILJuoSfByWNFBCKjL4h5MN5+O7efdarATQvzcxky\n"
                          "-----END PRIVATE KEY-----\n";

static void
count (ImIdentity *identity, guint *n_seen)
{
  (*n_seen)++;
}

static void
wait_for (guint *n_seen, guint n)
{
  while (*n_seen < n)
    g_main_context_iteration (NULL, TRUE);
}

static ImIdentity *
new_identity (guint *n_seen)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.org");
  ImIdentity *self = im_identity_new (jid);

  g_signal_connect (self, "changed", G_CALLBACK (count), n_seen);
  return self;
}

static void
test_none (void)
{
  guint n_seen = 0;
  g_autoptr (ImIdentity) self = new_identity (&n_seen);

  im_identity_load (self);
  g_assert_false (im_identity_is_pending (self));
  g_assert_null (im_identity_get_certificate (self));
  g_assert_null (im_identity_get_authzid (self));
}

/* First it is not there, then it is. */
static void
test_file (void)
{
  guint n_seen = 0;
  g_autoptr (ImIdentity) self = new_identity (&n_seen);
  g_autofree char *folder = g_dir_make_tmp ("kith-identity-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "me.pem", NULL);
  g_autoptr (XmppJid) romeo = im_rig_jid ("romeo@example.org");

  im_identity_set (self, path, NULL);
  g_assert_true (im_identity_is_pending (self));
  im_identity_load (self);
  wait_for (&n_seen, 1);
  g_assert_false (im_identity_is_pending (self));
  g_assert_error (im_identity_get_error (self), XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_MISSING);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  im_identity_load (self);
  g_assert_true (im_identity_is_pending (self));
  wait_for (&n_seen, 2);
  g_assert_nonnull (im_identity_get_certificate (self));
  g_assert_no_error (im_identity_get_error (self));
  g_assert_cmpstr (im_identity_get_authzid (self), ==, "");
  g_assert_cmpstr (xmpp_identity_get_authzid (im_identity_get_certificate (self), romeo), ==,
                   "romeo@example.org");

  im_identity_set (self, NULL, NULL);
  g_assert_null (im_identity_get_certificate (self));
  g_assert_false (im_identity_is_pending (self));
  g_unlink (path);
  g_rmdir (folder);
}

/* What was under way for the place of before comes to nothing. */
static void
test_other_place (void)
{
  guint n_seen = 0;
  g_autoptr (ImIdentity) self = new_identity (&n_seen);

  im_identity_set (self, "/nonexistent/me.p12", NULL);
  im_identity_load (self);
  im_identity_set (self, "pkcs11:token=none?pin-value=1", NULL);
  im_identity_load (self);
  wait_for (&n_seen, 1);
  g_assert_error (im_identity_get_error (self), XMPP_IDENTITY_ERROR,
                  XMPP_IDENTITY_ERROR_PIN_IN_URI);
}

static char *
write_pkcs12 (const char *folder, const char *name, const char *password)
{
  g_autofree char *source = g_build_filename (folder, "me.pem", NULL);
  g_autofree char *pass = g_strconcat ("pass:", password, NULL);
  char *path = g_build_filename (folder, name, NULL);
  const char *argv[] = { "openssl",  "pkcs12", "-export", "-in", source,
                         "-passout", pass,     "-out",    path,  NULL };
  int status;

  g_assert_true (g_file_set_contents (source, pem, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_unlink (source);
  return path;
}

/* What opens one is not tried on another. */
static void
test_password_of_another (void)
{
  guint n_seen = 0;
  g_autoptr (ImIdentity) self = new_identity (&n_seen);
  g_autofree char *folder = g_dir_make_tmp ("kith-identity-XXXXXX", NULL);
  g_autofree char *first = write_pkcs12 (folder, "first.p12", "sesame");
  g_autofree char *second = write_pkcs12 (folder, "second.p12", "sesame");

  im_identity_set (self, first, "sesame");
  im_identity_load (self);
  wait_for (&n_seen, 1);
  g_assert_nonnull (im_identity_get_certificate (self));

  im_identity_set (self, second, NULL);
  im_identity_load (self);
  wait_for (&n_seen, 2);
  g_assert_error (im_identity_get_error (self), XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PASSWORD);
  im_identity_set (self, first, "sesame");
  im_identity_load (self);
  wait_for (&n_seen, 3);
  g_assert_nonnull (im_identity_get_certificate (self));
  g_unlink (first);
  g_unlink (second);
  g_rmdir (folder);
}

/* What was refused is not tried again, not even where it would be right by now. */
static void
test_refused (void)
{
  guint n_seen = 0;
  g_autoptr (ImIdentity) self = new_identity (&n_seen);
  g_autofree char *folder = g_dir_make_tmp ("kith-identity-XXXXXX", NULL);
  g_autofree char *path = write_pkcs12 (folder, "me.p12", "sesame");
  g_autofree char *again = NULL;

  im_identity_set (self, path, "poppy");
  im_identity_load (self);
  wait_for (&n_seen, 1);
  g_assert_error (im_identity_get_error (self), XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PASSWORD);

  again = write_pkcs12 (folder, "me.p12", "poppy");
  im_identity_load (self);
  wait_for (&n_seen, 2);
  g_assert_error (im_identity_get_error (self), XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PASSWORD);

  im_identity_set (self, path, "poppy");
  im_identity_load (self);
  wait_for (&n_seen, 3);
  g_assert_nonnull (im_identity_get_certificate (self));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  g_test_add_func ("/im/identity/none", test_none);
  g_test_add_func ("/im/identity/file", test_file);
  g_test_add_func ("/im/identity/other-place", test_other_place);
  g_test_add_func ("/im/identity/password-of-another", test_password_of_another);
  g_test_add_func ("/im/identity/refused", test_refused);
  return g_test_run ();
}
