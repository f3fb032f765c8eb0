/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes in, one event at a time out, however they are cut. */

#include "xmpp/transport/inbox.h"

#include "xmpp/ns.h"

#include <string.h>

#define HEADER                                                                                     \
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "                                     \
  "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"

static XmppInbox *
begin (void)
{
  XmppInbox *inbox = xmpp_inbox_new (XML_LIMITS_DEFAULT);

  xmpp_inbox_restart (inbox);
  return inbox;
}

static void
put (XmppInbox *inbox, const char *text)
{
  xmpp_inbox_put (inbox, g_bytes_new (text, strlen (text)));
}

/* What the next event is: "opened", the name of an element, "closed", "failed" or "-". */
static void
expect (XmppInbox *inbox, gboolean careful, const char *expected)
{
  g_autoptr (XmppInboxEvent) event = xmpp_inbox_pop (inbox, careful);
  const char *got = "-";

  if (event != NULL && event->kind == XMPP_INBOX_OPENED)
    got = "opened";
  else if (event != NULL && event->kind == XMPP_INBOX_ELEMENT)
    got = xml_element_get_name (event->element);
  else if (event != NULL && event->kind == XMPP_INBOX_CLOSED)
    got = "closed";
  else if (event != NULL && event->kind == XMPP_INBOX_FAILED)
    got = "failed";
  g_assert_cmpstr (got, ==, expected);
}

static void
test_whole (void)
{
  for (int careful = FALSE; careful <= TRUE; careful++) {
    g_autoptr (XmppInbox) inbox = begin ();

    put (inbox, HEADER "<a>x &gt; y</a> <b t='1 > 0'><c/></b></stream:stream>");
    expect (inbox, careful, "opened");
    expect (inbox, careful, "a");
    expect (inbox, careful, "b");
    g_assert_false (xmpp_inbox_is_empty (inbox));
    expect (inbox, careful, "closed");
    expect (inbox, careful, "-");
    g_assert_true (xmpp_inbox_is_empty (inbox));
  }
}

static void
test_one_by_one (void)
{
  static const char text[] = HEADER "<a><b>é</b></a></stream:stream>";
  g_autoptr (XmppInbox) inbox = begin ();
  g_autoptr (GString) got = g_string_new (NULL);

  for (const char *byte = text; *byte != '\0'; byte++) {
    g_autoptr (XmppInboxEvent) event = NULL;

    xmpp_inbox_put (inbox, g_bytes_new (byte, 1));
    event = xmpp_inbox_pop (inbox, TRUE);
    if (event != NULL)
      g_string_append_printf (got, "%u at %td ", event->kind, byte - text + 1);
    g_assert_null (xmpp_inbox_pop (inbox, TRUE));
    g_assert_true (xmpp_inbox_is_empty (inbox));
  }

  /* Each comes with its last byte, not a byte later: the server may say nothing more. */
  {
    g_autofree char *expected = g_strdup_printf (
      "%u at %zu %u at %zu %u at %zu ", XMPP_INBOX_OPENED, strlen (HEADER), XMPP_INBOX_ELEMENT,
      strlen (HEADER "<a><b>é</b></a>"), XMPP_INBOX_CLOSED, strlen (text));
    g_assert_cmpstr (got->str, ==, expected);
  }
}

/* Nothing behind <proceed/> may be parsed, whatever it is. */
static void
test_careful (void)
{
  static const char *const tails[] = { "<more/>", " ", "x", "\x16\x03\x01", "<" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *text =
      g_strconcat (HEADER "<a/><proceed xmlns='" XMPP_NS_TLS "'/>", tails[i], NULL);
    g_autoptr (XmppInbox) inbox = begin ();

    put (inbox, text);
    expect (inbox, TRUE, "opened");
    expect (inbox, TRUE, "a");
    expect (inbox, TRUE, "proceed");
    g_assert_false (xmpp_inbox_is_empty (inbox));
  }
}

static void
test_restart (void)
{
  g_autoptr (XmppInbox) inbox = begin ();

  put (inbox, HEADER "<a/><b/><c");
  expect (inbox, FALSE, "opened");
  expect (inbox, FALSE, "a");
  xmpp_inbox_restart (inbox);
  g_assert_true (xmpp_inbox_is_empty (inbox));
  put (inbox, HEADER "<d/>");
  expect (inbox, FALSE, "opened");
  expect (inbox, FALSE, "d");
  expect (inbox, FALSE, "-");
}

/* What was good comes first; after the error nothing more. */
static void
test_failure (void)
{
  g_autoptr (XmppInbox) inbox = begin ();
  g_autoptr (XmppInboxEvent) event = NULL;

  put (inbox, HEADER "<a/><b></c><d/>");
  expect (inbox, FALSE, "opened");
  expect (inbox, FALSE, "a");
  event = xmpp_inbox_pop (inbox, FALSE);
  g_assert_cmpint (event->kind, ==, XMPP_INBOX_FAILED);
  g_assert_error (event->error, XML_ERROR, XML_ERROR_NOT_WELL_FORMED);
  expect (inbox, FALSE, "-");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/inbox/whole", test_whole);
  g_test_add_func ("/transport/inbox/one-by-one", test_one_by_one);
  g_test_add_func ("/transport/inbox/careful", test_careful);
  g_test_add_func ("/transport/inbox/restart", test_restart);
  g_test_add_func ("/transport/inbox/failure", test_failure);
  return g_test_run ();
}
