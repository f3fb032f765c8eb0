/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account's password is changed on its server, and the account is deleted there.
 */

#include "im/own-account.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define REFUSED                                                                                    \
  "S: <iq type='error' id='@' from='example.org'><error type='cancel'><not-allowed "               \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

static const char change[] = "C: <iq type='set' id='*' to='example.org'>"
                             "<query xmlns='jabber:iq:register'><username>romeo</username>"
                             "<password>new</password></query></iq>\n";
static const char removal[] = "C: <iq type='set' id='*' to='example.org'>"
                              "<query xmlns='jabber:iq:register'><remove/></query></iq>\n";

static void
test_password (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  XmppCredentials *credentials;

  im_rig_sign_in (rig, "");
  im_account_change_password_async (rig->account, "new", NULL, im_rig_done, &result);
  im_rig_play (rig, change);
  im_rig_play (rig, "S: <iq type='result' id='@' from='example.org'/>\n");
  g_assert_true (im_account_change_password_finish (rig->account, im_rig_await (&result), &error));
  credentials = im_credentials_get (im_account_get_credentials (rig->account));
  g_assert_cmpstr (xmpp_credentials_get_password (credentials), ==, "new");
  g_assert_cmpint (im_account_get_state (rig->account), ==, IM_ACCOUNT_ONLINE);
}

/* Whatever is asked for while the server has not answered would be of an account that is not so any
 * more. */
static void
test_pending (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changing;

  im_rig_sign_in (rig, "");
  im_account_change_password_async (rig->account, "new", NULL, im_rig_done, &result);
  im_rig_play (rig, change);
  g_object_get (rig->account, "changing", &changing, NULL);
  g_assert_true (changing);
  im_accounts_delete_async (rig->accounts, rig->account, NULL, im_rig_done, &second);
  g_assert_false (im_accounts_delete_finish (rig->accounts, im_rig_await (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  im_rig_play (rig, REFUSED);
  g_assert_false (im_account_change_password_finish (rig->account, im_rig_await (&result), NULL));
  g_object_get (rig->account, "changing", &changing, NULL);
  g_assert_false (changing);
}

static void
test_password_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  XmppCredentials *credentials;

  im_rig_sign_in (rig, "");
  im_account_change_password_async (rig->account, "new", NULL, im_rig_done, &result);
  im_rig_play (rig, change);
  im_rig_play (rig, REFUSED);
  g_assert_false (im_account_change_password_finish (rig->account, im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_ALLOWED);
  credentials = im_credentials_get (im_account_get_credentials (rig->account));
  g_assert_cmpstr (xmpp_credentials_get_password (credentials), ==, "secret");
}

static void
test_delete_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_accounts_delete_async (rig->accounts, rig->account, NULL, im_rig_done, &result);
  im_rig_play (rig, removal);
  im_rig_play (rig, REFUSED);
  g_assert_false (im_accounts_delete_finish (rig->accounts, im_rig_await (&result), &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->accounts)), ==, 1);
}

static void
test_delete_offline (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_connect (rig);
  im_accounts_delete_async (rig->accounts, rig->account, NULL, im_rig_done, &result);
  g_assert_false (im_accounts_delete_finish (rig->accounts, im_rig_await (&result), &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_OFFLINE);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("own-account", "password", test_password);
  im_rig_add_unmanaged ("own-account", "pending", test_pending);
  im_rig_add_unmanaged ("own-account", "password-refused", test_password_refused);
  im_rig_add_unmanaged ("own-account", "delete-refused", test_delete_refused);
  im_rig_add ("own-account", "delete-offline", test_delete_offline);

  return g_test_run ();
}
