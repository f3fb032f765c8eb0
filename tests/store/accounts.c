/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of accounts.
 */
#include "config.h"

#include "store/accounts.h"

#include "store/contacts.h"
#include "tests/store/fixture.h"

static StoreAccount *
insert (StoreDb *db, const StoreAccount *account, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_accounts_insert_async (db, account, NULL, on_done, &wait);
  return store_accounts_insert_finish (db, wait_for (&wait), error);
}

static void
update (StoreDb *db, const StoreAccount *account, GError **error)
{
  g_auto (Wait) wait = { 0 };
  gboolean done;

  store_accounts_update_async (db, account, NULL, on_done, &wait);
  done = store_accounts_update_finish (db, wait_for (&wait), error);
  g_assert_true (done == (*error == NULL));
}

static void
remove_account (StoreDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_accounts_remove_async (db, id, NULL, on_done, &wait);
  g_assert_true (store_accounts_remove_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (StoreDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *accounts;

  store_accounts_list_async (db, NULL, on_done, &wait);
  accounts = store_accounts_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return accounts;
}

static StoreAccount *
full_account (void)
{
  StoreAccount *account = store_account_new ("juliet@example.org");

  account->enabled = FALSE;
  account->label = g_strdup ("Verona");
  account->resource = g_strdup ("balcony");
  account->host = g_strdup ("xmpp.example.org");
  account->port = 65535;
  account->tls_mode = STORE_TLS_STARTTLS;
  account->pinned_sha256 = g_strdup ("00ff");
  account->client_cert = g_strdup ("pkcs11:token=x");
  account->min_strength = G_MAXUINT32;
  account->road = STORE_ROAD_POLLING;
  account->road_url = g_strdup ("https://example.org/bosh");
  account->proxy = STORE_PROXY_OWN;
  account->proxy_uri = g_strdup ("socks5://[::1]:9050");
  account->allow_old_sign_in = TRUE;
  account->allow_no_tls = TRUE;
  account->agent_id = g_strdup ("d4565fa7-4d72-4749-b3d3-740edbf87770");
  account->own_show = STORE_SHOW_INVISIBLE;
  account->own_status = g_strdup ("On the balcony");
  account->priority = 127;
  account->away_priority = -128;
  account->hue = 359;
  return account;
}

static void
assert_same (const StoreAccount *a, const StoreAccount *b)
{
  g_assert_cmpstr (a->jid, ==, b->jid);
  g_assert_cmpint (a->enabled, ==, b->enabled);
  g_assert_cmpstr (a->label, ==, b->label);
  g_assert_cmpstr (a->resource, ==, b->resource);
  g_assert_cmpstr (a->host, ==, b->host);
  g_assert_cmpuint (a->port, ==, b->port);
  g_assert_cmpint (a->tls_mode, ==, b->tls_mode);
  g_assert_cmpstr (a->pinned_sha256, ==, b->pinned_sha256);
  g_assert_cmpstr (a->client_cert, ==, b->client_cert);
  g_assert_cmpuint (a->min_strength, ==, b->min_strength);
  g_assert_cmpint (a->road, ==, b->road);
  g_assert_cmpstr (a->road_url, ==, b->road_url);
  g_assert_cmpint (a->proxy, ==, b->proxy);
  g_assert_cmpstr (a->proxy_uri, ==, b->proxy_uri);
  g_assert_cmpint (a->allow_old_sign_in, ==, b->allow_old_sign_in);
  g_assert_cmpint (a->allow_no_tls, ==, b->allow_no_tls);
  g_assert_cmpstr (a->agent_id, ==, b->agent_id);
  g_assert_cmpint (a->own_show, ==, b->own_show);
  g_assert_cmpstr (a->own_status, ==, b->own_status);
  g_assert_cmpint (a->priority, ==, b->priority);
  g_assert_cmpint (a->away_priority, ==, b->away_priority);
  g_assert_cmpint (a->hue, ==, b->hue);
}

static void
test_round_trip (void)
{
  g_autoptr (StoreAccount) account = full_account ();
  g_autoptr (StoreAccount) added = NULL;
  g_autoptr (StoreAccount) plain = store_account_new ("romeo@example.org");
  g_autoptr (StoreAccount) second = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 before = g_get_real_time ();

  added = insert (db, account, &error);
  g_assert_no_error (error);
  assert_same (added, account);
  g_assert_cmpint (added->id, >, 0);
  g_assert_cmpuint (added->position, ==, 0);
  g_assert_cmpint (added->created, >=, before);
  g_assert_null (added->roster_version);

  second = insert (db, plain, &error);
  g_assert_no_error (error);
  assert_same (second, plain);
  g_assert_cmpuint (second->position, ==, 1);

  accounts = list (db);
  g_assert_cmpuint (accounts->len, ==, 2);
  assert_same (accounts->pdata[0], added);
  assert_same (accounts->pdata[1], second);
  close_db (db);
}

static void
test_exists (void)
{
  g_autoptr (StoreAccount) account = store_account_new ("juliet@example.org");
  g_autoptr (StoreAccount) added = NULL;
  g_autoptr (StoreAccount) again = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");

  added = insert (db, account, &error);
  g_assert_no_error (error);
  again = insert (db, account, &error);
  g_assert_null (again);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  close_db (db);
}

static void
test_update (void)
{
  g_autoptr (StoreAccount) plain = store_account_new ("juliet@example.org");
  g_autoptr (StoreAccount) added = NULL;
  g_autoptr (StoreAccount) changed = full_account ();
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 other = add_account (db, "romeo@example.org");

  added = insert (db, plain, &error);
  g_assert_no_error (error);
  changed->id = added->id;
  changed->position = 17;
  update (db, changed, &error);
  g_assert_no_error (error);

  accounts = list (db);
  g_assert_cmpuint (accounts->len, ==, 2);
  /* The place in the list is not for it to change. */
  g_assert_cmpint (((StoreAccount *) accounts->pdata[0])->id, ==, other);
  g_assert_cmpint (((StoreAccount *) accounts->pdata[1])->created, ==, added->created);
  assert_same (accounts->pdata[1], changed);
  g_assert_true (((StoreAccount *) accounts->pdata[0])->enabled);

  remove_account (db, added->id);
  update (db, changed, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  close_db (db);
}

/* What this program does not know is not carried on as if it did. */
static void
test_unknown_numbers (void)
{
  g_autoptr (GPtrArray) accounts = NULL;
  StoreDb *db = open_db (":memory:");
  const StoreAccount *account;

  add_account (db, "juliet@example.org");
  get_int (db, "UPDATE account SET tls_mode = 9, road = 6, proxy = -1, own_show = 8,"
               " priority = 128, away_priority = -129, hue = 360");
  accounts = list (db);
  account = accounts->pdata[0];
  g_assert_cmpint (account->tls_mode, ==, STORE_TLS_AUTO);
  g_assert_cmpint (account->road, ==, STORE_ROAD_AUTO);
  g_assert_cmpint (account->proxy, ==, STORE_PROXY_SYSTEM);
  g_assert_cmpint (account->own_show, ==, STORE_SHOW_COMMON);
  g_assert_cmpint (account->priority, ==, 127);
  g_assert_cmpint (account->away_priority, ==, -128);
  g_assert_cmpint (account->hue, ==, 359);
  close_db (db);
}

static void
order (StoreDb *db, const gint64 *ids, guint n_ids)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  g_array_append_vals (array, ids, n_ids);
  store_accounts_order_async (db, array, NULL, on_done, &wait);
  g_array_set_size (array, 0);
  g_assert_true (store_accounts_order_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
check_order (StoreDb *db, const gint64 *ids, guint n_ids)
{
  g_autoptr (GPtrArray) accounts = list (db);

  g_assert_cmpuint (accounts->len, ==, n_ids);
  for (guint i = 0; i < n_ids; i++)
    g_assert_cmpint (((StoreAccount *) accounts->pdata[i])->id, ==, ids[i]);
}

static void
test_order (void)
{
  StoreDb *db = open_db (":memory:");
  gint64 a = add_account (db, "a@example.org");
  gint64 b = add_account (db, "b@example.org");
  gint64 c = add_account (db, "c@example.org");

  check_order (db, (gint64[]){ a, b, c }, 3);
  order (db, (gint64[]){ c, a, b }, 3);
  check_order (db, (gint64[]){ c, a, b }, 3);
  /* One that is gone does not matter, one that nobody spoke of comes first. */
  order (db, (gint64[]){ c, 99, b }, 3);
  check_order (db, (gint64[]){ a, c, b }, 3);
  /* A new one comes last. */
  check_order (db, (gint64[]){ a, c, b, add_account (db, "d@example.org") }, 4);
  close_db (db);
}

static void
fill (StoreDb *db, gint64 account)
{
  static const char *const groups[] = { "Friends", NULL };
  g_autoptr (StoreContact) contact = store_contact_new ("romeo@example.org");
  g_autoptr (StoreRequest) request = store_request_new ("paris@example.org", 1);
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_IN, "romeo@example.org/1", 1, "a", "A secret of two");
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  contact->groups = g_strdupv ((GStrv) groups);
  store_contacts_upsert_async (db, account, contact, "v1", NULL, on_done, &wait);
  g_assert_true (store_contacts_upsert_finish (db, wait_for (&wait), &error));
  store_requests_insert_async (db, account, request, NULL, on_done, &wait);
  g_assert_true (store_requests_insert_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
  store_insertion_free (insert_incoming (db, account, "romeo@example.org", message));
}

/* Nothing of it stays, not even as bytes in the file; the other account keeps all. */
static void
test_remove (void)
{
  static const char *const tables[] = { "contact", "contact_group", "request", "conversation",
                                        "message" };
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id;

  fill (db, account);
  remove_account (db, account);
  remove_account (db, account);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

    g_test_message ("%s", sql);
    g_assert_cmpint (get_int (db, sql), ==, 0);
  }
  /* Numbers are not given twice. */
  id = add_account (db, "juliet@example.org");
  g_assert_cmpint (id, >, account);
  close_db (db);
  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, NULL));
  g_assert_null (memmem (bytes, n_bytes, "A secret of two", 15));
  remove_folder (folder);
}

static void
test_remove_keeps_others (void)
{
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 other = add_account (db, "nurse@example.org");

  fill (db, account);
  fill (db, other);
  remove_account (db, account);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM contact_group"), ==, 1);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message"), ==, 1);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/accounts/round-trip", test_round_trip);
  g_test_add_func ("/store/accounts/exists", test_exists);
  g_test_add_func ("/store/accounts/update", test_update);
  g_test_add_func ("/store/accounts/unknown-numbers", test_unknown_numbers);
  g_test_add_func ("/store/accounts/order", test_order);
  g_test_add_func ("/store/accounts/remove", test_remove);
  g_test_add_func ("/store/accounts/remove-keeps-others", test_remove_keeps_others);
  return g_test_run ();
}
