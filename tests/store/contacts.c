/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the contact list and of the requests that wait.
 */
#include "config.h"

#include "store/contacts.h"

#include "tests/store/fixture.h"

#define N_MANY 10000

static const char *const no_groups[] = { NULL };
static const char *const two_groups[] = { "Work", "Friends", NULL };
static const char *const odd_groups[] = { "", "Ärger, \"x\"", "Work", "Work", NULL };

static GPtrArray *
load (StoreDb *db, gint64 account, char **version)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *contacts;

  store_contacts_load_async (db, account, NULL, on_done, &wait);
  contacts = store_contacts_load_finish (db, wait_for (&wait), version, &error);
  g_assert_no_error (error);
  return contacts;
}

static void
replace (StoreDb *db, gint64 account, GPtrArray *contacts, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_contacts_replace_async (db, account, contacts, version, NULL, on_done, &wait);
  g_assert_true (store_contacts_replace_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
upsert (StoreDb *db, gint64 account, const StoreContact *contact, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_contacts_upsert_async (db, account, contact, version, NULL, on_done, &wait);
  g_assert_true (store_contacts_upsert_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
remove_contact (StoreDb *db, gint64 account, const char *jid, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_contacts_remove_async (db, account, jid, version, NULL, on_done, &wait);
  g_assert_true (store_contacts_remove_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static StoreContact *
new_contact (const char *jid,
             const char *name,
             StoreSubscription subscription,
             gboolean ask,
             gboolean approved,
             const char *const *groups)
{
  StoreContact *contact = store_contact_new (jid);

  contact->name = g_strdup (name);
  contact->subscription = subscription;
  contact->ask = ask;
  contact->approved = approved;
  contact->groups = g_strdupv ((GStrv) groups);
  return contact;
}

static const StoreContact *
find (GPtrArray *contacts, const char *jid)
{
  for (guint i = 0; i < contacts->len; i++) {
    const StoreContact *contact = contacts->pdata[i];

    if (g_str_equal (contact->jid, jid))
      return contact;
  }
  return NULL;
}

static void
assert_loaded (GPtrArray *contacts, const StoreContact *expected, const char *groups)
{
  const StoreContact *contact = find (contacts, expected->jid);
  g_autofree char *joined = NULL;

  g_assert_nonnull (contact);
  g_assert_cmpstr (contact->name, ==, expected->name);
  g_assert_cmpint (contact->subscription, ==, expected->subscription);
  g_assert_cmpint (contact->ask, ==, expected->ask);
  g_assert_cmpint (contact->approved, ==, expected->approved);
  joined = contact->groups != NULL ? g_strjoinv ("|", contact->groups) : NULL;
  g_assert_cmpstr (joined, ==, groups);
}

static GPtrArray *
three_contacts (void)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (store_contact_free);

  g_ptr_array_add (contacts, new_contact ("a@example.org", "A", STORE_SUBSCRIPTION_BOTH, FALSE,
                                          FALSE, two_groups));
  g_ptr_array_add (
    contacts, new_contact ("b@example.org", NULL, STORE_SUBSCRIPTION_NONE, TRUE, TRUE, no_groups));
  g_ptr_array_add (
    contacts, new_contact ("example.org", "", STORE_SUBSCRIPTION_FROM, TRUE, FALSE, odd_groups));
  return contacts;
}

static void
test_replace (void)
{
  g_autoptr (GPtrArray) contacts = three_contacts ();
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GPtrArray) empty = g_ptr_array_new_with_free_func (store_contact_free);
  g_autofree char *version = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 other = add_account (db, "nurse@example.org");
  gint64 account = add_account (db, "juliet@example.org");

  /* Another account's are another list. */
  replace (db, other, contacts, "other");
  loaded = load (db, account, &version);
  g_assert_cmpuint (loaded->len, ==, 0);
  g_assert_null (version);

  g_clear_pointer (&loaded, g_ptr_array_unref);
  replace (db, account, contacts, "v1");
  loaded = load (db, account, &version);
  g_assert_cmpuint (loaded->len, ==, 3);
  g_assert_cmpstr (version, ==, "v1");
  assert_loaded (loaded, contacts->pdata[0], "Friends|Work");
  assert_loaded (loaded, contacts->pdata[1], NULL);
  assert_loaded (loaded, contacts->pdata[2], "|Work|Ärger, \"x\"");

  g_clear_pointer (&loaded, g_ptr_array_unref);
  g_clear_pointer (&version, g_free);
  replace (db, account, empty, NULL);
  loaded = load (db, account, &version);
  g_assert_cmpuint (loaded->len, ==, 0);
  g_assert_null (version);

  g_clear_pointer (&loaded, g_ptr_array_unref);
  loaded = load (db, other, &version);
  g_assert_cmpuint (loaded->len, ==, 3);
  g_assert_cmpstr (version, ==, "other");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM contact_group"), ==, 5);
  close_db (db);
}

/* Only what differs is written, whatever the order; of two with one address the later one counts. */
static void
test_replace_differences (void)
{
  static const char *const reordered[] = { "Friends", "Work", "Work", NULL };
  static const char *const other_groups[] = { "Friends", "Friends", NULL };
  g_autoptr (GPtrArray) contacts = three_contacts ();
  g_autoptr (GPtrArray) same = g_ptr_array_new_with_free_func (store_contact_free);
  g_autoptr (GPtrArray) other = g_ptr_array_new_with_free_func (store_contact_free);
  g_autoptr (GPtrArray) loaded = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 n_changes;

  replace (db, account, contacts, "v1");
  n_changes = get_int (db, "SELECT total_changes ()");
  for (int i = 2; i >= 0; i--)
    g_ptr_array_add (same, store_contact_copy (contacts->pdata[i]));
  g_strfreev (((StoreContact *) same->pdata[2])->groups);
  ((StoreContact *) same->pdata[2])->groups = g_strdupv ((GStrv) reordered);
  replace (db, account, same, "v1");
  g_assert_cmpint (get_int (db, "SELECT total_changes ()"), ==, n_changes);

  g_ptr_array_add (
    other, new_contact ("a@example.org", "A", STORE_SUBSCRIPTION_BOTH, FALSE, FALSE, two_groups));
  g_ptr_array_add (
    other, new_contact ("a@example.org", "A", STORE_SUBSCRIPTION_BOTH, FALSE, FALSE, other_groups));
  g_ptr_array_add (
    other, new_contact ("c@example.org", "C", STORE_SUBSCRIPTION_TO, FALSE, FALSE, other_groups));
  replace (db, account, other, "v2");
  loaded = load (db, account, NULL);
  g_assert_cmpuint (loaded->len, ==, 2);
  assert_loaded (loaded, other->pdata[1], "Friends");
  assert_loaded (loaded, other->pdata[2], "Friends");

  /* One group more, then one less. */
  g_ptr_array_remove_index (other, 1);
  replace (db, account, other, "v3");
  g_clear_pointer (&loaded, g_ptr_array_unref);
  loaded = load (db, account, NULL);
  assert_loaded (loaded, other->pdata[0], "Friends|Work");
  g_strfreev (((StoreContact *) other->pdata[0])->groups);
  ((StoreContact *) other->pdata[0])->groups = g_strdupv ((GStrv) other_groups);
  replace (db, account, other, "v4");
  g_clear_pointer (&loaded, g_ptr_array_unref);
  loaded = load (db, account, NULL);
  assert_loaded (loaded, other->pdata[0], "Friends");
  close_db (db);
}

static void
test_push (void)
{
  g_autoptr (GPtrArray) contacts = three_contacts ();
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (StoreContact) changed =
    new_contact ("a@example.org", "A2", STORE_SUBSCRIPTION_TO, FALSE, FALSE, odd_groups);
  g_autoptr (StoreContact) added =
    new_contact ("c@example.org", NULL, STORE_SUBSCRIPTION_NONE, FALSE, FALSE, NULL);
  g_autofree char *version = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");

  replace (db, account, contacts, "v1");
  upsert (db, account, changed, "v2");
  upsert (db, account, added, NULL);
  remove_contact (db, account, "b@example.org", NULL);
  remove_contact (db, account, "nobody@example.org", NULL);

  loaded = load (db, account, &version);
  g_assert_cmpuint (loaded->len, ==, 3);
  g_assert_cmpstr (version, ==, "v2");
  assert_loaded (loaded, changed, "|Work|Ärger, \"x\"");
  assert_loaded (loaded, added, NULL);
  g_assert_null (find (loaded, "b@example.org"));

  g_clear_pointer (&version, g_free);
  g_clear_pointer (&loaded, g_ptr_array_unref);
  remove_contact (db, account, "c@example.org", "v3");
  loaded = load (db, account, &version);
  g_assert_cmpuint (loaded->len, ==, 2);
  g_assert_cmpstr (version, ==, "v3");
  close_db (db);
}

/* A push and its version are there together or not at all. */
static void
test_removed_account (void)
{
  g_autoptr (StoreContact) contact = store_contact_new ("a@example.org");
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");

  store_contacts_upsert_async (db, 77, contact, "v2", NULL, on_done, &wait);
  g_assert_false (store_contacts_upsert_finish (db, wait_for (&wait), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  wait_clear (&wait);
  close_db (db);
}

static void
test_many (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (store_contact_free);
  g_autoptr (GPtrArray) loaded = NULL;
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org");
  double first, second, loading;

  for (int i = 0; i < N_MANY; i++) {
    g_autofree char *jid = g_strdup_printf ("contact-%d@example.org", i);

    g_ptr_array_add (contacts, new_contact (jid, jid, STORE_SUBSCRIPTION_BOTH, FALSE, FALSE,
                                            i % 2 ? two_groups : no_groups));
  }
  g_test_timer_start ();
  replace (db, account, contacts, "v1");
  first = g_test_timer_elapsed ();
  g_test_timer_start ();
  replace (db, account, contacts, "v2");
  second = g_test_timer_elapsed ();
  g_test_timer_start ();
  loaded = load (db, account, NULL);
  loading = g_test_timer_elapsed ();
  g_assert_cmpuint (loaded->len, ==, N_MANY);
  for (guint i = 0; i < N_MANY; i += 99)
    assert_loaded (loaded, contacts->pdata[i], i % 2 ? "Friends|Work" : NULL);
  g_test_message ("%d contacts: stored in %.0f ms, replaced in %.0f ms, loaded in %.0f ms", N_MANY,
                  first * 1000, second * 1000, loading * 1000);
  close_db (db);
  remove_folder (folder);
}

static GPtrArray *
list_requests (StoreDb *db, gint64 account)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *requests;

  store_requests_list_async (db, account, NULL, on_done, &wait);
  requests = store_requests_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return requests;
}

static void
ask (StoreDb *db, gint64 account, const char *jid, const char *nick, gint64 time)
{
  g_autoptr (StoreRequest) request = store_request_new (jid, time);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  request->nick = g_strdup (nick);
  request->message = nick != NULL ? g_strconcat ("I am ", nick, NULL) : NULL;
  store_requests_insert_async (db, account, request, NULL, on_done, &wait);
  g_assert_true (store_requests_insert_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_requests (void)
{
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreRequest *request;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");

  ask (db, account, "late@example.org", NULL, 20);
  ask (db, account, "early@example.org", "E", 10);
  /* Again, as at each sign-in. */
  ask (db, account, "early@example.org", "E2", 30);
  requests = list_requests (db, account);
  g_assert_cmpuint (requests->len, ==, 2);
  request = requests->pdata[0];
  g_assert_cmpstr (request->jid, ==, "early@example.org");
  g_assert_cmpstr (request->nick, ==, "E2");
  g_assert_cmpstr (request->message, ==, "I am E2");
  g_assert_cmpint (request->time, ==, 10);
  request = requests->pdata[1];
  g_assert_null (request->nick);
  g_assert_null (request->message);

  g_clear_pointer (&requests, g_ptr_array_unref);
  store_requests_remove_async (db, account, "early@example.org", NULL, on_done, &wait);
  g_assert_true (store_requests_remove_finish (db, wait_for (&wait), &error));
  store_requests_remove_async (db, account, "early@example.org", NULL, on_done, &wait);
  g_assert_true (store_requests_remove_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
  requests = list_requests (db, account);
  g_assert_cmpuint (requests->len, ==, 1);
  wait_clear (&wait);
  close_db (db);
}

static void
test_requests_bounded (void)
{
  g_autoptr (GPtrArray) requests = NULL;
  const StoreRequest *oldest;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 other = add_account (db, "nurse@example.org");

  ask (db, other, "peter@example.org", NULL, 0);
  for (int i = 0; i < STORE_REQUESTS_MAX + 5; i++) {
    g_autofree char *jid = g_strdup_printf ("%d@spam.example", i);

    ask (db, account, jid, NULL, i);
  }
  requests = list_requests (db, account);
  g_assert_cmpuint (requests->len, ==, STORE_REQUESTS_MAX);
  oldest = requests->pdata[0];
  g_assert_cmpstr (oldest->jid, ==, "5@spam.example");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM request"), ==, STORE_REQUESTS_MAX + 1);
  close_db (db);
}

static void
set_nick (StoreDb *db, const char *jid, const char *nick)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_contacts_set_nick_async (db, 1, jid, nick, NULL, on_done, &wait);
  g_assert_true (store_contacts_set_nick_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* The server's list knows nothing of it, and leaves it as it is. */
static void
test_nick (void)
{
  StoreDb *db = open_db (":memory:");
  g_autoptr (StoreContact) contact =
    new_contact ("romeo@example.net", NULL, STORE_SUBSCRIPTION_BOTH, FALSE, FALSE, no_groups);
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) later = NULL;

  add_account (db, "juliet@example.org");
  set_nick (db, "romeo@example.net", "nobody");
  upsert (db, 1, contact, NULL);
  set_nick (db, "romeo@example.net", "Romeo");
  contact->subscription = STORE_SUBSCRIPTION_TO;
  upsert (db, 1, contact, NULL);
  contacts = load (db, 1, NULL);
  g_assert_cmpstr (((StoreContact *) contacts->pdata[0])->nick, ==, "Romeo");
  set_nick (db, "romeo@example.net", NULL);
  later = load (db, 1, NULL);
  g_assert_null (((StoreContact *) later->pdata[0])->nick);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/contacts/replace", test_replace);
  g_test_add_func ("/store/contacts/replace-differences", test_replace_differences);
  g_test_add_func ("/store/contacts/push", test_push);
  g_test_add_func ("/store/contacts/removed-account", test_removed_account);
  g_test_add_func ("/store/contacts/many", test_many);
  g_test_add_func ("/store/contacts/nick", test_nick);
  g_test_add_func ("/store/contacts/requests", test_requests);
  g_test_add_func ("/store/contacts/requests-bounded", test_requests_bounded);
  return g_test_run ();
}
