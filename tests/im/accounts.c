/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which accounts there are: added, refused, removed, kept.
 */

#include "im/accounts.h"

#include "im/account-settings.h"
#include "rig.h"

static ImAccount *
add (ImRig *rig, const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  im_accounts_add_async (rig->accounts, address, NULL, NULL, NULL, im_rig_done, &result);
  return im_accounts_add_finish (rig->accounts, im_rig_await (&result), error);
}

static guint
length (ImRig *rig)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rig->accounts));
}

static void
test_add (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImAccount) romeo = add (rig, " Romeo@Example.ORG/x ", NULL);
  g_autoptr (ImAccount) juliet = add (rig, " xmpp:juliet@example.com?message", NULL);
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com/balcony");

  g_assert_cmpstr (im_account_get_address (romeo), ==, "romeo@example.org");
  g_assert_false (im_account_get_alone (romeo) || im_account_get_alone (juliet));
  g_assert_true (im_account_get_enabled (romeo));
  g_assert_false (im_account_get_wanted (romeo));
  g_assert_cmpint (im_account_get_state (romeo), ==, IM_ACCOUNT_OFFLINE);
  g_assert_cmpuint (length (rig), ==, 2);
  g_assert_true (im_accounts_find (rig->accounts, jid) == juliet);
}

static void
test_refused (ImRig *rig, gconstpointer data)
{
  static const struct {
    const char *address;
    GQuark (*domain) (void);
    int code;
  } cases[] = {
    { "", xmpp_jid_error_quark, XMPP_JID_ERROR_EMPTY },
    { "example.org", im_error_quark, IM_ERROR_NO_LOCALPART },
    { "@example.org", xmpp_jid_error_quark, XMPP_JID_ERROR_EMPTY },
    { "ro meo@example.org", xmpp_jid_error_quark, XMPP_JID_ERROR_LOCALPART },
    { "xmpp:", xmpp_jid_error_quark, XMPP_JID_ERROR_EMPTY },
    { "xmpp:example.org", im_error_quark, IM_ERROR_NO_LOCALPART },
    { "juliet@EXAMPLE.com", im_error_quark, IM_ERROR_EXISTS },
  };

  g_autoptr (ImAccount) juliet = add (rig, "juliet@example.com", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].address);
    g_assert_null (add (rig, cases[i].address, &error));
    g_assert_error (error, cases[i].domain (), cases[i].code);
  }
  g_assert_cmpuint (length (rig), ==, 1);
}

/* When it is too late to cancel, the account must be known to the one who did, to be removed. */
static void
test_cancelled (ImRig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ImAccount) account = NULL;

  g_signal_connect_object (rig->accounts, "items-changed", G_CALLBACK (g_cancellable_cancel),
                           cancellable, G_CONNECT_SWAPPED);
  im_accounts_add_async (rig->accounts, "romeo@example.org", NULL, NULL, cancellable, im_rig_done,
                         &result);
  account = im_accounts_add_finish (rig->accounts, im_rig_await (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (account);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
}

static void
test_kept (ImRig *rig, gconstpointer data)
{
  ImAccountSettings settings = { .host = (char *) "127.0.0.1",
                                 .port = 5299,
                                 .tls = XMPP_TLS_DIRECT };
  g_autoptr (ImAccount) juliet = add (rig, "juliet@example.com", NULL);
  g_autoptr (ImAccount) again = NULL;

  im_account_set_settings (juliet, &settings, NULL);
  im_account_set_enabled (juliet, FALSE);
  im_rig_settle (rig);
  g_clear_object (&juliet);
  im_rig_restart (rig);
  g_assert_cmpuint (length (rig), ==, 1);
  g_assert_cmpstr (im_account_get_address (rig->account), ==, "juliet@example.com");
  g_assert_cmpstr (im_account_get_settings (rig->account)->host, ==, "127.0.0.1");
  g_assert_cmpuint (im_account_get_settings (rig->account)->port, ==, 5299);
  g_assert_cmpint (im_account_get_settings (rig->account)->tls, ==, XMPP_TLS_DIRECT);
  g_assert_false (im_account_get_enabled (rig->account));
}

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, GString *seen)
{
  g_string_append_printf (seen, "%u-%u+%u ", position, n_removed, n_added);
}

static void
test_remove (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ImAccount) again = NULL;

  g_signal_connect (rig->accounts, "items-changed", G_CALLBACK (on_items_changed), seen);
  {
    g_autoptr (ImAccount) romeo = add (rig, "romeo@example.org", NULL);
    g_autoptr (ImAccount) juliet = add (rig, "juliet@example.com", NULL);

    im_accounts_remove_async (rig->accounts, romeo, NULL, im_rig_done, &result);
    /* Whatever happens meanwhile. */
    im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
    g_assert_false (im_account_get_wanted (romeo));
    g_assert_true (im_account_get_wanted (juliet));
    im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
    im_accounts_remove_async (rig->accounts, romeo, NULL, im_rig_done, &second);
    g_assert_false (im_accounts_remove_finish (rig->accounts, im_rig_await (&second), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
    g_clear_error (&error);
    g_assert_true (im_accounts_remove_finish (rig->accounts, im_rig_await (&result), &error));
    g_assert_no_error (error);
    g_assert_true (im_account_get_alone (juliet));
  }
  g_assert_cmpstr (seen->str, ==, "0-0+1 1-0+1 0-1+0 ");
  again = add (rig, "romeo@example.org", &error);
  g_assert_no_error (error);
}

/* The addresses' first letters. */
static char *
dump_order (ImRig *rig)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < length (rig); i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (G_LIST_MODEL (rig->accounts), i);

    g_string_append_c (order, *im_account_get_address (account));
  }
  return g_string_free (order, FALSE);
}

static void
test_move (ImRig *rig, gconstpointer data)
{
  static const struct {
    guint from, to;
    const char *order, *seen;
  } cases[] = {
    { 0, 2, "bcad", "0-3+3 " },
    { 3, 1, "bdca", "1-3+3 " },
    { 1, 1, "bdca", "" },
    { 0, 99, "dcab", "0-4+4 " },
  };

  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *kept = NULL;

  for (char letter = 'a'; letter <= 'd'; letter++) {
    g_autofree char *address = g_strdup_printf ("%c@example.org", letter);
    g_autoptr (ImAccount) account = add (rig, address, NULL);
  }
  g_signal_connect (rig->accounts, "items-changed", G_CALLBACK (on_items_changed), seen);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImAccount) account =
      g_list_model_get_item (G_LIST_MODEL (rig->accounts), cases[i].from);
    g_autofree char *order = NULL;

    im_accounts_move (rig->accounts, account, cases[i].to);
    order = dump_order (rig);
    g_assert_cmpstr (order, ==, cases[i].order);
    g_assert_cmpstr (seen->str, ==, cases[i].seen);
    g_string_truncate (seen, 0);
  }
  im_rig_restart (rig);
  kept = dump_order (rig);
  g_assert_cmpstr (kept, ==, "dcab");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add ("accounts", "add", test_add);
  im_rig_add ("accounts", "refused", test_refused);
  im_rig_add ("accounts", "cancelled", test_cancelled);
  im_rig_add ("accounts", "kept", test_kept);
  im_rig_add ("accounts", "remove", test_remove);
  im_rig_add ("accounts", "move", test_move);
  return g_test_run ();
}
