/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of the server's archive: who talks to whom, and times that keep the order.
 */

#include "im/archive-page.h"

#include "store/archive-order.h"
#include "xmpp/snippet.h"

#define SECOND(n) ((gint64) (n) *G_USEC_PER_SEC)
#define NOW (SECOND (1000) + 500000)
#define OUR "from='romeo@example.org/orchard' to='juliet@example.com/balcony'"
#define THEIR "from='juliet@example.com/balcony' to='romeo@example.org'"

typedef struct {
  XmppMamPage *server;
  ImArchiveEdge edge;
  StoreMamPage *kept;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = g_new0 (XmppMamPage, 1);
  f->server->results = g_ptr_array_new ();
  f->server->stable = TRUE;
  im_archive_edge_reset (&f->edge);
}

static void
drop_results (Fixture *f)
{
  for (guint i = 0; i < f->server->results->len; i++) {
    XmppMamResult *result = f->server->results->pdata[i];

    xml_element_unref (result->message);
    g_free (result->id);
    g_free (result);
  }
  g_ptr_array_set_size (f->server->results, 0);
  g_clear_pointer (&f->server->first, g_free);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop_results (f);
  xmpp_mam_page_free (f->server);
  store_mam_page_free (f->kept);
  im_archive_edge_reset (&f->edge);
}

/* @message: what is in the `<message/>`, with its attributes */
static void
add (Fixture *f, const char *id, gint64 time, const char *attributes, const char *content)
{
  g_autofree char *text = g_strdup_printf ("<message %s>%s</message>", attributes, content);
  XmppMamResult *result = g_new0 (XmppMamResult, 1);

  result->id = g_strdup (id);
  result->time = time;
  result->message = snippet_parse (text);
  g_ptr_array_add (f->server->results, result);
  if (f->server->first == NULL)
    f->server->first = g_strdup (id);
}

static void
read_page (Fixture *f)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);

  f->kept = im_archive_page_read (f->server, account, SECOND (15), NOW, &f->edge);
}

static const StoreMamItem *
item_at (Fixture *f, guint position)
{
  g_assert_cmpuint (position, <, f->kept->items->len);
  return f->kept->items->pdata[position];
}

static void
test_parties (Fixture *f, gconstpointer data)
{
  add (f, "1", SECOND (10), THEIR " type='chat' id='i1'", "<body>Hi</body>");
  add (f, "2", SECOND (20), OUR " type='chat'",
       "<body>Ho</body><origin-id xmlns='urn:xmpp:sid:0' id='o2'/>");
  add (f, "3", SECOND (30), THEIR, "<received xmlns='urn:xmpp:receipts' id='i3'/>");
  add (f, "4", SECOND (40), OUR, "<received xmlns='urn:xmpp:receipts' id='i1'/>");
  add (f, "5", SECOND (50), THEIR " type='groupchat'", "<body>No chat of two</body>");
  add (f, "6", SECOND (60), THEIR " type='error'", "<body>No message</body>");
  add (f, "7", SECOND (70), "to='romeo@example.org' type='chat'", "<body>To myself</body>");
  read_page (f);

  g_assert_cmpuint (f->kept->items->len, ==, 4);
  g_assert_cmpstr (item_at (f, 0)->peer, ==, "juliet@example.com");
  g_assert_cmpint (item_at (f, 0)->message->direction, ==, STORE_MESSAGE_IN);
  g_assert_cmpstr (item_at (f, 0)->message->sender, ==, "juliet@example.com/balcony");
  g_assert_cmpstr (item_at (f, 0)->message->server_id, ==, "1");
  g_assert_cmpstr (item_at (f, 0)->message->stanza_id, ==, "i1");
  g_assert_true (item_at (f, 0)->message->seen); /* older than the account here */
  g_assert_false (item_at (f, 1)->message->seen);
  g_assert_cmpstr (item_at (f, 1)->peer, ==, "juliet@example.com");
  g_assert_cmpint (item_at (f, 1)->message->direction, ==, STORE_MESSAGE_OUT);
  g_assert_cmpstr (item_at (f, 1)->message->origin_id, ==, "o2");
  g_assert_null (item_at (f, 2)->message);
  g_assert_cmpstr (item_at (f, 2)->delivered, ==, "i3");
  g_assert_cmpstr (item_at (f, 3)->peer, ==, "romeo@example.org");
  g_assert_cmpstr (f->kept->oldest_id, ==, "1");
  g_assert_cmpstr (f->edge.id, ==, "1");
}

/* What was said with a wish for attention stays; the wish was for then. */
static void
test_nudges (Fixture *f, gconstpointer data)
{
#define ATTENTION "<attention xmlns='urn:xmpp:attention:0'/>"
  add (f, "1", SECOND (10), THEIR " type='chat'", ATTENTION);
  add (f, "2", SECOND (20), THEIR " type='chat'", "<body>Wake up</body>" ATTENTION);
  add (f, "3", SECOND (30), OUR " type='chat'", ATTENTION);
  read_page (f);
#undef ATTENTION

  g_assert_cmpuint (f->kept->items->len, ==, 2);
  g_assert_cmpstr (item_at (f, 0)->message->body, ==, "Wake up");
  g_assert_null (item_at (f, 0)->message->extra);
  g_assert_nonnull (item_at (f, 1)->message->extra);
}

