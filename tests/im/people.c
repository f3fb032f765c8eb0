/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People who are reached in several ways.
 */

#include "im/people-private.h"
#include "im/roster-private.h"

#include "rig.h"

#define HEAR(who, body)                                                                            \
  "S: <message type='chat' from='" who "@example.com/x'><body>" body "</body></message>\n"

static ImPeople *
people_of (ImRig *rig)
{
  return im_conversations_get_people (rig->conversations);
}

static ImPerson *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_people_find (people_of (rig), rig->account, jid);
}

static ImConversation *
chat (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_conversations_find (rig->conversations, rig->account, jid);
}

static void
join (ImRig *rig, const char *address, const char *other)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);
  g_autoptr (XmppJid) other_jid = im_rig_jid (other);

  im_people_join (people_of (rig), rig->account, jid, rig->account, other_jid);
  im_rig_settle (rig);
}

static void
part (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  im_people_part (people_of (rig), rig->account, jid);
  im_rig_settle (rig);
}

/* The addresses that lead to the same as @address, in their order. */
static void
assert_ways (ImRig *rig, const char *address, const char *expected)
{
  g_autoptr (GString) ways = g_string_new (NULL);
  ImPerson *person = find (rig, address);

  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++)
    g_string_append_printf (ways, "%s%s", i > 0 ? " " : "",
                            xmpp_jid_string (im_person_get_way (person, i)->jid));
  g_assert_cmpstr (ways->str, ==, expected);
}

static void
test_join_and_part (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  assert_ways (rig, "a@example.com", "");
  join (rig, "a@example.com", "b@example.com/x");
  assert_ways (rig, "a@example.com/y", "a@example.com b@example.com");
  join (rig, "c@example.com", "d@example.com");
  /* Again, with themselves, and with what is joined: nothing is there twice. */
  join (rig, "b@example.com", "a@example.com");
  join (rig, "b@example.com", "b@example.com");
  assert_ways (rig, "b@example.com", "a@example.com b@example.com");
  join (rig, "b@example.com", "d@example.com");
  assert_ways (rig, "c@example.com", "a@example.com b@example.com c@example.com d@example.com");
  part (rig, "a@example.com");
  assert_ways (rig, "a@example.com", "");
  assert_ways (rig, "d@example.com", "b@example.com c@example.com d@example.com");

  /* They are kept. */
  im_rig_restart (rig);
  assert_ways (rig, "d@example.com", "b@example.com c@example.com d@example.com");
  part (rig, "c@example.com");
  part (rig, "d@example.com");
  assert_ways (rig, "b@example.com", "");
  im_rig_restart (rig);
  assert_ways (rig, "b@example.com", "");
}

/* Both ways are off the contact list, and somebody still shows the contact that was. */
static void
test_best_gone (ImRig *rig, gconstpointer data)
{
  ImRoster *roster;
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");
  g_autoptr (ImContact) juliet = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  roster = im_account_get_roster (rig->account);
  juliet = g_object_ref (im_roster_find (roster, jid));
  join (rig, "juliet@example.com", "b@example.com");
  g_assert_true (im_person_best_of (juliet) == juliet);
  im_rig_play (rig, "S: <iq type='set' id='p1'><query xmlns='jabber:iq:roster'>"
                    "<item jid='juliet@example.com' subscription='remove'/></query></iq>\n"
                    "C: <iq type='result' id='p1'/>\n");
  g_assert_null (im_roster_find (roster, jid));
  g_assert_true (im_person_best_of (juliet) == juliet);
}

/* Things that happen in one microsecond have no order. */
static void
let_time_pass (void)
{
  gint64 now = g_get_real_time ();

  while (g_get_real_time () == now)
    ;
}

static void
test_one_entry (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, "");
  im_rig_play (rig, HEAR ("a", "one"));
  im_rig_settle (rig);
  let_time_pass ();
  im_rig_play (rig, HEAR ("b", "two") HEAR ("b", "three"));
  im_rig_settle (rig);
  join (rig, "a@example.com", "b@example.com");

  /* The one that was used last stands for both. */
  g_assert_true (im_person_is_same (chat (rig, "a@example.com"), chat (rig, "b@example.com")));
  g_assert_false (im_person_shows (chat (rig, "a@example.com")));
  g_assert_true (im_person_shows (chat (rig, "b@example.com")));
  g_assert_cmpuint (im_person_count_unread (chat (rig, "b@example.com")), ==, 3);
  let_time_pass ();
  im_rig_play (rig, HEAR ("a", "four"));
  im_rig_settle (rig);
  g_assert_true (im_person_shows (chat (rig, "a@example.com")));
  g_assert_false (im_person_shows (chat (rig, "b@example.com")));
  im_person_mark_read (chat (rig, "a@example.com"));
  im_rig_settle (rig);
  g_assert_cmpuint (im_person_count_unread (chat (rig, "b@example.com")), ==, 0);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 0);

  part (rig, "b@example.com");
  g_assert_true (im_person_shows (chat (rig, "a@example.com")));
  g_assert_true (im_person_shows (chat (rig, "b@example.com")));
}

