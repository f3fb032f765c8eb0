/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of SRV records (RFC 2782, XEP-0368), and what is done without them. */

#include "xmpp/transport/endpoints.h"

#include "client.h"
#include "fake-resolver.h"

#include "base/random.h"
#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"

#include <string.h>

#define D XMPP_TLS_DIRECT
#define S XMPP_TLS_START

/* "a:5222s b:443d" */
static char *
print (GPtrArray *endpoints)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < endpoints->len; i++) {
    const XmppEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    g_string_append_printf (text, "%s%s:%u%c", i > 0 ? " " : "", endpoint->host, endpoint->port,
                            endpoint->mode == XMPP_TLS_DIRECT ? 'd' : 's');
  }
  return g_strdup (text->str);
}

/* Plays the numbers it was given, and checks that they were possible. */
static guint32
play (guint32 bound, gpointer user_data)
{
  const guint32 **next = user_data;
  guint32 number = *(*next)++;

  g_assert_cmpuint (number, <=, bound);
  return number;
}

static void
test_order (void)
{
  const struct {
    XmppSrvRecord records[6];
    guint32 numbers[6];
    const char *expected;
  } cases[] = {
    /* Nothing comes of nothing. */
    { { { NULL } }, { 0 }, "" },
    /* Priorities are stronger than everything else. */
    { { { "b", 5222, 20, 100, S }, { "c", 5223, 30, 100, D }, { "a", 5222, 10, 0, S } },
      { 0 },
      "a:5222s b:5222s c:5223d" },
    /* RFC 2782: the first whose running sum is at least the number drawn. */
    { { { "a", 1, 0, 10, S }, { "b", 2, 0, 20, S }, { "c", 3, 0, 30, S } },
      { 0, 0, 0 },
      "a:1s b:2s c:3s" },
    { { { "a", 1, 0, 10, S }, { "b", 2, 0, 20, S }, { "c", 3, 0, 30, S } },
      { 10, 21, 0 },
      "a:1s c:3s b:2s" },
    { { { "a", 1, 0, 10, S }, { "b", 2, 0, 20, S }, { "c", 3, 0, 30, S } },
      { 60, 30, 0 },
      "c:3s b:2s a:1s" },
    { { { "c", 3, 0, 30, S }, { "b", 2, 0, 20, S }, { "a", 1, 0, 10, S } },
      { 11, 11, 0 },
      "b:2s c:3s a:1s" },
    /* Weight 0 has a chance, but only by the 0. */
    { { { "a", 1, 0, 5, S }, { "b", 2, 0, 0, S } }, { 0 }, "b:2s a:1s" },
    { { { "a", 1, 0, 5, S }, { "b", 2, 0, 0, S } }, { 1 }, "a:1s b:2s" },
    /* Without weights any of them. */
    { { { "a", 1, 0, 0, S }, { "b", 2, 0, 0, S }, { "c", 3, 0, 0, S } },
      { 2, 1, 0 },
      "c:3s b:2s a:1s" },
    /* Both services are one set … */
    { { { "s", 5222, 5, 0, S }, { "d", 5223, 10, 0, D } }, { 0 }, "s:5222s d:5223d" },
    { { { "s", 5222, 0, 10, S }, { "d", 443, 0, 90, D } }, { 0, 0 }, "s:5222s d:443d" },
    { { { "s", 5222, 0, 10, S }, { "d", 443, 0, 90, D } }, { 100, 0 }, "d:443d s:5222s" },
    /* … but among equals direct TLS comes first, whoever was drawn. */
    { { { "s", 5222, 0, 10, S }, { "d", 443, 0, 10, D } }, { 20, 0 }, "d:443d s:5222s" },
    { { { "s", 5222, 0, 10, S }, { "d", 443, 0, 10, D } }, { 0, 0 }, "d:443d s:5222s" },
    { { { "s", 5222, 0, 0, S }, { "d", 443, 0, 0, D } }, { 1, 0 }, "d:443d s:5222s" },
    /* Several of both, all equal: chance among those of direct TLS. */
    { { { "s", 1, 0, 0, S }, { "t", 2, 0, 0, S }, { "d", 3, 0, 0, D }, { "e", 4, 0, 0, D } },
      { 1, 0, 0, 0 },
      "e:4d d:3d s:1s t:2s" },
    { { { "s", 1, 0, 0, S }, { "t", 2, 0, 0, S }, { "d", 3, 0, 0, D }, { "e", 4, 0, 0, D } },
      { 3, 2, 1, 0 },
      "e:4d d:3d t:2s s:1s" },
    /* A refusal is no server, nor is port 0; the rest counts. */
    { { { ".", 0, 0, 0, D }, { "a", 5222, 0, 0, S } }, { 0 }, "a:5222s" },
    { { { "", 0, 0, 0, D }, { "a", 5222, 0, 0, S } }, { 0 }, "a:5222s" },
    { { { "", 5223, 0, 0, D }, { ".", 5222, 0, 0, S } }, { 0 }, "" },
    { { { "a", 0, 0, 0, D }, { "a", 5222, 0, 0, S } }, { 0 }, "a:5222s" },
    /* The same server once, unless it can be had both ways. */
    { { { "a", 5222, 0, 0, S }, { "A", 5222, 1, 0, S }, { "a", 5222, 2, 0, D } },
      { 0 },
      "a:5222s a:5222d" },
    { { { "a.example", 5222, 0, 0, S }, { "a.example.", 5222, 1, 0, S } },
      { 0 },
      "a.example:5222s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const guint32 *numbers = cases[i].numbers;
    gsize n = 0;
    g_autoptr (GPtrArray) endpoints = NULL;
    g_autofree char *text = NULL;

    while (n < G_N_ELEMENTS (cases[i].records) && cases[i].records[n].target != NULL)
      n++;
    endpoints = xmpp_endpoints_order (cases[i].records, n, play, &numbers);
    text = print (endpoints);
    g_assert_cmpstr (text, ==, cases[i].expected);
  }
}

static guint32
draw (guint32 bound, gpointer user_data)
{
  return base_random_uint32_below (bound + 1);
}

/* Three quarters of the clients begin with the server that has three quarters of the weight. */
static void
test_weights (void)
{
  const XmppSrvRecord records[] = { { "a", 1, 0, 25, S }, { "b", 2, 0, 75, D } };
  guint n_b = 0;

  for (guint i = 0; i < 4000; i++) {
    g_autoptr (GPtrArray) endpoints = xmpp_endpoints_order (records, 2, draw, NULL);

    n_b += ((XmppEndpoint *) g_ptr_array_index (endpoints, 0))->host[0] == 'b';
  }
  /* More than six standard deviations away it is no chance any more. */
  g_assert_cmpuint (n_b, >, 2800);
  g_assert_cmpuint (n_b, <, 3200);
}

static void
test_bound (void)
{
  XmppSrvRecord records[100];
  g_autoptr (GPtrArray) endpoints = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = (XmppSrvRecord){ "a", 1000 + i, 0, 65535, S };
  endpoints = xmpp_endpoints_order (records, G_N_ELEMENTS (records), draw, NULL);
  g_assert_cmpuint (endpoints->len, ==, 16);
}

static void
test_guess (void)
{
  const struct {
    const char *host;
    guint16 port;
    XmppTlsMode mode;
    const char *expected;
  } cases[] = {
    { "h", 0, XMPP_TLS_ANY, "h:5222s h:5223d" },   { "h", 0, XMPP_TLS_START, "h:5222s" },
    { "h", 0, XMPP_TLS_DIRECT, "h:5223d" },        { "h", 5222, XMPP_TLS_ANY, "h:5222s" },
    { "h", 5222, XMPP_TLS_DIRECT, "h:5222d" },     { "h", 443, XMPP_TLS_ANY, "h:443d h:443s" },
    { "h", 443, XMPP_TLS_START, "h:443s" },        { "h", 443, XMPP_TLS_DIRECT, "h:443d" },
    { "[::1]", 443, XMPP_TLS_DIRECT, "::1:443d" }, { "host.", 443, XMPP_TLS_DIRECT, "host:443d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) endpoints =
      xmpp_endpoints_guess (cases[i].host, cases[i].port, cases[i].mode);
    g_autofree char *text = print (endpoints);

    g_assert_cmpstr (text, ==, cases[i].expected);
  }
}

static GPtrArray *
resolve (FakeResolver *resolver, const char *domain, XmppTlsMode mode, GError **error)
{
  Reply reply = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  xmpp_endpoints_resolve_async (G_RESOLVER (resolver), domain, mode, NULL, on_reply, &reply);
  result = reply_wait (&reply);
  return xmpp_endpoints_resolve_finish (result, error);
}

static void
check_found (FakeResolver *resolver, XmppTlsMode mode, const char *expected)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) endpoints = resolve (resolver, "example.test", mode, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = print (endpoints);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (fake_resolver_asked_only (resolver, "example.test"));
}

static void
check_failed (FakeResolver *resolver, XmppTlsMode mode, XmppConnectErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (resolver, "example.test", mode, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, (int) code);
}

static void
test_resolve (void)
{
  g_autoptr (FakeResolver) resolver = fake_resolver_new ();

  fake_resolver_add (resolver, "xmpp-client", "a.test", 5222, 10, 5);
  fake_resolver_add (resolver, "xmpp-client", "b.test", 5222, 20, 5);
  fake_resolver_add (resolver, "xmpps-client", "a.test", 443, 10, 5);
  check_found (resolver, XMPP_TLS_ANY, "a.test:443d a.test:5222s b.test:5222s");
  g_assert_cmpuint (fake_resolver_get_n_asked (resolver), ==, 2);

  check_found (resolver, XMPP_TLS_START, "a.test:5222s b.test:5222s");
  check_found (resolver, XMPP_TLS_DIRECT, "a.test:443d");
  g_assert_cmpuint (fake_resolver_get_n_asked (resolver), ==, 4);
}

/* RFC 6120 §3.2.2: only when there is certainly no record. */
static void
test_fallback (void)
{
  g_autoptr (FakeResolver) resolver = fake_resolver_new ();

  check_found (resolver, XMPP_TLS_ANY, "example.test:5222s example.test:5223d");
  check_found (resolver, XMPP_TLS_DIRECT, "example.test:5223d");
}

/* One service is enough. */
static void
test_half (void)
{
  g_autoptr (FakeResolver) only_start = fake_resolver_new ();
  g_autoptr (FakeResolver) only_direct = fake_resolver_new ();
  g_autoptr (FakeResolver) half_broken = fake_resolver_new ();

  fake_resolver_add (only_start, "xmpp-client", "a.test", 5222, 0, 0);
  check_found (only_start, XMPP_TLS_ANY, "a.test:5222s");

  fake_resolver_add (only_direct, "xmpps-client", "a.test", 443, 0, 0);
  check_found (only_direct, XMPP_TLS_ANY, "a.test:443d");

  fake_resolver_add (half_broken, "xmpp-client", "a.test", 5222, 0, 0);
  fake_resolver_fail (half_broken, "xmpps-client", G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  check_found (half_broken, XMPP_TLS_ANY, "a.test:5222s");
}

static void
test_refusal (void)
{
  /* As libc hands the root over, and as it is written. */
  static const char *const roots[] = { "", "." };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
    g_autoptr (FakeResolver) none = fake_resolver_new ();
    g_autoptr (FakeResolver) no_direct = fake_resolver_new ();

    fake_resolver_add (none, "xmpp-client", roots[i], 0, 0, 0);
    check_failed (none, XMPP_TLS_ANY, XMPP_CONNECT_ERROR_NO_SERVICE);
    fake_resolver_add (none, "xmpps-client", roots[i], 0, 0, 0);
    check_failed (none, XMPP_TLS_ANY, XMPP_CONNECT_ERROR_NO_SERVICE);

    fake_resolver_add (no_direct, "xmpps-client", roots[i], 0, 0, 0);
    /* XEP-0368 §3: no guess at addresses then … */
    check_failed (no_direct, XMPP_TLS_ANY, XMPP_CONNECT_ERROR_NO_SERVICE);
    /* … but the other service may be there. */
    fake_resolver_add (no_direct, "xmpp-client", "a.test", 5222, 0, 0);
    check_found (no_direct, XMPP_TLS_ANY, "a.test:5222s");
  }
}

static void
test_uncertain (void)
{
  static const GResolverError codes[] = { G_RESOLVER_ERROR_TEMPORARY_FAILURE,
                                          G_RESOLVER_ERROR_INTERNAL };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (FakeResolver) resolver = fake_resolver_new ();

    fake_resolver_fail (resolver, "xmpp-client", codes[i]);
    check_failed (resolver, XMPP_TLS_ANY, XMPP_CONNECT_ERROR_LOOKUP_FAILED);
    fake_resolver_add (resolver, "xmpps-client", ".", 0, 0, 0);
    check_failed (resolver, XMPP_TLS_ANY, XMPP_CONNECT_ERROR_LOOKUP_FAILED);
  }
}

