/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules about presence, RFC 6121 §4.7.2.1.
 */

#include "im/show.h"

ImShow
im_show_from_xmpp (XmppShow show)
{
  switch (show) {
  case XMPP_SHOW_CHAT:
    return IM_SHOW_CHAT;
  case XMPP_SHOW_AWAY:
    return IM_SHOW_AWAY;
  case XMPP_SHOW_XA:
    return IM_SHOW_XA;
  case XMPP_SHOW_DND:
    return IM_SHOW_DND;
  case XMPP_SHOW_AVAILABLE:
  default:
    return IM_SHOW_AVAILABLE;
  }
}

XmppShow
im_show_to_xmpp (ImShow show)
{
  switch (show) {
  case IM_SHOW_CHAT:
    return XMPP_SHOW_CHAT;
  case IM_SHOW_AWAY:
    return XMPP_SHOW_AWAY;
  case IM_SHOW_XA:
    return XMPP_SHOW_XA;
  case IM_SHOW_DND:
    return XMPP_SHOW_DND;
  case IM_SHOW_UNKNOWN:
  case IM_SHOW_OFFLINE:
    g_return_val_if_reached (XMPP_SHOW_AVAILABLE);
  case IM_SHOW_INVISIBLE:
  case IM_SHOW_AVAILABLE:
  default:
    return XMPP_SHOW_AVAILABLE;
  }
}

ImShow
im_show_effective (ImShow chosen, gboolean idle)
{
  gboolean reachable = chosen == IM_SHOW_AVAILABLE || chosen == IM_SHOW_CHAT;

  return reachable && idle ? IM_SHOW_AWAY : chosen;
}