/* Whole seconds are spread so that the order stays, from page to page. */
static void
test_order (Fixture *f, gconstpointer data)
{
  add (f, "1", SECOND (10), THEIR, "<body>a</body>");
  add (f, "2", SECOND (10), THEIR, "<body>b</body>");
  add (f, "3", SECOND (11), THEIR, "<body>c</body>");
  add (f, "4", SECOND (11) + 5, THEIR, "<body>d</body>");
  f->edge.id = g_strdup ("5");
  f->edge.time = SECOND (11) + 3;
  read_page (f);
  g_assert_cmpint (item_at (f, 3)->message->time, ==, SECOND (11) + 5); /* a clock set back */
  g_assert_cmpint (item_at (f, 2)->message->time, ==, SECOND (11) + 4);
  g_assert_cmpint (item_at (f, 1)->message->time, ==, SECOND (11) - 1);
  g_assert_cmpint (item_at (f, 0)->message->time, ==, SECOND (11) - 2);
  g_assert_cmpint (f->kept->oldest_time, ==, SECOND (11) - 2);
  g_assert_cmpint (f->kept->newest_time, ==, SECOND (11) + 5);
  g_assert_cmpint (f->edge.time, ==, SECOND (11) - 2);
}

/* Nothing is put into the future, unless the server's clock is there or there would be no room in a
 * second; and even then what comes after now is not here yet. */
static void
test_now (Fixture *f, gconstpointer data)
{
  add (f, "1", SECOND (1000), THEIR, "<body>a</body>");
  add (f, "2", SECOND (1005), THEIR, "<body>b</body>");
  read_page (f);
  g_assert_cmpint (item_at (f, 0)->message->time, ==, NOW);
  g_assert_cmpint (item_at (f, 1)->message->time, ==, SECOND (1005) + STORE_ARCHIVE_ROOM);
  g_assert_cmpint (f->kept->newest_time, ==, NOW);
}

/* What goes out together is as one page, in the order of the archive. */
static void
test_extend (Fixture *f, gconstpointer data)
{
  StoreMamPage *newer;

  add (f, "3", SECOND (12), THEIR, "<body>c</body>");
  add (f, "4", SECOND (13), THEIR, "<body>d</body>");
  read_page (f);
  newer = g_steal_pointer (&f->kept);
  drop_results (f);
  add (f, "1", SECOND (10), THEIR, "<body>a</body>");
  add (f, "2", SECOND (12), THEIR, "<body>b</body>");
  f->server->complete = TRUE;
  read_page (f);
  im_archive_page_extend (newer, g_steal_pointer (&f->kept));
  f->kept = newer;

  g_assert_cmpuint (f->kept->items->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (item_at (f, i)->message->body[0], ==, 'a' + (int) i);
  g_assert_cmpint (item_at (f, 1)->message->time, <, item_at (f, 2)->message->time);
  g_assert_cmpstr (f->kept->oldest_id, ==, "1");
  g_assert_cmpint (f->kept->oldest_time, ==, item_at (f, 0)->message->time);
  g_assert_cmpint (f->kept->newest_time, ==, item_at (f, 3)->message->time);
  g_assert_true (f->kept->complete);
}

/* The beginning of an archive may come by itself, empty. */
static void
test_extend_empty (Fixture *f, gconstpointer data)
{
  StoreMamPage *newer;

  add (f, "1", SECOND (12), THEIR, "<body>a</body>");
  read_page (f);
  newer = g_steal_pointer (&f->kept);
  drop_results (f);
  f->server->complete = TRUE;
  read_page (f);
  im_archive_page_extend (newer, g_steal_pointer (&f->kept));
  f->kept = newer;

  g_assert_cmpuint (f->kept->items->len, ==, 1);
  g_assert_cmpstr (f->kept->oldest_id, ==, "1");
  g_assert_cmpint (f->kept->oldest_time, >=, SECOND (12));
  g_assert_true (f->kept->complete);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  f->server->complete = TRUE;
  read_page (f);
  g_assert_cmpuint (f->kept->items->len, ==, 0);
  g_assert_null (f->kept->oldest_id);
  g_assert_true (f->kept->complete);
  g_assert_null (f->edge.id);
  g_assert_cmpint (im_archive_second_of (SECOND (7) + 3), ==, SECOND (7));
  g_assert_cmpint (im_archive_second_after (SECOND (7) + 3), ==, SECOND (8));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/im/archive-page/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("parties", test_parties);
  ADD ("nudges", test_nudges);
  ADD ("order", test_order);
  ADD ("now", test_now);
  ADD ("extend", test_extend);
  ADD ("extend-empty", test_extend_empty);
  ADD ("empty", test_empty);

  return g_test_run ();
}
