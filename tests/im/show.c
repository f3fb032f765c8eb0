/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Presence to and from the wire, and what idleness makes of it.
 */

#include "im/show.h"

static void
test_wire (void)
{
  static const struct {
    XmppShow wire;
    ImShow show;
  } cases[] = {
    { XMPP_SHOW_CHAT, IM_SHOW_CHAT }, { XMPP_SHOW_AVAILABLE, IM_SHOW_AVAILABLE },
    { XMPP_SHOW_AWAY, IM_SHOW_AWAY }, { XMPP_SHOW_XA, IM_SHOW_XA },
    { XMPP_SHOW_DND, IM_SHOW_DND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (im_show_from_xmpp (cases[i].wire), ==, cases[i].show);
    g_assert_cmpint (im_show_to_xmpp (cases[i].show), ==, cases[i].wire);
  }
}

static void
test_effective (void)
{
  static const struct {
    ImShow chosen;
    gboolean idle;
    ImShow effective;
  } cases[] = {
    { IM_SHOW_AVAILABLE, FALSE, IM_SHOW_AVAILABLE },
    { IM_SHOW_AVAILABLE, TRUE, IM_SHOW_AWAY },
    { IM_SHOW_CHAT, TRUE, IM_SHOW_AWAY },
    { IM_SHOW_DND, TRUE, IM_SHOW_DND },
    { IM_SHOW_XA, TRUE, IM_SHOW_XA },
    { IM_SHOW_OFFLINE, TRUE, IM_SHOW_OFFLINE },
    { IM_SHOW_INVISIBLE, TRUE, IM_SHOW_INVISIBLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (im_show_effective (cases[i].chosen, cases[i].idle), ==, cases[i].effective);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/show/wire", test_wire);
  g_test_add_func ("/im/show/effective", test_effective);
  return g_test_run ();
}
