/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what people nearby tell of themselves: the record of XEP-0174 §3, and what nobody should
 * write into one. */
#include "config.h"

#include "xmpp/link-local/card.h"

static GVariant *
strings_new (const char *const *strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (; *strings != NULL; strings++)
    g_variant_builder_add_value (
      &builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, *strings, strlen (*strings), 1));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static XmppNearbyCard *
parse (const char *const *strings)
{
  g_autoptr (GVariant) record = strings_new (strings);

  return xmpp_nearby_card_parse (record);
}

/* XEP-0174, example 2. */
static void
test_example (void)
{
  g_autoptr (XmppNearbyCard) card = parse ((const char *[]){
    "txtvers=1", "1st=Juliet", "email=juliet@capulet.lit", "hash=sha-1", "jid=juliet@capulet.lit",
    "last=Capulet", "msg=Hanging out downtown", "nick=JuliC", "node=http://www.adiumx.com",
    "phsh=a3839614e1a382bcfebbcf20464f519e81770813", "port.p2pj=5562", "status=avail", "vc=CA!",
    "ver=QgayPKawpkPSDYmwT/WM94uAlu0=", NULL });

  g_assert_cmpint (card->show, ==, XMPP_SHOW_AVAILABLE);
  g_assert_cmpstr (card->nick, ==, "JuliC");
  g_assert_cmpstr (card->status, ==, "Hanging out downtown");
}

static void
test_names (void)
{
  static const struct {
    const char *strings[4], *nick;
  } cases[] = {
    { { "1st=Juliet", "last=Capulet" }, "Juliet Capulet" },
    { { "1st=Juliet" }, "Juliet" },
    { { "last=Capulet" }, "Capulet" },
    { { "nick=", "1st=Juliet" }, "Juliet" },
    { { "NICK=JuliC", "nick=another" }, "JuliC" },
    { { "nickname=no", "nick" }, NULL },
    { { "nick=a\nb\tc" }, "a b c" },
    { { "nick=\u202eJuliet\u2066" }, "Juliet" },
    { { "nick=\xff\xfe" }, NULL },
    { { "nick= \u200b " }, NULL },
    { { "" }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppNearbyCard) card = parse (cases[i].strings);

    g_assert_cmpstr (card->nick, ==, cases[i].nick);
  }
}

static void
test_shows (void)
{
  static const struct {
    const char *strings[2];
    XmppShow show;
  } cases[] = {
    { { "status=avail" }, XMPP_SHOW_AVAILABLE }, { { "status=away" }, XMPP_SHOW_AWAY },
    { { "status=dnd" }, XMPP_SHOW_DND },         { { "status=whatever" }, XMPP_SHOW_AVAILABLE },
    { { "txtvers=1" }, XMPP_SHOW_AVAILABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppNearbyCard) card = parse (cases[i].strings);

    g_assert_cmpint (card->show, ==, cases[i].show);
  }
}

/* What we tell is what others read, and fits. */
static void
test_round_trip (void)
{
  static const XmppShow shows[][2] = {
    { XMPP_SHOW_CHAT, XMPP_SHOW_AVAILABLE }, { XMPP_SHOW_AVAILABLE, XMPP_SHOW_AVAILABLE },
    { XMPP_SHOW_AWAY, XMPP_SHOW_AWAY },      { XMPP_SHOW_XA, XMPP_SHOW_AWAY },
    { XMPP_SHOW_DND, XMPP_SHOW_DND },
  };
  g_autofree char *longest = g_strnfill (4000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++) {
    g_autoptr (XmppNearbyCard) told = xmpp_nearby_card_new (shows[i][0], longest, "Jül\niet ❤");
    g_autoptr (GVariant) record = g_variant_ref_sink (xmpp_nearby_card_build (told, 5562));
    g_autoptr (XmppNearbyCard) read = xmpp_nearby_card_parse (record);
    g_autoptr (GVariant) first = g_variant_get_child_value (record, 0);
    gsize n_bytes;

    g_assert_cmpint (read->show, ==, shows[i][1]);
    g_assert_cmpstr (read->nick, ==, "Jül iet ❤");
    g_assert_true (xmpp_nearby_card_equal (told, read));
    g_assert_cmpmem (g_variant_get_fixed_array (first, &n_bytes, 1), n_bytes, "txtvers=1", 9);
    for (gsize j = 0; j < g_variant_n_children (record); j++) {
      g_autoptr (GVariant) string = g_variant_get_child_value (record, j);

      g_assert_cmpuint (g_variant_n_children (string), <=, 255);
    }
  }
}

/* Nobody may keep us busy: a string that is too long is not read, nor is what comes after many. */
static void
test_bounds (void)
{
  g_autofree char *filling = g_strnfill (300, 'x');
  g_autofree char *too_long = g_strconcat ("nick=", filling, NULL);
  const char *strings[102];
  g_autoptr (XmppNearbyCard) without = parse ((const char *[]){ too_long, NULL });
  g_autoptr (XmppNearbyCard) late = NULL;

  g_assert_null (without->nick);
  for (guint i = 0; i < 100; i++)
    strings[i] = "a=b";
  strings[100] = "nick=Juliet";
  strings[101] = NULL;
  late = parse (strings);
  g_assert_null (late->nick);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/example", test_example);
  g_test_add_func ("/card/names", test_names);
  g_test_add_func ("/card/shows", test_shows);
  g_test_add_func ("/card/round-trip", test_round_trip);
  g_test_add_func ("/card/bounds", test_bounds);
  return g_test_run ();
}