static void
test_silence (void)
{
  g_autoptr (FakeResolver) resolver = fake_resolver_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply reply = { NULL };

  xmpp_timer_fake (1000 * XMPP_SECOND);
  fake_resolver_stay_silent (resolver, "xmpp-client");
  xmpp_endpoints_resolve_async (G_RESOLVER (resolver), "example.test", XMPP_TLS_ANY, NULL, on_reply,
                                &reply);

  xmpp_timer_fake (1009 * XMPP_SECOND);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (reply.result);

  xmpp_timer_fake (1010 * XMPP_SECOND);
  result = reply_wait (&reply);
  g_assert_null (xmpp_endpoints_resolve_finish (result, &error));
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_LOOKUP_FAILED);
  xmpp_timer_fake (0);
}

static void
test_cancel (void)
{
  g_autoptr (FakeResolver) resolver = fake_resolver_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply reply = { NULL };

  fake_resolver_stay_silent (resolver, "xmpp-client");
  xmpp_endpoints_resolve_async (G_RESOLVER (resolver), "example.test", XMPP_TLS_ANY, cancellable,
                                on_reply, &reply);
  g_cancellable_cancel (cancellable);
  result = reply_wait (&reply);
  g_assert_null (xmpp_endpoints_resolve_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* These have no SRV records, and asking would tell others about them. */
static void
test_not_asked (void)
{
  const struct {
    const char *domain, *expected;
  } cases[] = {
    { "192.0.2.1", "192.0.2.1:5222s 192.0.2.1:5223d" },
    { "[2001:db8::1]", "2001:db8::1:5222s 2001:db8::1:5223d" },
    { "abcdefgh.onion", "abcdefgh.onion:5222s abcdefgh.onion:5223d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FakeResolver) resolver = fake_resolver_new ();
    GError *error = NULL;
    g_autoptr (GPtrArray) endpoints = resolve (resolver, cases[i].domain, XMPP_TLS_ANY, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = print (endpoints);
    g_assert_cmpstr (text, ==, cases[i].expected);
    g_assert_cmpuint (fake_resolver_get_n_asked (resolver), ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/endpoints/order", test_order);
  g_test_add_func ("/transport/endpoints/weights", test_weights);
  g_test_add_func ("/transport/endpoints/bound", test_bound);
  g_test_add_func ("/transport/endpoints/guess", test_guess);
  g_test_add_func ("/transport/endpoints/resolve", test_resolve);
  g_test_add_func ("/transport/endpoints/fallback", test_fallback);
  g_test_add_func ("/transport/endpoints/half", test_half);
  g_test_add_func ("/transport/endpoints/refusal", test_refusal);
  g_test_add_func ("/transport/endpoints/uncertain", test_uncertain);
  g_test_add_func ("/transport/endpoints/silence", test_silence);
  g_test_add_func ("/transport/endpoints/cancel", test_cancel);
  g_test_add_func ("/transport/endpoints/not-asked", test_not_asked);
  return g_test_run ();
}
