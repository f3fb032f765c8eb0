/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Receipts and markers that are about messages on older pages.
 */

#include "im/archive-notes.h"

#define PEER "juliet@example.com"

/* ">a": a message of ours; "+a": it was delivered; "=a": it was read; "<a": read by the person. */
static GPtrArray *
make_page (const char *text)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (store_mam_item_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    StoreMamItem *item;

    if (*words[i] == '>') {
      StoreMessage *message =
        store_message_new (STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, "romeo@example.org", 1);

      message->stanza_id = g_strdup (words[i] + 1);
      item = store_mam_item_new (PEER, message, NULL, NULL);
    } else if (*words[i] == '+') {
      item = store_mam_item_new (PEER, NULL, NULL, words[i] + 1);
    } else {
      item = store_mam_item_new_displayed (
        PEER, *words[i] == '=' ? STORE_MESSAGE_IN : STORE_MESSAGE_OUT, words[i] + 1);
    }
    g_ptr_array_add (items, item);
  }
  return items;
}

static void
assert_passed (GPtrArray *notes, const char *page, const char *expected)
{
  g_autoptr (GPtrArray) items = make_page (page);
  g_autoptr (GString) text = g_string_new (NULL);

  im_archive_notes_pass (notes, items);
  for (guint i = 0; i < items->len; i++) {
    const StoreMamItem *item = items->pdata[i];

    g_string_append (text, i > 0 ? " " : "");
    if (item->message != NULL)
      g_string_append_printf (text, ">%s", item->message->stanza_id);
    else if (item->delivered != NULL)
      g_string_append_printf (text, "+%s", item->delivered);
    else
      g_string_append_printf (text, "%c%s", item->direction == STORE_MESSAGE_IN ? '=' : '<',
                              item->displayed);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_receipts (void)
{
  g_autoptr (GPtrArray) notes = im_archive_notes_new ();

  assert_passed (notes, ">c +c +b +a", ">c +c +b +a");
  assert_passed (notes, ">b", ">b +b +a");
  assert_passed (notes, ">a", ">a +a");
  assert_passed (notes, ">0", ">0");
}

static void
test_markers (void)
{
  g_autoptr (GPtrArray) notes = im_archive_notes_new ();

  assert_passed (notes, "=a >b =b <x", "=a >b =b <x");
  assert_passed (notes, ">a =0", ">a =0 =b <x");
  assert_passed (notes, ">0", ">0 =b <x");
}

/* Receipts for ids that nobody has sent leave room for markers. */
static void
test_heap (void)
{
  g_autoptr (GPtrArray) notes = im_archive_notes_new ();
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (store_mam_item_free);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *id = g_strdup_printf ("invented%u", i);

    g_ptr_array_add (receipts, store_mam_item_new (PEER, NULL, NULL, id));
  }
  im_archive_notes_pass (notes, receipts);
  g_assert_cmpuint (notes->len, ==, 500);
  im_archive_notes_pass (notes, receipts);
  g_assert_cmpuint (notes->len, ==, 500);
  g_clear_pointer (&receipts, g_ptr_array_unref);
  receipts = make_page ("=a");
  im_archive_notes_pass (notes, receipts);
  g_assert_cmpuint (notes->len, ==, 501);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/archive-notes/receipts", test_receipts);
  g_test_add_func ("/im/archive-notes/markers", test_markers);
  g_test_add_func ("/im/archive-notes/heap", test_heap);
  return g_test_run ();
}
