/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search as the person types: in all chats and in one, page by page, the last query alone.
 */

#include "im/search.h"

#include "im/accounts.h"
#include "im/client.h"
#include "im/conversation.h"
#include "rig.h"

typedef struct {
  ImClient *client;
  ImAccount *account;
  ImConversation *juliet;
  ImConversation *nurse;
} Fixture;

static ImConversation *
converse (Fixture *f, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);
  ImConversation *conversation = im_client_ensure_conversation (f->client, f->account, jid);

  while (im_conversation_get_id (conversation) == 0)
    g_main_context_iteration (NULL, TRUE);
  return conversation;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) added = NULL;

  f->client = im_client_new (NULL);
  im_client_open_async (f->client, NULL, im_rig_done, &opened);
  g_assert_true (im_client_open_finish (f->client, im_rig_await (&opened), NULL));
  im_client_set_show (f->client, IM_SHOW_OFFLINE);
  im_accounts_add_async (im_client_get_accounts (f->client), "romeo@example.org", NULL, NULL, NULL,
                         im_rig_done, &added);
  f->account =
    im_accounts_add_finish (im_client_get_accounts (f->client), im_rig_await (&added), NULL);
  f->juliet = converse (f, "juliet@example.com");
  f->nurse = converse (f, "nurse@example.com");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  GAsyncResult *result = NULL;

  g_clear_object (&f->account);
  im_client_close_async (f->client, im_rig_done, &result);
  g_assert_true (im_client_close_finish (f->client, im_rig_await (&result), NULL));
  g_object_unref (result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->client);
}

/* And waits until it is in the archive: what is said after it waits for its turn. */
static void
say (ImConversation *conversation, const char *text)
{
  im_conversation_send (conversation, text);
  while (g_strcmp0 (im_conversation_get_preview (conversation), text) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for (ImSearch *search)
{
  while (im_search_get_state (search) == IM_SEARCH_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (im_search_get_error (search));
}

static void
check (ImSearch *search, const char *text, const char *snippets)
{
  g_autoptr (GString) found = g_string_new (NULL);

  im_search_set_text (search, text);
  wait_for (search);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (search)); i++) {
    g_autoptr (ImHit) hit = g_list_model_get_item (G_LIST_MODEL (search), i);

    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", im_hit_get_snippet (hit));
  }
  g_assert_cmpstr (found->str, ==, snippets);
}

static void
test_places (Fixture *f, gconstpointer data)
{
  g_autoptr (ImSearch) all = im_search_new (f->client);
  g_autoptr (ImSearch) one = im_search_new_in (f->juliet);
  g_autoptr (GArray) spans = NULL;
  gboolean exact;

  g_assert_cmpint (im_search_get_state (all), ==, IM_SEARCH_EMPTY);
  say (f->juliet, "What light through yonder window breaks?");
  say (f->nurse, "Bid my sweet window open");
  check (all, "window", "Bid my sweet window open|What light through yonder window breaks?");
  g_assert_cmpuint (im_search_get_count (all, &exact), ==, 2);
  g_assert_true (exact);
  check (one, "window", "What light through yonder window breaks?");
  spans = im_search_match (one, "a window");
  g_assert_cmpuint (spans->len, ==, 1);
  check (all, "window in:nurse", "Bid my sweet window open");
  check (all, "window from:me in:nobody", "");
  check (all, "window from:nurse", "");
  check (all, "from:me wind", "Bid my sweet window open|What light through yonder window breaks?");
  check (one, "in:nurse", "");
  g_assert_cmpint (im_search_get_state (one), ==, IM_SEARCH_DONE);
  check (all, "", "");
  g_assert_cmpint (im_search_get_state (all), ==, IM_SEARCH_EMPTY);
}

static void
count_change (guint *n_seen)
{
  (*n_seen)++;
}

/* What is typed on the way is not even looked for. */
static void
test_typing (Fixture *f, gconstpointer data)
{
  g_autoptr (ImSearch) search = im_search_new (f->client);
  guint n_changes = 0;

  say (f->juliet, "rose");
  say (f->juliet, "rosemary");
  im_search_set_text (search, "r");
  im_search_set_text (search, "ro");
  im_search_set_text (search, "rosem");
  g_signal_connect_swapped (search, "items-changed", G_CALLBACK (count_change), &n_changes);
  check (search, "rosema", "rosemary");
  g_assert_cmpuint (n_changes, ==, 1);
  /* Written since. */
  say (f->juliet, "rosemary too");
  im_search_refresh (search);
  check (search, "rosema", "rosemary too|rosemary");
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (ImSearch) search = im_search_new_in (f->juliet);
  guint n = 2 * IM_SEARCH_PAGE + 7;
  gboolean exact;

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf ("again and again %u", i);

    say (f->juliet, text);
  }
  im_search_set_text (search, "again");
  wait_for (search);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, IM_SEARCH_PAGE);
  /* The word may go on, so they are not counted. */
  g_assert_cmpuint (im_search_get_count (search, &exact), ==, IM_SEARCH_PAGE);
  g_assert_false (exact);
  im_search_set_text (search, "again ");
  do
    g_main_context_iteration (NULL, TRUE);
  while (im_search_get_count (search, &exact) < n);
  g_assert_cmpuint (im_search_get_count (search, &exact), ==, n);
  g_assert_true (exact);
  while (im_search_get_has_more (search)) {
    im_search_load_more (search);
    im_search_load_more (search);
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, n);
}

#define ADD(name, test) g_test_add ("/im/search/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  ADD ("places", test_places);
  ADD ("typing", test_typing);
  ADD ("pages", test_pages);
  return g_test_run ();
}
