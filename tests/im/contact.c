/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact: names, groups, and which of its resources speaks for it.
 */

#include "im/contact-private.h"

static ImContact *
new_contact (const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse (address, NULL);

  return im_contact_new (NULL, jid);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
on_notify (GObject *object, GParamSpec *pspec, GPtrArray *seen)
{
  g_ptr_array_add (seen, g_strdup (pspec->name));
}

static GPtrArray *
listen (ImContact *contact)
{
  GPtrArray *seen = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (contact, "notify", G_CALLBACK (on_notify), seen);
  return seen;
}

/* @expected: in alphabetical order, for the order of notifications means nothing */
static void
assert_seen (GPtrArray *seen, const char *expected)
{
  g_autofree char *joined = NULL;

  g_ptr_array_sort (seen, compare_names);
  g_ptr_array_add (seen, NULL);
  joined = g_strjoinv (" ", (char **) seen->pdata);
  g_assert_cmpstr (joined, ==, expected);
  g_ptr_array_set_size (seen, 0);
}

static void
test_display_name (void)
{
  static const struct {
    const char *address, *name, *display_name;
  } cases[] = {
    { "juliet@example.com", NULL, "juliet" },
    { "juliet@example.com", "", "juliet" },
    { "juliet@example.com", "Juliet C.", "Juliet C." },
    { "d\\27artagnan@example.com", NULL, "d'artagnan" },
    { "example.com", NULL, "example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImContact) contact = new_contact (cases[i].address);
    g_autofree char *name = NULL;

    im_contact_update (contact, cases[i].name, NULL, IM_SUBSCRIPTION_NONE, FALSE);
    name = im_contact_dup_display_name (contact);
    g_assert_cmpstr (name, ==, cases[i].display_name);
  }
}

static void
test_update (void)
{
  static const char *const friends[] = { "Friends", NULL };
  g_autoptr (ImContact) contact = new_contact ("juliet@example.com/balcony");
  g_autoptr (GPtrArray) seen = listen (contact);

  g_assert_cmpstr (im_contact_get_address (contact), ==, "juliet@example.com");
  g_assert_true (im_contact_update (contact, "Juliet", friends, IM_SUBSCRIPTION_TO, TRUE));
  assert_seen (seen, "ask display-name groups name subscription");
  g_assert_false (im_contact_update (contact, "Juliet", friends, IM_SUBSCRIPTION_TO, TRUE));
  assert_seen (seen, "");
  g_assert_cmpstr (im_contact_get_groups (contact)[0], ==, "Friends");
  g_assert_false (im_contact_update (contact, "Juliet", NULL, IM_SUBSCRIPTION_BOTH, FALSE));
  assert_seen (seen, "ask groups subscription");
  g_assert_null (im_contact_get_groups (contact)[0]);
}

static void
test_resources (void)
{
  g_autoptr (ImContact) contact = new_contact ("juliet@example.com");
  g_autoptr (GPtrArray) seen = listen (contact);
  const ImResource *best;

  g_assert_cmpint (im_contact_get_show (contact), ==, IM_SHOW_OFFLINE);
  im_contact_set_presence (contact, "phone", IM_SHOW_AWAY, 0, "out", 0);
  assert_seen (seen, "resources show status-text");
  im_contact_set_presence (contact, "desk", IM_SHOW_AVAILABLE, 5, NULL, 1234);
  assert_seen (seen, "resources show status-text");
  g_assert_cmpint (im_contact_get_show (contact), ==, IM_SHOW_AVAILABLE);
  g_assert_null (im_contact_get_status_text (contact));
  g_assert_cmpuint (im_contact_get_resources (contact)->len, ==, 2);
  best = g_ptr_array_index (im_contact_get_resources (contact), 0);
  g_assert_cmpint (best->idle_since, ==, 1234);

  im_contact_set_presence (contact, "phone", IM_SHOW_DND, 0, "out", 0);
  assert_seen (seen, "resources");
  im_contact_set_presence (contact, "desk", IM_SHOW_OFFLINE, 0, NULL, 0);
  g_assert_cmpint (im_contact_get_show (contact), ==, IM_SHOW_DND);
  g_assert_cmpstr (im_contact_get_status_text (contact), ==, "out");

  /* Unavailable from the bare address is all of them. */
  im_contact_set_presence (contact, "desk", IM_SHOW_CHAT, 0, "", 0);
  g_assert_null (im_contact_get_status_text (contact));
  im_contact_set_presence (contact, NULL, IM_SHOW_OFFLINE, 0, NULL, 0);
  g_assert_null (im_contact_get_resources (contact));
  g_assert_cmpint (im_contact_get_show (contact), ==, IM_SHOW_OFFLINE);
}

static void
test_merge (void)
{
  static const struct {
    ImResource a, b;
    int order;
  } cases[] = {
    { { NULL, IM_SHOW_AWAY, 5 }, { NULL, IM_SHOW_CHAT, 4 }, -1 },
    { { NULL, IM_SHOW_AWAY, 0 }, { NULL, IM_SHOW_AVAILABLE, 0 }, 1 },
    { { NULL, IM_SHOW_DND, 0 }, { NULL, IM_SHOW_AWAY, 0 }, -1 },
    { { NULL, IM_SHOW_XA, 0 }, { NULL, IM_SHOW_CHAT, -1 }, -1 },
    { { NULL, IM_SHOW_CHAT, 127 }, { NULL, IM_SHOW_CHAT, 127 }, 0 },
    { { NULL, IM_SHOW_CHAT, -128 }, { NULL, IM_SHOW_CHAT, 127 }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (im_resource_compare (&cases[i].a, &cases[i].b), ==, cases[i].order);
    g_assert_cmpint (im_resource_compare (&cases[i].b, &cases[i].a), ==, -cases[i].order);
  }
}

/* Of equals the one that spoke last. */
static void
test_latest (void)
{
  g_autoptr (ImContact) contact = new_contact ("juliet@example.com");

  im_contact_set_presence (contact, "one", IM_SHOW_AVAILABLE, 0, "first", 0);
  im_contact_set_presence (contact, "two", IM_SHOW_AVAILABLE, 0, "second", 0);
  g_assert_cmpstr (im_contact_get_status_text (contact), ==, "second");
  im_contact_set_presence (contact, "one", IM_SHOW_AVAILABLE, 0, "third", 0);
  g_assert_cmpstr (im_contact_get_status_text (contact), ==, "third");
}

static void
test_flood (void)
{
  g_autoptr (ImContact) contact = new_contact ("juliet@example.com");

  im_contact_set_presence (contact, "real", IM_SHOW_CHAT, 10, NULL, 0);
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("r%u", i);

    im_contact_set_presence (contact, name, IM_SHOW_AWAY, 0, NULL, 0);
  }
  g_assert_cmpuint (im_contact_get_resources (contact)->len, <=, 32);
  g_assert_cmpint (im_contact_get_show (contact), ==, IM_SHOW_CHAT);
}

static void
test_compare (void)
{
  g_autoptr (ImContact) anna = new_contact ("z@example.com");
  g_autoptr (ImContact) bert = new_contact ("Bert@example.com");
  g_autoptr (ImContact) bert_too = new_contact ("bert@example.net");

  im_contact_update (anna, "anna", NULL, IM_SUBSCRIPTION_NONE, FALSE);
  g_assert_cmpint (im_contact_compare (anna, bert), <, 0);
  g_assert_cmpint (im_contact_compare (bert, anna), >, 0);
  g_assert_cmpint (im_contact_compare (bert, bert_too), <, 0);
  g_assert_cmpint (im_contact_compare (bert, bert), ==, 0);
  im_contact_update (anna, "Zoe", NULL, IM_SUBSCRIPTION_NONE, FALSE);
  g_assert_cmpint (im_contact_compare (anna, bert), >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/contact/display-name", test_display_name);
  g_test_add_func ("/im/contact/update", test_update);
  g_test_add_func ("/im/contact/resources", test_resources);
  g_test_add_func ("/im/contact/merge", test_merge);
  g_test_add_func ("/im/contact/latest", test_latest);
  g_test_add_func ("/im/contact/flood", test_flood);
  g_test_add_func ("/im/contact/compare", test_compare);
  return g_test_run ();
}