/* What is chosen for one chat with somebody holds for all. */
static void
test_arranged_together (ImRig *rig, gconstpointer data)
{
  guint archived;

  im_rig_sign_in (rig, "");
  im_rig_play (rig, HEAR ("a", "one") HEAR ("b", "two"));
  im_rig_settle (rig);
  im_conversation_set_pinned (chat (rig, "a@example.com"), TRUE);
  im_rig_settle (rig);
  join (rig, "a@example.com", "b@example.com");
  g_assert_true (im_conversation_get_pinned (chat (rig, "b@example.com")));
  im_conversation_mute (chat (rig, "b@example.com"), IM_MUTED_FOR_EVER);
  im_rig_settle (rig);
  g_assert_true (im_conversation_get_muted (chat (rig, "a@example.com")));

  /* Also for one that begins later. */
  join (rig, "a@example.com", "c@example.com");
  im_rig_converse (rig, "c@example.com");
  im_rig_settle (rig);
  g_assert_true (im_conversation_get_muted (chat (rig, "c@example.com")));
  g_assert_true (im_conversation_get_pinned (chat (rig, "c@example.com")));
  im_conversation_set_archived (chat (rig, "c@example.com"), TRUE);
  im_rig_settle (rig);
  g_object_get (rig->conversations, "archived", &archived, NULL);
  g_assert_cmpuint (archived, ==, 1);
}

static void
test_removed_account (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("a@example.com");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (ImAccount) other = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_accounts_add_async (rig->accounts, "work@example.net", NULL, NULL, NULL, im_rig_done, &result);
  other = im_accounts_add_finish (rig->accounts, im_rig_await (&result), &error);
  g_assert_no_error (error);
  im_people_join (people_of (rig), rig->account, jid, other, jid);
  assert_ways (rig, "a@example.com", "a@example.com a@example.com");
  im_accounts_remove_async (rig->accounts, other, NULL, im_rig_done, &removed);
  g_assert_true (im_accounts_remove_finish (rig->accounts, im_rig_await (&removed), &error));
  g_assert_no_error (error);
  assert_ways (rig, "a@example.com", "");
}

static void
on_contacts_changed (ImPeople *people, guint *n_changes)
{
  (*n_changes)++;
}

/* The same address on the lists of two accounts. */
static void
test_suggest (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");
  g_autoptr (XmppJid) stranger = im_rig_jid ("a@example.com");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ImAccount) other = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) joined = NULL;
  guint n_changes = 0;

  im_rig_restart (rig);
  g_signal_connect (people_of (rig), "contacts-changed", G_CALLBACK (on_contacts_changed),
                    &n_changes);
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_settle (rig);
  g_assert_cmpuint (n_changes, >, 0);
  n_changes = 0;
  im_accounts_add_async (rig->accounts, "work@example.net", NULL, NULL, NULL, im_rig_done, &result);
  other = im_accounts_add_finish (rig->accounts, im_rig_await (&result), NULL);
  g_assert_cmpuint (n_changes, >, 0);
  none = im_people_suggest (people_of (rig), other, stranger);
  g_assert_cmpuint (none->len, ==, 0);
  one = im_people_suggest (people_of (rig), other, jid);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (im_contact_get_account (one->pdata[0]) == rig->account);

  /* However often the accounts were put in another order, a contact is told of once. */
  im_accounts_move (rig->accounts, other, 0);
  im_accounts_move (rig->accounts, other, 1);
  im_rig_settle (rig);
  n_changes = 0;
  im_roster_tell_changed (im_account_get_roster (rig->account));
  im_rig_settle (rig);
  g_assert_cmpuint (n_changes, ==, 1);

  im_people_join (people_of (rig), other, jid, rig->account, jid);
  joined = im_people_suggest (people_of (rig), other, jid);
  g_assert_cmpuint (joined->len, ==, 0);
  g_signal_handlers_disconnect_by_data (people_of (rig), &n_changes);
}

static void
on_not_saved (ImPeople *people, const GError *error, guint *n_told)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  (*n_told)++;
}

static void
test_not_saved (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("a@example.com");
  g_autoptr (XmppJid) other = im_rig_jid ("b@example.com");
  guint n_told = 0;

  im_rig_sign_in (rig, "");
  g_signal_connect (people_of (rig), "not-saved", G_CALLBACK (on_not_saved), &n_told);
  im_rig_settle (rig);
  store_db_close (rig->db);
  im_people_join (people_of (rig), rig->account, jid, rig->account, other);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("people", "join-and-part", test_join_and_part);
  im_rig_add_unmanaged ("people", "best-gone", test_best_gone);
  im_rig_add_unmanaged ("people", "one-entry", test_one_entry);
  im_rig_add_unmanaged ("people", "arranged-together", test_arranged_together);
  im_rig_add_unmanaged ("people", "removed-account", test_removed_account);
  im_rig_add_unmanaged ("people", "suggest", test_suggest);
  im_rig_add_unmanaged ("people", "not-saved", test_not_saved);
  return g_test_run ();
}
